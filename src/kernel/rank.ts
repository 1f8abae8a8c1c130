/**
 * The weight of every state after the answers, and the supports. What the answers of a cluster add is worked out once and kept: cases are alike, and
 * a stream meets few sets of answers to one cluster often. The formulas are those of core/network.ts.
 */
import { exp } from './elementary'
import { at, F64, makeRoomTo, PAIR, put, short, take, takeCells, taken } from './memory'
import {
  answerTo,
  carriers,
  clusterOn,
  clusters,
  clustersOn,
  diagnoses,
  entriesIn,
  entryIn,
  heldByCarrier,
  independence,
  ownOn,
  PRESENT,
  prior,
  ratios,
  setsOf,
  setsOfCarrier,
  states,
} from './network'

/** Weights are brought up again below this, far above where a double ends. A state that lies e^-700 behind in the clusters of one carrier is lost. */
const TOO_SMALL: f64 = 1e-100

export let weights: usize = 0
/** Of every diagnosis; behind the last "none of these". */
export let supports: usize = 0
/** Probability of every state. */
export let posterior: usize = 0
/** P(both) of two diagnoses, row by row. */
export let joint: usize = 0
/** For the caller of rankTimes: a number for each diagnosis. */
export let numbers: usize = 0
let factors: usize = 0
let halves: usize = 0

/** The answers of one cluster, by holding: sum, greatest above 0 and least below 0 of ln P(answer | S)/P(answer | none). */
export let sum: usize = 0
export let most: usize = 0
export let least: usize = 0

/** Tables kept behind everything else, by what the answers of their cluster are. When there are too many all are forgotten. */
const SLOTS = 8192
/** 2^64 over the golden ratio, odd (Knuth, The Art of Computer Programming 3, §6.4); its highest 13 bits number the slots. */
const SPREAD: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15
const MOST_KEPT = 4096
const KEPT_BYTES: usize = 4 * 1024 * 1024
const SLOT: usize = 16
let slots: usize = 0
let kept = 0
let keptFrom: usize = 0
let keptEnd: usize = 0

export function prepareRank(): void {
  let widest = 1
  for (let cluster = 0; cluster < clusters; cluster++) widest = max(widest, setsOf(cluster))
  weights = takeCells(states)
  supports = takeCells(diagnoses + 1)
  posterior = takeCells(states)
  joint = takeCells(diagnoses * diagnoses)
  numbers = takeCells(diagnoses)
  factors = takeCells(states)
  halves = takeCells(states)
  sum = takeCells(widest)
  most = takeCells(widest)
  least = takeCells(widest)
  slots = take(SLOTS * SLOT)
}

/** To be called when nothing more is taken for good. */
export function placeTables(): void {
  kept = 0
  keptFrom = taken()
  keptEnd = keptFrom
}

/** To be called before something else is put where they are. */
export function forgetTables(): void {
  memory.fill(slots, 0, SLOTS * SLOT)
  placeTables()
}

export function rank(): void {
  memory.copy(weights, prior, <usize>states * F64)
  for (let carrier = 0; carrier < carriers; carrier++) multiplyBy(carrier)
  memory.copy(halves, weights, <usize>states * F64)
  supportsInto(halves, supports)
}

/** The probabilities from the weights. */
export function takePosterior(): void {
  let total: f64 = 0
  for (let state = 0; state < states; state++) total += at(weights, state)
  for (let state = 0; state < states; state++) put(posterior, state, at(weights, state) / total)
}

export function takeJoint(): void {
  takePosterior()
  for (let one = 0; one < diagnoses; one++)
    for (let other = 0; other <= one; other++) {
      const both = (1 << one) | (1 << other)
      let held: f64 = 0
      for (let state = both; state < states; state++) if ((state & both) === both) held += at(posterior, state)
      put(joint, one * diagnoses + other, held)
      put(joint, other * diagnoses + one, held)
    }
}

/** The half that holds the last diagnosis is summed and laid onto the other; `cells` is used up. */
function supportsInto(cells: usize, into: usize): void {
  const empty = at(cells, 0)
  for (let last = diagnoses - 1; last >= 0; last--) {
    const half = 1 << last
    let held: f64 = 0
    for (let state = 0; state < half; state++) {
      const withLast = at(cells, half + state)
      held += withLast
      put(cells, state, at(cells, state) + withLast)
    }
    put(into, last, held)
  }
  const total = at(cells, 0)
  for (let diagnosis = 0; diagnosis < diagnoses; diagnosis++) put(into, diagnosis, min(1, at(into, diagnosis) / total))
  put(into, diagnoses, empty / total)
}

/** The supports if the weight of every state were multiplied by the numbers of the diagnoses that it holds. */
export function rankTimes(): void {
  put(halves, 0, 1)
  for (let diagnosis = 0; diagnosis < diagnoses; diagnosis++) {
    const half = 1 << diagnosis
    for (let state = 0; state < half; state++) put(halves, half + state, at(halves, state) * at(numbers, diagnosis))
  }
  for (let state = 0; state < states; state++) put(halves, state, at(halves, state) * at(weights, state))
  supportsInto(halves, supports)
}

function multiplyBy(carrier: i32): void {
  if (!takeFactors(carrier)) return
  const held = heldByCarrier(carrier)
  let top: f64 = 0
  for (let state = 0; state < states; state++) {
    const weight = at(weights, state) * at(factors, short(held, state))
    put(weights, state, weight)
    if (weight > top) top = weight
  }
  if (top < TOO_SMALL) for (let state = 0; state < states; state++) put(weights, state, at(weights, state) / top)
}

/** The product of a carrier's clusters; false when none of them has an answer. */
function takeFactors(carrier: i32): bool {
  const sets = setsOfCarrier(carrier)
  let answered = false
  for (let place = 0; place < clustersOn(carrier); place++) {
    const table = tableOf(clusterOn(carrier, place))
    if (table === 0) continue
    const own = ownOn(carrier, place)
    if (answered) for (let set = 0; set < sets; set++) put(factors, set, at(factors, set) * at(table, short(own, set)))
    else for (let set = 0; set < sets; set++) put(factors, set, at(table, short(own, set)))
    answered = true
  }
  return answered
}

/** P(answers of a cluster | S) by holding, the greatest 1; 0 for a cluster without an answer. */
function tableOf(cluster: i32): usize {
  // Base 3: what is unanswered, present or absent.
  let code: u64 = 0
  for (let place = entriesIn(cluster) - 1; place >= 0; place--) code = code * 3 + answerTo(entryIn(cluster, place))
  if (code === 0) return 0
  const key = (code << 11) | <u64>cluster
  let slot = homeOf(key)
  for (;;) {
    const known = load<u64>(slots + <usize>slot * SLOT)
    if (known === key) return load<usize>(slots + <usize>slot * SLOT, 8)
    if (known === 0) break
    slot = (slot + 1) & (SLOTS - 1)
  }
  return keep(cluster, key, slot)
}

/** The slot that a key is looked for in first. */
function homeOf(key: u64): i32 {
  return <i32>((key * SPREAD) >> 51)
}

function keep(cluster: i32, key: u64, free: i32): usize {
  const sets = setsOf(cluster)
  const room = <usize>max(2, sets) * F64
  let slot = free
  if (kept === MOST_KEPT || keptEnd + room > keptFrom + KEPT_BYTES) {
    forgetTables()
    slot = homeOf(key)
  }
  const table = keptEnd
  keptEnd += room
  makeRoomTo(keptEnd)
  kept += 1
  store<u64>(slots + <usize>slot * SLOT, key)
  store<usize>(slots + <usize>slot * SLOT, table, 8)
  logsInto(cluster, table)
  let top = -Infinity
  for (let held = 0; held < sets; held++) top = max(top, at(table, held))
  for (let held = 0; held < sets; held++) put(table, held, exp(at(table, held) - top))
  return table
}

/** ln P(answers of a cluster | S)/P(answers | none): the strongest view for and against in full, the rest by its independence. */
export function logsInto(cluster: i32, into: usize): void {
  takeViews(cluster)
  const own = independence(cluster)
  for (let held = 0; held < setsOf(cluster); held++)
    put(into, held, own * at(sum, held) + (1 - own) * (at(most, held) + at(least, held)))
}

export function takeViews(cluster: i32): void {
  const bytes = <usize>setsOf(cluster) * F64
  memory.fill(sum, 0, bytes)
  memory.fill(most, 0, bytes)
  memory.fill(least, 0, bytes)
  for (let place = 0; place < entriesIn(cluster); place++) {
    const entry = entryIn(cluster, place)
    const answer = answerTo(entry)
    if (answer === 0) continue
    const table = ratios(entry, answer === PRESENT)
    for (let cell: usize = 0; cell < bytes; cell += PAIR) {
      const view = v128.load(table + cell)
      v128.store(sum + cell, f64x2.add(v128.load(sum + cell), view))
      v128.store(most + cell, f64x2.max(v128.load(most + cell), view))
      v128.store(least + cell, f64x2.min(v128.load(least + cell), view))
    }
  }
}
