/**
 * AssemblyScript, compiled to WebAssembly by `npm run kernel`: the support of every diagnosis in every redraw of the bands. A command that ends after some
 * milliseconds runs JavaScript in V8's interpreter, where a hundred rankings take 60 ms; as WebAssembly they take one or two. What the numbers in memory
 * mean, and where they lie, is laid out by core/redrawn-supports.ts; the formulas are those of core/network.ts.
 */

/** Powers come from the host, so that they are those of every other calculation. */
declare function pow(base: f64, exponent: f64): f64

const I32: usize = 4
const F32: usize = 4
const F64: usize = 8
const U16: usize = 2
/** Two numbers are worked on at once; a table of one is followed by a number that nobody reads. */
const PAIR: usize = 16
const ONES: v128 = f64x2.splat(1)

/** Words of the plan are read one behind the other. */
let next: usize = 0
let values: usize = 0
let runs: i32 = 0
let run: i32 = 0

function word(): i32 {
  const value = load<i32>(next)
  next += I32
  return value
}

/** The value of a row in this run. */
function drawn(row: i32): f64 {
  return <f64>load<f32>(values + <usize>(row * runs + run) * F32)
}

function at(cells: usize, index: i32): f64 {
  return load<f64>(cells + <usize>index * F64)
}

function put(cells: usize, index: i32, value: f64): void {
  store<f64>(cells + <usize>index * F64, value)
}

function times(cells: usize, index: i32, factor: f64): void {
  put(cells, index, at(cells, index) * factor)
}

/** Sizes of what `scratch` holds, in numbers: the weights of the states, a carrier's factors, and five tables over the sets of a part. */
export function supportsOfRuns(plan: usize, drawnValues: usize, numberOfRuns: i32, scratch: usize, states: i32, supports: usize): void {
  values = drawnValues
  runs = numberOfRuns
  const weights = scratch
  const factors = weights + <usize>states * F64
  const tables = factors + <usize>states * F64
  const width = 32 - clz(states)
  for (run = 0; run < runs; run++) {
    next = plan
    priorInto(weights, states)
    const carriers = word()
    for (let carrier = 0; carrier < carriers; carrier++) multiplyBy(weights, states, factors, tables)
    supportsInto(weights, width - 1, supports + <usize>(run * width) * F64)
  }
}

/** Product of the prior odds, times the associations. */
function priorInto(weights: usize, states: i32): void {
  put(weights, 0, 1)
  for (let half = 1; half < states; half <<= 1) {
    const odds = drawn(word())
    for (let state = 0; state < half; state++) put(weights, half + state, at(weights, state) * odds)
  }
  const associations = word()
  for (let association = 0; association < associations; association++) {
    const factor = drawn(word())
    const mask = word()
    for (let state = 0; state < states; state++) if ((state & mask) === mask) times(weights, state, factor)
  }
}

function multiplyBy(weights: usize, states: i32, factors: usize, tables: usize): void {
  const held = <usize>word()
  const sets = word()
  const parts = word()
  for (let set = 0; set < sets; set++) put(factors, set, 1)
  for (let part = 0; part < parts; part++) {
    const own = <usize>word()
    fillTable(tables)
    for (let set = 0; set < sets; set++) times(factors, set, at(tables, <i32>load<u16>(own + <usize>set * U16)))
  }
  for (let state = 0; state < states; state++) times(weights, state, at(factors, <i32>load<u16>(held + <usize>state * U16)))
}

/** What the answers of a cluster say, as far as it lets them count; without logarithms, and a call of the host only where it must be. */
function fillTable(table: usize): void {
  const independence = load<f64>(next)
  next += F64
  const members = word()
  const answers = word()
  const sets = 1 << members
  const room = <usize>max(sets, 2) * F64
  const missed = table + room
  const product = missed + room
  const most = product + room
  const least = most + room
  for (let answer = 0; answer < answers; answer++) {
    fillRatios(table, missed, members)
    if (answers === 1) return
    takeView(table, product, most, least, <usize>sets * F64, answer === 0)
  }
  // The strongest view for and against in full, and what the others add to it by its power.
  for (let set = 0; set < sets; set++) {
    const strongest = at(most, set) * at(least, set)
    const others = at(product, set) / strongest
    put(table, set, others === 1 ? strongest : strongest * pow(others, independence))
  }
}

function takeView(table: usize, product: usize, most: usize, least: usize, end: usize, first: bool): void {
  for (let cell: usize = 0; cell < end; cell += PAIR) {
    const ratios = v128.load(table + cell)
    v128.store(product + cell, first ? ratios : f64x2.mul(v128.load(product + cell), ratios))
    v128.store(most + cell, f64x2.max(first ? ONES : v128.load(most + cell), ratios))
    v128.store(least + cell, f64x2.min(first ? ONES : v128.load(least + cell), ratios))
  }
}

/** P(answer | set)/P(answer | none) for every set of the members. */
function fillRatios(table: usize, missed: usize, members: i32): void {
  const present = word()
  const background = drawn(word())
  put(missed, 0, 1 - background)
  for (let member = 0; member < members; member++) {
    const row = word()
    const ratio = row < 0 ? 1 : drawn(row)
    const half = <usize>(1 << member) * F64
    const ratios = f64x2.splat(ratio)
    if (member === 0) put(missed, 1, at(missed, 0) * ratio)
    else for (let cell: usize = 0; cell < half; cell += PAIR) v128.store(missed + half + cell, f64x2.mul(v128.load(missed + cell), ratios))
  }
  const end = <usize>(1 << members) * F64
  const none = f64x2.splat(present ? background : 1 - background)
  for (let cell: usize = 0; cell < end; cell += PAIR) {
    const absent = v128.load(missed + cell)
    v128.store(table + cell, f64x2.div(present ? f64x2.sub(ONES, absent) : absent, none))
  }
}

/** The half that holds the last diagnosis is summed and laid onto the other; behind the diagnoses stands "none of these". */
function supportsInto(weights: usize, diagnoses: i32, into: usize): void {
  const empty = at(weights, 0)
  for (let last = diagnoses - 1; last >= 0; last--) {
    const half = 1 << last
    let held: f64 = 0
    for (let state = 0; state < half; state++) {
      const withLast = at(weights, half + state)
      held += withLast
      put(weights, state, at(weights, state) + withLast)
    }
    put(into, last, held)
  }
  const total = at(weights, 0)
  for (let diagnosis = 0; diagnosis < diagnoses; diagnosis++) put(into, diagnosis, min(1, at(into, diagnosis) / total))
  put(into, diagnoses, empty / total)
}
