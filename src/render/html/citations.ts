/** Numbers for the sources in the order in which the page first names them, each leading to its entry in the list at the end. */
import type { Citation } from '../../core/result/schema.ts'
import { type Html, html, joined, list } from './markup.ts'

export interface HtmlCitations {
  /** `[3] Table 2`; the same source keeps its number. */
  readonly cite: (citation: Citation) => Html
  readonly citeAll: (citations: readonly Citation[]) => Html
  /** Everything cited so far, each address once. */
  readonly sources: () => Html
}

export function startHtmlCitations(): HtmlCitations {
  const cited: Citation[] = []
  const numbers = new Map<string, number>()
  const cite = (citation: Citation): Html => {
    const number = numbers.get(citation.id) ?? cited.push(citation)
    numbers.set(citation.id, number)
    return html`<a href="#source-${number}">[${number}]</a> ${citation.locator}`
  }
  return {
    cite,
    citeAll: (citations) => joined(citations.map(cite), html` `),
    sources: () => (cited.length === 0 ? list([]) : html`<ol>\n${cited.map(entry)}</ol>\n`),
  }
}

function entry({ title, year, url }: Citation, at: number): Html {
  const name = year === null ? title : `${title} (${year})`
  return html`<li id="source-${at + 1}">${name}${address(url)}</li>\n`
}

/** Only an https address of printable ASCII becomes a link, shown without its scheme; anything else is shown as it is. */
function address(url: string | null): Html {
  if (url === null) return html``
  return /^https:\/\/[!-~]+$/.test(url)
    ? html` <a href="${url}" rel="noopener noreferrer">${url.slice('https://'.length)}</a>`
    : html` ${url}`
}
