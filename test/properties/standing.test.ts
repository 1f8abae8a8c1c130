/** Words, order, legend and exclusion of whole rankings: over random patients of the real rules, they never contradict each other. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assessment/assess.ts'
import { observe } from '../../src/core/findings/observe.ts'
import type { Result } from '../../src/core/result/schema.ts'
import { isRaised, STANDING_WORDS, WORD_BOUNDS, WORDS } from '../../src/core/result/support-words.ts'
import { LEGEND } from '../../src/render/sentences/legend.ts'
import { caseOf, type Findings } from '../support/answers-for.ts'
import { randomFindings } from '../support/random-case.ts'
import { realKnowledge } from '../support/real-rules.ts'

const kb = realKnowledge()
const patient = randomFindings(kb)

function resultOf(findings: Findings): Result {
  const result = assess(kb, caseOf(kb, findings), { toolVersion: '0', warnings: [] })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result
}

const ofPatients = (check: (result: Result, findings: Findings) => void): void =>
  fc.assert(
    fc.property(patient, (findings) => check(resultOf(findings), findings)),
    { numRuns: 300 },
  )

describe('words, legend and order agree: "4 less likely" never stands above "5 plausible"', () => {
  it('words never grow stronger down the list', () => {
    ofPatients(({ ranking }) => {
      const strengths = ranking.map(({ words }) => STANDING_WORDS.indexOf(words))
      expect(strengths).toEqual(strengths.toSorted((a, b) => a - b))
    })
  })

  it('the legend is true of every row, and gives every bound', () => {
    for (const { word, from } of WORDS)
      expect(LEGEND.join(' ').toLowerCase()).toContain(from === 0 ? `${word}: less` : `${word}: ${from} or more`)
    ofPatients(({ ranking }) => {
      for (const { words, support, excludedBy } of ranking) {
        const row = WORDS.findIndex(({ word }) => word === words)
        if (excludedBy !== null) expect(words).toBe('not supported')
        else expect([support >= (WORDS[row]?.from ?? 1), support < (WORDS[row - 1]?.from ?? 2)]).toEqual([true, true])
      }
    })
  })

  it('"None of these" has a rank of its own, and no diagnosis has it or a rank out of order', () => {
    ofPatients(({ ranking, noneOfThese }) => {
      if (noneOfThese === null) return
      const ranks = ranking.map(({ rank }) => rank)
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      expect([...ranks, noneOfThese.rank].toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: ranking.length + 1 }, (_, at) => at + 1),
      )
      for (const { rank, support, excludedBy } of ranking) {
        if (excludedBy === null) expect(support > noneOfThese.support).toBe(rank < noneOfThese.rank)
      }
    })
  })

  it('what is excluded stands below all that is not, and never leads or is raised: "1 Relapse leading … excluded by marrow study"', () => {
    ofPatients(({ ranking, noneOfThese }) => {
      const from = ranking.findIndex(({ excludedBy }) => excludedBy !== null)
      if (from !== -1) for (const { excludedBy } of ranking.slice(from)) expect(excludedBy).not.toBeNull()
      const most = Math.max(noneOfThese?.support ?? 0, ...ranking.map(({ support }) => support))
      for (const entry of ranking) {
        if (entry.excludedBy === null) continue
        expect([isRaised(entry), entry.support >= WORD_BOUNDS.leading]).toEqual([false, false])
        if (entry.support === most) expect(noneOfThese?.support).toBe(most)
      }
    })
  })

  it('a negative test excludes nothing while a sign is present under which it cannot be relied on', () => {
    ofPatients(({ ranking }, findings) => {
      const { truths } = observe(kb, caseOf(kb, findings))
      for (const { diagnosis, excludedBy } of ranking) {
        const rule = kb.diagnoses.find(({ id }) => id === diagnosis)?.mustBeExcluded
        const inDoubt = rule?.unless.filter(
          ({ present, settledBy = [] }) =>
            truths[present] === 'present' && !settledBy.some((id) => truths[id] === 'absent'),
        )
        if (excludedBy !== null) expect(inDoubt).toEqual([])
      }
    })
  })
})
