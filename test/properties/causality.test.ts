/** Property 8 of the model for the scales of causality, and that nothing known is the same however it is said. Real rules, random patients. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assessCausality } from '../../src/core/causality/assess.ts'
import { categoryOf } from '../../src/core/causality/naranjo.ts'
import { leavesOf } from '../../src/core/findings/condition.ts'
import { observe } from '../../src/core/findings/observe.ts'
import { type Causality, causalityShape } from '../../src/core/result/causality.ts'
import type { Condition } from '../../src/core/rules/schema/terms.ts'
import { answersOf, caseOf, type Findings, isConsistent } from '../support/answers-for.ts'
import { randomFindings } from '../support/random-case.ts'
import { realKnowledge } from '../support/real-rules.ts'

const kb = realKnowledge()
const RUNS = { numRuns: 150 }
const drugs = fc.constantFrom(...kb.suspects.map(({ id }) => id))

function causalityOf(findings: Findings, drug: string): Causality {
  const kase = caseOf(kb, findings)
  return assessCausality(kb, kase, observe(kb, kase), drug, { ranking: [] })
}

/** The findings that the scales read: random patients answer them too seldom. */
const conditions: readonly Condition[] = kb.suspects.flatMap(({ items, reports, confounders }) => [
  ...Object.values(items).flatMap((item) => [item?.yes ?? [], item?.no ?? []].flat()),
  ...[...reports, ...confounders].map(({ when }) => when),
])
const read = new Set(conditions.flatMap(leavesOf))
const asked = new Set([
  ...read,
  ...kb.network.filter(({ id }) => read.has(id)).flatMap(({ origins }) => origins.map(({ finding }) => finding)),
])
const answersOfFinding = answersOf(kb)
const raws = [...answersOfFinding].filter(([id, all]) => asked.has(id) && all.length > 0)
const aboutTheDrug: fc.Arbitrary<Findings> = fc
  .array(
    fc.constantFrom(...raws).chain(([id, all]) => fc.constantFrom(...all).map((raw) => [id, raw] as const)),
    { maxLength: 60 },
  )
  .map((answers) => {
    let findings: Findings = {}
    for (const [id, raw] of answers) {
      const next = { ...findings, [id]: raw }
      if (!Object.hasOwn(findings, id) && isConsistent(kb, next)) findings = next
    }
    return findings
  })
const patient = fc.oneof(randomFindings(kb), aboutTheDrug)

/** The same answers arriving one after the other in some order; the moments at which they contradict nothing. */
function arrivals(findings: Findings, order: readonly number[]): readonly Findings[] {
  const entries = Object.entries(findings)
    .map((entry, index) => ({ entry, key: order[index % order.length] ?? 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ entry }) => entry)
  return entries
    .map((_, count) => Object.fromEntries(entries.slice(0, count)))
    .concat(findings)
    .filter((part) => isConsistent(kb, part))
}
const order = fc.array(fc.nat(), { minLength: 1, maxLength: 60 })

describe('the score', () => {
  it('never leaves a range that was given before, and no range ever widens as answers arrive (property 8)', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(patient, order, drugs, (findings, keys, drug) => {
        const steps = arrivals(findings, keys)
          .map((part) => causalityOf(part, drug).naranjo)
          .flatMap(({ score, reachable }) => (reachable === null ? [] : [{ score, reachable }]))
        const last = steps.at(-1)
        for (const [at, { score, reachable }] of steps.entries()) {
          const [low, high] = reachable
          const before = steps[at - 1]?.reachable ?? [low, high]
          expect([low >= before[0], high <= before[1]]).toEqual([true, true])
          for (const one of [score, last?.score ?? null]) expect(one === null || (low <= one && one <= high)).toBe(true)
        }
      }),
      // Each run assesses the case anew after every one of its answers.
      { numRuns: 50 },
    )
  })

  it('is the sum of its items, each of which says what decided it or what would', () => {
    fc.assert(
      fc.property(patient, drugs, (findings, drug) => {
        const { naranjo, ...assessed } = causalityOf(findings, drug)
        expect(causalityShape.parse({ naranjo, ...assessed })).toEqual({ naranjo, ...assessed })
        const sum = naranjo.items.reduce((total, { points }) => total + points, 0)
        const given = assessed.given.answer === 'yes'
        expect([naranjo.score, naranjo.category]).toEqual(given ? [sum, categoryOf(sum)] : [null, 'unassessable'])
        const answered = new Set(Object.keys(findings))
        const unasked = naranjo.notAskable.map(({ item }) => item)
        for (const { item, answer, decidedBy, openUntil } of naranjo.items) {
          expect(decidedBy.filter(({ finding }) => !answered.has(finding))).toEqual([])
          if (answer !== 'unknown') expect([item, decidedBy.length > 0, openUntil]).toEqual([item, true, []])
          if (unasked.includes(item)) expect([answer, openUntil]).toEqual(['unknown', []])
        }
      }),
      RUNS,
    )
  })

  it('names no finding that could not raise an open item: answered as wished, the answers named are taken', () => {
    fc.assert(
      fc.property(patient, drugs, (findings, drug) => {
        for (const { openUntil } of causalityOf(findings, drug).naranjo.items) {
          for (const id of openUntil) {
            const taken = (answersOfFinding.get(id) ?? []).some((raw) => isConsistent(kb, { ...findings, [id]: raw }))
            expect([id, taken]).toEqual([id, true])
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it.each(['unknown', 'equivocal', 'not-applicable', null])(
    'is the same whether a finding is %j or was never mentioned',
    (state) => {
      fc.assert(
        fc.property(
          patient,
          fc.subarray([...asked].filter((id) => kb.findings.some((one) => one.id === id))),
          drugs,
          (findings, ids, drug) => {
            const more = { ...Object.fromEntries(ids.map((id) => [id, state])), ...findings }
            const scored = ({ naranjo, whoUmc, actionTaken, outcome, rechallenge }: Causality) => {
              const items = naranjo.items.map(({ answer, points }) => [answer, points])
              return { items, reachable: naranjo.reachable, whoUmc, actionTaken, outcome, rechallenge }
            }
            expect(scored(causalityOf(more, drug))).toEqual(scored(causalityOf(findings, drug)))
          },
        ),
        RUNS,
      )
    },
  )
})
