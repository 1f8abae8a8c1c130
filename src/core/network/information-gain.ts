/**
 * The expected fall of the entropy of the states when one more finding is answered (Lindley, Ann Math Stat 1956;27:986), and the supports after
 * such an answer. The planner asks it of every open finding at every step.
 */

import { numberAt } from '../numbers/number-at.ts'
import { once } from '../text/lazy.ts'
import { ANSWER } from './answer-vector.ts'
import { arithmeticOf, type Supports } from './kernel.ts'
import type { Given, Network, NetworkEntry } from './noisy-or.ts'
import type { Posterior } from './posterior.ts'

export interface Planner {
  /** In bits, never below 0. How likely each answer is now comes from the likelihoods before clustering. */
  readonly expectedGain: (entry: NetworkEntry) => number
  /** Supports after one more answer. */
  readonly supportAfter: (given: Given) => Supports
}

export function plannerFor(network: Network, { answered }: Posterior): Planner {
  const arithmetic = arithmeticOf(network)
  const gains = once(() => arithmetic.gains(answered))
  return {
    expectedGain: ({ index }) => numberAt(gains(), index),
    supportAfter: ({ entry, present }) => {
      const then = answered.slice()
      then[entry.index] = present ? ANSWER.present : ANSWER.absent
      return arithmetic.rank(then)
    },
  }
}
