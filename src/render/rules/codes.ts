/** Codes of other systems for other programs: each with what it means for its entry, and what those meanings and systems are. */
import type { WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { CODE_MEANINGS } from '../../core/rules/schema/code-meanings.ts'
import type { Code } from '../../core/rules/schema/terms.ts'

/** The meaning is written out also where the rules leave it out. */
export function withMeanings<T extends { readonly codes?: readonly Code[] | undefined }>(entry: T): T {
  return entry.codes === undefined
    ? entry
    : { ...entry, codes: entry.codes.map((code) => ({ ...code, means: code.means ?? 'same' })) }
}

export const codeKey = ({ codeSystems }: WholeKnowledgeBase): object => ({ codeMeanings: CODE_MEANINGS, codeSystems })
