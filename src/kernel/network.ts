/**
 * The network of one context as it lies in memory from address 0 on; core/image.ts writes it and says what each word means. The tables of a cluster or of
 * an entry run over the holdings of its cluster: sets of the diagnoses that make any of its findings likelier.
 */
import { at, F64, put, short, take, takeFrom, word } from './memory'

/** 0: no answer. */
export const PRESENT: u8 = 1
export const ABSENT: u8 = 2

/** Words of a record. */
const ENTRY = 4
const CLUSTER = 6
const CARRIER = 4

export let diagnoses: i32 = 0
export let states: i32 = 0
export let entries: i32 = 0
export let clusters: i32 = 0
export let carriers: i32 = 0
export let associations: i32 = 0
/** Weight of every state before any answer. */
export let prior: usize = 0
/** A byte for each entry. */
export let answers: usize = 0
let entryRecords: usize = 0
let clusterRecords: usize = 0
let carrierRecords: usize = 0
let associationWords: usize = 0

export function readHeader(): void {
  diagnoses = word(0, 0)
  states = 1 << diagnoses
  entries = word(0, 1)
  clusters = word(0, 2)
  carriers = word(0, 3)
  associations = word(0, 4)
  prior = word(0, 5)
  entryRecords = word(0, 6)
  clusterRecords = word(0, 7)
  carrierRecords = word(0, 8)
  associationWords = word(0, 9)
  takeFrom(word(0, 10))
  answers = take(entries)
}

export function clusterOf(entry: i32): i32 {
  return word(entryRecords, entry * ENTRY)
}

/** The tables of an entry: ln of the ratio when present, when absent, P(absent), its uncertainty in bits. */
export function ratios(entry: i32, present: bool): usize {
  const tables = <usize>word(entryRecords, entry * ENTRY + 1)
  return present ? tables : tables + <usize>setsOf(clusterOf(entry)) * F64
}

export function missed(entry: i32): usize {
  return <usize>word(entryRecords, entry * ENTRY + 1) + <usize>(2 * setsOf(clusterOf(entry))) * F64
}

export function uncertainties(entry: i32): usize {
  return <usize>word(entryRecords, entry * ENTRY + 1) + <usize>(3 * setsOf(clusterOf(entry))) * F64
}

/** Where the redraws of an entry begin. */
export function rowOf(entry: i32): i32 {
  return word(entryRecords, entry * ENTRY + 2)
}

/** Which producers of the cluster make this finding itself likelier, as bits. */
export function producersOf(entry: i32): i32 {
  return word(entryRecords, entry * ENTRY + 3)
}

export function independence(cluster: i32): f64 {
  return load<f64>(clusterRecords + <usize>(cluster * CLUSTER) * 4)
}

export function setsOf(cluster: i32): i32 {
  return 1 << word(clusterRecords, cluster * CLUSTER + 2)
}

/** For every state its holding. */
export function heldIn(cluster: i32): usize {
  return word(clusterRecords, cluster * CLUSTER + 3)
}

/** Puts the sum of a table over the states that have the same holding of a cluster. */
export function sumByHolding(cluster: i32, cells: usize, into: usize): void {
  const held = heldIn(cluster)
  for (let set = 0; set < setsOf(cluster); set++) put(into, set, 0)
  for (let state = 0; state < states; state++)
    put(into, short(held, state), at(into, short(held, state)) + at(cells, state))
}

export function entriesIn(cluster: i32): i32 {
  return word(clusterRecords, cluster * CLUSTER + 4)
}

export function entryIn(cluster: i32, place: i32): i32 {
  return word(<usize>word(clusterRecords, cluster * CLUSTER + 5), place)
}

/** A carrier is a set of diagnoses over which several clusters are walked. */
export function setsOfCarrier(carrier: i32): i32 {
  return word(carrierRecords, carrier * CARRIER)
}

/** For every state the set of the carrier's members that it holds. */
export function heldByCarrier(carrier: i32): usize {
  return word(carrierRecords, carrier * CARRIER + 1)
}

export function clustersOn(carrier: i32): i32 {
  return word(carrierRecords, carrier * CARRIER + 2)
}

export function clusterOn(carrier: i32, place: i32): i32 {
  return word(<usize>word(carrierRecords, carrier * CARRIER + 3), 2 * place)
}

/** For every set of the carrier's members the holding of the cluster. */
export function ownOn(carrier: i32, place: i32): usize {
  return word(<usize>word(carrierRecords, carrier * CARRIER + 3), 2 * place + 1)
}

/** Members of an association as bits. */
export function maskOf(association: i32): i32 {
  return word(associationWords, association)
}

export function answerTo(entry: i32): u8 {
  return load<u8>(answers + <usize>entry)
}

export function setAnswer(entry: i32, answer: u8): void {
  store<u8>(answers + <usize>entry, answer)
}

export function isAnswered(cluster: i32): bool {
  for (let place = 0; place < entriesIn(cluster); place++) if (answerTo(entryIn(cluster, place)) !== 0) return true
  return false
}
