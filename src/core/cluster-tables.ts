/**
 * What the answers to a cluster add to the weight of every state, as tables that are worked out once. The answers of a case are a code for each
 * cluster, base 3: in the place of a finding 0 stands for no answer, 1 for present, 2 for absent. Cases are alike: a stream meets few codes often.
 */
import { numberAt } from './cells.ts'
import { type Given, missedByHolding, mixed, type Network, type NetworkCluster, type NetworkEntry, ratiosByHolding } from './network.ts'
import { bitsOf } from './sets.ts'

/** The answers of one cluster, by holding: sum, greatest above 0 and least below 0 of ln P(answer | S)/P(answer | none). */
export interface ClusterViews {
  readonly cluster: NetworkCluster
  readonly sum: Float64Array
  readonly most: Float64Array
  readonly least: Float64Array
}

export interface ClusterTables {
  /** Weight of every state before any answer, the greatest 1. */
  readonly prior: Float64Array
  readonly carriers: readonly Carrier[]
  /** Weight of every state after the answers; only their ratios mean anything. The greatest is neither 0 nor above 1. */
  readonly weigh: (codes: Float64Array, into: Float64Array) => void
}

/** A cluster is walked over the sets of a carrier's members, and only the carrier over all states. */
export interface Carrier {
  /** Members by their bits over `network.diagnoses`. */
  readonly over: number
  readonly clusters: readonly NetworkCluster[]
  /** For every state the set of members that it holds. */
  readonly held: Uint16Array
  /** Scratch of `weigh`. */
  readonly factors: Float64Array
}

/** Tables kept for one network; more than these come only from a stream of cases that are all unlike, and are then made again. */
const MOST_TABLES = 8192

/** Weights are brought up again below this, far above where a double ends. A state that lies e^-700 behind in the clusters of one carrier is lost. */
const TOO_SMALL = 1e-100

/** A code must stay an exact integer: 3^33 < 2^53. */
const LARGEST_CLUSTER = 33

const known = new WeakMap<Network, ClusterTables>()

/** Keyed by identity, since a network is frozen. */
export function tablesOf(network: Network): ClusterTables {
  const made = known.get(network) ?? makeTables(network)
  known.set(network, made)
  return made
}

/** @throws RangeError when a finding is given twice */
export function codesOf(network: Network, givens: readonly Given[]): Float64Array {
  const codes = new Float64Array(network.clusters.length)
  const seen = new Set<NetworkEntry>()
  for (const { entry, present } of givens) {
    if (seen.has(entry)) throw new RangeError(`${entry.id} is given twice`)
    seen.add(entry)
    codes[entry.cluster.index] = numberAt(codes, entry.cluster.index) + digitOf(entry, present)
  }
  return codes
}

/** What an answer adds to the code of its cluster. */
export function digitOf({ place }: NetworkEntry, present: boolean): number {
  return (present ? 1 : 2) * 3 ** place
}

function makeTables(network: Network): ClusterTables {
  const tooLarge = network.clusters.find(({ entries }) => entries.length > LARGEST_CLUSTER)
  if (tooLarge) throw new RangeError(`the cluster ${tooLarge.id} has more than ${LARGEST_CLUSTER} findings`)
  const prior = fromLogs(priorLogs(network))
  const carriers = carriersOf(network)
  const carrierOf: number[] = []
  for (const { clusters, over } of carriers) for (const { index } of clusters) carrierOf[index] = over
  const memo = network.clusters.map(() => new Map<number, Float64Array>())
  let kept = 0
  const tableOf = (cluster: NetworkCluster, code: number): Float64Array => {
    const known = memo[cluster.index]?.get(code)
    if (known) return known
    const table = spreadOver(viewsOf(cluster, code), numberAt(carrierOf, cluster.index))
    if (kept === MOST_TABLES) {
      for (const tables of memo) tables.clear()
      kept = 0
    }
    kept += 1
    memo[cluster.index]?.set(code, table)
    return table
  }
  return {
    prior,
    carriers,
    weigh: (codes, into) => {
      into.set(prior)
      for (const carrier of carriers) multiplyBy(carrier, codes, tableOf, into)
    },
  }
}

type TableOf = (cluster: NetworkCluster, code: number) => Float64Array

function multiplyBy(carrier: Carrier, codes: Float64Array, tableOf: TableOf, into: Float64Array): void {
  if (!takeFactors(carrier, codes, tableOf)) return
  const { held, factors } = carrier
  let top = 0
  for (let state = 0; state < into.length; state++) {
    const weight = (into[state] ?? 0) * (factors[held[state] ?? 0] ?? 0)
    into[state] = weight
    if (weight > top) top = weight
  }
  if (top < TOO_SMALL) for (let state = 0; state < into.length; state++) into[state] = (into[state] ?? 0) / top
}

/** Puts the product of a carrier's clusters into its scratch; false when none of them has an answer. */
function takeFactors({ clusters, factors }: Carrier, codes: Float64Array, tableOf: TableOf): boolean {
  let answered = false
  for (const cluster of clusters) {
    const code = codes[cluster.index] ?? 0
    if (code === 0) continue
    const table = tableOf(cluster, code)
    if (answered) for (let set = 0; set < factors.length; set++) factors[set] = (factors[set] ?? 0) * (table[set] ?? 0)
    else factors.set(table)
    answered = true
  }
  return answered
}

/** The weights from their logarithms, the greatest 1. */
function fromLogs(logs: Float64Array): Float64Array {
  let top = Number.NEGATIVE_INFINITY
  for (const each of logs) if (each > top) top = each
  const weights = new Float64Array(logs.length)
  for (let place = 0; place < logs.length; place++) weights[place] = Math.exp((logs[place] ?? 0) - top)
  return weights
}

/** ln of the unnormalised prior of every state, relative to the empty one: product of the prior odds, times the associations. */
function priorLogs({ diagnoses, priorLogOdds, associations }: Network): Float64Array {
  const weights = new Float64Array(2 ** diagnoses.length)
  for (let state = 1; state < weights.length; state++) {
    const rest = state & (state - 1)
    weights[state] = numberAt(weights, rest) + numberAt(priorLogOdds, 31 - Math.clz32(state ^ rest))
  }
  for (const { mask, logFactor } of associations) {
    for (let state = 0; state < weights.length; state++) {
      if ((state & mask) === mask) weights[state] = numberAt(weights, state) + logFactor
    }
  }
  return weights
}

/** A cluster joins the carrier that it makes least larger, or founds one, whichever makes fewer sums in all. */
function carriersOf({ diagnoses, clusters }: Network): readonly Carrier[] {
  const states = 2 ** diagnoses.length
  const found: { over: number; clusters: NetworkCluster[] }[] = []
  for (const cluster of clusters.toSorted((a, b) => b.producers.length - a.producers.length || a.index - b.index)) {
    const own = bitsOf(cluster.producers)
    let best: (typeof found)[number] | null = null
    let least = setsOver(own) + states
    for (const carrier of found) {
      const cost = setsOver(carrier.over | own) * (carrier.clusters.length + 1) - setsOver(carrier.over) * carrier.clusters.length
      if (cost > least || (cost === least && best !== null)) continue
      best = carrier
      least = cost
    }
    if (best === null) found.push({ over: own, clusters: [cluster] })
    else {
      best.over |= own
      best.clusters.push(cluster)
    }
  }
  return found.map(({ over, clusters }) => ({ over, clusters, held: heldBy(over, states), factors: new Float64Array(setsOver(over)) }))
}

export function setsOver(members: number): number {
  let sets = 1
  for (let rest = members; rest > 0; rest &= rest - 1) sets *= 2
  return sets
}

/** For every state what it holds of some members, as a set of these alone. */
export function heldBy(members: number, states: number): Uint16Array {
  const held = new Uint16Array(states)
  let bit = 1
  for (let member = 1; member < states; member <<= 1) {
    held.copyWithin(member, 0, member)
    if ((members & member) === 0) continue
    for (let state = member; state < 2 * member; state++) held[state] = (held[state] ?? 0) | bit
    bit <<= 1
  }
  return held
}

/** P(answers of a cluster | S) for every set of the carrier's members, the greatest 1. */
function spreadOver({ cluster, sum, most, least }: ClusterViews, over: number): Float64Array {
  // Both count their members in the order of the positions.
  const held = heldBy(bitsOf(cluster.producers.map((producer) => placeIn(over, producer))), setsOver(over))
  const logs = new Float64Array(sum.length)
  for (let own = 0; own < logs.length; own++) logs[own] = mixed(cluster.independence, sum[own] ?? 0, most[own] ?? 0, least[own] ?? 0)
  const weights = fromLogs(logs)
  const table = new Float64Array(held.length)
  for (let set = 0; set < table.length; set++) table[set] = weights[held[set] ?? 0] ?? 0
  return table
}

/** The place of a position among the members: how many come before it. */
export function placeIn(members: number, position: number): number {
  return Math.log2(setsOver(members & ((1 << position) - 1)))
}

/** What the answers of a code say; worked out anew each time. */
export function viewsOf(cluster: NetworkCluster, code: number): ClusterViews {
  const size = 2 ** cluster.producers.length
  const views = { cluster, sum: new Float64Array(size), most: new Float64Array(size), least: new Float64Array(size) }
  let rest = code
  for (const entry of cluster.entries) {
    const digit = rest % 3
    rest = (rest - digit) / 3
    if (digit > 0) addView(views, { entry, present: digit === 1 })
  }
  return views
}

const knownRatios = new WeakMap<NetworkEntry, { present?: Float64Array; absent?: Float64Array }>()

function ratiosOf(given: Given): Float64Array {
  const known = knownRatios.get(given.entry) ?? {}
  knownRatios.set(given.entry, known)
  const key = given.present ? 'present' : 'absent'
  const ratios = known[key] ?? ratiosByHolding(given, missedByHolding(given.entry))
  known[key] = ratios
  return ratios
}

function addView({ sum, most, least }: ClusterViews, given: Given): void {
  const ratios = ratiosOf(given)
  for (let held = 1; held < ratios.length; held++) {
    const ratio = ratios[held] ?? 0
    sum[held] = (sum[held] ?? 0) + ratio
    if (ratio > (most[held] ?? 0)) most[held] = ratio
    else if (ratio < (least[held] ?? 0)) least[held] = ratio
  }
}
