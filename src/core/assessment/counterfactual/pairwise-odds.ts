/**
 * Two diagnoses after further answers, without ranking again: counterfactual.ts looks at hundreds of sets of answers with it, and ranks again what it shows.
 */

import type { Choice, ReachOf } from '../../findings/possible-answers.ts'
import { arithmeticOf, type Change, type Place, type Weighed } from '../../network/kernel.ts'
import { once } from '../../text/lazy.ts'
import { areApart, type ChangesBy, changesIn, type Seen } from './answer-changes.ts'

export interface Contest {
  /** The most that an answer to a finding can give the lower one of the weights of both; null where that turns on more than one network finding. */
  readonly mostBy: (finding: string) => number | null
  readonly changesBy: ChangesBy
  readonly areApart: (one: Choice, other: Choice) => boolean
  readonly after: (changes: readonly Change[]) => Weighed
}

export function contestOf(seen: Seen, reachOf: ReachOf, upper: Place, lower: Place): Contest {
  const { network, posterior } = seen.differential
  const { after, shares } = arithmeticOf(network).contest(posterior.answered, upper, lower)
  const alone = once(shares)
  return {
    mostBy: (finding) => {
      const { direct, signs } = reachOf(finding)
      const [sign = '', ...others] = signs
      const index = network.entryOf[sign]?.index
      if (!direct || others.length > 0 || index === undefined) return null
      const most = Math.max(alone()[2 * index] ?? 0, alone()[2 * index + 1] ?? 0)
      return Number.isNaN(most) ? null : most
    },
    changesBy: changesIn(seen, reachOf),
    areApart: (one, other) => areApart(reachOf, one, other),
    after,
  }
}
