/**
 * The expected fall of the entropy of the states when one more finding is answered (Lindley, Ann Math Stat 1956;27:986), and the supports after
 * such an answer. The planner asks it of every open finding at every step, so all states that hold the same producers are taken together.
 */
import { numberAt } from './cells.ts'
import { type Given, missedByHolding, type Network, type NetworkEntry, ratiosByHolding } from './network.ts'
import { bitsOf, type Marginals, marginalsOf } from './sets.ts'
import type { ClusterViews, Posterior, Prepared } from './states.ts'

export interface Planner {
  /** In bits, never below 0. How likely each answer is now comes from the likelihoods before clustering. */
  readonly expectedGain: (entry: NetworkEntry) => number
  /** Support of every diagnosis, by position, and of none of them, after one more answer. */
  readonly supportAfter: (given: Given) => { readonly support: readonly number[]; readonly none: number }
}

/** @param prepared must enumerate all diagnoses of the context; `now` is its posterior */
export function plannerFor(network: Network, prepared: Prepared, now: Posterior): Planner {
  const plogp = marginalsOf(now.plogp)
  return {
    expectedGain: (entry) => {
      const views = prepared.views.get(entry.cluster.id)
      if (views === undefined) return informationOf(now.marginal, alone(entry))
      const producers = bitsOf(entry.cluster.producers)
      return expectedGain(now.entropy, { p: now.marginal(producers), plogp: plogp(producers) }, entry, views)
    },
    supportAfter: (given) => {
      const views = prepared.views.get(given.entry.cluster.id)
      const changes = changesBy(given, missedByHolding(given.entry), views)
      return supportAfter(network, now.marginal, given.entry.cluster.producers, changes.map(Math.exp))
    },
  }
}

/** The finding with no other producers than its own. */
function alone(entry: NetworkEntry): NetworkEntry {
  const { cluster, missRatio } = entry
  const producers = cluster.producers.filter((_, i) => numberAt(missRatio, i) < 1)
  return { ...entry, cluster: { ...cluster, producers }, missRatio: missRatio.filter((ratio) => ratio < 1) }
}

/**
 * The gain in a cluster without answers, where the answer counts in full: what it and the states tell of each other, the uncertainty of the answer
 * now less the mean of what would be left of it if the state were known.
 */
function informationOf(p: Marginals, entry: NetworkEntry): number {
  const mass = p(bitsOf(entry.cluster.producers))
  const missed = missedByHolding(entry)
  let absentNow = 0
  let left = 0
  for (let held = 0; held < missed.length; held++) {
    const absent = numberAt(missed, held)
    absentNow += numberAt(mass, held) * absent
    left += numberAt(mass, held) * uncertainty(absent)
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

function expectedGain(entropyNow: number, mass: Mass, entry: NetworkEntry, views: ClusterViews | undefined): number {
  const missed = missedByHolding(entry)
  let absentNow = 0
  for (let held = 0; held < missed.length; held++) absentNow += numberAt(mass.p, held) * numberAt(missed, held)
  const entropyIf = (present: boolean): number => entropyAfter(mass, changesBy({ entry, present }, missed, views))
  return Math.max(0, entropyNow - (1 - absentNow) * entropyIf(true) - absentNow * entropyIf(false))
}

/** Entropy of weights w: log2(sum of w) - (sum of w log2 w)/(sum of w). */
function entropyAfter(mass: Mass, changes: Float64Array): number {
  let total = 0
  let logged = 0
  for (let held = 0; held < changes.length; held++) {
    const p = numberAt(mass.p, held)
    if (p <= 0) continue
    const change = numberAt(changes, held)
    const factor = Math.exp(change)
    total += p * factor
    logged += factor * (numberAt(mass.plogp, held) + p * change * Math.LOG2E)
  }
  return total > 0 ? Math.log2(total) - logged / total : 0
}

/**
 * What one more view adds to ln P(S)/P(none), by holding: all of it where it is the first, else its independent part, and all of what it goes
 * beyond the strongest.
 */
function changesBy(given: Given, missed: Float64Array, views: ClusterViews | undefined): Float64Array {
  const changes = ratiosByHolding(given, missed)
  if (!views) return changes
  const { most, least } = views
  const { independence } = views.cluster
  const dependence = 1 - independence
  for (let held = 0; held < changes.length; held++) {
    const ratio = numberAt(changes, held)
    const strongest = numberAt(ratio > 0 ? most : least, held)
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
    if (set & member) sum += numberAt(joint, set) * numberAt(factors, held)
  }
  return sum
}
