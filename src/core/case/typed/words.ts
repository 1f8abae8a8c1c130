/** The words that a person may type instead of a number: that nothing is known, and in which direction a result lies. */
import type { AnswerState, Level } from '../answers.ts'

const STATES: Readonly<Record<string, AnswerState>> = {
  '': 'unknown',
  unknown: 'unknown',
  'not known': 'unknown',
  "don't know": 'unknown',
  'not done': 'not-done',
  'not measured': 'not-done',
  equivocal: 'equivocal',
  unclear: 'equivocal',
  'not applicable': 'not-applicable',
  'does not apply': 'not-applicable',
  'n/a': 'not-applicable',
}

const LEVELS: Readonly<Record<string, Level>> = {
  low: 'low',
  decreased: 'low',
  reduced: 'low',
  normal: 'normal',
  high: 'high',
  raised: 'high',
  elevated: 'high',
  increased: 'high',
}

const own = <T>(words: Readonly<Record<string, T>>, word: string): T | null =>
  Object.hasOwn(words, word) ? (words[word] ?? null) : null

/** A state of no evidence; typing nothing is "unknown". */
export const stateIn = (text: string): AnswerState | null => own(STATES, text.trim().toLowerCase().replaceAll('-', ' '))

export const levelIn = (text: string): Level | null => own(LEVELS, text.trim().toLowerCase())
