/** The bibliography of the rules, by id. */
import { urlOf } from '../../core/result/cite.ts'
import type { WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { Source } from '../../core/rules/schema/evidence.ts'
import { hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'
import { link } from '../text/citations.ts'

/** More authors than this are "and others". */
const AUTHORS = 3

function authorsOf({ authors = [] }: Source): string {
  const named = authors.slice(0, AUTHORS).join(', ')
  return authors.length > AUTHORS ? `${named} and others` : named
}

export function sourceLines(source: Source, style: TextStyle): readonly string[] {
  const where = [
    source.containerAbbrev ?? source.container,
    source.year?.toString() ?? source.date,
    source.volume,
    source.pages,
  ]
  const address = urlOf(source)
  return [
    style.paint.strong(source.id),
    ...hang('    ', [authorsOf(source), source.title].filter((part) => part !== '').join('. '), style.width),
    ...hang('    ', where.filter((part) => part !== undefined).join(', '), style.width),
    ...(address === null ? [] : [`    ${link(address, address, style)}`]),
  ]
}

export const sourcesById = (kb: WholeKnowledgeBase): readonly Source[] =>
  Object.values(kb.sources).toSorted((a, b) => (a.id < b.id ? -1 : 1))

export const sourcesText = (kb: WholeKnowledgeBase, style: TextStyle): string =>
  `${sourcesById(kb)
    .flatMap((source) => sourceLines(source, style))
    .join('\n')}\n`

export const sourcesJson = (kb: WholeKnowledgeBase): { readonly sources: readonly Source[] } => ({
  sources: sourcesById(kb),
})
