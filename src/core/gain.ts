/**
 * The expected fall of the entropy of the states when one more finding is answered (Lindley, Ann Math Stat 1956;27:986), and the supports after
 * such an answer. The planner asks it of every open finding at every step, so all states that hold the same producers are taken together.
 */
import { numberAt } from './cells.ts'
import type { ClusterViews } from './cluster-tables.ts'
import {
  type Given,
  missedByHolding,
  type Network,
  type NetworkEntry,
  type OwnProducers,
  ownProducers,
  ratiosByHolding,
} from './network.ts'
import { bitsOf, type Marginals, marginalsOf } from './sets.ts'
import { loggedStates, type Posterior, type Prepared } from './states.ts'

export interface Planner {
  /** In bits, never below 0. How likely each answer is now comes from the likelihoods before clustering. */
  readonly expectedGain: (entry: NetworkEntry) => number
  /** Support of every diagnosis, by position, and of none of them, after one more answer. */
  readonly supportAfter: (given: Given) => { readonly support: readonly number[]; readonly none: number }
}

/** @param now the posterior of `prepared` */
export function plannerFor(network: Network, prepared: Prepared, now: Posterior): Planner {
  const logged = loggedStates(now)
  const plogp = marginalsOf(logged)
  const entropy = -logged.reduce((sum, each) => sum + each, 0)
  return {
    expectedGain: (entry) => {
      const views = prepared.viewsOf(entry.cluster)
      if (views === null) return informationOf(now.marginal, ownProducers(entry))
      const producers = bitsOf(entry.cluster.producers)
      return expectedGain(entropy, { p: now.marginal(producers), plogp: plogp(producers) }, entry, views)
    },
    supportAfter: (given) => {
      const views = prepared.viewsOf(given.entry.cluster)
      const changes = changesBy(given, missedByHolding(given.entry), views)
      return supportAfter(network, now.marginal, given.entry.cluster.producers, changes.map(Math.exp))
    },
  }
}

/**
 * The gain in a cluster without answers, where the answer counts in full: what it and the states tell of each other, the uncertainty of the answer
 * now less the mean of what would be left of it if the state were known.
 */
function informationOf(p: Marginals, { over, missed }: OwnProducers): number {
  const mass = p(over)
  let absentNow = 0
  let left = 0
  for (let held = 0; held < missed.length; held++) {
    const absent = missed[held] ?? 0
    const weight = mass[held] ?? 0
    absentNow += weight * absent
    left += weight * uncertainty(absent)
  }
  return Math.max(0, uncertainty(absentNow) - left)
}

/** Entropy of a yes/no answer, in bits. */
function uncertainty(p: number): number {
  return p <= 0 || p >= 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p))
}

/** Posterior, and sum of p log2 p, by holding. */
interface Mass {
  readonly p: Float64Array
  readonly plogp: Float64Array
}

function expectedGain(entropyNow: number, mass: Mass, entry: NetworkEntry, views: ClusterViews | null): number {
  const missed = missedByHolding(entry)
  let absentNow = 0
  for (let held = 0; held < missed.length; held++) absentNow += (mass.p[held] ?? 0) * (missed[held] ?? 0)
  const entropyIf = (present: boolean): number => entropyAfter(mass, changesBy({ entry, present }, missed, views))
  return Math.max(0, entropyNow - (1 - absentNow) * entropyIf(true) - absentNow * entropyIf(false))
}

/** Entropy of weights w: log2(sum of w) - (sum of w log2 w)/(sum of w). */
function entropyAfter(mass: Mass, changes: Float64Array): number {
  let total = 0
  let logged = 0
  for (let held = 0; held < changes.length; held++) {
    const p = mass.p[held] ?? 0
    if (p <= 0) continue
    const change = changes[held] ?? 0
    const factor = Math.exp(change)
    total += p * factor
    logged += factor * ((mass.plogp[held] ?? 0) + p * change * Math.LOG2E)
  }
  return total > 0 ? Math.log2(total) - logged / total : 0
}

/**
 * What one more view adds to ln P(S)/P(none), by holding: all of it where it is the first, else its independent part, and all of what it goes
 * beyond the strongest.
 */
export function changesBy(given: Given, missed: Float64Array, views: ClusterViews | null): Float64Array {
  const changes = ratiosByHolding(given, missed)
  if (!views) return changes
  const { most, least } = views
  const { independence } = views.cluster
  const dependence = 1 - independence
  for (let held = 1; held < changes.length; held++) {
    const ratio = changes[held] ?? 0
    const strongest = (ratio > 0 ? most : least)[held] ?? 0
    changes[held] = Math.abs(ratio) > Math.abs(strongest) ? ratio - dependence * strongest : independence * ratio
  }
  return changes
}

function supportAfter(
  network: Network,
  p: Marginals,
  producers: readonly number[],
  factors: Float64Array,
): ReturnType<Planner['supportAfter']> {
  const total = p(bitsOf(producers)).reduce((sum, mass, held) => sum + mass * numberAt(factors, held), 0)
  const support = network.diagnoses.map((_, diagnosis) => weightWith(diagnosis, p, producers, factors) / total)
  return { support, none: numberAt(p(2 ** network.diagnoses.length - 1), 0) / total }
}

/** Mass of the states that hold a diagnosis, each times the factor of its holding. */
function weightWith(diagnosis: number, p: Marginals, producers: readonly number[], factors: Float64Array): number {
  const joint = p(bitsOf([...producers, diagnosis]))
  const member = 1 << producers.filter((each) => each < diagnosis).length
  const isProducer = producers.includes(diagnosis)
  let sum = 0
  for (let set = member; set < joint.length; set++) {
    const held = isProducer ? set : ((set >> 1) & -member) | (set & (member - 1))
    if (set & member) sum += (joint[set] ?? 0) * (factors[held] ?? 0)
  }
  return sum
}
