/** What speaks for and against each leader, strongest first, every line with its count (or that nobody counted) and its source. */
import type { LedgerLine, RankedDiagnosis, Result } from '../../core/result/schema.ts'
import { bound, hang, hangMarked, sentenceStart, withinSentence } from '../layout.ts'
import { sayPatients } from '../sentences/counts.ts'
import type { TextStyle } from '../style.ts'
import type { Citations } from './citations.ts'

/** How many diagnoses a report explains because findings speak for them. */
const LEADERS = 3

/**
 * A weight (log10) from which a line is an argument; below, the odds change by less than an eighth, which no figure here is exact enough to show. Judged.
 * Such lines are named together, so that nothing that was counted is left out.
 */
const ARGUMENT = 0.05

export const isArgument = ({ weight }: Pick<LedgerLine, 'weight'>): boolean => Math.abs(weight) >= ARGUMENT

/** Those that findings speak for, and every one that must not be missed, is not excluded and still has support. In the order of the ranking. */
export function leadersOf({ ranking }: Result): readonly RankedDiagnosis[] {
  const raised = ranking.filter(({ words }) => words === 'leading' || words === 'plausible').slice(0, LEADERS)
  return ranking.filter((entry) => raised.includes(entry) || (entry.notExcluded && entry.words !== 'not supported'))
}

export const count = (patients: NonNullable<LedgerLine['patients']>): string => bound(sayPatients(patients))

/** How many patients stand behind a line, or that nobody counted. */
export function basis(line: Pick<LedgerLine, 'patients' | 'judged'>): string {
  if (line.patients !== null) return `seen in ${count(line.patients)}`
  return line.judged ? 'judged, not counted' : 'a class of frequency, not counted'
}

/** In whom the patients were counted, who are often not patients like this one; the last words of a line. */
export function whom({ patients, population }: Pick<LedgerLine, 'patients' | 'population'>): string {
  return patients === null || population === null ? '' : `. Counted in: ${population}`
}

/** The further figures and sources behind a line. */
export function pooled(line: Pick<LedgerLine, 'pooledWith'>, citations: Pick<Citations, 'cite'>): string {
  const counted = line.pooledWith.flatMap(({ patients, source }) =>
    patients === null ? [] : [`${count(patients)} ${citations.cite(source)}`],
  )
  const also = line.pooledWith.flatMap(({ patients, source }) => (patients === null ? [citations.cite(source)] : []))
  return `${counted.length === 0 ? '' : `, pooled with ${counted.join(', ')}`}${also.map((citation) => ` ${citation}`).join('')}`
}

/** Which other line of the same cluster counts in full instead. */
export function share(line: Pick<LedgerLine, 'counted' | 'with'>, labels: ReadonlyMap<string, string>): string {
  if (line.counted !== 'in-part') return ''
  return line.with === null ? '; counts in part' : `; counts in part beside "${labels.get(line.with) ?? line.with}"`
}

export const named = ({ label, answer }: Pick<LedgerLine, 'label' | 'answer'>): string =>
  `${label}${answer === 'absent' ? ', absent' : ''}`

function lineText(line: LedgerLine, labels: ReadonlyMap<string, string>, citations: Citations): string {
  return `${sentenceStart(named(line))}: ${basis(line)} ${citations.cite(line.source)}${pooled(line, citations)}${share(line, labels)}${whom(line)}`
}

export const byStrength = (a: LedgerLine, b: LedgerLine): number =>
  Math.abs(b.weight) - Math.abs(a.weight) || (a.finding < b.finding ? -1 : 1)

function startLine(line: LedgerLine, style: TextStyle, citations: Citations): readonly string[] {
  const judged = line.judged ? ' (judged)' : ''
  return hang(
    '  ',
    `before any answer: ${line.claim}${judged} ${citations.cite(line.source)}${pooled(line, citations)}`,
    style.width,
    4,
  )
}

function leaderLines(entry: RankedDiagnosis, style: TextStyle, citations: Citations): readonly string[] {
  const labels = new Map(entry.evidence.map((line) => [line.finding, line.label]))
  const answers = entry.evidence.filter(({ answer }) => answer !== 'prior')
  const side = (sign: '+' | '-', heading: string, keep: (line: LedgerLine) => boolean): readonly string[] => {
    const lines = answers.filter(keep).toSorted(byStrength)
    if (lines.length === 0) return []
    const paint = sign === '+' ? style.paint.good : style.paint.bad
    return [
      `  ${heading}`,
      ...lines.flatMap((line) => hangMarked(`    ${sign}`, paint, lineText(line, labels, citations), style.width)),
    ]
  }
  const neutral = answers.filter((line) => !isArgument(line)).map(named)
  return [
    ...hang(
      '',
      `${sentenceStart(entry.label)}: ${entry.words}${entry.notExcluded ? ', not excluded' : ''}`,
      style.width,
    ).map(style.paint.strong),
    ...side('+', 'for', (line) => isArgument(line) && line.weight > 0),
    ...side('-', 'against', (line) => isArgument(line) && line.weight < 0),
    ...(neutral.length === 0 ? [] : hang('  ', `little or no weight: ${neutral.join('; ')}`, style.width, 4)),
    ...entry.evidence.filter(({ answer }) => answer === 'prior').flatMap((line) => startLine(line, style, citations)),
    ...companionLines(entry, style),
  ]
}

/** Empty where no other diagnosis matters. */
export const companionSentence = ({ companion }: RankedDiagnosis): string =>
  companion === null
    ? ''
    : `${companion.effect === 'raises' ? 'Raised' : 'Lowered'} by the possibility of ${withinSentence(companion.label)} in the same patient.`

function companionLines(entry: RankedDiagnosis, style: TextStyle): readonly string[] {
  const sentence = companionSentence(entry)
  return sentence === '' ? [] : hang('  ', sentence, style.width)
}

/** Nothing where nothing leads. */
export function ledgerLines(result: Result, style: TextStyle, citations: Citations): readonly string[] {
  const leaders = leadersOf(result)
  if (leaders.length === 0) return []
  const legend = '"seen in 7 of 7": of 7 patients with the diagnosis, 7 had the finding. Strongest first.'
  return [
    style.paint.heading('What speaks for and against'),
    ...hang('  ', legend, style.width).map(style.paint.faint),
    ...leaders.flatMap((entry) => ['', ...leaderLines(entry, style, citations)]),
  ]
}
