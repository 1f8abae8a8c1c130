/** What speaks for and against each leader: a diverging bar and a number in every row, the start first, then what speaks for it, then against. */
import type { LedgerLine, RankedDiagnosis, Result } from '../../core/result/schema.ts'
import { sentenceStart } from '../layout.ts'
import { basis, byStrength, companionSentence, count, isArgument, leadersOf, named, whom } from '../text/ledger.ts'
import { signedWeight, weightBar } from './bars.ts'
import type { HtmlCitations } from './citations.ts'
import { type Html, html, joined, NOTHING, section } from './markup.ts'

/** The further figures and sources behind a line. */
function pooled({ pooledWith }: LedgerLine, { cite }: HtmlCitations): Html {
  const counted = pooledWith.flatMap(({ patients, source }) =>
    patients === null ? [] : [html`${count(patients)} ${cite(source)}`],
  )
  const also = pooledWith.flatMap(({ patients, source }) => (patients === null ? [html` ${cite(source)}`] : []))
  return html`${counted.length === 0 ? '' : ', pooled with '}${joined(counted, html`, `)}${also}`
}

interface Drawn {
  /** The greatest weight that has room. */
  readonly scale: number
  readonly labels: ReadonlyMap<string, string>
  readonly citations: HtmlCitations
}

const partOf = ({ with: other }: LedgerLine, labels: Drawn['labels']): string =>
  other === null ? '; in part' : `; in part beside “${labels.get(other) ?? other}”`

const tableRow = (
  name: string,
  rests: Html,
  line: LedgerLine,
  kind: Parameters<typeof weightBar>[2],
  scale: number,
): Html =>
  html`<tr><th scope="row">${name}: <span class="of">${rests}</span></th>
<td class="bar">${weightBar(line.weight, scale, kind)}</td><td class="number">${signedWeight(line.weight)}</td></tr>
`

function answerRow(line: LedgerLine, { scale, labels, citations }: Drawn): Html {
  const rests = html`${basis(line)} ${citations.cite(line.source)}${pooled(line, citations)}${line.counted === 'in-part' ? partOf(line, labels) : ''}${whom(line)}`
  const name = `${sentenceStart(line.label)}${line.answer === 'absent' ? ', absent' : ''}`
  return tableRow(name, rests, line, line.counted === 'in-part' ? 'in-part' : 'in-full', scale)
}

function startRow(line: LedgerLine, { scale, citations }: Drawn): Html {
  const rests = html`${line.claim}${line.judged ? ' (judged)' : ''} ${citations.cite(line.source)}${pooled(line, citations)}`
  return tableRow('Before any answer', rests, line, 'prior', scale)
}

function leaderRows(entry: RankedDiagnosis, scale: number, citations: HtmlCitations): Html {
  const drawn = { scale, citations, labels: new Map(entry.evidence.map((line) => [line.finding, line.label])) }
  const start = entry.evidence.filter(({ answer }) => answer === 'prior')
  const answers = entry.evidence.filter(({ answer }) => answer !== 'prior').toSorted(byStrength)
  const [forIt, against] = [
    answers.filter((line) => isArgument(line) && line.weight > 0),
    answers.filter((line) => isArgument(line) && line.weight < 0),
  ]
  const silent = answers.filter((line) => !isArgument(line)).map(named)
  const notes = [
    companionSentence(entry),
    silent.length === 0 ? '' : `Little or no weight: ${silent.join('; ')}.`,
  ].filter((text) => text !== '')
  return html`<tbody>
<tr><th class="leader" scope="rowgroup" colspan="3">${sentenceStart(entry.label)}: ${entry.words}${entry.notExcluded ? ', not excluded' : ''}</th></tr>
${start.map((line) => startRow(line, drawn))}${[...forIt, ...against].map((line) => answerRow(line, drawn))}${notes.map((text) => html`<tr><td class="of" colspan="3">${text}</td></tr>\n`)}</tbody>
`
}

/** One scale for all, so that bars of different diagnoses compare. */
function scaleOf(leaders: readonly RankedDiagnosis[]): number {
  const weights = leaders.flatMap(({ evidence }) => evidence.map(({ weight }) => Math.abs(weight)))
  return Math.max(1, Math.ceil(Math.max(...weights, 0)))
}

/** Nothing where nothing leads. */
export function ledgerSection(result: Result, citations: HtmlCitations): Html {
  const leaders = leadersOf(result)
  if (leaders.length === 0) return NOTHING
  const scale = scaleOf(leaders)
  return section('ledger', 3, 'What speaks for and against', [
    html`<table>
<caption>“Seen in 7 of 7”: of 7 patients with the diagnosis, 7 had the finding. A bar to the right speaks for the diagnosis, to the left against it; from line to line is a factor of ten (weight: log10). An outline counts in part, beside a stronger view of the same thing.</caption>
<thead><tr><th scope="col">Answer, and what its weight rests on</th>
<th scope="col"><span class="scale"><span>← against</span> <span>for →</span></span></th><th scope="col">weight</th></tr></thead>
${leaders.map((entry) => leaderRows(entry, scale, citations))}</table>
`,
  ])
}
