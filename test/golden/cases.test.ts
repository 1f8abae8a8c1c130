/**
 * What each published case comes to, as JSON and as text, with the judged bands that its order rests on. A changed file is read like code and
 * explained in the commit; UPDATE_GOLDEN=1 rewrites them.
 */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resultSchema } from '../../src/core/result/schema.ts'
import { plain } from '../../src/render/style.ts'
import { renderText } from '../../src/render/text.ts'
import { compactJson, expectGolden, rounded } from '../support/goldens.ts'
import { CASES, ranked, slugs } from '../support/published-cases.ts'
import { realKnowledge, ruleFiles } from '../support/real-rules.ts'

const kb = realKnowledge()
const style = { width: 80, paint: plain, unicode: true, hyperlinks: false }
/** Diagnoses whose bands are printed: those that compete for the first place. */
const LEADERS = 3

const bands = new Map(
  ruleFiles.flatMap(({ value }) =>
    (value.judgements ?? []).map(({ id, low, high }) => [id, `${low} to ${high}`] as const),
  ),
)

describe('the published cases', () => {
  it('are there', () => {
    expect(slugs.length).toBeGreaterThanOrEqual(10)
  })

  it.each(slugs)('%s gives the same result as before', (slug) => {
    const result = ranked(kb, slug)
    expect(resultSchema.parse(result)).toEqual(result)
    expectGolden(
      join(CASES, `${slug}.out.json`),
      `${compactJson(rounded({ ...result, rules: { ...result.rules, digest: 'masked' } }))}\n`,
    )
  })

  it.each(slugs)('%s gives the same report as before', (slug) => {
    const result = ranked(kb, slug)
    expectGolden(
      join(CASES, `${slug}.out.txt`),
      renderText({ ...result, rules: { ...result.rules, digest: 'masked' } }, style),
    )
  })

  it.each(slugs)('%s rests on these judged bands', (slug) => {
    const { ranking } = ranked(kb, slug)
    const lines = ranking.slice(0, LEADERS).flatMap(({ diagnosis, evidence }) => [
      `${diagnosis}`,
      ...evidence
        .filter(({ judged }) => judged)
        .map(({ finding, answer, weight, rule }) => {
          const by = `${weight < 0 ? '' : '+'}${weight.toFixed(3)}`
          return `  ${by.padStart(7)}  ${answer === 'prior' ? 'prior' : `${finding} ${answer}`}${bands.has(rule) ? `, ${bands.get(rule)}` : ''}`
        }),
    ])
    expectGolden(join(CASES, `${slug}.bands.out.txt`), `${lines.join('\n')}\n`)
  })
})
