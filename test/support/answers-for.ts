/**
 * Case files made to order: the findings that make conditions and network findings present or absent, found by trying the options and the
 * values around every cut-off until the product itself, reading and observing the case, says that it is so.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Case, Truth } from '../../src/core/case/answers.ts'
import { readCaseValue } from '../../src/core/case/read.ts'
import { evaluate } from '../../src/core/findings/condition.ts'
import { observe } from '../../src/core/findings/observe.ts'
import type { KnowledgeBase, NetworkFinding } from '../../src/core/rules/knowledge-base.ts'
import type { Condition } from '../../src/core/rules/schema/terms.ts'
import type { Finding, LimitTest, Origin } from '../../src/core/rules/schema/vocabulary.ts'

/** The `findings` of a case file. */
export type Findings = Readonly<Record<string, unknown>>
type Settled = Exclude<Truth, 'unknown'>
export interface Goal {
  readonly condition: Condition
  readonly truth: Settled
}

export const present = (condition: Condition): Goal => ({ condition, truth: 'present' })
export const absent = (condition: Condition): Goal => ({ condition, truth: 'absent' })

/** Ways tried before a goal counts as out of reach. */
const MOST_TRIES = 20_000
/** Readings below and above a number, as shares of it. */
const NEAR = [0.5, 0.9, 1, 1.1, 2] as const

/** By finding of the case file, the answers that a random case draws from: all states and options, and values around every cut-off. */
export function answersOf(kb: KnowledgeBase): ReadonlyMap<string, readonly unknown[]> {
  const askable = kb.findings.filter(({ carriedBy }) => carriedBy === undefined)
  return new Map(
    askable.map((finding) => [finding.id, rawAnswers(kb, finding).filter((raw) => reads(kb, finding.id, raw))]),
  )
}

/** True where a case file with these findings reads and does not contradict itself. */
export function isConsistent(kb: KnowledgeBase, findings: Findings): boolean {
  const read = readCaseValue({ schemaVersion: 1, findings }, kb)
  return read.case !== null && observe(kb, read.case).problems.length === 0
}

export interface Solver {
  /** Findings under which all goals hold and nothing contradicts itself; null when every way has been tried. */
  readonly findingsFor: (...goals: readonly Goal[]) => Findings | null
  readonly caseOf: (findings: Findings, context?: string) => Case
  readonly truthOf: (condition: Condition, findings: Findings) => Truth
}

/** The case that a case file with these findings gives; throws where it does not read. */
export function caseOf(kb: KnowledgeBase, findings: Findings, context?: string): Case {
  const read = readCaseValue({ schemaVersion: 1, ...(context === undefined ? {} : { context }), findings }, kb)
  if (read.case === null) throw new Error(read.problems.map(({ path, message }) => `${path} ${message}`).join('\n'))
  return read.case
}

export function solverFor(kb: KnowledgeBase): Solver {
  const findings = new Map(kb.findings.map((finding) => [finding.id, finding]))
  const network = new Map(kb.network.map((sign) => [sign.id, sign]))
  const pools = new Map<string, readonly unknown[]>()

  const truthOf = (condition: Condition, given: Findings): Truth => {
    const kase = caseOf(kb, given)
    const { truths } = observe(kb, kase)
    return evaluate(condition, (id) => truths[id] ?? 'unknown', kase.answers)
  }
  const poolOf = (finding: Finding): readonly unknown[] => {
    const made = pools.get(finding.id) ?? rawAnswers(kb, finding).filter((raw) => reads(kb, finding.id, raw))
    pools.set(finding.id, made)
    return made
  }

  /** The findings after one more answer and the goals that come with it; null where it cannot stand beside what is already said. */
  function answered(
    given: Findings,
    id: string,
    raw: unknown,
  ): { readonly given: Findings; readonly goals: readonly Goal[] } | null {
    const before = given[id]
    const both = before === undefined || isDeepStrictEqual(before, raw) ? raw : merged(findings.get(id), before, raw)
    if (both === null) return null
    const next = { ...given, [id]: both }
    if (!isConsistent(kb, next)) return null
    const { appliesIf, burden } = findings.get(id) ?? {}
    const plainNo = raw === false && burden !== 'imaging' && burden !== 'biopsy'
    return { given: next, goals: appliesIf === undefined || plainNo ? [] : [present(appliesIf)] }
  }

  function* waysOf(
    origin: Origin,
    sign: NetworkFinding,
    truth: Settled,
    given: Findings,
  ): Generator<[string, unknown, readonly Goal[]]> {
    const finding = findings.get(origin.finding)
    if (finding === undefined) return
    const denial =
      truth === 'absent' && 'read' in origin && origin.absentOnlyIf !== undefined ? [present(origin.absentOnlyIf)] : []
    const beside = denial.length === 0 ? {} : (solve(denial, {}).next().value ?? {})
    const known = given[finding.id]
    const pool = known === undefined || finding.many === true ? poolOf(finding) : [known]
    for (const raw of pool)
      if (truthOf(sign.id, { ...beside, [finding.id]: raw }) === truth) yield [finding.id, raw, denial]
  }

  function* expand(
    { condition, truth }: Goal,
    given: Findings,
  ): Generator<{ readonly given: Findings; readonly goals: readonly Goal[] }> {
    if (typeof condition !== 'string' && !('finding' in condition)) {
      if ('not' in condition)
        return yield { given, goals: [{ condition: condition.not, truth: truth === 'present' ? 'absent' : 'present' }] }
      const parts = 'all' in condition ? condition.all : condition.any
      if ('all' in condition === (truth === 'present'))
        return yield { given, goals: parts.map((part) => ({ condition: part, truth })) }
      for (const part of parts) yield { given, goals: [{ condition: part, truth }] }
      return
    }
    if (typeof condition === 'string') {
      const sign = network.get(condition)
      if (sign === undefined) throw new Error(`no network finding "${condition}"`)
      if (sign.pattern !== null) return yield { given, goals: [{ condition: sign.pattern.when, truth }] }
      for (const origin of sign.origins) {
        for (const [id, raw, goals] of waysOf(origin, sign, truth, given)) {
          const step = answered(given, id, raw)
          if (step !== null) yield { given: step.given, goals: [...step.goals, ...goals] }
        }
      }
      return
    }
    const finding = findings.get(condition.finding)
    if (finding === undefined) throw new Error(`no finding "${condition.finding}"`)
    for (const raw of given[finding.id] === undefined || finding.many === true
      ? poolOf(finding)
      : [given[finding.id]]) {
      if (truthOf(condition, { [finding.id]: raw }) !== truth) continue
      const step = answered(given, finding.id, raw)
      if (step !== null) yield step
    }
  }

  function* solve(goals: readonly Goal[], given: Findings): Generator<Findings> {
    const [goal, ...others] = goals
    if (goal === undefined) return yield given
    for (const step of expand(goal, given)) yield* solve([...step.goals, ...others], step.given)
  }

  function findingsFor(...goals: readonly Goal[]): Findings | null {
    let tries = 0
    for (const found of solve(goals, {})) {
      if (goals.every(({ condition, truth }) => truthOf(condition, found) === truth)) return found
      if (++tries >= MOST_TRIES) throw new Error(`gave up after ${MOST_TRIES} ways: ${JSON.stringify(goals)}`)
    }
    return null
  }
  return { findingsFor, truthOf, caseOf: (given, context) => caseOf(kb, given, context) }
}

function reads(kb: KnowledgeBase, id: string, raw: unknown): boolean {
  return readCaseValue({ schemaVersion: 1, findings: { [id]: raw } }, kb).case !== null
}

/** Lists of options become one list; null where two answers cannot both be meant. */
function merged(finding: Finding | undefined, before: unknown, raw: unknown): unknown {
  if (finding?.many !== true) return null
  return [...new Set([before, raw].flat())]
}

/** Everything that may be answered to a finding and could make a difference: the states, the options, and values on both sides of every cut-off. */
function rawAnswers(kb: KnowledgeBase, finding: Finding): readonly unknown[] {
  if (finding.type === 'boolean') return [true, false, 'equivocal']
  if (finding.type === 'enum') return (finding.options ?? []).map(({ value }) => value)
  const unit = finding.unit ?? ''
  const tests = kb.network.flatMap(({ origins }) =>
    origins.filter((origin): origin is LimitTest => 'read' in origin && origin.finding === finding.id),
  )
  const numbers = [...new Set([...tests.flatMap(cutOffsOf), ...middleOf(finding)])].flatMap((number) => [
    ...NEAR.map((share) => share * number),
    number + 1,
  ])
  const values = [...new Set(numbers)].map((value) => Number(value.toPrecision(6)))
  const plain = values.map((value) => ({ value, unit }))
  if (finding.type === 'date-or-duration') return plain
  return [
    ...plain,
    ...withLimits(kb, finding, unit),
    ...series(kb, finding, tests),
    { level: 'low' },
    { level: 'normal' },
    { level: 'high' },
  ]
}

function cutOffsOf({ above, atLeast, below, withoutLimit }: LimitTest): number[] {
  return [above, atLeast, below, withoutLimit?.presentBeyond, withoutLimit?.absentWithin].filter(
    (number) => number !== undefined,
  )
}

function middleOf({ plausible, possible }: Finding): number[] {
  const [low, high] = plausible ?? possible ?? [1, 100]
  return [Math.sqrt(Math.max(low, 0.1) * high)]
}

/** A limit of a laboratory that the vocabulary finds plausible. */
function limitOf(kb: KnowledgeBase, finding: Finding): number {
  const described = kb.findings.find(
    ({ carriedBy }) => carriedBy?.finding === finding.id && carriedBy.field === 'upperLimit',
  )
  return Number((middleOf(described ?? finding)[0] ?? 1).toPrecision(3))
}

function withLimits(kb: KnowledgeBase, finding: Finding, unit: string): readonly unknown[] {
  const limit = limitOf(kb, finding)
  return NEAR.flatMap((share) => {
    const value = Number((share * limit).toPrecision(6))
    return [
      { value, unit, upperLimit: limit },
      { value, unit, lowerLimit: limit },
    ]
  })
}

/** Rises to just below, exactly and above each multiple of an earlier value, with and without a laboratory's limit. */
function series(kb: KnowledgeBase, finding: Finding, tests: readonly LimitTest[]): readonly unknown[] {
  const limit = limitOf(kb, finding)
  const unit = finding.unit ?? ''
  return tests.flatMap(({ timesBaseline }) =>
    timesBaseline === undefined
      ? []
      : [1, 0.9 * timesBaseline, timesBaseline, 1.1 * timesBaseline].flatMap((times) =>
          [0.2, 1.1].map((start) =>
            [start * limit, start * times * limit].map((value, day) => ({
              day,
              value: Number(value.toPrecision(6)),
              unit,
              upperLimit: limit,
            })),
          ),
        ),
  )
}
