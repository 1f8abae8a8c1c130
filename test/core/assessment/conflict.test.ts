import { describe, expect, it } from 'vitest'
import { conflictIn, misfitOf, surpriseOf } from '../../../src/core/assessment/conflict.ts'
import { differentiate } from '../../../src/core/assessment/differential.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import { buildNetwork, type Given } from '../../../src/core/network/noisy-or.ts'
import { infer } from '../../../src/core/network/posterior.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import type { PlainNetwork } from '../../support/brute-force.ts'
import { asTables } from '../../support/random-network.ts'
import { aFinding, aJudgement, aVocabulary, knowledgeOf } from '../../support/rules.ts'

/** One diagnosis with two hallmarks, each nearly always there with it and hardly ever without, and a finding that the first repeats. */
const toy = (independence = 1): PlainNetwork => ({
  priors: { d0: 0.1 },
  associations: [],
  findings: [
    { id: 'hallmark', cluster: 'c0', background: 0.04, q: { d0: 0.96 } },
    { id: 'echo', cluster: 'c0', background: 0.04, q: { d0: 0.96 } },
    { id: 'other', cluster: 'c1', background: 0.04, q: { d0: 0.96 } },
  ],
  independence: { c0: independence, c1: 1 },
})

function ready(plain: PlainNetwork, answers: Readonly<Record<string, boolean>>) {
  const { kb, context } = asTables(plain)
  const network = buildNetwork(kb, context)
  const givens = network.entries.flatMap((entry): Given[] =>
    entry.id in answers ? [{ entry, present: answers[entry.id] === true }] : [],
  )
  return { givens, misfit: misfitOf(network, givens, infer(network, givens)) }
}

describe('the conflict of the answers', () => {
  it('is 0.92/√(2 · 0.04 · 0.96) where one of two hallmarks is there and the other is not, by hand', () => {
    expect(ready(toy(), { hallmark: true, other: false }).misfit?.measure).toBeCloseTo(
      0.92 / Math.sqrt(2 * 0.04 * 0.96),
      9,
    )
  })

  it('is none where both hallmarks are there, or neither', () => {
    for (const there of [true, false]) expect(ready(toy(), { hallmark: there, other: there }).misfit).toBeNull()
  })

  it('is none without answers, and none among the answers of one cluster', () => {
    expect(ready(toy(), {}).misfit).toBeNull()
    expect(ready(toy(), { hallmark: true }).misfit).toBeNull()
    expect(ready(toy(), { hallmark: true, echo: false }).misfit).toBeNull()
  })

  it('lets a fact that is told twice surprise as one where the cluster has no independence', () => {
    const surprise = (independence: number, answers: Readonly<Record<string, boolean>>): number =>
      surpriseOf(ready(toy(independence), answers).givens, 0)
    const once = surprise(0, { hallmark: true })
    expect(once).toBeCloseTo(0.96 / Math.sqrt(0.04 * 0.96), 9)
    expect(surprise(0, { hallmark: true, echo: true })).toBeCloseTo(once, 9)
    expect(surprise(1, { hallmark: true, echo: true })).toBeCloseTo(once * Math.SQRT2, 9)
  })

  it('lies below 0 for what one expects, and is 0 where nothing can surprise', () => {
    expect(surpriseOf(ready(toy(), { hallmark: false, other: false }).givens, 0)).toBeLessThan(0)
    expect(surpriseOf([], 0)).toBe(0)
  })
})

describe('a conflict in words', () => {
  const hallmark = (id: string) => [
    aJudgement(`j-${id}-none`, id, 'none', 0.01, 0.03),
    aJudgement(`j-${id}-alpha`, id, 'alpha', 0.97, 0.99),
  ]
  const ids = ['crown', 'sceptre', 'orb', 'throne']
  const kb = knowledgeOf(
    aVocabulary({
      findings: [
        aFinding('on-drug', { group: 'context', asksForExplanation: false }),
        ...ids.map((id) => aFinding(id, { cluster: id })),
      ],
      clusters: ['facts', ...ids].map((id) => ({ id, label: id, independence: 1, why: 'For a test.' })),
      judgements: ids.flatMap(hallmark),
    }),
  )
  const conflict = (findings: Findings) => {
    const [context] = kb.contexts
    if (context === undefined) throw new Error('no context')
    return conflictIn(kb, differentiate(kb, context, observe(kb, caseOf(kb, findings))))
  }

  it('names the answers without which the others fit best, by label and answer and without a number', () => {
    const found = conflict({ crown: true, sceptre: false, orb: false, throne: false })
    expect(found?.between[0]).toEqual({ finding: 'crown', label: 'Label of crown', answer: 'present' })
    expect(found?.between).toHaveLength(2)
    expect(found?.sentence).toMatch(
      /Least in keeping with the rest: Label of crown \(present\), Label of \w+ \(absent\)\.$/,
    )
    expect(found?.sentence).not.toMatch(/\d/)
  })

  it('names a third where it matters about as much', () => {
    expect(conflict({ crown: true, sceptre: true, orb: false, throne: false })?.between).toHaveLength(3)
  })

  it('is null where the answers fit', () => {
    expect(conflict({ crown: true, sceptre: true, orb: true, throne: true })).toBeNull()
    expect(conflict({ crown: 'unknown', sceptre: 'not-done' })).toBeNull()
  })
})
