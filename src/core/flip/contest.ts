/**
 * Two diagnoses after further answers, without ranking again: an answer multiplies the weight of every state by a factor that depends on few
 * diagnoses, so sums over these are enough. Exact but for rounding; flip.ts looks at hundreds of sets of answers with it and ranks again what it shows.
 */
import { numberAt } from '../cells.ts'
import { viewsOf } from '../cluster-tables.ts'
import { changesBy } from '../gain.ts'
import { type Given, missedByHolding, mixed, ownProducers } from '../network.ts'
import { bitsOf, marginalsOf } from '../sets.ts'
import type { Choice, ReachOf } from './choices.ts'
import { type Seen, type Shift, shiftsIn } from './shifts.ts'

/** Position of a diagnosis in `network.diagnoses`; null is "none of these". */
export type Place = number | null

/** Weight of the states that hold the one and not the other: what they share cannot part them. */
export interface Weighed {
  readonly upper: number
  readonly lower: number
}

/** For every state that holds the one and not the other what its weight is multiplied by. */
export interface Spread {
  readonly upper: Float64Array
  readonly lower: Float64Array
}

export interface Contest {
  readonly now: Weighed
  /** After these answers; `now` itself where none of them weighs. */
  readonly weigh: (choices: readonly Choice[]) => Weighed
  readonly spread: (choices: readonly Choice[]) => Spread
  /** Whether the spread of both together is the product of their spreads. */
  readonly apart: (one: Choice, other: Choice) => boolean
  /** After answers with this spread, and with the other as well. */
  readonly sum: (spread: Spread, other?: Spread) => Weighed
}

export function contestOf(seen: Seen, reachOf: ReachOf, upper: Place, lower: Place): Contest {
  const shiftsOf = shiftsIn(seen, reachOf)
  const factorOf = factorsIn(seen)
  const sides = { upper: sideOf(seen, upper, lower), lower: sideOf(seen, lower, upper) }
  const factorsOf = (choices: readonly Choice[]): readonly Factor[] => shiftsOf(choices).map(factorOf)
  const sum: Contest['sum'] = (one, other) => ({
    upper: sides.upper.sum(one.upper, other?.upper),
    lower: sides.lower.sum(one.lower, other?.lower),
  })
  const spread: Contest['spread'] = (choices) => {
    const factors = factorsOf(choices)
    return { upper: sides.upper.spread(factors), lower: sides.lower.spread(factors) }
  }
  const now = sum(spread([]))
  return {
    now,
    spread,
    sum,
    weigh: (choices) => {
      const [factor, ...others] = factorsOf(choices)
      if (factor === undefined) return now
      return others.length > 0 ? sum(spread(choices)) : { upper: sides.upper.sumOver(factor), lower: sides.lower.sumOver(factor) }
    },
    apart: (one, other) => {
      if (reachOf(one.finding.id).signs.some((sign) => reachOf(other.finding.id).signs.includes(sign))) return false
      const clusters = shiftsOf([one]).map(({ cluster }) => cluster)
      return !shiftsOf([other]).some(({ cluster }) => clusters.includes(cluster))
    },
  }
}

/** What the weights of the states are multiplied by, for every set of these members. */
interface Factor {
  /** Their bits over `network.diagnoses`. */
  readonly over: number
  readonly table: Float64Array
}

function factorsIn({ differential: { network, prepared } }: Seen): (shift: Shift) => Factor {
  const known = network.clusters.map(() => new Map<number, Factor>())
  const make = ({ cluster, code, only }: Shift): Factor => {
    const views = prepared.viewsOf(cluster)
    if (only !== null && views === null) return firstOf(only)
    if (only !== null) return factor(cluster.producers, changesBy(only, missedByHolding(only.entry), views))
    const then = viewsOf(cluster, code)
    const now = views ?? viewsOf(cluster, 0)
    return factor(
      cluster.producers,
      then.sum.map((_, held) => contribution(then, held) - contribution(now, held)),
    )
  }
  return (shift) => {
    const { cluster, code } = shift
    const made = known[cluster.index]?.get(code) ?? make(shift)
    known[cluster.index]?.set(code, made)
    return made
  }
}

function factor(members: readonly number[], logs: Float64Array): Factor {
  for (let held = 0; held < logs.length; held++) logs[held] = Math.exp(logs[held] ?? 0)
  return { over: bitsOf(members), table: logs }
}

/** Of the first answer of a cluster, which counts in full: P(answer | S) / P(answer | none of these), over its own producers. */
function firstOf({ entry, present }: Given): Factor {
  const { over, missed } = ownProducers(entry)
  const { background } = entry
  const table = missed.map((absent) => (present ? (1 - absent) / background : absent / (1 - background)))
  return { over, table }
}

function contribution({ cluster, sum, most, least }: ReturnType<typeof viewsOf>, held: number): number {
  return mixed(cluster.independence, numberAt(sum, held), numberAt(most, held), numberAt(least, held))
}

/** The states that hold one of the two and not the other. */
interface Side {
  /** Their weight after one factor. */
  readonly sumOver: (factor: Factor) => number
  readonly spread: (factors: readonly Factor[]) => Float64Array
  readonly sum: (one: Float64Array, other: Float64Array | undefined) => number
}

function sideOf({ differential: { posterior } }: Seen, one: Place, other: Place): Side {
  const holds = (state: number, place: Place): boolean => (place === null ? state === 0 : (state & (1 << place)) !== 0)
  const only = posterior.states.map((p, state) => (holds(state, one) && !holds(state, other) ? p : 0))
  const marginal = marginalsOf(only)
  const states = [...only.keys()].filter((state) => numberAt(only, state) > 0)
  const weights = Float64Array.from(states, (state) => numberAt(only, state))
  const held = new Map<number, Uint16Array>()
  const heldOf = (over: number): Uint16Array => {
    const made = held.get(over) ?? Uint16Array.from(states, (state) => placeIn(over, state))
    held.set(over, made)
    return made
  }
  return {
    sumOver: ({ over, table }) => dot(marginal(over), table),
    spread: (factors) => {
      const spread = new Float64Array(states.length).fill(1)
      for (const { over, table } of factors) multiplyBy(table, heldOf(over), spread)
      return spread
    },
    sum: (one, other) => (other === undefined ? dot(weights, one) : dotOfThree(weights, one, other)),
  }
}

/** What a state holds of some members, as a set of these alone. */
function placeIn(over: number, state: number): number {
  let held = 0
  let bit = 1
  for (let rest = over; rest > 0; rest &= rest - 1) {
    if (state & rest & -rest) held |= bit
    bit <<= 1
  }
  return held
}

function multiplyBy(table: Float64Array, held: Uint16Array, into: Float64Array): void {
  for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) * (table[held[at] ?? 0] ?? 0)
}

function dot(weights: Float64Array, factors: Float64Array): number {
  let sum = 0
  for (let at = 0; at < weights.length; at++) sum += (weights[at] ?? 0) * (factors[at] ?? 0)
  return sum
}

function dotOfThree(weights: Float64Array, one: Float64Array, other: Float64Array): number {
  let sum = 0
  for (let at = 0; at < weights.length; at++) sum += (weights[at] ?? 0) * (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
