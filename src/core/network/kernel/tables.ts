/**
 * A network as it lies in the memory of the kernel (src/kernel/network.ts reads it), so that a start need not work out its tables: the build keeps it.
 * Words of 32 bits and doubles in the order of bytes of WebAssembly; an address is a position in the image, in bytes.
 *
 *   from 0, a word each: the number of diagnoses k, of entries, clusters, carriers, associations; the address of the weights of the 2^k states before any
 *     answer (doubles, the greatest 1), of the records of the entries, clusters and carriers, of the members of the associations (bits); the length.
 *   entry, 4 words: its cluster, the address of its tables, its first row in redrawn.ts, which producers of the cluster it has (bits). The tables run over the
 *     holdings of the cluster: ln P(answer | S)/P(answer | none) for present and for absent, P(absent | S), and the entropy of the answer, in bits.
 *   cluster, 6 words: its independence (a double), the number of its producers, the address of the holding of every state (16 bits each), the number of its
 *     entries, the address of their positions.
 *   carrier, 4 words: the number of sets of its members, the address of the set that every state holds (16 bits each), the number of its clusters, the
 *     address of two words for each: its position, and the address of its holding for every set of the carrier's members (16 bits each).
 */

import { exp, log2 } from '../../numbers/elementary.ts'
import { numberAt } from '../../numbers/number-at.ts'
import { rowsOf } from '../draws/draws.ts'
import {
  LARGEST_CLUSTER,
  MOST_CLUSTERS,
  MOST_DIAGNOSES,
  missedByHolding,
  type Network,
  type NetworkCluster,
  type NetworkEntry,
  ratiosByHolding,
} from '../noisy-or.ts'

/** Bits for positions. */
const bitsOf = (members: readonly number[]): number => members.reduce((bits, member) => bits | (1 << member), 0)

const ALIGNED = 16
const HEADER_WORDS = 12

/** @throws RangeError for a network beyond the limits of network.ts, which no checked rules give */
export function imageOf(network: Network): Uint8Array {
  const { diagnoses, clusters } = network
  const tooLarge = clusters.some(({ entries }) => entries.length > LARGEST_CLUSTER)
  if (tooLarge || diagnoses.length > MOST_DIAGNOSES || clusters.length > MOST_CLUSTERS)
    throw new RangeError('the network is too large')
  const tables: { readonly at: number; readonly table: Table }[] = []
  let end = HEADER_WORDS * 4
  const place = (table: Table): number => {
    const at = Math.ceil(end / ALIGNED) * ALIGNED
    tables.push({ at, table })
    end = at + table.byteLength
    return at
  }
  const words = headerOf(network, place)
  place(new Float64Array(2))
  const image = new Uint8Array(end)
  for (const { at, table } of [...tables, { at: 0, table: Int32Array.from([...words, end]) }])
    image.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at)
  return image
}

type Table = Float64Array | Int32Array | Uint16Array
type Place = (table: Table) => number

function headerOf(network: Network, place: Place): readonly number[] {
  const { diagnoses, entries, clusters, associations } = network
  const states = 1 << diagnoses.length
  const carriers = carriersOf(network)
  const rows = rowsOf(network)
  return [
    diagnoses.length,
    entries.length,
    clusters.length,
    carriers.length,
    associations.length,
    place(fromLogs(priorLogs(network))),
    place(
      Int32Array.from(
        entries.flatMap((entry, index) => [
          entry.cluster.index,
          place(tablesOf(entry)),
          rows.entry(index),
          ownOf(entry),
        ]),
      ),
    ),
    place(Int32Array.from(clusters.flatMap((cluster) => clusterWords(cluster, states, place)))),
    place(Int32Array.from(carriers.flatMap((carrier) => carrierWords(carrier, states, place)))),
    place(Int32Array.from(associations, ({ mask }) => mask)),
  ]
}

const ownOf = ({ missRatio }: NetworkEntry): number =>
  bitsOf(missRatio.flatMap((ratio, place) => (ratio < 1 ? [place] : [])))

function tablesOf(entry: NetworkEntry): Float64Array {
  const missed = missedByHolding(entry)
  const ratios = [true, false].map((present) => ratiosByHolding({ entry, present }, missed))
  const tables = new Float64Array(4 * missed.length)
  for (const [index, table] of [...ratios, missed, missed.map(uncertainty)].entries())
    tables.set(table, index * missed.length)
  return tables
}

/** Entropy of a yes/no answer, in bits. */
const uncertainty = (p: number): number => (p <= 0 || p >= 1 ? 0 : -(p * log2(p) + (1 - p) * log2(1 - p)))

function clusterWords({ independence, producers, entries }: NetworkCluster, states: number, place: Place): number[] {
  const held = place(heldBy(bitsOf(producers), states))
  return [
    ...new Int32Array(Float64Array.of(independence).buffer),
    producers.length,
    held,
    entries.length,
    place(Int32Array.from(entries, ({ index }) => index)),
  ]
}

/** A cluster is walked over the sets of a carrier's members, and only the carrier over all states. */
interface Carrier {
  /** Members by their bits over `network.diagnoses`. */
  readonly over: number
  readonly clusters: readonly NetworkCluster[]
}

function carrierWords({ over, clusters }: Carrier, states: number, place: Place): number[] {
  const sets = setsOver(over)
  const held = place(heldBy(over, states))
  // Both count their members in the order of the positions.
  const own = clusters.flatMap(({ index, producers }) => [
    index,
    place(heldBy(bitsOf(producers.map((producer) => placeIn(over, producer))), sets)),
  ])
  return [sets, held, clusters.length, place(Int32Array.from(own))]
}

/** A cluster joins the carrier that it makes least larger, or founds one, whichever makes fewer sums in all. */
function carriersOf({ diagnoses, clusters }: Network): readonly Carrier[] {
  const states = 1 << diagnoses.length
  const found: { over: number; clusters: NetworkCluster[] }[] = []
  for (const cluster of clusters.toSorted((a, b) => b.producers.length - a.producers.length || a.index - b.index)) {
    const own = bitsOf(cluster.producers)
    let best: (typeof found)[number] | null = null
    let least = setsOver(own) + states
    for (const carrier of found) {
      const cost =
        setsOver(carrier.over | own) * (carrier.clusters.length + 1) - setsOver(carrier.over) * carrier.clusters.length
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
  return found
}

function setsOver(members: number): number {
  let sets = 1
  for (let rest = members; rest > 0; rest &= rest - 1) sets *= 2
  return sets
}

/** For every state what it holds of some members, as a set of these alone. */
function heldBy(members: number, states: number): Uint16Array {
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

/** The place of a position among the members: how many come before it. */
const placeIn = (members: number, position: number): number => log2(setsOver(members & ((1 << position) - 1)))

/** The weights from their logarithms, the greatest 1. */
function fromLogs(logs: Float64Array): Float64Array {
  let top = Number.NEGATIVE_INFINITY
  for (const each of logs) if (each > top) top = each
  return logs.map((each) => exp(each - top))
}

/** ln of the unnormalised prior of every state, relative to the empty one: product of the prior odds, times the associations. */
function priorLogs({ diagnoses, priorLogOdds, associations }: Network): Float64Array {
  const weights = new Float64Array(1 << diagnoses.length)
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
