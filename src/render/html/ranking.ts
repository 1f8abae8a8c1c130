/** The order as a table with a picture of support and its range in every row, how firm it is, and what the words mean. */
import type { RankedDiagnosis, Result } from '../../core/result/schema.ts'
import { sentenceStart } from '../layout.ts'
import { LEGEND, NOT_RAISED, notRaised } from '../sentences/legend.ts'
import { changeSentence } from '../text/change.ts'
import { firmnessSentences } from '../text/firmness.ts'
import { rangeText, supportBar, twoDigits } from './bars.ts'
import type { HtmlCitations } from './citations.ts'
import { type Html, html, NOTHING, section } from './markup.ts'

interface Row {
  readonly rank: string
  readonly name: Html
  readonly support: number
  readonly range: RankedDiagnosis['supportRange']
}

function rowOf(entry: RankedDiagnosis, { cite }: HtmlCitations): Row {
  const { excludedBy, notExcluded, words } = entry
  const notes = [
    ...(notExcluded ? [html` <span class="status">not excluded</span>`] : []),
    ...(excludedBy === null
      ? []
      : [html` <strong>excluded by ${excludedBy.test}</strong> <span class="of">${cite(excludedBy.source)}</span>`]),
    ...(notRaised(entry) ? [html` <span class="of">${NOT_RAISED}</span>`] : []),
  ]
  const name = html`${sentenceStart(entry.label)} <span class="words ${words.replace(' ', '-')}">${words}</span>${notes}`
  return { rank: String(entry.rank), name, support: entry.support, range: entry.supportRange }
}

function rowsOf({ ranking, noneOfThese }: Result, citations: HtmlCitations): readonly Row[] {
  const rows = ranking.map((entry) => rowOf(entry, citations))
  if (noneOfThese === null) return rows
  const { rank, support, supportRange } = noneOfThese
  return rows.toSpliced(rank - 1, 0, { rank: String(rank), name: html`None of these`, support, range: supportRange })
}

const tableRow = ({ rank, name, support, range }: Row): Html => html`<tr><td>${rank}</td><th scope="row">${name}</th>
<td class="bar">${supportBar(support, range)}</td>
<td class="number">${twoDigits(support)}${range === null ? NOTHING : html` <span class="of">${rangeText(range)}</span>`}</td></tr>
`

/** Nothing where there is no ranking. */
export function rankingSection(result: Result, citations: HtmlCitations): Html {
  if (result.ranking.length === 0) return NOTHING
  const ranges =
    result.stability === null ? '' : ' The thin line is where 90 of 100 redraws of the figures put it (5–95 % range).'
  const firmness = firmnessSentences(result).join(' ')
  const { conflict } = result
  return section('ranking', 3, 'Ranking', [
    html`<table>
<caption>The bar is the model’s support.${ranges}</caption>
<thead><tr><th scope="col">Rank</th><th scope="col">Diagnosis</th><th scope="col"><span class="scale"><span>0</span> <span>support</span> <span>1</span></span></th>
<th scope="col">support (model’s posterior, not a risk)</th></tr></thead>
<tbody>
${rowsOf(result, citations).map(tableRow)}</tbody>
</table>
${conflict === null ? NOTHING : html`<p><strong>Conflict:</strong> ${conflict.sentence}</p>\n`}${firmness === '' ? NOTHING : html`<p>${firmness}</p>\n`}<p class="faint">${LEGEND.join(' ')}</p>
`,
  ])
}

export function changeSection(result: Result): Html {
  const sentence = changeSentence(result)
  return section('change', 3, 'What would change this', sentence === null ? [] : [html`<p>${sentence}</p>\n`])
}
