/**
 * Exact inference: every set of diagnoses is a state, and all of them are counted. Prior of a state times the contributions of its clusters,
 * normalised once; support of a diagnosis is the sum over the states that hold it.
 */

import { numberAt } from './cells.ts'
import { type Given, missedByHolding, mixed, type Network, type NetworkCluster, ratiosByHolding } from './network.ts'
import { byName } from './order.ts'
import { addUp, bitsOf, type Marginals, marginalsOf } from './sets.ts'

/** The answers of one cluster, by holding: sum, greatest above 0 and least below 0 of ln P(answer | S)/P(answer | none). */
export interface ClusterViews {
  readonly cluster: NetworkCluster
  readonly sum: Float64Array
  readonly most: Float64Array
  readonly least: Float64Array
}

/** The states with their weights, before they are normalised. */
export interface Prepared {
  /** Positions in `network.diagnoses` of the diagnoses enumerated together; bit i of a state stands for `active[i]`. */
  readonly active: readonly number[]
  /** Members of each state as bits over `network.diagnoses`. */
  readonly members: Int32Array
  readonly logWeight: Float64Array
  /** By cluster id. */
  readonly views: ReadonlyMap<string, ClusterViews>
}

export interface Posterior {
  readonly active: readonly number[]
  /** Probability p of each state over the active diagnoses; adds up to 1. */
  readonly states: Float64Array
  /** p log2 p of each state; 0 where p is 0. */
  readonly plogp: Float64Array
  /** Sums of the states by what they hold of some of the active diagnoses. */
  readonly marginal: Marginals
  /** P(diagnosis) by position in `network.diagnoses`. */
  readonly support: readonly number[]
  /** P(none of the diagnoses of the context). */
  readonly none: number
  /** Entropy of the states over all diagnoses of the context, in bits. */
  readonly entropy: number
}

/**
 * The posterior over all states. A diagnosis that no answer touches and no association ties keeps its prior and is not enumerated.
 * Cost: a few times 2^k, k ≤ 11, whatever the number of answers.
 */
export function infer(network: Network, givens: readonly Given[]): Posterior {
  return posteriorOf(network, prepareTouched(network, givens))
}

/** Enumerates only what the answers touch or an association ties. */
export function prepareTouched(network: Network, givens: readonly Given[]): Prepared {
  let touched = network.associations.reduce((mask, association) => mask | association.mask, 0)
  for (const { entry } of givens) {
    entry.missRatio.forEach((ratio, i) => {
      if (ratio < 1) touched |= 1 << numberAt(entry.cluster.producers, i)
    })
  }
  const active = network.diagnoses.map((_, index) => index).filter((index) => touched & (1 << index))
  return prepare(network, givens, active)
}

/** Enumerates all diagnoses of the context, so that any further answer can be tried (gain.ts). */
export function prepareAll(network: Network, givens: readonly Given[]): Prepared {
  const active = network.diagnoses.map((_, index) => index)
  return prepare(network, givens, active)
}

function prepare(network: Network, givens: readonly Given[], active: readonly number[]): Prepared {
  const { members, logWeight } = priorStates(network, active)
  const views = viewsOf(givens)
  const contributions = [...views.values()].map((each) => contributionOf(active, each))
  addUp(contributions, active.length).forEach((contribution, state) => {
    logWeight[state] = numberAt(logWeight, state) + contribution
  })
  return { active, members, logWeight, views }
}

/** Members and ln of the unnormalised prior of every state, relative to the empty one: product of the prior odds, times the associations. */
function priorStates(network: Network, active: readonly number[]): { members: Int32Array; logWeight: Float64Array } {
  const members = new Int32Array(2 ** active.length)
  const logWeight = new Float64Array(members.length)
  for (let state = 1; state < members.length; state++) {
    const rest = state & (state - 1)
    const added = numberAt(active, 31 - Math.clz32(state ^ rest))
    members[state] = numberAt(members, rest) | (1 << added)
    logWeight[state] = numberAt(logWeight, rest) + numberAt(network.priorLogOdds, added)
  }
  for (const { mask, logFactor } of network.associations) {
    for (let state = 0; state < members.length; state++) {
      if ((numberAt(members, state) & mask) === mask) logWeight[state] = numberAt(logWeight, state) + logFactor
    }
  }
  return { members, logWeight }
}

/** In order of id, so that the order of the answers cannot show in the last digit. */
function viewsOf(givens: readonly Given[]): Map<string, ClusterViews> {
  const views = new Map<string, ClusterViews>()
  for (const given of [...givens].sort((a, b) => byName(a.entry.id, b.entry.id))) {
    const { cluster } = given.entry
    const known = views.get(cluster.id) ?? emptyViews(cluster)
    views.set(cluster.id, known)
    addView(known, given)
  }
  return views
}

function emptyViews(cluster: NetworkCluster): ClusterViews {
  const size = 2 ** cluster.producers.length
  return { cluster, sum: new Float64Array(size), most: new Float64Array(size), least: new Float64Array(size) }
}

function addView({ sum, most, least }: ClusterViews, given: Given): void {
  const ratios = ratiosByHolding(given, missedByHolding(given.entry))
  for (let held = 1; held < ratios.length; held++) {
    const ratio = numberAt(ratios, held)
    sum[held] = numberAt(sum, held) + ratio
    if (ratio > numberAt(most, held)) most[held] = ratio
    else if (ratio < numberAt(least, held)) least[held] = ratio
  }
}

/** What a cluster adds to ln P(S)/P(none), over those of its producers that are enumerated; the others are in no state. */
function contributionOf(active: readonly number[], { cluster, sum, most, least }: ClusterViews): { over: number; table: Float64Array } {
  const bits: number[] = []
  const holdings = [0]
  cluster.producers.forEach((producer, i) => {
    const bit = active.indexOf(producer)
    if (bit < 0) return
    bits.push(bit)
    for (let known = holdings.length, at = 0; at < known; at++) holdings.push(numberAt(holdings, at) | (1 << i))
  })
  const table = new Float64Array(holdings.length)
  holdings.forEach((held, set) => {
    table[set] = mixed(cluster.independence, numberAt(sum, held), numberAt(most, held), numberAt(least, held))
  })
  return { over: bitsOf(bits), table }
}

/** Normalises the weights; diagnoses that were not enumerated keep their prior. */
export function posteriorOf(network: Network, { active, logWeight }: Prepared): Posterior {
  const states = new Float64Array(logWeight.length)
  const plogp = new Float64Array(logWeight.length)
  const { top, total } = normaliser(logWeight)
  let entropy = 0
  for (let state = 0; state < states.length; state++) {
    const p = Math.exp(numberAt(logWeight, state) - top) / total
    states[state] = p
    if (p <= 0) continue
    const logged = p * Math.log2(p)
    plogp[state] = logged
    entropy -= logged
  }
  const support = [...network.priors]
  const marginal = marginalsOf(states)
  active.forEach((diagnosis, bit) => {
    support[diagnosis] = Math.min(1, numberAt(marginal(1 << bit), 1))
  })
  const untouched = network.priors.filter((_, index) => !active.includes(index))
  return {
    active,
    states,
    plogp,
    marginal,
    support,
    none: untouched.reduce((none, prior) => none * (1 - prior), numberAt(states, 0)),
    entropy: untouched.reduce((sum, prior) => sum - prior * Math.log2(prior) - (1 - prior) * Math.log2(1 - prior), entropy),
  }
}

/** The greatest log weight, and the sum of the weights relative to it. */
function normaliser(logWeight: Float64Array): { top: number; total: number } {
  let top = Number.NEGATIVE_INFINITY
  for (let state = 0; state < logWeight.length; state++) top = Math.max(top, numberAt(logWeight, state))
  let total = 0
  for (let state = 0; state < logWeight.length; state++) total += Math.exp(numberAt(logWeight, state) - top)
  return { top, total }
}

/** P(both) of two enumerated diagnoses, by their bits in a state. */
export function jointSupport({ marginal }: Posterior, a: number, b: number): number {
  return numberAt(marginal((1 << a) | (1 << b)), 3)
}
