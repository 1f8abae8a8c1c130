/**
 * Why one diagnosis and not the other: the difference of their ledgers, line by line, and the open answers that would exchange them. The lines are
 * those of the result, so both say the same of every answer.
 */
import type { Case, CaseProblem } from '../case/answers.ts'
import { assuming } from '../findings/assumed-conditions.ts'
import { observe } from '../findings/observe.ts'
import type { Place } from '../network/kernel.ts'
import { supportOf } from '../network/posterior.ts'
import type { Exchange, LedgerLine, RankedDiagnosis, Result } from '../result/schema.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import { byName } from '../text/sort.ts'
import { type AssessOptions, assess } from './assess.ts'
import { sayFlipSet } from './counterfactual/to-result.ts'
import { flipSets } from './counterfactual.ts'
import { differentiate } from './differential.ts'

/** What a caller names "none of these" by; in results it is null. */
export const NONE_OF_THESE = 'none-of-these'

/** One of the two. Null of a diagnosis is "none of these", which has no ledger: every line is weighed against it. */
export type Compared = Pick<RankedDiagnosis, 'label' | 'support' | 'notExcluded' | 'excludedBy' | 'companion'> & {
  readonly diagnosis: string | null
  readonly rank: number | null
  readonly words: RankedDiagnosis['words'] | null
  /** log10 of the odds of this alone against none of these, after all answers. */
  readonly oddsAlone: number
}

/** A line of one ledger without what both have in common. */
export type Weight = Omit<LedgerLine, 'finding' | 'label' | 'answer'>

export interface DifferenceLine extends Pick<LedgerLine, 'finding' | 'label' | 'answer'> {
  /** Weight for the first less weight for the second, log10. */
  readonly difference: number
  readonly speaksFor: 'first' | 'second' | 'neither'
  /** Null where the diagnosis has no figure for the finding, so that it weighs nothing. */
  readonly first: Weight | null
  readonly second: Weight | null
}

export interface Comparison {
  readonly first: Compared
  readonly second: Compared
  /** The prior first, then by size, then by id. They add up to `total`. */
  readonly lines: readonly DifferenceLine[]
  /** Log odds of the first alone less those of the second alone, log10. */
  readonly total: number
  readonly flipSets: readonly Exchange[]
}

/** How many flip sets a comparison lists. */
const MOST_SETS = 5

export interface Answered {
  readonly result: Result
  /** Null where there is no ranking, or one of the two is not in it. */
  readonly comparison: Comparison | null
  /** Those that are not in the ranking, for they cannot occur in the context of the case. */
  readonly cannotOccur: readonly string[]
}

export function compare(
  kb: KnowledgeBase,
  kase: Case,
  pair: readonly [string | null, string | null],
  options: Pick<AssessOptions, 'toolVersion' | 'warnings'>,
): Answered | { readonly problems: readonly CaseProblem[] } {
  const result = assess(kb, kase, options)
  if ('problems' in result) return result
  if (result.status !== 'ranked') return { result, comparison: null, cannotOccur: [] }
  const ranked = new Set(result.ranking.map(({ diagnosis }) => diagnosis))
  const cannotOccur = pair.filter((id) => id !== null).filter((id) => !ranked.has(id))
  if (cannotOccur.length > 0) return { result, comparison: null, cannotOccur }
  return {
    result,
    comparison: { ...differenceOf(result, ...pair), flipSets: setsFor(kb, kase, result, pair) },
    cannotOccur,
  }
}

/** @throws RangeError where one of them is not in the ranking */
export function differenceOf(
  result: Result,
  first: string | null,
  second: string | null,
): Omit<Comparison, 'flipSets'> {
  const [one, other] = [entryOf(result, first), entryOf(result, second)]
  const lines = linesOf(one?.evidence ?? [], other?.evidence ?? [])
  return {
    first: comparedAs(result, one),
    second: comparedAs(result, other),
    lines,
    total: lines.reduce((sum, { difference }) => sum + difference, 0),
  }
}

function entryOf({ ranking }: Result, id: string | null): RankedDiagnosis | null {
  if (id === null) return null
  const entry = ranking.find(({ diagnosis }) => diagnosis === id)
  if (entry === undefined) throw new RangeError(`${id} is not in the ranking`)
  return entry
}

function comparedAs({ noneOfThese }: Result, entry: RankedDiagnosis | null): Compared {
  const { diagnosis, label, rank, words, support, notExcluded, excludedBy, companion, evidence } = entry ?? {
    ...NONE,
    support: noneOfThese?.support ?? 0,
  }
  const oddsAlone = evidence.reduce((sum, { weight }) => sum + weight, 0)
  return { diagnosis, label, rank, words, support, oddsAlone, notExcluded, excludedBy, companion }
}

const NONE = {
  diagnosis: null,
  label: 'none of these',
  rank: null,
  words: null,
  notExcluded: false,
  excludedBy: null,
  evidence: [],
  companion: null,
}

function linesOf(first: readonly LedgerLine[], second: readonly LedgerLine[]): readonly DifferenceLine[] {
  const inSecond = new Map(second.map((line) => [line.finding, line]))
  const inFirst = new Set(first.map(({ finding }) => finding))
  return [
    ...first.map((line) => lineOf(line, line, inSecond.get(line.finding) ?? null)),
    ...second.filter(({ finding }) => !inFirst.has(finding)).map((line) => lineOf(line, null, line)),
  ].sort(inOrder)
}

function lineOf(
  { finding, label, answer }: LedgerLine,
  first: LedgerLine | null,
  second: LedgerLine | null,
): DifferenceLine {
  const difference = (first?.weight ?? 0) - (second?.weight ?? 0)
  const speaksFor = difference === 0 ? 'neither' : difference > 0 ? 'first' : 'second'
  return {
    finding,
    label,
    answer,
    difference,
    speaksFor,
    first: first && weightOf(first),
    second: second && weightOf(second),
  }
}

function weightOf({ finding, label, answer, ...weight }: LedgerLine): Weight {
  return weight
}

function inOrder(a: DifferenceLine, b: DifferenceLine): number {
  const prior = Number(b.answer === 'prior') - Number(a.answer === 'prior')
  return prior || Math.abs(b.difference) - Math.abs(a.difference) || byName(a.finding, b.finding)
}

function setsFor(
  rules: KnowledgeBase,
  kase: Case,
  result: Result,
  pair: readonly [string | null, string | null],
): readonly Exchange[] {
  const kb = assuming(rules, kase.context)
  const context = kb.contexts.find(({ id }) => id === result.case.context)
  if (context === undefined) return []
  const observation = observe(kb, kase)
  const differential = differentiate(kb, context, observation)
  const { network, posterior } = differential
  const [one, other] = pair.map((id): Place => (id === null ? null : network.diagnoses.indexOf(id)))
  if (one === undefined || other === undefined) return []
  const between =
    supportOf(posterior, one) < supportOf(posterior, other) ? ([other, one] as const) : ([one, other] as const)
  const sets = flipSets({ kb, kase, observation, differential }, context, between, MOST_SETS)
  return sets.map((set) => sayFlipSet(network, between, set))
}
