/** The causality of a drug: the Naranjo items as a table, then WHO-UMC with what would raise it, the E2B codes and the warnings. */
import type { NaranjoItem } from '../../core/result/causality.ts'
import type { Result } from '../../core/result/schema.ts'
import {
  criterionText,
  e2bText,
  itemBasis,
  naranjoSummary,
  notAsked,
  raisedText,
  SCALES,
  signed,
} from '../text/causality.ts'
import type { HtmlCitations } from './citations.ts'
import { type Html, html, list, NOTHING, section } from './markup.ts'

const itemRow = (item: NaranjoItem, { citeAll }: HtmlCitations): Html =>
  html`<tr><th scope="row">${item.item}</th><td>${item.question}</td><td>${item.answer}</td>
<td class="number">${signed(item.points)}</td><td>${itemBasis({ ...item, sources: [] }, () => '')} ${citeAll(item.sources)}</td></tr>
`

const points = (texts: readonly string[]): Html =>
  list(texts.filter((text) => text !== '').map((text) => html`${text}`))

/** Nothing where no drug was asked for. */
export function causalitySection({ causality }: Result, level: 2 | 3, citations: HtmlCitations): Html {
  if (causality === null) return NOTHING
  const { label, given, naranjo, whoUmc, whoUmcCriteria, raisedBy, e2b, warnings, differs } = causality
  return section('causality', level, `Causality of ${label}`, [
    differs === null ? NOTHING : html`<p><strong>${differs}</strong></p>\n`,
    html`<table>
<caption>${naranjoSummary(naranjo, given)}</caption>
<thead><tr><th scope="col">Item</th><th scope="col">Question</th><th scope="col">Answer</th><th scope="col">Points</th><th scope="col">By</th></tr></thead>
<tbody>
${naranjo.items.map((item) => itemRow(item, citations))}</tbody>
</table>
<p><strong>WHO-UMC: ${whoUmc}.</strong> ${notAsked(naranjo)}</p>
`,
    points([...whoUmcCriteria.map(criterionText), ...raisedBy.map(raisedText)]),
    points([
      ...e2b.map((element) => `E2B(R3) ${e2bText(element)}`),
      ...warnings.map((warning) => `Warning: ${warning}`),
    ]),
    html`<p class="faint">Scales: ${SCALES}</p>\n`,
  ])
}
