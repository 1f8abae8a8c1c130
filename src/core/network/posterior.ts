/**
 * Exact inference: every set of diagnoses is a state, and all of them are counted. Prior of a state times the contributions of its clusters,
 * normalised once; support of a diagnosis is the sum over the states that hold it. The sums are made by kernel.ts.
 */

import { numberAt } from '../numbers/number-at.ts'
import { type Answered, answeredBy } from './answer-vector.ts'
import { arithmeticOf, type Place, type Supports } from './kernel.ts'
import type { Given, Network } from './noisy-or.ts'

export interface Posterior extends Supports {
  readonly answered: Answered
}

/** The supports after these answers, over all states. Cost: a few times 2^k, k ≤ 11, whatever the number of answers. */
export function infer(network: Network, givens: readonly Given[]): Posterior {
  const answered = answeredBy(network, givens)
  return { answered, ...arithmeticOf(network).rank(answered) }
}

const priorSupports = new WeakMap<Network, readonly number[]>()

/** Support of every diagnosis before any answer, by position; with associations not the same as its prior. */
export function priorSupportOf(network: Network): readonly number[] {
  const known = priorSupports.get(network) ?? infer(network, []).support
  priorSupports.set(network, known)
  return known
}

export function supportOf({ support, none }: Supports, place: Place): number {
  return place === null ? none : numberAt(support, place)
}

/** Position of the diagnosis with most support, the first by id among equals; null where "none of these" has as much. */
export function leaderOf({ support, none }: Supports): Place {
  let leader: Place = null
  for (let place = 0; place < support.length; place++)
    if (numberAt(support, place) > (leader === null ? none : numberAt(support, leader))) leader = place
  return leader
}
