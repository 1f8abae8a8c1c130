/**
 * Exact inference: every set of diagnoses is a state, and all of them are counted. Prior of a state times the contributions of its clusters,
 * normalised once; support of a diagnosis is the sum over the states that hold it.
 *
 * One case, a stream of a million and every question that is tried go through the same sums in the same order, so that they agree to the last digit.
 */
import { numberAt } from './cells.ts'
import { type ClusterViews, codesOf, tablesOf, viewsOf } from './cluster-tables.ts'
import type { Given, Network, NetworkCluster } from './network.ts'
import { type Marginals, marginalsOf } from './sets.ts'

/** The states with their weights, of which only the ratios mean anything. Bit i of a state stands for `network.diagnoses[i]`. */
export interface Prepared {
  readonly weights: Float64Array
  /** Null for a cluster without an answer. */
  readonly viewsOf: (cluster: NetworkCluster) => ClusterViews | null
}

export interface Posterior {
  /** Probability of each state; adds up to 1. */
  readonly states: Float64Array
  /** Sums of the states by what they hold of some of the diagnoses. */
  readonly marginal: Marginals
  /** P(diagnosis) by position in `network.diagnoses`. */
  readonly support: readonly number[]
  /** P(none of the diagnoses of the context). */
  readonly none: number
}

/** The posterior over all states. Cost: a few times 2^k, k ≤ 11, whatever the number of answers. */
export function infer(network: Network, givens: readonly Given[]): Posterior {
  return posteriorOf(prepare(network, givens))
}

const priorSupports = new WeakMap<Network, readonly number[]>()

/** Support of every diagnosis before any answer, by position; with associations not the same as its prior. */
export function priorSupportOf(network: Network): readonly number[] {
  const known = priorSupports.get(network) ?? infer(network, []).support
  priorSupports.set(network, known)
  return known
}

export function prepare(network: Network, givens: readonly Given[]): Prepared {
  const tables = tablesOf(network)
  const codes = codesOf(network, givens)
  const weights = new Float64Array(tables.prior.length)
  tables.weigh(codes, weights)
  const views = new Map<NetworkCluster, ClusterViews>()
  return {
    weights,
    viewsOf: (cluster) => {
      const code = numberAt(codes, cluster.index)
      if (code === 0) return null
      const made = views.get(cluster) ?? viewsOf(cluster, code)
      views.set(cluster, made)
      return made
    },
  }
}

export function posteriorOf({ weights }: Prepared): Posterior {
  const support = new Array<number>(Math.log2(weights.length)).fill(0)
  const total = supportsInto(weights.slice(), support)
  const states = weights.map((weight) => weight / total)
  return { states, marginal: marginalsOf(states), support, none: numberAt(states, 0) }
}

/**
 * P(each diagnosis) from the weights of the states, which are used up: the half that holds the last diagnosis is summed and laid onto the other.
 * @returns the sum of all weights
 */
export function supportsInto(weights: Float64Array, support: number[]): number {
  for (let last = support.length - 1; last >= 0; last--) {
    const half = 1 << last
    let held = 0
    for (let state = 0; state < half; state++) {
      const withLast = weights[state + half] ?? 0
      held += withLast
      weights[state] = (weights[state] ?? 0) + withLast
    }
    support[last] = held
  }
  const total = weights[0] ?? 0
  for (let diagnosis = 0; diagnosis < support.length; diagnosis++) support[diagnosis] = Math.min(1, (support[diagnosis] ?? 0) / total)
  return total
}

/** P(both) of two diagnoses, by position. */
export function jointSupport({ marginal }: Posterior, a: number, b: number): number {
  return numberAt(marginal((1 << a) | (1 << b)), 3)
}

export interface Supports {
  /** By position in `network.diagnoses`. */
  readonly support: readonly number[]
  readonly none: number
}

/** Position of the diagnosis with most support, the first by id among equals; null where "none of these" has as much. */
export function leaderOf({ support, none }: Supports): number | null {
  let leader: number | null = null
  for (const [place, value] of support.entries()) if (value > (leader === null ? none : numberAt(support, leader))) leader = place
  return leader
}

/** p log2 p of each state; 0 where p is 0. Their negative sum is the entropy of the states, in bits. */
export function loggedStates({ states }: Posterior): Float64Array {
  return states.map((p) => (p > 0 ? p * Math.log2(p) : 0))
}
