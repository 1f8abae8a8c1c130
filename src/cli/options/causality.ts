/** The options for a causality assessment, checked against the rules before anything is assessed. */
import { findSuspect } from '../../core/causality/assess.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { nearest } from '../../core/text/did-you-mean.ts'

export interface CausalityWish {
  /** `--causality`: the drug. */
  readonly causality?: string
  /** `--own-report`: the source that the case comes from. */
  readonly ownReport?: string
}

/** What is wrong with them, in one sentence; null where nothing is. */
export function causalityFault(kb: KnowledgeBase, { causality, ownReport }: CausalityWish): string | null {
  if (causality === undefined)
    return ownReport === undefined
      ? null
      : 'error: --own-report says which report is no evidence for --causality DRUG, and there is none'
  const known = kb.suspects.map(({ id }) => id)
  if (findSuspect(kb, causality) === null)
    return known.length === 0
      ? `error: --causality '${causality}': these rules know no drug to assess`
      : `error: --causality '${causality}' is no drug that the rules can assess; they know ${known.join(' and ')}`
  if (ownReport === undefined || Object.hasOwn(kb.sources, ownReport)) return null
  const meant = nearest(ownReport, Object.keys(kb.sources))
  return `error: --own-report '${ownReport}' is no source of the rules${meant === null ? '; see marrowdx sources' : `; did you mean '${meant}'?`}`
}
