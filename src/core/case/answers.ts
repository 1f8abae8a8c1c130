/** One patient's answers after reading and converting; what a case file becomes, and what the questionnaire writes. */

import { sortedBy } from '../text/sort.ts'
import type { CaseProblem } from './problem.ts'

export type { CaseProblem, CaseProblemCode } from './problem.ts'

/** States of a yes/no answer; all but the first two count as no evidence. */
export const ANSWER_STATES = ['present', 'absent', 'equivocal', 'not-done', 'unknown', 'not-applicable'] as const
export type AnswerState = (typeof ANSWER_STATES)[number]

export const LEVELS = ['low', 'normal', 'high'] as const
export type Level = (typeof LEVELS)[number]

/** One measurement, in the canonical unit of its finding. An exact value has low = high; a bound is open to one side (±Infinity). */
export interface Reading {
  readonly low: number
  readonly high: number
  /** Known in words only; low and high are then -Infinity and Infinity. */
  readonly level: Level | null
  readonly upperLimit: number | null
  readonly lowerLimit: number | null
}

export type Answer =
  | { readonly kind: 'state'; readonly state: AnswerState }
  /** `others: 'unknown'` where the finding takes a list: options that are not named are then unknown, otherwise absent. */
  | {
      readonly kind: 'options'
      readonly options: readonly string[]
      readonly others?: 'unknown'
      /** Where no option is evidence, as the rules declare it: nobody has looked, or somebody has and it was left open. */
      readonly noEvidence?: 'not-done' | 'undecided'
    }
  /** Exactly one of these, and which is not known; only a named context implies such an answer. */
  | { readonly kind: 'one-of'; readonly options: readonly string[] }
  /** In order of time. */
  | { readonly kind: 'readings'; readonly readings: readonly Reading[] }
  /** An ISO 8601 date: kept, but without a date of the event it settles no cut-off. */
  | { readonly kind: 'date'; readonly date: string }

/** A case as read: nothing in it is still to be converted. */
export interface Case {
  readonly id: string | null
  /** As the file names it; null when it leaves it to the findings. */
  readonly context: string | null
  /** By finding id. A finding that is not here is unknown. */
  readonly answers: Readonly<Record<string, Answer>>
  /** Findings whose answer nobody gave: the named context implies it. */
  readonly implied?: readonly string[]
}

/** A problem as a result repeats it: the place, and what there is to say. */
export const warningText = ({ path, message }: CaseProblem): string => (path === '' ? message : `${path}: ${message}`)

/** In the order of the texts, so that the order of the answers moves nothing; that there are more comes last. */
export function warningsInOrder(warnings: readonly CaseProblem[]): string[] {
  const last = (more: boolean): readonly string[] =>
    warnings.filter(({ code }) => (code === 'too-many-problems') === more).map(warningText)
  return [...sortedBy(last(false), (text) => text), ...last(true)]
}

/** State of a network finding in a case. Unknown is no evidence at all. */
export type Truth = 'present' | 'absent' | 'unknown'
