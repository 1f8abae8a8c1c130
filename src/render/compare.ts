/** Why one diagnosis and not the other, as a report for a person: how both stand, what parts them line by line, and what would exchange them. */
import type { Compared, Comparison, DifferenceLine, Weight } from '../core/assessment/compare.ts'
import type { Result } from '../core/result/schema.ts'
import { blocks, hang, sentenceStart, withinSentence } from './layout.ts'
import type { TextStyle } from './style.ts'
import { urgentLines } from './text/advice.ts'
import { basisLines } from './text/basis.ts'
import { answersText, nameIn } from './text/change.ts'
import { type Citations, startCitations } from './text/citations.ts'
import { basis, pooled, share, whom } from './text/ledger.ts'
import { nextLines } from './text/next.ts'
import { exclusionNotes, placeLines } from './text/ranking.ts'
import { titleLines } from './text.ts'

const LETTERS = { first: 'A', second: 'B' } as const
type Side = keyof typeof LETTERS
const SIDES = ['first', 'second'] as const satisfies readonly Side[]

const LEGEND =
  'Numbers are powers of ten: +1.00 makes A ten times likelier than B, -1.00 the reverse. "Seen in 7 of 7": of 7 patients with the diagnosis, 7 had the finding.'

const signed = (weight: number): string => `${weight < 0 ? '-' : '+'}${Math.abs(weight).toFixed(2)}`

function standingLines(comparison: Comparison, style: TextStyle, citations: Citations): readonly string[] {
  const row = (side: Side) => {
    const { label, words, support }: Compared = comparison[side]
    return {
      rank: LETTERS[side],
      label,
      words: words ?? '',
      support,
      notes: exclusionNotes(comparison[side], citations),
    }
  }
  return [
    style.paint.heading('A and B'),
    ...SIDES.flatMap((side) => placeLines(row(side), style)),
    ...hang('    ', LEGEND, style.width).map(style.paint.faint),
  ]
}

/** What one of the two has of a line. */
function weightText(
  side: Side,
  weight: Weight | null,
  labels: ReadonlyMap<string, string>,
  citations: Citations,
): string {
  if (weight === null) return `${LETTERS[side]}: no figure, so no weight`
  return `${LETTERS[side]} ${signed(weight.weight)}: ${basis(weight)} ${citations.cite(weight.source)}${pooled(weight, citations)}${share(weight, labels)}${whom(weight)}`
}

function priorText(side: Side, weight: Weight | null, citations: Citations): string {
  if (weight === null) return `${LETTERS[side]}: what all is weighed against`
  const judged = weight.judged ? ' (judged)' : ''
  return `${LETTERS[side]} ${signed(weight.weight)}: ${weight.claim}${judged} ${citations.cite(weight.source)}${pooled(weight, citations)}`
}

const LEAD = '  +0.00  '

function differenceLines(line: DifferenceLine, texts: readonly string[], style: TextStyle): readonly string[] {
  const number = signed(line.difference)
  const paint = line.difference < 0 ? style.paint.bad : style.paint.good
  const head = hang(
    `  ${number}  `,
    `${sentenceStart(line.label)}${line.answer === 'absent' ? ', absent' : ''}`,
    style.width,
    LEAD.length,
  )
  return [
    ...head.map((text, at) => (at === 0 ? text.replace(number, paint) : text)),
    ...texts.flatMap((text) => hang(' '.repeat(LEAD.length), text, style.width, LEAD.length + 2)),
  ]
}

interface Parts {
  readonly comparison: Comparison
  readonly style: TextStyle
  readonly citations: Citations
}

function priorLines({ comparison, style, citations }: Parts): readonly string[] {
  const texts = (line: DifferenceLine): readonly string[] => SIDES.map((side) => priorText(side, line[side], citations))
  return comparison.lines
    .filter(({ answer }) => answer === 'prior')
    .flatMap((line) => differenceLines(line, texts(line), style))
}

function sideLines(side: Side, { comparison, style, citations }: Parts): readonly string[] {
  const labels = new Map(comparison.lines.map(({ finding, label }) => [finding, label]))
  const lines = comparison.lines
    .filter(({ answer, speaksFor }) => answer !== 'prior' && speaksFor === side)
    .flatMap((line) =>
      differenceLines(
        line,
        SIDES.map((each) => weightText(each, line[each], labels, citations)),
        style,
      ),
    )
  return lines.length === 0
    ? []
    : [...hang('', `For ${LETTERS[side]}: ${comparison[side].label}`, style.width).map(style.paint.strong), ...lines]
}

function neutralLines({ comparison, style }: Parts): readonly string[] {
  const labels = comparison.lines
    .filter(({ answer, speaksFor }) => answer !== 'prior' && speaksFor === 'neither')
    .map(({ label }) => label)
  return labels.length === 0
    ? []
    : [style.paint.strong('Neutral'), ...hang('  ', `weigh the same for both: ${labels.join('; ')}`, style.width, 4)]
}

function sumLines({ comparison, style }: Parts): readonly string[] {
  const { first, second, total } = comparison
  const companions = SIDES.flatMap((side) => {
    const { companion } = comparison[side]
    if (companion === null) return []
    return [
      `${LETTERS[side]} is ${companion.effect === 'raises' ? 'raised' : 'lowered'} by the possibility of ${withinSentence(companion.label)} in the same patient.`,
    ]
  })
  const sum = `all lines together, each of the two alone: ${signed(first.oddsAlone)} for A, ${signed(second.oddsAlone)} for B.`
  return [
    style.paint.strong('Sum'),
    ...hang(`  ${signed(total)}  `, sentenceStart(sum), style.width),
    ...companions.flatMap((text) => hang(' '.repeat(LEAD.length), text, style.width)),
  ]
}

function flipLines(result: Result, { comparison, style }: Parts): readonly string[] {
  const name = nameIn(result)
  const { flipSets } = comparison
  if (flipSets.length === 0)
    return [
      style.paint.heading('What would exchange them'),
      ...hang('  ', 'No open answer was found that does, nor two or three of the most telling together.', style.width),
    ]
  return [
    style.paint.heading('What would exchange them'),
    ...flipSets.flatMap((set, at) => {
      const other = set.thenLeads === set.exchanges[1] ? '' : `; first would then be ${name(set.thenLeads)}`
      return hang(`${String(at + 1).padStart(3)} `, `${sentenceStart(answersText(set))}${other}`, style.width)
    }),
  ]
}

/** The whole report; ends with a line break. */
export function renderComparison(result: Result, comparison: Comparison | null, style: TextStyle): string {
  const citations = startCitations()
  const parts = comparison && { comparison, style, citations }
  const body = [
    titleLines(result, style),
    urgentLines(result, style, citations),
    ...(parts === null
      ? [nextLines(result, style)]
      : [
          standingLines(parts.comparison, style, citations),
          priorLines(parts),
          ...SIDES.map((side) => sideLines(side, parts)),
          neutralLines(parts),
          sumLines(parts),
          flipLines(result, parts),
        ]),
    basisLines(result, style),
  ]
  const sources = citations.list(style)
  const list = sources.length === 0 ? [] : [style.paint.heading('Sources'), ...sources]
  return `${blocks([...body, list]).join('\n')}\n`
}

/** For other programs; `comparison` is null where there is no ranking. */
export function comparisonJson(result: Result, comparison: Comparison | null): object {
  const { schemaVersion, tool, rules, case: about, status, why, urgent, basis } = result
  return { schemaVersion, tool, rules, case: about, status, why, urgent, comparison, basis }
}
