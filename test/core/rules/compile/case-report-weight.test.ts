import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differentiate, logOddsAlone, type Standing } from '../../../../src/core/assessment/differential.ts'
import { MOST_DECADES, weightByQuestions } from '../../../../src/core/rules/compile/case-report-weight.ts'
import { compileKnowledge } from '../../../../src/core/rules/compile.ts'
import type { CompiledContext, Frequency, WholeKnowledgeBase } from '../../../../src/core/rules/knowledge-base.ts'
import { parseRuleFile } from '../../../../src/core/rules/parse.ts'
import { type Appraisal, type Evidence, QUESTIONS } from '../../../../src/core/rules/schema/evidence.ts'
import type { RuleFile } from '../../../../src/core/rules/schema.ts'
import { aFinding, aJudgement, anEvidence, aSource, aVocabulary, rulesOf } from '../../../support/rules.ts'

type Answer = 'yes' | 'unclear' | 'no'
const CLOSE = 1e-12
const NAMES = ['f0', 'f1', 'f2', 'f3', 'f4', 'f5']

const answers = (given: readonly Answer[]): NonNullable<Appraisal['questions']> => {
  const asked = QUESTIONS.map(
    (name, at) => [name, { answer: given[at] ?? 'unclear', reason: 'r', locator: 'l' }] as const,
  )
  return Object.fromEntries(asked) as NonNullable<Appraisal['questions']>
}
const all = (answer: Answer): readonly Answer[] => QUESTIONS.map(() => answer)

/** A case report on alpha beside judged backgrounds, a cohort that counted alpha in some findings, and a judged frequency of beta in all. */
interface Plan {
  readonly backgrounds: readonly number[]
  readonly seen: readonly string[]
  readonly cohort: readonly { readonly n: number; readonly of: number }[]
  readonly independence: number
  readonly truths: readonly ('present' | 'absent' | 'unknown')[]
}

function packOf(
  { backgrounds, seen, cohort, independence }: Plan,
  appraisal: Appraisal,
  figure?: Evidence['figure'] | readonly Evidence['figure'][],
): WholeKnowledgeBase {
  const parts: readonly RuleFile[] = [
    aVocabulary({
      findings: ['on-drug', ...NAMES].map((id) => aFinding(id)),
      clusters: [{ id: 'facts', label: 'Facts', independence, why: 'For a test.' }],
      evidence: cohort.map(({ n, of }, at) => anEvidence(`cohort-${at}`, NAMES[at] ?? '', 'alpha', { n, of })),
      judgements: NAMES.flatMap((name, at) => {
        const b = backgrounds[at] ?? 0.5
        return [
          aJudgement(`${name}-none`, name, 'none', b, b),
          aJudgement(`${name}-beta`, name, 'beta', b, (1 + b) / 2),
        ]
      }),
    }),
    {
      source: aSource('case'),
      appraisal,
      evidence: seen.map((name, at) => anEvidence(`case-${name}`, name, 'alpha', figureAt(figure, at))),
    },
  ]
  return compileKnowledge(rulesOf(...parts).map(parseRuleFile), 'sha256-0')
}

const figureAt = (
  figure: Evidence['figure'] | readonly Evidence['figure'][] | undefined,
  at: number,
): Evidence['figure'] => (figure !== undefined && 'length' in figure ? figure[at] : figure) ?? { n: 1, of: 1 }

const contextOf = (kb: WholeKnowledgeBase): CompiledContext<Frequency> => {
  const [context] = kb.contexts
  if (context === undefined) throw new Error('no context')
  return context
}
const frequency = (kb: WholeKnowledgeBase, finding: string): Frequency | undefined =>
  contextOf(kb).findings.find((one) => one.finding === finding)?.given['alpha']
const points = (kb: WholeKnowledgeBase): readonly number[] =>
  NAMES.map((name) => frequency(kb, name)?.point ?? Number.NaN)

/** How alpha stands, with its log10 odds alone as the arithmetic has them. */
function standing(kb: WholeKnowledgeBase, truths: Plan['truths']): Standing & { readonly oddsAlone: number } {
  const named = Object.fromEntries(truths.map((truth, at) => [NAMES[at] ?? '', truth] as const))
  const observation = { truths: named, origins: {}, replacedBy: {}, problems: [], notEvaluable: [] }
  const { network, givens, standings } = differentiate(kb, contextOf(kb), observation)
  const found = standings.find(({ diagnosis }) => diagnosis === 'alpha')
  if (found === undefined) throw new Error('alpha is not ranked')
  return { ...found, oddsAlone: logOddsAlone(network, givens, network.diagnoses.indexOf('alpha')) / Math.LN10 }
}

const caseReport = (given?: readonly Answer[]): Appraisal =>
  given === undefined ? { design: 'case-report' } : { design: 'case-report', questions: answers(given) }

const eight = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(value, { minLength: QUESTIONS.length, maxLength: QUESTIONS.length })
const someAnswers = eight(fc.constantFrom<Answer>('yes', 'unclear', 'no'))
/** Answers and the same answers with some of them lowered. */
const lowering = fc.tuple(someAnswers, eight(fc.nat(2))).map(([before, steps]) => {
  const scale: readonly Answer[] = ['yes', 'unclear', 'no']
  return {
    before,
    after: before.map((answer, at) => scale[Math.min(2, scale.indexOf(answer) + (steps[at] ?? 0))] ?? answer),
  }
})
const plans: fc.Arbitrary<Plan> = fc.record({
  backgrounds: fc.array(fc.double({ min: 0.001, max: 0.7, noNaN: true }), { minLength: 6, maxLength: 6 }),
  seen: fc.subarray(NAMES, { minLength: 1 }),
  cohort: fc.array(
    fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => ({ n: Math.min(a, b), of: Math.max(a, b, 1) })),
    { maxLength: 3 },
  ),
  independence: fc.constantFrom(0, 0.3, 1),
  truths: fc.array(fc.constantFrom('present' as const, 'absent' as const, 'unknown' as const), {
    minLength: 6,
    maxLength: 6,
  }),
})
const RUNS = { numRuns: 200 }

describe('the weight of a case report', () => {
  it('is a whole patient when all eight questions are answered yes, a ninth when all are answered no, and between when nobody asked', () => {
    expect(weightByQuestions(answers(all('yes')))).toBe(1)
    expect(weightByQuestions(answers(all('no')))).toBeCloseTo(1 / 9, CLOSE)
    expect(weightByQuestions(undefined)).toBeCloseTo(5 / 9, CLOSE)
  })

  it('falls with every answer that is lowered', () => {
    fc.assert(
      fc.property(someAnswers, fc.nat(7), (before, at) => {
        const lower = before[at] === 'yes' ? 'unclear' : 'no'
        fc.pre(before[at] !== 'no')
        const after = before.map((answer, index) => (index === at ? lower : answer))
        expect(weightByQuestions(answers(after))).toBeLessThan(weightByQuestions(answers(before)))
      }),
    )
  })
})

describe('a figure of a case report', () => {
  const plan: Plan = {
    backgrounds: [0.2, 0.2, 0.2, 0.2, 0.2, 0.2],
    seen: ['f0'],
    cohort: [],
    independence: 1,
    truths: [],
  }
  const pooled: Plan = { ...plan, cohort: [{ n: 7, of: 9 }] }

  it('moves a frequency halfway from the background with a whole patient, less with a part of one, and shows whole patients', () => {
    const half = (weight: number): number => (weight + 0.2) / (weight + 1)
    expect(frequency(packOf(plan, caseReport(all('yes'))), 'f0')?.point).toBeCloseTo(half(1), 12)
    expect(frequency(packOf(plan, caseReport()), 'f0')?.point).toBeCloseTo(half(5 / 9), 12)
    expect(frequency(packOf(plan, caseReport()), 'f0')?.patients).toEqual({ n: 1, of: 1 })
  })

  it('adds its part of a patient to a pool, n and m alike, and widens the band by as much', () => {
    expect(frequency(packOf(pooled, caseReport()), 'f0')).toMatchObject({
      point: (7 + 5 / 9 + 0.2) / (9 + 5 / 9 + 1),
      band: { kind: 'beta', alpha: 7 + 5 / 9 + 0.2, beta: 9 - 7 + 1 - 0.2, atLeast: 0.2 },
      patients: { n: 8, of: 10 },
    })
  })

  it('counts in full where the design is another one, whatever the answers', () => {
    const series: Appraisal = { design: 'case-series', questions: answers(all('no')) }
    expect(frequency(packOf(plan, series), 'f0')?.point).toBeCloseTo(0.6, 12)
  })

  it('counts as one patient where its words are all there is', () => {
    const words = frequency(packOf(plan, caseReport(all('yes')), { class: 'very-frequent' }), 'f0')
    expect(words?.band).toEqual({ kind: 'interval', low: 0.5, high: 0.595 })
    expect(words?.patients).toBeNull()
    expect(frequency(packOf(plan, { design: 'review' }, { class: 'very-frequent' }), 'f0')?.band).toMatchObject({
      low: 0.8,
      high: 0.99,
    })
  })
})

describe('a lowered answer', () => {
  it('never raises a frequency, pooled with others or not, since its one patient had the finding', () => {
    fc.assert(
      fc.property(plans, lowering, (plan, { before, after }) => {
        const [high, low] = [points(packOf(plan, caseReport(before))), points(packOf(plan, caseReport(after)))]
        low.forEach((point, at) => {
          if (Number.isNaN(point)) return
          expect(point).toBeLessThanOrEqual((high[at] ?? 0) + CLOSE)
          expect(point).toBeGreaterThanOrEqual((plan.backgrounds[at] ?? 0) - CLOSE)
        })
      }),
      RUNS,
    )
  })

  it('never raises the support of the diagnosis whose findings are present, and never lowers it when they are absent', () => {
    fc.assert(
      fc.property(plans, lowering, fc.boolean(), (plan, { before, after }, present) => {
        const truths = plan.truths.map((truth) =>
          truth === 'unknown' ? truth : present ? ('present' as const) : ('absent' as const),
        )
        const [high, low] = [packOf(plan, caseReport(before)), packOf(plan, caseReport(after))].map(
          (kb) => standing(kb, truths).support,
        )
        const change = (low ?? 0) - (high ?? 0)
        if (present) expect(change).toBeLessThanOrEqual(CLOSE)
        else expect(change).toBeGreaterThanOrEqual(-CLOSE)
      }),
      RUNS,
    )
  })
})

describe('one case report', () => {
  it('brings a diagnosis no more than the declared amount, whatever it saw and whatever is answered, and the ledger still adds up', () => {
    fc.assert(
      fc.property(plans, someAnswers, (plan, given) => {
        const kb = packOf({ ...plan, cohort: [] }, caseReport(given))
        const { ledger, priorWeight, oddsAlone } = standing(kb, plan.truths)
        const total = ledger.reduce((sum, { weight }) => sum + Math.abs(weight), 0)
        expect(total).toBeLessThanOrEqual(MOST_DECADES + CLOSE)
        expect(ledger.reduce((sum, { weight }) => sum + weight, priorWeight)).toBeCloseTo(oddsAlone, 9)
      }),
      RUNS,
    )
  })

  it('is held to that amount exactly when its findings would bring more, and no further', () => {
    const rare: Plan = {
      backgrounds: Array.from({ length: 6 }, () => 0.02),
      seen: NAMES,
      cohort: [],
      independence: 1,
      truths: [],
    }
    const kb = packOf(rare, caseReport(all('yes')))
    const total = standing(
      kb,
      NAMES.map(() => 'present'),
    ).ledger.reduce((sum, { weight }) => sum + weight, 0)
    expect(total).toBeLessThanOrEqual(MOST_DECADES)
    expect(total).toBeGreaterThan(MOST_DECADES - 0.1)
    expect(points(packOf({ ...rare, seen: ['f0'] }, caseReport(all('yes'))))[0]).toBeLessThanOrEqual(0.51)
  })

  it('weighs less the fewer of its questions are answered yes, also where two reports are pooled', () => {
    const two = (given: readonly Answer[]): number => {
      const plan: Plan = {
        backgrounds: NAMES.map(() => 0.3),
        seen: ['f0'],
        cohort: [{ n: 1, of: 1 }],
        independence: 1,
        truths: [],
      }
      return points(packOf(plan, caseReport(given)))[0] ?? Number.NaN
    }
    expect(two(all('yes'))).toBeCloseTo(2.3 / 3, 12)
    expect(two(all('no'))).toBeCloseTo((1 + 1 / 9 + 0.3) / (2 + 1 / 9), 12)
  })

  it('never lowers its diagnosis when one of its figures is raised (monotone cap)', () => {
    const classes = ['very-rare', 'occasional', 'frequent', 'very-frequent'] as const
    const frequencies = (plan: Plan, figures: readonly Evidence['figure'][]): readonly number[] =>
      points(packOf(plan, caseReport(), figures))
    fc.assert(
      fc.property(
        plans,
        fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
        fc.nat(5),
        fc.nat(3),
        (plan, given, at, to) => {
          const words = (level: number): Evidence['figure'] => ({ class: classes[level] ?? 'very-frequent' })
          const raised = given.map((level, index) => (index === at ? Math.max(level, to) : level))
          const [before, after] = [given, raised].map((levels) =>
            frequencies({ ...plan, seen: NAMES, cohort: [] }, levels.map(words)),
          )
          after?.forEach((point, index) => {
            expect(point).toBeGreaterThanOrEqual((before?.[index] ?? 0) - CLOSE)
          })
        },
      ),
      RUNS,
    )
  })
})
