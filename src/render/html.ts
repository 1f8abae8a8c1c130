/**
 * A result as one page for a tumor board: no script, no request, nothing that is not in the file. What cannot wait stands first; then room for one's
 * own ranking; the tool's is folded until it is opened, and printed behind it.
 */
import type { Result } from '../core/result/schema.ts'
import { adviceSection, nextSection, unexplainedSection } from './html/advice.ts'
import { basisBlock, pageFooter } from './html/basis.ts'
import { caseName } from './html/case-name.ts'
import { causalitySection } from './html/causality.ts'
import { startHtmlCitations } from './html/citations.ts'
import { ledgerSection } from './html/ledger.ts'
import { type Html, html, section } from './html/markup.ts'
import { answersSection, ownRanking, pageHeader, urgentSection } from './html/opening.ts'
import { page } from './html/page.ts'
import { changeSection, rankingSection } from './html/ranking.ts'
import { sentenceStart } from './layout.ts'

const noRanking = ({ status, why }: Result): Html =>
  section('no-ranking', 2, 'No ranking', [html`<p>${sentenceStart(status.replaceAll('-', ' '))}: ${why ?? ''}</p>\n`])

/** Folded, with a remark for the browsers that print what is folded as folded, and the name of the case for the sheet that it begins. */
function folded(result: Result, content: readonly Html[]): Html {
  return html`<p class="unfold">This browser prints only what is open. Open the ranking below before you print.</p>
<details class="tool">
<summary><h2>The tool’s ranking and its reasons</h2> <span class="sheet">${caseName(result)}</span></summary>
${content}</details>
`
}

/** The whole document; ends with a line break. */
export function renderHtml(result: Result): string {
  const citations = startHtmlCitations()
  const ranked = result.ranking.length > 0
  const level = ranked ? 3 : 2
  // In the order of the page, in which the sources get their numbers.
  const before = [
    urgentSection(result, citations),
    ranked ? ownRanking() : noRanking(result),
    answersSection(result),
    basisBlock(result),
  ]
  const reasons = [
    rankingSection(result, citations),
    changeSection(result),
    ledgerSection(result, citations),
    unexplainedSection(result, level),
    nextSection(result, level),
    adviceSection(result, level, citations),
    causalitySection(result, level, citations),
    section('sources', level, 'Sources', [citations.sources()]),
  ]
  const body = html`${pageHeader(result)}<main>
${before}${ranked ? folded(result, reasons) : reasons}</main>
${pageFooter(result)}`
  return page(`${caseName(result)}: ranking by ${result.tool.name}`, body).markup
}
