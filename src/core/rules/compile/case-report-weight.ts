/**
 * What a single case report may weigh. Its patient counts as a part of a patient, the smaller the less its report answers of the eight questions of
 * Murad 2018; and all its findings together bring one diagnosis no more than a declared amount. Both act on the counts, before a frequency is
 * made of them: the arithmetic of a case knows nothing of it, so that a ledger still adds up and a higher frequency still never lowers support.
 */
import { type Appraisal, QUESTIONS } from '../schema/evidence.ts'
import type { RuleFile } from '../schema.ts'

/**
 * Judged: the questions come without a score, so all eight count alike, and one left open counts half, since what was not told may still have been done.
 * The one that stands before the sum is the patient himself: even where everything is answered no, somebody was seen.
 */
const POINTS = { yes: 1, unclear: 0.5, no: 0 } as const satisfies Record<string, number>

/**
 * Judged: the sum of |log10 LR| over all findings of one case report for one diagnosis, at most, in decades. 1.5 (odds by about 30) ends what
 * Jeffreys called strong evidence: one patient may be that, and nothing more.
 */
export const MOST_DECADES = 1.5

/** A case report as its figures know it; whatever else a source is, its patients count in full. */
export interface CaseReport {
  readonly source: string
  /** Above 0, at most 1: what part of a patient its patient counts as. */
  readonly weight: number
}

/** (1 + points) / 9, from 1/9 to 1; questions that nobody answered are unclear. A lowered answer lowers it. */
export function weightByQuestions(questions: Appraisal['questions']): number {
  const points = QUESTIONS.map((name) => POINTS[questions?.[name].answer ?? 'unclear'])
  return (1 + points.reduce((sum: number, point) => sum + point, 0)) / (1 + QUESTIONS.length)
}

export function caseReportOf({ source, appraisal }: RuleFile): CaseReport | null {
  if (source === undefined || appraisal?.design !== 'case-report') return null
  return { source: source.id, weight: weightByQuestions(appraisal.questions) }
}
