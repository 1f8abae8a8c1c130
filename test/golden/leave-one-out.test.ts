/**
 * Each published case ranked without what its own report counted, so that no case proves itself. Patterns and advice of the report stay, since
 * they carry no figure; so do judged bands that name the report among their reasons. UPDATE_GOLDEN=1 rewrites the table.
 */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../src/core/rules/compile.ts'
import type { KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import { expectGolden } from '../support/goldens.ts'
import { CASES, ranked, slugs } from '../support/published-cases.ts'
import { realKnowledge, ruleFiles, ruleTexts } from '../support/real-rules.ts'

const kb = realKnowledge()
const reportOf = (slug: string): string => slug.slice(0, 3)

/** JSON is YAML: the report's file is written again without its evidence. */
function withoutEvidence(report: string): KnowledgeBase {
  const { evidence: _, ...rest } = ruleFiles.find(({ value }) => value.source?.report === report)?.value ?? {}
  const name = ruleFiles.find(({ value }) => value.source?.report === report)?.name
  const texts = ruleTexts.map((file) => (file.name === name ? { name: file.name, text: JSON.stringify(rest) } : file))
  const { kb: less, diagnostics } = loadKnowledge(texts, 'sha256-test')
  if (less === null)
    throw new Error(
      `the rules do not load without the evidence of ${report}: ${diagnostics.map(({ code }) => code).join(', ')}`,
    )
  return less
}

const backgrounds = new Set(
  ruleFiles.flatMap(({ value }) =>
    [...(value.evidence ?? []), ...(value.judgements ?? [])]
      .filter(({ diagnosis }) => diagnosis === 'none')
      .map(({ id }) => id),
  ),
)
const without = new Map([...new Set(slugs.map(reportOf))].map((report) => [report, withoutEvidence(report)]))

const firstThree = (by: KnowledgeBase, slug: string): string =>
  ranked(by, slug)
    .ranking.slice(0, 3)
    .map(({ diagnosis, words }) => `${diagnosis} (${words})`)
    .join(', ')

describe('leaving out the evidence of a case’s own report', () => {
  it('takes its figures out of the network and nothing else', () => {
    const figures = (by: KnowledgeBase) => new Set(by.contexts.flatMap(({ grounds }) => Object.keys(grounds)))
    for (const [report, less] of without) {
      const own = ruleFiles.find(({ value }) => value.source?.report === report)?.value.evidence ?? []
      const lost = [...figures(kb)].filter((rule) => !figures(less).has(rule))
      expect(lost).toEqual(expect.arrayContaining(own.map(({ id }) => id)))
      // A finding that nothing else counts takes its background with it.
      const others = lost.filter((rule) => !own.some(({ id }) => id === rule))
      expect(others.filter((rule) => !backgrounds.has(rule))).toEqual([])
      expect(less.network).toEqual(kb.network)
      expect(less.advice).toEqual(kb.advice)
    }
  })

  it('gives the order that the table says', () => {
    const lines = slugs.flatMap((slug) => {
      const less = without.get(reportOf(slug)) ?? kb
      return [slug, `  with its report     ${firstThree(kb, slug)}`, `  without its report  ${firstThree(less, slug)}`]
    })
    expectGolden(join(CASES, 'leave-one-out.txt'), `${lines.join('\n')}\n`)
  })
})
