/** Numbers for the sources in the order in which a text first names them, and the list that resolves the numbers at its end. */

import type { Citation } from '../../core/result/schema.ts'
import { cleanText } from '../../core/text/printable.ts'
import { bound, hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'

/** A reference of at most this many characters is kept on one line. */
const UNBROKEN = 24

export interface Citations {
  /** `[3] Table 2`; the same source keeps its number. */
  readonly cite: (citation: Citation) => string
  /** The list of everything cited so far, each address once. */
  readonly list: (style: TextStyle) => readonly string[]
}

export function startCitations(): Citations {
  const cited: Citation[] = []
  const numbers = new Map<string, number>()
  return {
    cite: (citation) => {
      const number = numbers.get(citation.id) ?? cited.push(citation)
      numbers.set(citation.id, number)
      const reference = `[${number}] ${citation.locator}`
      return reference.length <= UNBROKEN ? bound(reference) : reference
    },
    list: (style) => cited.flatMap((citation, at) => entry(citation, at + 1, style)),
  }
}

function entry(citation: Citation, number: number, style: TextStyle): readonly string[] {
  const lead = `[${number}] `.padStart(5)
  const title = hang(
    lead,
    citation.year === null ? citation.title : `${citation.title} (${citation.year})`,
    style.width,
  )
  if (citation.url === null) return title
  return [...title, `${' '.repeat(lead.length)}${link(citation.url, citation.url, style)}`]
}

/** OSC 8 around a text where the terminal follows it; only an https address of printable ASCII is ever written into the sequence. */
export function link(text: string, url: string, style: TextStyle): string {
  const shown = cleanText(text)
  return style.hyperlinks && /^https:\/\/[!-~]+$/.test(url)
    ? `\u001b]8;;${url}\u001b\\${shown}\u001b]8;;\u001b\\`
    : shown
}
