/**
 * Rule tests: a case, and what any honest rules must say of it. They hold what a source or plain logic demands of every ranking, not the order that
 * today's figures happen to give.
 */
import * as z from 'zod'
import { assess } from '../assessment/assess.ts'
import { readCaseValue } from '../case/read.ts'
import { type Result, resultSchema } from '../result/schema.ts'
import { STANDING_WORDS } from '../result/support-words.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import { citation, id, text } from '../rules/schema/terms.ts'
import { nearest } from '../text/did-you-mean.ts'
import { showPath } from '../text/json/positions.ts'
import { parseJson } from '../text/json.ts'

const ids = z.array(id).min(1)

/** Every key is optional; a test expects at least one thing. */
const expectation = z
  .strictObject({
    status: resultSchema.shape.status,
    context: id,
    /** First in the order; `none` for "none of these". */
    leader: id,
    /** By diagnosis, the words that may stand beside it. */
    words: z.record(id, z.array(z.enum(STANDING_WORDS)).min(1)),
    notExcluded: ids,
    excluded: ids,
    /** Diagnoses that are not on the list at all. */
    notRanked: ids,
    /** Advice that is printed before the ranking. */
    urgent: ids,
    notUrgent: ids,
  })
  .partial()
  .refine((expected) => Object.keys(expected).length > 0, 'at least one expectation is needed')

/** One file of `cases/`. */
const ruleTest = z.strictObject({
  /** The demand in one sentence. */
  about: text,
  /** Where it is said. */
  sources: z.array(citation).optional(),
  /** As in a case file. */
  case: z.unknown(),
  expect: expectation,
})
export type RuleTest = z.infer<typeof ruleTest>
type Expectation = RuleTest['expect']

export type ReadRuleTest = { readonly test: RuleTest } | { readonly problems: readonly string[] }

/** Reads one rule test; whatever is wrong with it comes back in words, the place first. Never throws. */
export function readRuleTest(json: string, kb: KnowledgeBase): ReadRuleTest {
  const parsed = parseJson(json)
  if ('problem' in parsed) return { problems: [placed(parsed.problem.path, parsed.problem.message)] }
  const checked = ruleTest.safeParse(parsed.value)
  if (!checked.success)
    return { problems: checked.error.issues.map(({ path, message }) => placed(showPath(path.map(plainStep)), message)) }
  const problems = unknownNames(checked.data, kb)
  return problems.length === 0 ? { test: checked.data } : { problems }
}

const placed = (path: string, message: string): string => (path === '' ? message : `${path}  ${message}`)
const plainStep = (step: PropertyKey): string | number => (typeof step === 'number' ? step : String(step))

/** A misspelt name among what must not be there would never fail. */
function unknownNames({ expect, sources = [] }: RuleTest, kb: KnowledgeBase): readonly string[] {
  const idsIn = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map((entry) => entry.id)
  const {
    leader,
    context,
    words = {},
    notExcluded = [],
    excluded = [],
    notRanked = [],
    urgent = [],
    notUrgent = [],
  } = expect
  const ranked = [
    ...Object.keys(words),
    ...notExcluded,
    ...excluded,
    ...notRanked,
    ...(leader === undefined || leader === NONE ? [] : [leader]),
  ]
  return [
    ...unknown('diagnosis', ranked, idsIn(kb.diagnoses)),
    ...unknown('advice', [...urgent, ...notUrgent], idsIn(kb.advice)),
    ...unknown('context', context === undefined ? [] : [context], idsIn(kb.contexts)),
    ...unknown(
      'source',
      sources.map(({ source }) => source),
      Object.keys(kb.sources),
    ),
  ]
}

function unknown(kind: string, names: readonly string[], known: readonly string[]): readonly string[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known)
      return `unknown ${kind} "${name}"${near === null ? '' : `; did you mean "${near}"?`}`
    })
}

const NONE = 'none'

/** Expectations that do not hold, in words: what was expected and what is there instead. */
export function failuresOf({ case: given, expect }: RuleTest, kb: KnowledgeBase): readonly string[] {
  const read = readCaseValue(given, kb)
  if (read.case === null) return refused(read.problems)
  const result = assess(kb, read.case, { toolVersion: '', warnings: [] })
  if ('problems' in result) return refused(result.problems)
  return Object.entries(CHECKS).flatMap(([key, check]) => check(expect, result).map((words) => `${key}: ${words}`))
}

const refused = (problems: readonly { readonly path: string; readonly message: string }[]): readonly string[] =>
  problems.map(({ path, message }) => `the case is refused: ${path} ${message}`)

const entryOf = ({ ranking }: Result, diagnosis: string) => ranking.find((entry) => entry.diagnosis === diagnosis)

/** "None of these" leads where its support is the largest. */
function leaderOf({ ranking: [first], noneOfThese }: Result): string | null {
  if (!first) return null
  return noneOfThese !== null && noneOfThese.support > first.support ? NONE : first.diagnosis
}

const is = (name: string, expected: string | undefined, found: string | null): readonly string[] =>
  expected === undefined || expected === found ? [] : [`${expected} was expected, ${name} is ${found ?? 'missing'}`]

const missing = (
  expected: readonly string[] | undefined,
  holds: (id: string) => boolean,
  words: string,
): readonly string[] => (expected ?? []).filter((id) => !holds(id)).map((id) => `${id} ${words}`)

type Check = (expected: Expectation, result: Result) => readonly string[]

const CHECKS: { readonly [Key in keyof Required<Expectation>]: Check } = {
  status: ({ status }, result) => is('the status', status, result.status),
  context: ({ context }, result) => is('the context', context, result.case.context),
  leader: ({ leader }, result) => is('the first', leader, leaderOf(result)),
  words: ({ words = {} }, result) =>
    Object.entries(words).flatMap(([id, allowed]) => {
      const said = entryOf(result, id)?.words
      return said !== undefined && allowed.includes(said)
        ? []
        : [`${id} is "${said ?? 'not ranked'}", not "${allowed.join('" or "')}"`]
    }),
  notExcluded: ({ notExcluded }, result) =>
    missing(notExcluded, (id) => entryOf(result, id)?.notExcluded === true, 'is not marked as not excluded'),
  excluded: ({ excluded }, result) =>
    missing(excluded, (id) => (entryOf(result, id)?.excludedBy ?? null) !== null, 'is not excluded'),
  notRanked: ({ notRanked }, result) => missing(notRanked, (id) => entryOf(result, id) === undefined, 'is ranked'),
  urgent: ({ urgent }, result) =>
    missing(urgent, (id) => result.urgent.some((advice) => advice.id === id), 'is not said to be urgent'),
  notUrgent: ({ notUrgent }, result) =>
    missing(notUrgent, (id) => !result.urgent.some((advice) => advice.id === id), 'is said to be urgent'),
}
