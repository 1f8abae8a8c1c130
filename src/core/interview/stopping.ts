/** How clearly one diagnosis stands out, by declared bounds, and what one more answer could do to the order. Whether the figures bear it is another question (stability.ts). */

import { exclusionsIn } from '../assessment/differential.ts'
import type { Observation } from '../findings/observe.ts'
import type { Supports } from '../network/kernel.ts'
import { leaderOf } from '../network/posterior.ts'
import { WORD_BOUNDS } from '../result/support-words.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Ranking, Situation } from './situation.ts'

export type Lead = 'clear' | 'narrow' | 'open'

/**
 * Support of the leader, and its distance from the second, from which the lead counts as clear or narrow. Judged; they bound the wording and
 * the length of an interview, not a risk.
 */
const LEAD_BOUNDS = {
  clear: { support: 0.9, distance: 0.5 },
  narrow: { support: WORD_BOUNDS.leading, distance: 0.2 },
} as const

/** Clear only when nothing that must be excluded is still plausible beside the leader. Nothing weighed yet: open. */
export function leadOf({ kb, observation }: Situation, ranking: Ranking): Lead {
  if (ranking.givens.length === 0) return 'open'
  const { support, none } = ranking.posterior
  const [first = 0, second = 0] = [none, ...support].sort((a, b) => b - a)
  const beyond = (bounds: { readonly support: number; readonly distance: number }): boolean =>
    first >= bounds.support && first - second >= bounds.distance
  if (beyond(LEAD_BOUNDS.clear) && stillToExclude(kb, observation, ranking).length === 0) return 'clear'
  return beyond(LEAD_BOUNDS.narrow) ? 'narrow' : 'open'
}

/** The tests, as network findings, of plausible diagnoses that must be excluded and are not; the leader itself need not be excluded. */
export function stillToExclude(
  kb: KnowledgeBase,
  observation: Observation,
  { network, posterior }: Ranking,
): readonly string[] {
  const leader = leaderOf(posterior)
  const plausible = new Set(
    network.diagnoses.filter(
      (_, index) => index !== leader && (posterior.support[index] ?? 0) >= WORD_BOUNDS.plausible,
    ),
  )
  const exclusions = exclusionsIn(kb, network, observation, posterior)
  return kb.diagnoses.flatMap(({ id, mustBeExcluded }) => {
    const open = plausible.has(id) && exclusions[network.diagnoses.indexOf(id)] === 'not-excluded'
    return open && mustBeExcluded ? [mustBeExcluded.test] : []
  })
}

/** Whether another answer would exchange the first two, or lift another diagnosis into the first two; one that is not plausible holds no place. */
export function changesOrder(now: Supports, then: Supports): boolean {
  const [first, second] = firstTwo(now)
  const [newFirst, newSecond] = firstTwo(then)
  return newFirst !== first || (newSecond !== null && newSecond !== second)
}

type Place = number | 'none' | null

/** "None of these" takes part like a diagnosis. */
function firstTwo({ support, none }: Supports): readonly [Place, Place] {
  const places: { readonly place: Place; readonly value: number }[] = [
    { place: 'none', value: none },
    ...support.map((value, place) => ({ place, value })),
  ]
  const plausible = places.filter(({ value }) => value >= WORD_BOUNDS.plausible).sort((a, b) => b.value - a.value)
  return [plausible[0]?.place ?? null, plausible[1]?.place ?? null]
}
