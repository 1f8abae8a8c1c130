/** Sources as CSL-JSON 1.0.2, which citeproc, Pandoc and Zotero read. */
import type { Source } from '../../core/rules/schema/evidence.ts'
import { renderJson } from '../json.ts'
import { type Name, type Reference, referenceOf } from './reference.ts'

const TYPES = {
  article: 'article-journal',
  book: 'book',
  'web-page': 'webpage',
  other: 'document',
} as const satisfies Record<Reference['kind'], string>

/** A name of several words without any initials is that of a group. */
function nameOf({ family, given, suffix }: Name): object {
  if (given === null && family.includes(' ')) return { literal: family }
  return { family, given: given ?? undefined, suffix: suffix ?? undefined }
}

/** What is not known is undefined, which JSON leaves out. */
function itemOf(source: Source): object {
  const { kind, authors, pages, issued, url, notes } = referenceOf(source)
  return {
    id: source.id,
    type: TYPES[kind],
    title: source.title,
    author: authors.length === 0 ? undefined : authors.map(nameOf),
    'container-title': source.container,
    'container-title-short': source.containerAbbrev,
    issued: issued.length === 0 ? undefined : { 'date-parts': [issued] },
    volume: source.volume,
    issue: source.issue,
    page: pages === null ? undefined : [pages.first, pages.last].filter((page) => page !== null).join('-'),
    DOI: source.doi,
    PMID: source.pmid,
    PMCID: source.pmcid,
    URL: url ?? undefined,
    keyword: source.type,
    note: notes.length === 0 ? undefined : notes.join('; '),
  }
}

export const cslJson = (sources: readonly Source[]): string => renderJson(sources.map(itemOf))
