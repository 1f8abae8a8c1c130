/** No report says as a percentage what fewer than ten patients were counted for: there it says "1 of 1 patient" or "7 of 7". */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { LedgerLine } from '../../src/core/result/schema.ts'
import { loadKnowledge } from '../../src/core/rules/compile.ts'
import { renderDiagnostics } from '../../src/render/diagnostics.ts'
import { renderHtml } from '../../src/render/html.ts'
import { renderMarkdown } from '../../src/render/markdown.ts'
import { sayPatients } from '../../src/render/sentences/counts.ts'
import { plain } from '../../src/render/style.ts'
import { renderText } from '../../src/render/text.ts'
import { elementsOf } from '../support/markup.ts'
import { CASES, ranked, slugs } from '../support/published-cases.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { anEvidence, aVocabulary, rulesOf } from '../support/rules.ts'

const FEW = 10
const kb = realKnowledge()
const style = { width: 1000, paint: plain, unicode: true, hyperlinks: false }

type Counted = Pick<LedgerLine, 'patients' | 'claim'>
const few = ({ patients }: Counted): boolean => patients !== null && patients.of < FEW

/** Numbers before a percent sign, but for those that the case itself measured (`reticulocytes 0.25 %`). */
function percentages(text: string, slug: string): readonly string[] {
  const own = readFileSync(join(CASES, `${slug}.json`), 'utf8')
  const found = [...text.matchAll(/(\d+(?:\.\d+)?)\s?(?:%|per cent|percent)/g)].map(([, number]) => number ?? '')
  return found.filter((number) => !new RegExp(`"value": ?${number.replace('.', '\\.')}\\b`).test(own))
}

/** What a page says, without its style sheet. */
const textOf = (page: string): string => elementsOf(page).find(({ name }) => name === 'body')?.text ?? ''

const asPercent = ({ n, of }: NonNullable<LedgerLine['patients']>): readonly string[] =>
  [0, 1].map((digits) => String(Number(((100 * n) / of).toFixed(digits))))

const reports = slugs.map((slug) => ({ slug, result: ranked(kb, slug) }))

describe('counts', () => {
  it('of a single patient and of several are written out, and a count made from a printed percentage says so', () => {
    expect(sayPatients({ n: 1, of: 1 })).toBe('1 of 1 patient')
    expect(sayPatients({ n: 7, of: 7 })).toBe('7 of 7')
    expect(sayPatients({ n: 164.4, of: 240 })).toBe('about 164 of 240')
  })

  it('of few patients stand in the reports of the published cases', () => {
    const lines = reports.flatMap(({ result }) => result.ranking.flatMap(({ evidence }) => evidence.filter(few)))
    expect(lines.length).toBeGreaterThan(20)
  })

  it.each(reports)('of fewer than ten patients are no percentage in any report of $slug', ({ slug, result }) => {
    const lines = result.ranking.flatMap(({ evidence }) => evidence)
    const counted = [...lines, ...lines.flatMap(({ pooledWith }) => pooledWith)].flatMap(({ patients }) =>
      patients !== null && patients.of < FEW ? [patients] : [],
    )
    const forbidden = new Set(counted.flatMap(asPercent))
    for (const text of [renderText(result, style), renderMarkdown(result), textOf(renderHtml(result))]) {
      expect(percentages(text, slug).filter((number) => forbidden.has(number))).toEqual([])
      expect(text.replaceAll('\u00a0', ' ')).not.toMatch(/seen in 1 of 1(?! patient|\d)/)
    }
    expect(lines.filter(few).filter(({ claim }) => /\d\s?(%|per ?cent)/.test(claim))).toEqual([])
  })
})

describe('the claims of the built-in rules', () => {
  it('give no percentage of what fewer than ten patients were counted for', () => {
    const grounds = kb.contexts.flatMap((context) => Object.values(context.grounds))
    expect(grounds.filter(few).length).toBeGreaterThan(40)
    expect(grounds.filter(few).filter(({ claim }) => /\d\s?(%|per ?cent)/.test(claim))).toEqual([])
  })
})

describe('a diagnostic', () => {
  it('gives a background of fewer than ten patients as its count, of ten as a percentage', () => {
    const told = (n: number, of: number): string => {
      const evidence = [
        anEvidence('few', 'pain', 'none', { n, of }),
        anEvidence('rare', 'pain', 'alpha', { n: 1, of: 40 }),
      ]
      const files = rulesOf(aVocabulary({ evidence }))
      return renderDiagnostics(loadKnowledge(files, 'sha256-0').diagnostics, files)
    }
    expect(told(6, 9)).toContain('(6 of 9 in context')
    expect(told(6, 9)).not.toMatch(/\d ?%/)
    expect(told(6, 10)).toContain('(59.1 % in context')
  })
})
