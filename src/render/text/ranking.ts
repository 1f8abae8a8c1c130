/** The order as a table: rank, name, words, a bar of support, and what is not excluded yet or excluded by which test. */
import type { RankedDiagnosis, Result } from '../../core/result/schema.ts'
import { hang, padEnd, sentenceStart, wrap } from '../layout.ts'
import { LEGEND, NOT_RAISED, notRaised } from '../sentences/legend.ts'
import type { Paint, TextStyle } from '../style.ts'
import type { Citations } from './citations.ts'
import { firmnessLines } from './firmness.ts'

const WORDS_WIDTH = 'not supported'.length
const BAR_CELLS = 10

/** Support in tenths, as filled cells; the number itself stands in the JSON. */
function bar(support: number, unicode: boolean): string {
  const filled = Math.round(support * BAR_CELLS)
  return (unicode ? '█' : '#').repeat(filled) + (unicode ? '░' : '.').repeat(BAR_CELLS - filled)
}

const paintWords = (paint: Paint, words: string): string =>
  words.startsWith('leading') ? paint.strong(words) : words.startsWith('plausible') ? words : paint.faint(words)

export interface Row {
  /** A number, or a letter that the text speaks of it by. */
  readonly rank: number | string
  readonly label: string
  readonly words: string
  readonly support: number
  readonly notes: readonly string[]
}

/** What is not excluded yet, or excluded by which test. */
export function exclusionNotes(
  { excludedBy, notExcluded }: Pick<RankedDiagnosis, 'excludedBy' | 'notExcluded'>,
  citations: Citations,
) {
  return [
    ...(excludedBy === null ? [] : [`excluded by ${excludedBy.test} ${citations.cite(excludedBy.source)}`]),
    ...(notExcluded ? ['not excluded'] : []),
  ]
}

function rowOf(entry: RankedDiagnosis, citations: Citations): Row {
  const notes = [...exclusionNotes(entry, citations), ...(notRaised(entry) ? [NOT_RAISED] : [])]
  return { rank: entry.rank, label: entry.label, words: entry.words, support: entry.support, notes }
}

const rankText = ({ rank }: Row): string => String(rank).padStart(3)

function withNone(rows: readonly Row[], none: Result['noneOfThese']): readonly Row[] {
  if (none === null) return rows
  return rows.toSpliced(none.rank - 1, 0, {
    rank: none.rank,
    label: 'none of these',
    words: '',
    support: none.support,
    notes: [],
  })
}

/** Lines of one row; a label that is longer than its column goes on below, beside nothing. */
function rowLines(row: Row, style: TextStyle): readonly string[] {
  const labelWidth = Math.max(12, style.width - 4 - 2 - WORDS_WIDTH - 2 - BAR_CELLS)
  const [first = '', ...more] = wrap(sentenceStart(row.label), labelWidth)
  const words = paintWords(style.paint, padEnd(row.words, WORDS_WIDTH))
  const head = `${rankText(row)} ${padEnd(first, labelWidth)}  ${words}  ${bar(row.support, style.unicode)}`
  return [head, ...more.map((line) => `    ${line}`), ...row.notes.flatMap((note) => hang('      ', note, style.width))]
}

/** A narrow terminal gets the words and the bar below the label. */
function narrowLines(row: Row, style: TextStyle): readonly string[] {
  const words = row.words === '' ? '' : `${paintWords(style.paint, row.words)}  `
  return [
    ...hang(`${rankText(row)} `, sentenceStart(row.label), style.width),
    `      ${words}${bar(row.support, style.unicode)}`,
    ...row.notes.flatMap((note) => hang('      ', note, style.width)),
  ]
}

export const placeLines = (row: Row, style: TextStyle): readonly string[] =>
  style.width >= 50 ? rowLines(row, style) : narrowLines(row, style)

/** Nothing where there is no ranking. */
export function rankingLines(result: Result, style: TextStyle, citations: Citations): readonly string[] {
  if (result.ranking.length === 0) return []
  const rows = result.ranking.map((entry) => rowOf(entry, citations))
  const ordered = withNone(rows, result.noneOfThese)
  return [
    style.paint.heading('Ranking'),
    ...ordered.flatMap((row) => placeLines(row, style)),
    ...(result.conflict === null ? [] : hang('    ', `Conflict: ${result.conflict.sentence}`, style.width)),
    ...firmnessLines(result, style),
    ...LEGEND.flatMap((sentence) => hang('    ', sentence, style.width)).map(style.paint.faint),
  ]
}
