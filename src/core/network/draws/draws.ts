/** The bands of a context drawn again, as numbers in rows: what draw.ts makes, the build keeps, and stability.ts ranks with. */
import { numberAt } from '../../numbers/number-at.ts'
import type { Network } from '../noisy-or.ts'

/** How often every band is drawn, unless a caller says otherwise. */
export const RUNS = 100
/** The seed unless a caller gives another. */
export const SEED = 1

export interface Redrawn {
  readonly runs: number
  readonly seed: number
  /** Rows of `runs` values each, in the order of rowsOf. */
  readonly values: Float32Array
}

/** Where the rows of a network begin. A prior is drawn as odds, a frequency q as (1 − q)/(1 − b) with the b of the same draw. */
export interface Rows {
  /** By position of the diagnosis. */
  readonly prior: (diagnosis: number) => number
  readonly association: (index: number) => number
  /** The background of an entry; its producers follow, by position in the cluster. */
  readonly entry: (entry: number) => number
  readonly count: number
}

export function rowsOf(network: Network): Rows {
  const associations = network.diagnoses.length
  let next = associations + network.associations.length
  const starts = network.entries.map(({ cluster }) => {
    const start = next
    next += 1 + cluster.producers.length
    return start
  })
  return {
    prior: (diagnosis) => diagnosis,
    association: (index) => associations + index,
    entry: (entry) => numberAt(starts, entry),
    count: next,
  }
}
