/** Properties of the interview planner, on random patients and the real rules. The seed of a failure is printed by fast-check. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assessment/assess.ts'
import { evaluate } from '../../src/core/findings/condition.ts'
import { observe } from '../../src/core/findings/observe.ts'
import { ABOUT_EQUAL, candidatesOf, choose, isInvasive } from '../../src/core/interview/candidates.ts'
import {
  answerQuestion,
  back,
  type Interview,
  nextQuestion,
  type Question,
  startInterview,
} from '../../src/core/interview/interview.ts'
import { plan } from '../../src/core/interview/plan.ts'
import { situationOf } from '../../src/core/interview/situation.ts'
import type { Result } from '../../src/core/result/schema.ts'
import { BURDENS } from '../../src/core/rules/schema/burden.ts'
import { renderJson } from '../../src/render/json.ts'
import { caseOf, type Findings, isConsistent } from '../support/answers-for.ts'
import { randomFindings } from '../support/random-case.ts'
import { realKnowledge } from '../support/real-rules.ts'

const kb = realKnowledge()
const patient = randomFindings(kb)
const RUNS = { numRuns: 6 }
/** How a person says that there is no answer. */
const withheld = fc.array(fc.constantFrom('unknown', 'not-done', 'equivocal'), { minLength: 1, maxLength: 20 })
const keys = fc.array(fc.nat(), { minLength: 1, maxLength: 200 })

const shuffled = <T>(list: readonly T[], order: readonly number[]): T[] =>
  list
    .map((value, index) => ({ value, key: order[index % order.length] ?? 0, index }))
    .sort((a, b) => a.key - b.key || b.index - a.index)
    .map(({ value }) => value)

function resultOf(findings: Findings): Result {
  const result = assess(kb, caseOf(kb, findings), { toolVersion: '0', warnings: [] })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result
}

interface Step {
  readonly question: Question
  readonly before: Interview
  readonly after: Interview
}

/** The whole interview of a patient who has the answers given, and withholds the others in one of several ways. */
function interviewed(findings: Findings, ways: readonly string[]): readonly Step[] {
  const steps: Step[] = []
  let interview = startInterview({})
  for (;;) {
    const question = nextQuestion(kb, interview)
    if (question.kind === 'stop') return steps
    const { id } = question.finding
    const { interview: after, problems } = answerQuestion(
      kb,
      interview,
      id,
      findings[id] ?? ways[steps.length % ways.length],
    )
    if (problems.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(problems))
    steps.push({ question, before: interview, after })
    interview = after
  }
}

describe('an interview', () => {
  it('gives the result of one-shot scoring, in whatever order the answers come (property 9)', () => {
    fc.assert(
      fc.property(patient, keys, (findings, order) => {
        const end = shuffled(Object.entries(findings), order).reduce(
          (interview, [finding, value]) => answerQuestion(kb, interview, finding, value).interview,
          startInterview({}),
        )
        // Half of the answers may contradict each other where all of them together do not.
        fc.pre(end.setAside.length === 0)
        expect(end.findings).toEqual(findings)
        expect(renderJson(resultOf(end.findings))).toBe(renderJson(resultOf(findings)))
      }),
      { numRuns: 60 },
    )
  })

  it('asks each question once, and only what is a key of the case file, applies, is open and has more than one possible answer', () => {
    fc.assert(
      fc.property(patient, withheld, (findings, ways) => {
        const steps = interviewed(findings, ways)
        expect(new Set(steps.map(({ question }) => question.finding.id)).size).toBe(steps.length)
        for (const { question, before } of steps) {
          const { id, appliesIf, carriedBy, type } = question.finding
          const kase = caseOf(kb, before.findings)
          const { truths } = observe(kb, kase)
          expect([id, carriedBy, before.findings[id]]).toEqual([id, undefined, undefined])
          const applies =
            appliesIf === undefined ? 'present' : evaluate(appliesIf, (sign) => truths[sign] ?? 'unknown', kase.answers)
          expect([id, applies]).toEqual([id, 'present'])
          const signs = kb.network.filter(({ askedAs }) => askedAs === id)
          expect([id, signs.length > 0 && signs.every((sign) => truths[sign.id] !== 'unknown')]).toEqual([id, false])
          if (type === 'boolean')
            expect([
              id,
              ...[true, false].map((value) => isConsistent(kb, { ...before.findings, [id]: value })),
            ]).toEqual([id, true, true])
        }
      }),
      RUNS,
    )
  })

  it('takes back each answer exactly', () => {
    fc.assert(
      fc.property(patient, withheld, fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), (findings, ways, edits) => {
        const steps = interviewed(findings, ways)
        for (const { before, after } of steps) expect(back(after)).toEqual(before)
        const end = steps.at(-1)?.after ?? startInterview({})
        for (const edit of edits) {
          const id = end.asked[edit % end.asked.length] ?? ''
          for (const value of [true, false, 'unknown', null]) {
            const { interview, problems } = answerQuestion(kb, end, id, value)
            expect(problems.length === 0 ? back(interview) : interview).toEqual(end)
          }
        }
      }),
      RUNS,
    )
  })

  it('leaves answers that do not contradict themselves, whatever is edited', () => {
    fc.assert(
      fc.property(patient, patient, (findings, others) => {
        const end = Object.entries(others).reduce((interview, [finding, value]) => {
          const next = answerQuestion(kb, interview, finding, value).interview
          expect(next.findings[finding]).toEqual(value)
          expect(isConsistent(kb, next.findings)).toBe(true)
          const gone = next.setAside.map((one) => one.finding)
          expect(Object.keys(next.findings).filter((id) => gone.includes(id))).toEqual([])
          return next
        }, startInterview(findings))
        const all = new Set([...Object.keys(findings), ...Object.keys(others)])
        expect(new Set([...Object.keys(end.findings), ...end.setAside.map(({ finding }) => finding)])).toEqual(all)
      }),
      RUNS,
    )
  })

  it('does not move the ranking by an answer that is not known', () => {
    const ranked = ({ ranking, noneOfThese, status, urgent }: Result) => ({ ranking, noneOfThese, status, urgent })
    fc.assert(
      fc.property(patient, withheld, (findings, ways) => {
        for (const { question, before, after } of interviewed(findings, ways)) {
          if (findings[question.finding.id] !== undefined) continue
          expect(ranked(resultOf(after.findings))).toEqual(ranked(resultOf(before.findings)))
        }
      }),
      RUNS,
    )
  })

  it('asks the same after the same answers, whatever the order of the keys', () => {
    fc.assert(
      fc.property(patient, withheld, keys, (findings, ways, order) => {
        for (const { question, before } of interviewed(findings, ways)) {
          const again = { ...before, findings: Object.fromEntries(shuffled(Object.entries(before.findings), order)) }
          expect(nextQuestion(kb, structuredClone(again))).toEqual(question)
        }
      }),
      RUNS,
    )
  })

  it('asks for nothing invasive before something cheaper of about equal worth', () => {
    const rank = (burden: (typeof BURDENS)[number]): number => BURDENS.indexOf(burden)
    fc.assert(
      fc.property(patient, withheld, (findings, ways) => {
        for (const { before, question } of interviewed(findings, ways)) {
          const situation = situationOf(kb, before)
          const planned = plan(situation, choose)
          if (planned.kind !== 'planned' || situation.ranking === null) continue
          expect(planned.chosen.finding).toBe(question.finding)
          const { chosen } = planned
          if (!isInvasive(chosen)) continue
          const cheaper = planned.mattering.filter(
            ({ burden, worth }) => rank(burden) < rank(chosen.burden) && worth * ABOUT_EQUAL >= chosen.worth,
          )
          expect(cheaper.map(({ finding }) => finding.id)).toEqual([])
          expect(candidatesOf(situation, situation.ranking).some(({ finding }) => finding === chosen.finding)).toBe(
            true,
          )
        }
      }),
      RUNS,
    )
  })

  it('says of each planned question what it separates, with a source for every figure', () => {
    fc.assert(
      fc.property(patient, withheld, (findings, ways) => {
        for (const { question } of interviewed(findings, ways)) {
          const { why, aboutLeft } = question
          expect(aboutLeft).toBeGreaterThanOrEqual(1)
          for (const { source } of why.sources)
            expect([source.title, source.locator].every((text) => text.trim() !== '')).toBe(true)
          if (why.phase !== 'planned') continue
          expect(why.sources.length).toBeGreaterThan(0)
          for (const effect of [why.ifPresent, why.ifAbsent, ...why.answers]) {
            for (const { from, to } of effect?.speaksFor ?? []) expect(to).toBeGreaterThan(from)
            for (const { from, to } of effect?.speaksAgainst ?? []) expect(to).toBeLessThan(from)
          }
        }
      }),
      RUNS,
    )
  })
})
