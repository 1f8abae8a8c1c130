/**
 * Two diagnoses after further answers, without ranking again: only the clusters whose answers change are worked out. Exact but for rounding.
 */
import { exp } from './elementary'
import { at, put, putWord, short, take, takeCells, word } from './memory'
import {
  ABSENT,
  answerTo,
  clusterOf,
  clusters,
  entries,
  entriesIn,
  entryIn,
  heldIn,
  PRESENT,
  setAnswer,
  setsOf,
  states,
  sumByHolding,
} from './network'
import { logsInto, posterior, takePosterior } from './rank'

/** Pairs of words: an entry, and what its answer becomes. */
export let changes: usize = 0
/** By entry, for its being present and absent: what `lower` has of both after that answer alone. */
export let shares: usize = 0
/** Weights of the states that hold the one and not the other: what they share cannot part them. */
let upperStates: usize = 0
let lowerStates: usize = 0
let upperMass: usize = 0
let lowerMass: usize = 0
let spread: usize = 0
let before: usize = 0
let after: usize = 0
export let upper: f64 = 0
export let lower: f64 = 0

export function prepareTrial(): void {
  changes = take(<usize>entries * 8)
  shares = takeCells(2 * entries)
  upperStates = takeCells(states)
  lowerStates = takeCells(states)
  upperMass = takeCells(states)
  lowerMass = takeCells(states)
  spread = takeCells(states)
  before = takeCells(states)
  after = takeCells(states)
}

/** @param one @param other positions of the diagnoses, -1 for "none of these" */
export function takeSides(one: i32, other: i32): void {
  takePosterior()
  for (let state = 0; state < states; state++) {
    const p = at(posterior, state)
    const inOne = holds(state, one)
    const inOther = holds(state, other)
    put(upperStates, state, inOne && !inOther ? p : 0)
    put(lowerStates, state, inOther && !inOne ? p : 0)
  }
}

function holds(state: i32, place: i32): bool {
  return place < 0 ? state === 0 : (state & (1 << place)) !== 0
}

/** Every answer to every unanswered entry by itself: the states that hold the same of a cluster are taken together. */
export function tryEach(): void {
  for (let cluster = 0; cluster < clusters; cluster++) {
    sumByHolding(cluster, upperStates, upperMass)
    sumByHolding(cluster, lowerStates, lowerMass)
    logsInto(cluster, before)
    for (let place = 0; place < entriesIn(cluster); place++) {
      const entry = entryIn(cluster, place)
      if (answerTo(entry) !== 0) continue
      for (let answer: u8 = PRESENT; answer <= ABSENT; answer++) {
        setAnswer(entry, answer)
        logsInto(cluster, after)
        put(shares, 2 * entry + answer - 1, shareAfter(cluster))
      }
      setAnswer(entry, 0)
    }
  }
}

function shareAfter(cluster: i32): f64 {
  let above: f64 = 0
  let below: f64 = 0
  for (let set = 0; set < setsOf(cluster); set++) {
    const factor = exp(at(after, set) - at(before, set))
    above += at(upperMass, set) * factor
    below += at(lowerMass, set) * factor
  }
  return below / (below + above)
}

/** The weights of both after the first `count` changes; the answers are left as they were. */
export function tryChanges(count: i32): void {
  for (let state = 0; state < states; state++) put(spread, state, 1)
  for (let index = 0; index < count; index++) if (isFirstOfCluster(index)) spreadBy(index, count)
  upper = 0
  lower = 0
  for (let state = 0; state < states; state++) {
    upper += at(upperStates, state) * at(spread, state)
    lower += at(lowerStates, state) * at(spread, state)
  }
}

function isFirstOfCluster(index: i32): bool {
  const cluster = clusterOf(word(changes, 2 * index))
  for (let other = 0; other < index; other++) if (clusterOf(word(changes, 2 * other)) === cluster) return false
  return true
}

/** Multiplies the states by what all changes in the cluster of one of them do. */
function spreadBy(index: i32, count: i32): void {
  const cluster = clusterOf(word(changes, 2 * index))
  logsInto(cluster, before)
  exchange(cluster, index, count)
  logsInto(cluster, after)
  exchange(cluster, index, count)
  for (let set = 0; set < setsOf(cluster); set++) put(after, set, exp(at(after, set) - at(before, set)))
  const held = heldIn(cluster)
  for (let state = 0; state < states; state++) put(spread, state, at(spread, state) * at(after, short(held, state)))
}

/** Exchanges the answers of a cluster with those of the changes. */
function exchange(cluster: i32, from: i32, count: i32): void {
  for (let index = from; index < count; index++) {
    const entry = word(changes, 2 * index)
    if (clusterOf(entry) !== cluster) continue
    const answer = answerTo(entry)
    setAnswer(entry, <u8>word(changes, 2 * index + 1))
    putWord(changes, 2 * index + 1, answer)
  }
}
