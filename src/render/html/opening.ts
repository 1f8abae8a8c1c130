/** What stands before the tool's ranking: the case and its date, what cannot wait, room for one's own ranking, and what was answered. */
import type { Result } from '../../core/result/schema.ts'
import { SAID } from '../text/basis.ts'
import { caseName } from './case-name.ts'
import type { HtmlCitations } from './citations.ts'
import { type Html, html, list, section } from './markup.ts'

type Answer = Result['basis']['answers'][number]

/** One's own ranking has this many places. */
const PLACES = ['First', 'Second', 'Third']

const field = (id: string, label: string): Html =>
  html`<label for="${id}">${label}</label> <input id="${id}" type="text" autocomplete="off">`

export const pageHeader = (result: Result): Html => html`<header>
<h1>${caseName(result)}</h1>
<p>${result.case.context === null ? 'Context not settled' : `Context: ${result.case.context}`}</p>
<p class="date">${field('date', 'Date')}</p>
</header>
`

export const urgentSection = ({ urgent }: Result, { citeAll }: HtmlCitations): Html =>
  section('urgent', 2, 'Cannot wait', [
    list(
      urgent.map(({ advice, sources }) => html`<strong>${advice}</strong> <span class="of">${citeAll(sources)}</span>`),
    ),
  ])

export const ownRanking = (): Html =>
  section('own', 2, 'Before you read on: your own ranking', [
    html`<p>Write it down before you open the tool’s. Nothing is sent, and nothing is kept when the page is closed: print it.</p>
<ol>
${PLACES.map((place, at) => html`<li>${field(`own-${at + 1}`, place)}</li>\n`)}<li>${field('own-change', 'I would change it if')}</li>
</ol>
`,
  ])

/** Answers that met the same fate for the same reason, in the order of the first of them. */
function fatesOf(answers: readonly Answer[]): ReadonlyMap<string, readonly Answer[]> {
  const fates = new Map<string, Answer[]>()
  for (const answer of answers) {
    const fate = answer.why === null ? SAID[answer.use] : `${SAID[answer.use]}: ${answer.why}`
    fates.set(fate, [...(fates.get(fate) ?? []), answer])
  }
  return fates
}

function answersTable(answers: readonly Answer[]): Html {
  if (answers.length === 0) return html`<p>Nothing was answered.</p>\n`
  const said = ({ finding, answer }: Answer): Html => html`<li>${finding} <b>${answer}</b></li>\n`
  const rows = [...fatesOf(answers)].map(
    ([fate, those]) => html`<tr><th scope="row">${fate} (${those.length})</th><td><ul>
${those.map(said)}</ul></td></tr>
`,
  )
  return html`<table>
<caption>Every answer, and what became of it. Everything else is unknown, which speaks neither for nor against anything.</caption>
<thead><tr><th scope="col">Use</th><th scope="col">Answers</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
`
}

export function answersSection({ basis }: Result): Html {
  const given = basis.answers.filter(({ answer }) => answer !== 'unknown')
  return section('answers', 2, 'What was answered', [
    answersTable(given),
    list(basis.warnings.map((warning) => html`Warning: ${warning}`)),
  ])
}
