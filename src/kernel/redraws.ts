/**
 * The support of every diagnosis in every redraw of the bands, two runs side by side. Of the clusters only the producers of what was answered are walked.
 * What does not change from run to run is written down before the first (plan.ts).
 */
import { pow } from './elementary'
import { F32, F64, makeRoomTo, PAIR, short, take, takeCells, takeFrom, taken } from './memory'
import { associations, diagnoses, maskOf, states } from './network'
import { double, firstWord, takePlan, word, writePlan } from './plan'
import { forgetTables } from './rank'

const ONES: v128 = f64x2.splat(1)

let runs: i32 = 0
let run: i32 = 0
let weights: usize = 0
let factors: usize = 0
let table: usize = 0
let product: usize = 0
let most: usize = 0
let least: usize = 0

/** The values of a row in these two runs. */
function drawn(row: i32): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(drawnValues + <usize>(row * runs + run) * F32))
}

function at(cells: usize, index: i32): v128 {
  return v128.load(cells + <usize>index * PAIR)
}

function put(cells: usize, index: i32, value: v128): void {
  v128.store(cells + <usize>index * PAIR, value)
}

function times(cells: usize, index: i32, factor: v128): void {
  put(cells, index, f64x2.mul(at(cells, index), factor))
}

/** Where the caller puts the drawn values, row by row. */
export let drawnValues: usize = 0
/** The supports, diagnosis by diagnosis and behind the last "none of these": of each as many as there are runs. */
export let runSupports: usize = 0

/** Takes the room of the tables that are kept, and more memory where that is needed; all else is ranked only when this is done. */
export function prepareRuns(valueBytes: usize, numberOfRuns: i32): void {
  const from = taken()
  forgetTables()
  runs = numberOfRuns
  drawnValues = take(valueBytes)
  runSupports = takeCells(runs * (diagnoses + 1))
  weights = takePairs(states)
  factors = takePairs(max(states, diagnoses))
  table = takePairs(states)
  product = takePairs(states)
  most = takePairs(states)
  least = takePairs(states)
  takePlan()
  makeRoomTo(taken())
  takeFrom(from)
}

function takePairs(count: i32): usize {
  return take(<usize>count * PAIR)
}

export function rankRuns(): void {
  writePlan()
  for (run = 0; run < runs; run += 2) {
    priorInto()
    const answered = firstWord()
    for (let carrier = 0; carrier < answered; carrier++) multiplyBy()
    putSupports()
  }
}

/** Product of the prior odds, times the associations. */
function priorInto(): void {
  put(weights, 0, ONES)
  for (let diagnosis = 0; diagnosis < diagnoses; diagnosis++) {
    const half = 1 << diagnosis
    const odds = drawn(diagnosis)
    for (let state = 0; state < half; state++) put(weights, half + state, f64x2.mul(at(weights, state), odds))
  }
  for (let association = 0; association < associations; association++) {
    const factor = drawn(diagnoses + association)
    const mask = maskOf(association)
    for (let state = 0; state < states; state++) if ((state & mask) === mask) times(weights, state, factor)
  }
}

function multiplyBy(): void {
  const held = <usize>word()
  const sets = word()
  const parts = word()
  for (let part = 0; part < parts; part++) {
    const own = <usize>word()
    fillTable()
    if (part === 0) for (let set = 0; set < sets; set++) put(factors, set, at(table, short(own, set)))
    else for (let set = 0; set < sets; set++) times(factors, set, at(table, short(own, set)))
  }
  for (let state = 0; state < states; state++) times(weights, state, at(factors, short(held, state)))
}

/** What the answers of a cluster say, as far as it lets them count; without logarithms, and a call of the host only where it must be. */
function fillTable(): void {
  const independence = double()
  const members = word()
  const answers = word()
  const sets = 1 << members
  fillRatios(members)
  if (answers === 1) return
  for (let set = 0; set < sets; set++) {
    const ratio = at(table, set)
    put(product, set, ratio)
    put(most, set, f64x2.max(ONES, ratio))
    put(least, set, f64x2.min(ONES, ratio))
  }
  for (let answer = 1; answer < answers; answer++) {
    fillRatios(members)
    for (let set = 0; set < sets; set++) {
      const ratio = at(table, set)
      times(product, set, ratio)
      put(most, set, f64x2.max(at(most, set), ratio))
      put(least, set, f64x2.min(at(least, set), ratio))
    }
  }
  // The strongest view for and against in full, and what the others add to it by its power.
  for (let set = 0; set < sets; set++) {
    const strongest = f64x2.mul(at(most, set), at(least, set))
    put(table, set, f64x2.mul(strongest, toPower(f64x2.div(at(product, set), strongest), independence)))
  }
}

function toPower(base: v128, exponent: f64): v128 {
  const one = f64x2.extract_lane(base, 0)
  const other = f64x2.extract_lane(base, 1)
  return f64x2.replace_lane(f64x2.splat(one === 1 ? 1 : pow(one, exponent)), 1, other === 1 ? 1 : pow(other, exponent))
}

/** P(answer | set)/P(answer | none) for every set of the members. */
function fillRatios(members: i32): void {
  const present = word()
  const background = drawn(word())
  const missed = f64x2.sub(ONES, background)
  put(table, 0, missed)
  for (let member = 0; member < members; member++) {
    const row = word()
    const ratio = row < 0 ? ONES : drawn(row)
    const half = 1 << member
    for (let set = 0; set < half; set++) put(table, half + set, f64x2.mul(at(table, set), ratio))
  }
  const sets = 1 << members
  if (present)
    for (let set = 0; set < sets; set++) put(table, set, f64x2.div(f64x2.sub(ONES, at(table, set)), background))
  else for (let set = 0; set < sets; set++) put(table, set, f64x2.div(at(table, set), missed))
}

/** As in rank.ts: the half that holds the last diagnosis is summed and laid onto the other. */
function putSupports(): void {
  const empty = at(weights, 0)
  for (let last = diagnoses - 1; last >= 0; last--) {
    const half = 1 << last
    let held = f64x2.splat(0)
    for (let state = 0; state < half; state++) {
      const withLast = at(weights, half + state)
      held = f64x2.add(held, withLast)
      put(weights, state, f64x2.add(at(weights, state), withLast))
    }
    put(factors, last, held)
  }
  const total = at(weights, 0)
  for (let diagnosis = 0; diagnosis < diagnoses; diagnosis++)
    putPair(diagnosis, f64x2.min(ONES, f64x2.div(at(factors, diagnosis), total)))
  putPair(diagnoses, f64x2.div(empty, total))
}

/** Of an odd number of runs the last stands alone: behind it the row of the next diagnosis begins. */
function putPair(place: i32, pair: v128): void {
  const cell = runSupports + <usize>(place * runs + run) * F64
  if (run + 1 < runs) v128.store(cell, pair)
  else store<f64>(cell, f64x2.extract_lane(pair, 0))
}
