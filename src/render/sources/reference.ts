/**
 * A source as programs for references take it: names taken apart, pages written out, and what kind of publication the data show it to be. What
 * was not seen stays out. The formats beside this file only write it down.
 */
import { urlOf } from '../../core/result/cite.ts'
import type { Source } from '../../core/rules/schema/evidence.ts'

export interface Name {
  /** All of the name where it cannot be taken apart: a group, or a family name alone. */
  readonly family: string
  /** `A. B.`, or as the source writes it. */
  readonly given: string | null
  /** `Jr`, `III`. */
  readonly suffix: string | null
}

export interface Reference {
  readonly kind: 'article' | 'book' | 'web-page' | 'other'
  readonly authors: readonly Name[]
  /** First and last page, the last written out (1539-43 is 1539 to 1543), or what stands in the place of pages. */
  readonly pages: { readonly first: string; readonly last: string | null } | null
  /** Year, month and day, as far as they are known. */
  readonly issued: readonly number[]
  readonly url: string | null
  /** What is unusual about the record: a title that was made up, authors that were not seen. */
  readonly notes: readonly string[]
}

export function referenceOf(source: Source): Reference {
  const { authors = [], pages, authorsNote, titleNote, notes = [] } = source
  return {
    kind: kindOf(source),
    authors: authors.map(nameOf),
    pages: pages === undefined ? null : pagesOf(pages),
    issued: issuedOf(source),
    // A DOI is a field of its own everywhere, and its address need not be said twice.
    url: source.url ?? (source.doi === undefined ? urlOf(source) : null),
    notes: [
      ...(titleNote === undefined ? [] : [`title: ${titleNote}`]),
      ...(authorsNote === undefined ? [] : [`authors: ${authorsNote}`]),
      ...notes,
    ],
  }
}

/** The `type` of a source is mostly that of the study, so the rest of the record has to tell. */
function kindOf({ type, volume, issue, pages, doi, pmid, pmcid, url }: Source): Reference['kind'] {
  if (type === 'book') return 'book'
  if (type === 'web-page') return 'web-page'
  if ([volume, issue, pages, doi, pmid, pmcid].some((each) => each !== undefined)) return 'article'
  return url === undefined ? 'other' : 'web-page'
}

/** `Aydın Ülgen Ö`, `Young JAH`, `Mattano LA Jr`: the family name as written, the initials of the others, a suffix. */
const INDEXED = /^(?<family>\S.*?) (?<initials>\p{Lu}[\p{Lu}-]{0,3})(?: (?<suffix>Jr|Sr|[IVX]+|\dth|2nd|3rd))?$/u

function nameOf(name: string): Name {
  const [family = name, given, suffix] = name.split(/,\s*/)
  if (given !== undefined) return { family, given, suffix: suffix ?? null }
  const indexed = INDEXED.exec(name)?.groups
  if (indexed === undefined) return { family: name, given: null, suffix: null }
  return {
    family: indexed['family'] ?? name,
    given: (indexed['initials'] ?? '').replace(/\p{Lu}(?!$|-)/gu, '$&. ').replace(/\p{Lu}(?=$|-)/gu, '$&.'),
    suffix: indexed['suffix'] ?? null,
  }
}

function pagesOf(pages: string): NonNullable<Reference['pages']> {
  const [, first, last] = /^(\w+)\s*[-\u2013]\s*(\w+)$/.exec(pages) ?? []
  if (first === undefined || last === undefined) return { first: pages, last: null }
  const shortened = /^\d+$/.test(first + last) && last.length < first.length
  return { first, last: shortened ? first.slice(0, first.length - last.length) + last : last }
}

function issuedOf({ date = '', year }: Source): readonly number[] {
  const [, ...parts] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date) ?? []
  const dated = parts.filter((part) => part !== undefined).map(Number)
  return dated.length > 0 || year === undefined ? dated : [year]
}
