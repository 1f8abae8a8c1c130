import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assessment/assess.ts'
import type { Causality } from '../../src/core/result/causality.ts'
import { displayWidth } from '../../src/render/layout.ts'
import { renderMarkdown } from '../../src/render/markdown.ts'
import { plain } from '../../src/render/style.ts'
import { renderText } from '../../src/render/text.ts'
import { caseOf } from '../support/answers-for.ts'
import { CASES } from '../support/published-cases.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { aCitation, aResult } from '../support/results.ts'

const kb = realKnowledge()

function published(slug: string, drug: string): Causality {
  const { findings } = JSON.parse(readFileSync(join(CASES, `${slug}.json`), 'utf8'))
  const result = assess(kb, caseOf(kb, findings), { toolVersion: '0', warnings: [], causality: drug })
  if ('problems' in result || result.causality === null) throw new Error('not assessed')
  return result.causality
}
const edema = published('001-edema-after-rechallenge', 'imatinib')
const necrosis = published('002-necrosis-after-marrow', 'g-csf')

const text = (causality: Causality | null, width = 80): string =>
  renderText(aResult({ causality }), { width, paint: plain, unicode: false, hyperlinks: false })
const block = (causality: Causality, width = 80): readonly string[] => {
  const lines = text(causality, width).split('\n')
  const from = lines.indexOf(`Causality of ${causality.label}`)
  return lines.slice(from, lines.indexOf('', from))
}
const flat = (lines: readonly string[]): string => lines.map((line) => line.trim()).join(' ')

describe('the block on causality', () => {
  it('is not there where no drug was asked for', () => {
    expect(text(null)).not.toContain('Causality')
    expect(renderMarkdown(aResult())).not.toContain('Causality')
  })

  it.each([30, 60, 100])('fits into %i columns, but for names and addresses that cannot be broken', (width) => {
    for (const line of block(necrosis, width)) {
      const [, longest = ''] = /^\s*(\S+)$/.exec(line) ?? []
      if (longest === '') expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  it.each([30, 60])('has a line for each item at %i columns, with number, points and answer', (width) => {
    const rows = block(edema, width).flatMap(
      (line) => /^ {2,3}(\d+) +([+-]?\d) {2}(\w+)/.exec(line)?.slice(1, 4).join(' ') ?? [],
    )
    expect(rows).toEqual(
      edema.naranjo.items.map(({ item, points, answer }) => `${item} ${points > 0 ? '+' : ''}${points} ${answer}`),
    )
  })

  it('says score and range, what decided an item and what would, and what would raise the category', () => {
    const said = flat(block(edema))
    expect(said).toContain('Naranjo 6: probable. Further answers can bring it to anything from 5 to 10.')
    expect(said).toContain('rechallenge-recurrence recurred')
    expect(said).toContain('open until answered: earlier-imatinib-reaction')
    expect(said).toContain('No finding asks for item 6, 7; the points stay at 0.')
    expect(said).toContain(
      'It would be certain if it were known that other causes were looked for and none was found: gcsf-exposure, other-necrosis-drug.',
    )
    expect(said).toContain('https://doi.org/10.1038/clpt.1981.154')
  })

  it('says "no further answer" where the range is a point', () => {
    const settled = { ...edema, naranjo: { ...edema.naranjo, reachable: [6, 6] as [number, number] } }
    expect(flat(block(settled))).toContain('Naranjo 6: probable. No further answer can change it.')
  })

  it('gives the codes, and keeps "not reported" and "not done" apart from a code', () => {
    expect(flat(block(edema))).toContain('E2B(R3) given again (G.k.9.i.4): 1, given again, reaction came back')
    expect(flat(block(necrosis))).toContain('E2B(R3) given again (G.k.9.i.4): left out (not reported)')
    expect(flat(block(published('001-edema-before-rechallenge', 'imatinib')))).toContain(
      '(G.k.9.i.4): 4, not given again (not done)',
    )
  })

  it('numbers the earlier reports like every other source', () => {
    const [first = edema.naranjo.items[0], ...rest] = edema.naranjo.items
    if (first === undefined) throw new Error('no items')
    const items = [
      { ...first, sources: [aCitation({ id: 'earlier', title: 'An earlier report', locator: 'page 9' })] },
      ...rest,
    ]
    const report = text({ ...edema, naranjo: { ...edema.naranjo, items } })
    const number = /\[(\d+)\] page 9/.exec(report)?.[1]
    expect(number).toBeDefined()
    expect(report).toMatch(new RegExp(`^ *\\[${number}\\] An earlier report`, 'm'))
  })

  it('says warnings and a difference from the ranking', () => {
    const said = flat(
      block({ ...edema, warnings: ['Mind the steroid.'], differs: 'The scales and the ranking differ.' }),
    )
    expect(said).toMatch(/^Causality of imatinib The scales and the ranking differ\. Naranjo/)
    expect(said).toContain('Warning: Mind the steroid.')
  })

  it('in Markdown has the same parts, the items as a table, and marks nothing up by foreign text', () => {
    const markdown = renderMarkdown(aResult({ causality: { ...edema, label: 'a|b', warnings: ['*bold* | pipe'] } }))
    expect(markdown).toContain('## Causality of a\\|b\n')
    expect(markdown.match(/^\| \d+ \|.*\| [+-]?\d \|.*\|$/gm)).toHaveLength(10)
    expect(markdown).toContain('- Warning: \\*bold\\* \\| pipe')
    expect(markdown).toContain('Naranjo 6: probable.')
  })
})
