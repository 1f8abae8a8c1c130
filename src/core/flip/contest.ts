/**
 * Two diagnoses after further answers, without ranking again: flip.ts looks at hundreds of sets of answers with it, and ranks again what it shows.
 */
import { arithmeticOf, type Place, type Weighed } from '../arithmetic.ts'
import { once } from '../once.ts'
import type { Choice, ReachOf } from './choices.ts'
import { type Seen, shiftsIn } from './shifts.ts'

export interface Contest {
  /** The most that an answer to a finding can give the lower one of the weights of both; null where that turns on more than one network finding. */
  readonly mostBy: (finding: string) => number | null
  /** After these answers. */
  readonly weigh: (choices: readonly Choice[]) => Weighed
  /** The same for answers that change the same. */
  readonly keyOf: (choices: readonly Choice[]) => string
}

export function contestOf(seen: Seen, reachOf: ReachOf, upper: Place, lower: Place): Contest {
  const { network, posterior } = seen.differential
  const shiftsOf = shiftsIn(seen, reachOf)
  const trials = arithmeticOf(network).contest(posterior.answered, upper, lower)
  const shares = once(trials.shares)
  return {
    mostBy: (finding) => {
      const { direct, signs } = reachOf(finding)
      const [sign = '', ...others] = signs
      const index = network.entryOf[sign]?.index
      if (!direct || others.length > 0 || index === undefined) return null
      const most = Math.max(shares()[2 * index] ?? 0, shares()[2 * index + 1] ?? 0)
      return Number.isNaN(most) ? null : most
    },
    weigh: (choices) => trials.after(shiftsOf(choices)),
    keyOf: (choices) =>
      shiftsOf(choices)
        .map(({ entry, after }) => `${entry} ${after}`)
        .join(),
  }
}
