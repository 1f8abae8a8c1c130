/** Sources as BibTeX in UTF-8; the key of an entry is our id. */

import type { Source } from '../../core/rules/schema/evidence.ts'
import { cleanText } from '../../core/text/printable.ts'
import { type Name, type Reference, referenceOf } from './reference.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** BibTeX counts braces even behind a backslash, so that a brace needs a name of its own. */
const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
}

const escaped = (text: string): string =>
  cleanText(text)
    .replace(/[\\{}~^<>]/g, (character) => SPECIAL[character] ?? character)
    .replace(/[&%$#_]/g, '\\$&')

/** For fields that LaTeX takes letter by letter; only what would end the field is encoded. */
const verbatim = (address: string): string => cleanText(address).replace(/[\\{}\s]/g, encodeURIComponent)

const braced = (text: string): string => `{${text}}`

function nameOf({ family, given, suffix }: Name): string {
  if (given === null) return /[\s,]/.test(family) ? braced(escaped(family)) : escaped(family)
  return [family, suffix, given]
    .filter((part) => part !== null)
    .map(escaped)
    .join(', ')
}

/** An article without its journal would be an error to BibTeX. */
function typeOf(kind: Reference['kind'], { container }: Source): string {
  if (kind === 'book') return 'book'
  return kind === 'article' && container !== undefined ? 'article' : 'misc'
}

function entryOf(source: Source): string {
  const { kind, authors, pages, issued, url, notes } = referenceOf(source)
  const [year, month] = issued
  const type = typeOf(kind, source)
  const text = (value: string | undefined): string | null => (value === undefined ? null : braced(escaped(value)))
  const fields: readonly (readonly [string, string | null])[] = [
    ['author', authors.length === 0 ? null : braced(authors.map(nameOf).join(' and '))],
    // Braced twice: a style would write MRI as mri, and only a person can tell a name from a word that the title merely begins large.
    ['title', braced(braced(escaped(source.title)))],
    [type === 'article' ? 'journal' : 'howpublished', text(source.container)],
    ['year', year === undefined ? null : braced(String(year))],
    ['month', month === undefined ? null : (MONTHS[month - 1] ?? null)],
    ['volume', text(source.volume)],
    ['number', text(source.issue)],
    [
      'pages',
      pages === null
        ? null
        : braced([pages.first, pages.last].flatMap((page) => (page === null ? [] : escaped(page))).join('--')),
    ],
    ['doi', source.doi === undefined ? null : braced(verbatim(source.doi))],
    ['pmid', text(source.pmid)],
    ['pmcid', text(source.pmcid)],
    ['url', url === null ? null : braced(verbatim(url))],
    ['keywords', text(source.type)],
    ['note', notes.length === 0 ? null : braced(escaped(notes.join('; ')))],
  ]
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = ${value},`]))
  return [`@${type}{${source.id},`, ...lines, '}', ''].join('\n')
}

export const bibtex = (sources: readonly Source[]): string => sources.map(entryOf).join('\n')
