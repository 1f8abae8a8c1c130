/**
 * What is said of a diagnosis by its support: the word, whether it is excluded, and its place. All three are worked out here, and the legend is made
 * from the same table, so that they cannot contradict each other.
 */
import type { Truth } from '../case/answers.ts'
import type { Diagnosis } from '../rules/schema/vocabulary.ts'
import { byName } from '../text/sort.ts'

/** Support from which a diagnosis leads, and from which it is plausible or less likely. Bounds of wording, judged; not cut-offs of risk. */
export const WORD_BOUNDS = { leading: 0.5, plausible: 0.1, lessLikely: 0.02 } as const

/** From the most support to the least. */
export const WORDS = [
  { word: 'leading', from: WORD_BOUNDS.leading },
  { word: 'plausible', from: WORD_BOUNDS.plausible },
  { word: 'less likely', from: WORD_BOUNDS.lessLikely },
  { word: 'not supported', from: 0 },
] as const
export const STANDING_WORDS = WORDS.map(({ word }) => word)
export type StandingWord = (typeof STANDING_WORDS)[number]

/** A support this many times the prior is raised; less is rounding. Judged. */
const RAISED = 1.01

/** Whether the answers lift a diagnosis above what it had before any of them, by themselves or by way of a companion. */
export const isRaised = ({ support, priorSupport }: Pick<Supported, 'support' | 'priorSupport'>): boolean =>
  support > priorSupport * RAISED

/**
 * The word for a support in [0, 1]. By the support alone: a word that turned on more could grow stronger down a list in the order of support.
 * What is excluded is not supported, whatever support it keeps.
 */
export function wordFor(support: number, excluded: boolean): StandingWord {
  return (excluded ? undefined : WORDS.find(({ from }) => support >= from)?.word) ?? 'not supported'
}

export type Exclusion = 'not-required' | 'not-excluded' | 'excluded'

export interface Supported {
  readonly support: number
  readonly priorSupport: number
  /** Nothing has more support, nor does "none of these". */
  readonly isFirst: boolean
}

/** Never what is first, leads or is raised: a negative test that the other answers outweigh excludes nothing. */
export const canBeExcluded = (standing: Supported): boolean =>
  !standing.isFirst && standing.support < WORD_BOUNDS.leading && !isRaised(standing)

/**
 * Excluded only by its named test answered absent, while no sign is present under which that test cannot be relied on, and the support agrees.
 * An unknown test excludes nothing; a sign that is unknown is no reason to doubt the test.
 */
export function exclusionOf(diagnosis: Diagnosis, truthOf: (finding: string) => Truth, standing: Supported): Exclusion {
  const rule = diagnosis.mustBeExcluded
  if (!rule) return 'not-required'
  const inDoubt = rule.unless.some(
    ({ present, settledBy = [] }) =>
      truthOf(present) === 'present' && !settledBy.some((finding) => truthOf(finding) === 'absent'),
  )
  return truthOf(rule.test) === 'absent' && !inDoubt && canBeExcluded(standing) ? 'excluded' : 'not-excluded'
}

interface Placed {
  readonly support: number
  readonly excluded: boolean
}

/** Order of the ranking: what is excluded comes last; by support, then by id. */
export function inOrder(
  a: Placed & { readonly diagnosis: string },
  b: Placed & { readonly diagnosis: string },
): number {
  return Number(a.excluded) - Number(b.excluded) || b.support - a.support || byName(a.diagnosis, b.diagnosis)
}

/** How many of a list in that order stand before "none of these", which comes first among equals, as where the leader is named. */
export function placeOfNone(ordered: readonly Placed[], none: number): number {
  const at = ordered.findIndex(({ support, excluded }) => excluded || support <= none)
  return at === -1 ? ordered.length : at
}

/** The rank of what stands at a place among the diagnoses alone; "none of these" has a rank of its own. */
export const rankAt = (place: number, placeOfNone: number): number => place + (place < placeOfNone ? 1 : 2)
