/** What the words of the ranking mean, made from the table that gives them, and what a row says beside its word. */
import type { RankedDiagnosis } from '../../core/result/schema.ts'
import { isRaised, WORDS } from '../../core/result/support-words.ts'
import { sentenceStart } from '../layout.ts'

const meaningOf = ({ word, from }: (typeof WORDS)[number]): string =>
  from === 0 ? `${word}: less, or excluded` : `${word}: ${from} or more`

export const LEGEND: readonly string[] = [
  "More than one can be true at once. The bar is the model's support from 0 to 1, not a calibrated risk.",
  `${sentenceStart(WORDS.map(meaningOf).join('; '))}.`,
]

/** A diagnosis can be plausible because it is common: then the word must not pass for what the findings say. */
export const notRaised = (entry: Pick<RankedDiagnosis, 'words' | 'support' | 'priorSupport'>): boolean =>
  (entry.words === 'leading' || entry.words === 'plausible') && !isRaised(entry)

export const NOT_RAISED = 'common here; nothing raises it above that'
