/**
 * The brief result of a line as bytes of JSON, put together from pieces that are made once; the same as JSON.stringify of the fields. It is written
 * where the results of a block are collected: text would be made only to be taken apart again.
 */
import { asUrgent } from '../assessment/advice.ts'
import { PRESENT, type Slots, type SlotTable, UNKNOWN } from '../findings/compiled-conditions.ts'
import { rankAt, STANDING_WORDS, type StandingWord } from '../result/support-words.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import { cleanJson } from '../text/printable.ts'
import { sortedBy } from '../text/sort.ts'
import { type Encode, LONGEST_NUMBER, type Out, put, putNumber } from './byte-buffer.ts'

/** What is said of a diagnosis before its support, by its rank from 1, and behind it. */
export interface Piece {
  readonly before: readonly Uint8Array[]
  readonly after: Uint8Array
}

/** Valid until the next case is ranked. */
export interface Ranked {
  /** Positions of the diagnoses, in the order of the ranking. */
  readonly order: readonly number[]
  readonly support: readonly number[]
  readonly none: number
  /** How many diagnoses stand before "none of these". */
  readonly placeOfNone: number
  /** For each diagnosis, by position. */
  readonly pieces: readonly Piece[]
}

/** The pieces of one of the diagnoses, by its word and by whether it is not excluded. */
export function piecesOf(
  diagnosis: string,
  diagnoses: number,
  encode: Encode,
): (word: StandingWord, notExcluded: boolean) => Piece {
  const [no, yes] = [encode(',"notExcluded":false}'), encode(',"notExcluded":true}')]
  const pieces = new Map(
    STANDING_WORDS.map((word) => {
      const said = `"diagnosis":${JSON.stringify(diagnosis)},"words":${JSON.stringify(word)},"support":`
      const before = Array.from({ length: diagnoses + 1 }, (_, place) => encode(`{"rank":${place + 1},${said}`))
      return [word, { no: { before, after: no }, yes: { before, after: yes } }]
    }),
  )
  return (word, notExcluded) => pieces.get(word)?.[notExcluded ? 'yes' : 'no'] ?? { before: [], after: no }
}

/** What cannot wait, each as JSON; the list is used again. */
export function urgentPieces(
  kb: KnowledgeBase,
  table: SlotTable,
  encode: Encode,
): (slots: Slots) => readonly Uint8Array[] {
  const entries = sortedBy(
    kb.advice.filter(({ urgency }) => urgency === 'urgent'),
    ({ id }) => id,
  ).map((advice) => ({
    when: table.compile(advice.when),
    unless: advice.unless === undefined ? null : table.compile(advice.unless),
    settledBy: (advice.settledBy ?? []).map(table.slotOf),
    text: encode(cleanJson(JSON.stringify(asUrgent(kb, advice)))),
  }))
  const pieces: Uint8Array[] = []
  return (slots) => {
    pieces.length = 0
    for (const { when, unless, settledBy, text } of entries)
      if (when(slots) === PRESENT && unless?.(slots) !== PRESENT && settledBy.every((slot) => slots[slot] === UNKNOWN))
        pieces.push(text)
    return pieces
  }
}

/** What a brief result says beside the ranking: JSON texts, of which those in lists get commas between them. */
interface Said {
  readonly id: Uint8Array
  readonly context: Uint8Array
  readonly urgent: readonly Uint8Array[]
  readonly warnings: readonly Uint8Array[]
}

export type PrintBrief = (said: Said, ranked: Ranked, out: Out) => void

export function briefPrinter(encode: Encode): PrintBrief {
  const head = encode('{"case":{"id":')
  const toContext = encode(',"context":')
  const toUrgent = encode('},"status":"ranked","why":null,"urgent":[')
  const toRanking = encode('],"ranking":[')
  const toNone = encode('],"noneOfThese":{"rank":')
  const toSupportOfNone = encode(',"support":')
  const toWarnings = encode('},"basis":{"warnings":[')
  const end = encode(']}}\n')
  const fixed = [head, toContext, toUrgent, toRanking, toNone, toSupportOfNone, toWarnings, end].reduce(
    (sum, { length }) => sum + length,
    0,
  )
  return ({ id, context, urgent, warnings }, ranked, out) => {
    const bytes = out.room(
      fixed + id.length + context.length + roomFor(urgent) + roomFor(warnings) + roomForRanking(ranked),
    )
    let at = put(head, bytes, out.length)
    at = put(id, bytes, at)
    at = put(toContext, bytes, at)
    at = put(context, bytes, at)
    at = putList(urgent, bytes, put(toUrgent, bytes, at))
    at = putRanking(ranked, bytes, put(toRanking, bytes, at))
    at = putNumber(ranked.placeOfNone + 1, bytes, put(toNone, bytes, at))
    at = putNumber(ranked.none, bytes, put(toSupportOfNone, bytes, at))
    at = putList(warnings, bytes, put(toWarnings, bytes, at))
    out.length = put(end, bytes, at)
  }
}

function roomFor(list: readonly Uint8Array[]): number {
  let room = 0
  for (const { length } of list) room += length + 1
  return room
}

function roomForRanking({ order, pieces, placeOfNone }: Ranked): number {
  let room = 2 * LONGEST_NUMBER
  for (let place = 0; place < order.length; place++) {
    const piece = pieces[order[place] ?? 0]
    room +=
      1 + (piece?.before[rankAt(place, placeOfNone) - 1]?.length ?? 0) + LONGEST_NUMBER + (piece?.after.length ?? 0)
  }
  return room
}

const COMMA = 0x2c

function putList(list: readonly Uint8Array[], into: Uint8Array, from: number): number {
  let at = from
  for (const piece of list) {
    if (at > from) into[at++] = COMMA
    at = put(piece, into, at)
  }
  return at
}

const NOTHING = new Uint8Array()

function putRanking({ order, support, pieces, placeOfNone }: Ranked, into: Uint8Array, from: number): number {
  let at = from
  for (let place = 0; place < order.length; place++) {
    const diagnosis = order[place] ?? 0
    const piece = pieces[diagnosis]
    if (place > 0) into[at++] = COMMA
    at = put(piece?.before[rankAt(place, placeOfNone) - 1] ?? NOTHING, into, at)
    at = putNumber(support[diagnosis] ?? 0, into, at)
    at = put(piece?.after ?? NOTHING, into, at)
  }
  return at
}
