/**
 * HTML that cannot be forgotten to escape: a template in which every text is made safe, and only what such a template made before is taken as it is.
 * A value stands in the text of an element or inside a quoted attribute, nowhere else.
 */
import { cleanText } from '../../core/text/printable.ts'

export interface Html {
  readonly markup: string
}

type Part = string | number | Html | readonly Html[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeText = (text: string): string =>
  cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

function markupOf(part: Part): string {
  if (typeof part === 'string') return escapeText(part)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('')
}

export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: fixed.map((text, at) => (at === 0 ? text : markupOf(parts[at - 1] ?? '') + text)).join('') }
}

export const NOTHING: Html = { markup: '' }

export const joined = (parts: readonly Html[], between: Html): Html => ({
  markup: parts.map(({ markup }) => markup).join(between.markup),
})

/** Nothing where there are no items. */
export const list = (items: readonly Html[]): Html =>
  items.length === 0
    ? NOTHING
    : html`<ul>
${items.map((item) => html`<li>${item}</li>\n`)}</ul>
`

/** A part of the page under a heading of its own, or nothing where there is nothing to say. @param id unique in the page */
export function section(id: string, level: 2 | 3, heading: string, content: readonly Html[]): Html {
  const inner = html`${content}`
  if (inner.markup === '') return NOTHING
  const title = level === 2 ? html`<h2 id="${id}">${heading}</h2>` : html`<h3 id="${id}">${heading}</h3>`
  return html`<section class="${id}" aria-labelledby="${id}">
${title}
${inner}</section>
`
}
