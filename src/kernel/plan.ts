/**
 * What of the ranking of a redraw does not change from run to run, written down once as words that every run reads from the first to the last:
 *
 *   the number of carriers with answers, and for each: where its `held` lies, how many sets it has, the number of its parts, and for each part:
 *     where its `held` lies, its independence (a double, thus two words), how many members and how many answers it has, and for each answer:
 *       1 for present or 0 for absent, the row of the background, and for each member the row of its miss ratio, or -1.
 */
import { F64, I32, putWord, short, take, U16 } from './memory'
import {
  answerTo,
  carriers,
  clusterOn,
  clusters,
  clustersOn,
  diagnoses,
  entries,
  entriesIn,
  entryIn,
  heldByCarrier,
  independence,
  isAnswered,
  ownOn,
  PRESENT,
  producersOf,
  rowOf,
  setsOfCarrier,
  states,
} from './network'

/** Where the words lie, and the tables that they point to. */
let plan: usize = 0
let helds: usize = 0
/** Words are written, and read, one behind the other. */
let next: usize = 0

/** Takes room for the longest. */
export function takePlan(): void {
  plan = take(<usize>(1 + 3 * carriers + 7 * entries + entries * diagnoses) * I32)
  helds = take(<usize>(clusters * states) * U16)
}

export function firstWord(): i32 {
  next = plan
  return word()
}

/** The next word. */
export function word(): i32 {
  const value = load<i32>(next)
  next += I32
  return value
}

function say(value: i32): void {
  store<i32>(next, value)
  next += I32
}

export function double(): f64 {
  const value = load<f64>(next)
  next += F64
  return value
}

function sayDouble(value: f64): void {
  store<f64>(next, value)
  next += F64
}

/** Of the answers that the kernel holds. */
export function writePlan(): void {
  next = plan
  let answered = 0
  let free = helds
  next += I32
  for (let carrier = 0; carrier < carriers; carrier++) {
    const parts = partsOn(carrier)
    if (parts === 0) continue
    answered += 1
    say(<i32>heldByCarrier(carrier))
    say(setsOfCarrier(carrier))
    say(parts)
    for (let place = 0; place < clustersOn(carrier); place++) {
      const cluster = clusterOn(carrier, place)
      if (!isAnswered(cluster)) continue
      writePart(cluster, ownOn(carrier, place), setsOfCarrier(carrier), free)
      free += <usize>setsOfCarrier(carrier) * U16
    }
  }
  putWord(plan, 0, answered)
}

function partsOn(carrier: i32): i32 {
  let parts = 0
  for (let place = 0; place < clustersOn(carrier); place++) if (isAnswered(clusterOn(carrier, place))) parts += 1
  return parts
}

/** @param own for every set of the carrier's members the holding of the cluster */
function writePart(cluster: i32, own: usize, sets: i32, held: usize): void {
  let members = 0
  let answered = 0
  for (let place = 0; place < entriesIn(cluster); place++) {
    const entry = entryIn(cluster, place)
    if (answerTo(entry) === 0) continue
    members |= producersOf(entry)
    answered += 1
  }
  for (let set = 0; set < sets; set++) store<u16>(held + <usize>set * U16, <u16>among(short(own, set), members))
  say(<i32>held)
  sayDouble(independence(cluster))
  say(popcnt(members))
  say(answered)
  for (let place = 0; place < entriesIn(cluster); place++) {
    const entry = entryIn(cluster, place)
    const answer = answerTo(entry)
    if (answer === 0) continue
    say(answer === PRESENT ? 1 : 0)
    say(rowOf(entry))
    for (let rest = members; rest !== 0; rest &= rest - 1)
      say(producersOf(entry) & rest & -rest ? rowOf(entry) + 1 + ctz(rest) : -1)
  }
}

/** What a set holds of some members, as a set of these alone. */
function among(set: i32, members: i32): i32 {
  let held = 0
  let bit = 1
  for (let rest = members; rest !== 0; rest &= rest - 1) {
    if (set & rest & -rest) held |= bit
    bit <<= 1
  }
  return held
}
