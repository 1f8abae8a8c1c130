/**
 * How firm the order is: ranked again under every redraw of the bands (draw.ts draws), and under flat priors.
 */

import type { Redrawn } from '../network/draws/draws.ts'
import { arithmeticOf, type Supports } from '../network/kernel.ts'
import type { Network } from '../network/noisy-or.ts'
import type { Posterior } from '../network/posterior.ts'
import { exp } from '../numbers/elementary.ts'
import { numberAt } from '../numbers/number-at.ts'

/** Of one diagnosis, or of "none of these", over all redraws. */
export interface Spread {
  /** Share of the redraws in which it has most support. */
  readonly firstShare: number
  /** The 5 % and the 95 % point of its support. */
  readonly range: readonly [number, number]
}

export interface Stability {
  readonly runs: number
  readonly seed: number
  /** By position in `network.diagnoses`. */
  readonly spreads: readonly Spread[]
  readonly none: Spread
}

export function stabilityOf(network: Network, { answered }: Posterior, redrawn: Redrawn): Stability {
  const { runs, seed } = redrawn
  const supports = arithmeticOf(network).rankRuns(answered, redrawn)
  const rows = [...network.diagnoses, null].map((_, place) => supports.subarray(place * runs, (place + 1) * runs))
  const firsts = firstsIn(rows, runs)
  const spreads = rows.map(
    (row, place): Spread => ({ firstShare: numberAt(firsts, place) / runs, range: rangeOf(row) }),
  )
  return { runs, seed, spreads: spreads.slice(0, -1), none: spreads.at(-1) ?? NEVER }
}

const NEVER: Spread = { firstShare: 0, range: [0, 0] }

/** How often each comes first. Ties go to "none of these", the last, and then to the diagnosis that comes first by id, as in the ranking. */
function firstsIn(rows: readonly Float64Array[], runs: number): Uint32Array {
  const firsts = new Uint32Array(rows.length)
  for (let run = 0; run < runs; run++) {
    let first = rows.length - 1
    let most = rows[first]?.[run] ?? 0
    for (let place = 0; place < rows.length - 1; place++) {
      const support = rows[place]?.[run] ?? 0
      if (support <= most) continue
      first = place
      most = support
    }
    firsts[first] = numberAt(firsts, first) + 1
  }
  return firsts
}

/** The values are sorted where they lie. */
function rangeOf(values: Float64Array): readonly [number, number] {
  values.sort()
  const at = (share: number): number => numberAt(values, Math.round(share * (values.length - 1)))
  return [at(0.05), at(0.95)]
}

/** Support of every diagnosis when each had the same prior, their mean, so that as many diagnoses are expected in all. */
export function flatPriorSupport(network: Network, { answered }: Posterior): Supports {
  const mean = network.priors.reduce((sum, p) => sum + p, 0) / network.priors.length
  const changes = network.priorLogOdds.map((own) => mean / (1 - mean) / exp(own))
  return arithmeticOf(network).rankTimes(answered, changes)
}
