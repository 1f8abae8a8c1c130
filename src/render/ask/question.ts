/** A question as it stands on the screen: where the interview is, what is asked, what counts as an answer, and how to type one. */
import type { Question, Standing } from '../../core/interview/interview.ts'
import type { Finding } from '../../core/rules/schema/vocabulary.ts'
import { hang, sentenceStart, wrap } from '../layout.ts'
import type { TextStyle } from '../style.ts'

const LEADS: Readonly<Record<Standing['lead'], string>> = {
  clear: 'well ahead of the rest',
  narrow: 'ahead of the rest',
  open: 'not ahead of the rest',
}

/** How far, who leads, and how far ahead, as one sentence each; without how far where nothing is planned. */
export function statusText(progress: Pick<Question, 'answered' | 'aboutLeft'> | null, standing: Standing): string {
  const far = progress === null ? '' : `${progress.answered} answered, about ${progress.aboutLeft} left. `
  return `${far}${standingText(standing)}`
}

export function standingText({ ranked, label, words, lead }: Standing): string {
  if (!ranked) return 'No order yet.'
  if (label === null) return `First: none of these; ${LEADS[lead]}.`
  return `First: ${label}${words === null ? '' : `, ${words}`}; ${LEADS[lead]}.`
}

export interface Asked {
  readonly finding: Finding
  readonly status: string
  /** What stands for it in the case, in words; null where nothing does. */
  readonly present: string | null
}

/** The question itself in bold; everything else can be skipped. */
export function questionLines({ finding, status, present }: Asked, style: TextStyle): readonly string[] {
  return [
    ...wrap(status, style.width).map(style.paint.faint),
    ...wrap(finding.ask, style.width).map(style.paint.strong),
    ...(finding.definition === undefined ? [] : hang('  ', finding.definition, style.width)),
    ...(present === null ? [] : hang('  ', `Answered so far: ${present}`, style.width)),
  ]
}

/** Below the question of something to type. @param expected `a number with its unit (U/L)` */
export function typingHint(finding: Finding, expected: string, style: TextStyle): readonly string[] {
  const several = finding.type === 'quantity' ? ' A bound, a range or several: > 50, 80 to 90, 677 -> 3257.' : ''
  return hang(
    '  ',
    `${sentenceStart(expected)}.${several} Or: not done, equivocal, does not apply. Enter alone: not known.`,
    style.width,
  )
}

/** Before the first question. @param given how many answers came with the file */
export function openingLines(given: number, file: string, style: TextStyle): readonly string[] {
  const resumed =
    given === 0
      ? ''
      : `${given} ${given === 1 ? 'answer is' : 'answers are'} there already and will not be asked again. `
  return [
    ...wrap(`${resumed}Every answer is saved at once, in ${file}`, style.width),
    ...wrap('At every question: ? says why it is asked; back, review, rank now, save and quit.', style.width),
    '',
  ]
}

/** What was understood; stays on the screen. */
export const echoLines = (finding: Finding, answer: string, style: TextStyle): readonly string[] =>
  hang('  ', `${finding.label}: ${answer}`, style.width, 4)

/** Something that was not taken, or taken with a doubt. */
export const noteLines = (text: string, style: TextStyle): readonly string[] => hang('  ', text, style.width, 4)
