/** The words for support, declared once, and whether a diagnosis that must not be missed has been excluded. */
import type { Truth } from './answers.ts'
import type { Diagnosis } from './model/vocabulary.ts'

export const STANDING_WORDS = ['leading', 'plausible', 'less likely', 'not supported'] as const
export type StandingWord = (typeof STANDING_WORDS)[number]

/** Support from which a diagnosis leads, and from which it is plausible or less likely. Bounds of wording, judged; not cut-offs of risk. */
export const WORD_BOUNDS = { leading: 0.5, plausible: 0.1, lessLikely: 0.02 } as const

/** A support this many times the prior is raised by findings; less is rounding, or the shadow of another diagnosis. Judged. */
const RAISED = 1.01

/**
 * The word for a support in [0, 1]. "Plausible" or better needs a support above the diagnosis's own prior: findings must speak for it.
 * @param priorSupport support before any finding, on the same scale
 */
export function wordFor(support: number, priorSupport: number): StandingWord {
  const raised = support > priorSupport * RAISED
  if (raised && support >= WORD_BOUNDS.leading) return 'leading'
  if (raised && support >= WORD_BOUNDS.plausible) return 'plausible'
  return support >= WORD_BOUNDS.lessLikely ? 'less likely' : 'not supported'
}

export type Exclusion = 'not-required' | 'not-excluded' | 'excluded'

/** Excluded only by its named test answered absent while nothing on its list of exceptions is present; unknown excludes nothing. */
export function exclusionOf(diagnosis: Diagnosis, truthOf: (finding: string) => Truth): Exclusion {
  const rule = diagnosis.mustBeExcluded
  if (!rule) return 'not-required'
  const contradicted = rule.unless.some((finding) => truthOf(finding) === 'present')
  return truthOf(rule.test) === 'absent' && !contradicted ? 'excluded' : 'not-excluded'
}
