/** The bibliography in the formats of programs for references. */
import type { WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { Source } from '../../core/rules/schema/evidence.ts'
import { sourcesById } from '../rules/sources.ts'
import { bibtex } from './bibtex.ts'
import { cslJson } from './csl.ts'
import { ris } from './ris.ts'

const WRITERS = { 'csl-json': cslJson, bibtex, ris } as const satisfies Record<
  string,
  (sources: readonly Source[]) => string
>

export type BibliographyFormat = keyof typeof WRITERS

export const bibliography = (kb: WholeKnowledgeBase, format: BibliographyFormat): string =>
  WRITERS[format](sourcesById(kb))
