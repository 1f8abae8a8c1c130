/** Sources as RIS, one record each, which EndNote, Zotero and Mendeley read. */

import type { Source } from '../../core/rules/schema/evidence.ts'
import { cleanText } from '../../core/text/printable.ts'
import { type Name, type Reference, referenceOf } from './reference.ts'

const TYPES = { article: 'JOUR', book: 'BOOK', 'web-page': 'ELEC', other: 'GEN' } as const satisfies Record<
  Reference['kind'],
  string
>

const nameOf = ({ family, given, suffix }: Name): string =>
  [family, given, suffix].filter((part) => part !== null).join(', ')

/** `1999/03/05`; RIS wants the slashes of what is missing as well. */
const dateOf = (issued: readonly number[]): string =>
  `${[0, 1, 2].map((part) => (issued[part] === undefined ? '' : String(issued[part]).padStart(2, '0'))).join('/')}/`

function recordOf(source: Source): string {
  const { kind, authors, pages, issued, url, notes } = referenceOf(source)
  const [year, month] = issued
  const fields: readonly (readonly [string, string | null | undefined])[] = [
    ['TY', TYPES[kind]],
    ['ID', source.id],
    ...authors.map((author) => ['AU', nameOf(author)] as const),
    ['TI', source.title],
    [kind === 'article' ? 'JO' : 'T2', source.container],
    ['JA', source.containerAbbrev],
    ['PY', year?.toString()],
    ['DA', month === undefined ? null : dateOf(issued)],
    ['VL', source.volume],
    ['IS', source.issue],
    ['SP', pages?.first],
    ['EP', pages?.last],
    ['DO', source.doi],
    ['AN', source.pmid],
    ['C2', source.pmcid],
    ['UR', url],
    ['KW', source.type],
    ...notes.map((note) => ['N1', note] as const),
  ]
  const lines = fields.flatMap(([tag, value]) =>
    value === null || value === undefined ? [] : [`${tag}  - ${cleanText(value)}`],
  )
  return [...lines, 'ER  - ', ''].join('\n')
}

export const ris = (sources: readonly Source[]): string => sources.map(recordOf).join('\n')
