/**
 * How firm the order is: ranked again under every redraw of the bands (redraw.ts draws, redrawn-supports.ts ranks), and under flat priors.
 */
import { numberAt } from './cells.ts'
import type { Given, Network } from './network.ts'
import type { Redrawn } from './redrawn.ts'
import { supportsOfRuns } from './redrawn-supports.ts'
import { type Prepared, supportsInto } from './states.ts'

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

export function stabilityOf(network: Network, givens: readonly Given[], redrawn: Redrawn): Stability {
  const { runs, seed } = redrawn
  const k = network.diagnoses.length
  const supports = supportsOfRuns(network, givens, redrawn)
  const firsts = new Array<number>(k + 1).fill(0)
  for (let run = 0; run < runs; run++) {
    const first = firstIn(supports, run * (k + 1), k)
    firsts[first] = numberAt(firsts, first) + 1
  }
  const spreadAt = (place: number): Spread => ({
    firstShare: numberAt(firsts, place) / runs,
    range: rangeOf(Float64Array.from({ length: runs }, (_, run) => numberAt(supports, run * (k + 1) + place))),
  })
  return { runs, seed, spreads: network.diagnoses.map((_, diagnosis) => spreadAt(diagnosis)), none: spreadAt(k) }
}

/** Ties go to the diagnosis that comes first by id, as in the ranking. */
function firstIn(supports: Float64Array, from: number, k: number): number {
  let first = k
  for (let place = 0; place < k; place++) {
    const best = first === k ? numberAt(supports, from + k) : numberAt(supports, from + first)
    if (numberAt(supports, from + place) > best) first = place
  }
  return first
}

function rangeOf(values: Float64Array): readonly [number, number] {
  values.sort()
  const at = (share: number): number => numberAt(values, Math.round(share * (values.length - 1)))
  return [at(0.05), at(0.95)]
}

/** Support of every diagnosis when each had the same prior, their mean, so that as many diagnoses are expected in all; by position. */
export function flatPriorSupport(network: Network, { weights }: Prepared): { readonly support: readonly number[]; readonly none: number } {
  const mean = network.priors.reduce((sum, p) => sum + p, 0) / network.priors.length
  const change = network.priorLogOdds.map((own) => mean / (1 - mean) / Math.exp(own))
  const flat = new Float64Array(weights.length)
  const changes = new Float64Array(weights.length).fill(1)
  for (let state = 0; state < weights.length; state++) {
    const rest = state & (state - 1)
    if (state > 0) changes[state] = numberAt(changes, rest) * numberAt(change, 31 - Math.clz32(state ^ rest))
    flat[state] = numberAt(weights, state) * numberAt(changes, state)
  }
  const empty = numberAt(flat, 0)
  const support = network.diagnoses.map(() => 0)
  const total = supportsInto(flat, support)
  return { support, none: empty / total }
}
