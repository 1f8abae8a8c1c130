/** The expected fall of the entropy of the states, in bits, when one more finding is answered; what is worked out and why stands in core/gain.ts. */
import { exp, log } from './elementary'
import { at, put, takeCells } from './memory'
import {
  answerTo,
  clusters,
  entries,
  entriesIn,
  entryIn,
  independence,
  isAnswered,
  missed,
  ratios,
  setsOf,
  states,
  sumByHolding,
  uncertainties,
} from './network'
import { least, most, posterior, takePosterior, takeViews } from './rank'

/** By entry; 0 for one that is answered. */
export let gains: usize = 0
/** Sums over the states of one holding: of p, and of p log2 p. */
let mass: usize = 0
let logged: usize = 0
/** p log2 p of every state. */
let plogp: usize = 0
let entropy: f64 = 0

export function prepareGain(): void {
  gains = takeCells(entries)
  mass = takeCells(states)
  logged = takeCells(states)
  plogp = takeCells(states)
}

export function takeGains(): void {
  takePosterior()
  entropy = 0
  for (let state = 0; state < states; state++) {
    const p = at(posterior, state)
    const own = p > 0 ? (p * log(p)) / Math.LN2 : 0
    put(plogp, state, own)
    entropy -= own
  }
  for (let cluster = 0; cluster < clusters; cluster++) {
    sumByHolding(cluster, posterior, mass)
    sumByHolding(cluster, plogp, logged)
    const first = !isAnswered(cluster)
    if (!first) takeViews(cluster)
    for (let place = 0; place < entriesIn(cluster); place++) {
      const entry = entryIn(cluster, place)
      put(gains, entry, answerTo(entry) !== 0 ? 0 : max(0, first ? information(entry, cluster) : fall(entry, cluster)))
    }
  }
}

/**
 * In a cluster without answers, where the answer counts in full: what it and the states tell of each other, the uncertainty of the answer now less the
 * mean of what would be left of it if the state were known.
 */
function information(entry: i32, cluster: i32): f64 {
  const absent = missed(entry)
  const unsure = uncertainties(entry)
  let absentNow: f64 = 0
  let left: f64 = 0
  for (let set = 0; set < setsOf(cluster); set++) {
    absentNow += at(mass, set) * at(absent, set)
    left += at(mass, set) * at(unsure, set)
  }
  return uncertainty(absentNow) - left
}

/** Entropy of a yes/no answer, in bits. */
function uncertainty(p: f64): f64 {
  return p <= 0 || p >= 1 ? 0 : -(p * log(p) + (1 - p) * log(1 - p)) / Math.LN2
}

/** Beside other answers of its cluster. How likely each answer is now comes from the likelihoods before clustering. */
function fall(entry: i32, cluster: i32): f64 {
  const absent = missed(entry)
  let absentNow: f64 = 0
  for (let set = 0; set < setsOf(cluster); set++) absentNow += at(mass, set) * at(absent, set)
  return (
    entropy -
    (1 - absentNow) * entropyAfter(ratios(entry, true), cluster) -
    absentNow * entropyAfter(ratios(entry, false), cluster)
  )
}

/** Entropy of weights w: log2(sum of w) - (sum of w log2 w)/(sum of w). */
function entropyAfter(view: usize, cluster: i32): f64 {
  const own = independence(cluster)
  let total: f64 = 0
  let sum: f64 = 0
  for (let set = 0; set < setsOf(cluster); set++) {
    const p = at(mass, set)
    if (p <= 0) continue
    const change = changeBy(at(view, set), set, own)
    const factor = exp(change)
    total += p * factor
    sum += factor * (at(logged, set) + (p * change) / Math.LN2)
  }
  return total > 0 ? log(total) / Math.LN2 - sum / total : 0
}

/** What one more view adds to ln P(S)/P(none): its independent part, and all of what it goes beyond the strongest. */
function changeBy(ratio: f64, set: i32, own: f64): f64 {
  const strongest = at(ratio > 0 ? most : least, set)
  return abs(ratio) > abs(strongest) ? ratio - (1 - own) * strongest : own * ratio
}
