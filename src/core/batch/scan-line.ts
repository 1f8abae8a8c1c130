/**
 * The outline of a case in one line of bytes: where its id, its context and the members of its findings stand. Whatever is not written as cases
 * usually are (escapes in a name, another key, a broken end) is not looked into: the line is then read by read.ts, which refuses or takes it.
 */
import { hashOf } from '../text/fnv1a.ts'

/** The text of UTF-8 bytes; null where they are not UTF-8. */
export type Decode = (bytes: Uint8Array, from: number, to: number) => string | null

export interface Outline {
  /** Between the quotes; -1 where there is none. */
  idFrom: number
  idTo: number
  contextFrom: number
  contextTo: number
  version: boolean
  /** Start, end and hash of each member of `findings`, name and value. */
  readonly members: Int32Array
  /** How many of the members count. */
  count: number
}

/** More members than any vocabulary has findings. */
const MOST_MEMBERS = 1024

export const emptyOutline = (): Outline => ({
  idFrom: -1,
  idTo: -1,
  contextFrom: -1,
  contextTo: -1,
  version: false,
  members: new Int32Array(MOST_MEMBERS * 3),
  count: 0,
})

const [SPACE, TAB, RETURN, QUOTE, COMMA, COLON, BACKSLASH] = [0x20, 0x09, 0x0d, 0x22, 0x2c, 0x3a, 0x5c]
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d]

const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB || byte === RETURN

/** The first position that is not white space. */
export function skip(bytes: Uint8Array, from: number): number {
  let at = from
  while (isBlank(bytes[at])) at += 1
  return at
}

/** Position behind the closing quote of the text that begins at `from`; -1 where none begins, or one with a control character, or no end. What is escaped is looked at when it is read. */
function textEnd(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] !== QUOTE) return -1
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at] ?? 0
    if (byte === QUOTE) return at + 1
    if (byte === BACKSLASH) at += 1
    else if (byte < SPACE) return -1
  }
  return -1
}

/** Whether the bytes between two positions are exactly these. */
export function isWord(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  if (to - from !== word.length) return false
  for (let at = 0; at < word.length; at++) if (bytes[from + at] !== word[at]) return false
  return true
}

const ascii = (word: string): Uint8Array => Uint8Array.from(word, (character) => character.charCodeAt(0))
const VERSION = ascii('"schemaVersion"')
const ID = ascii('"id"')
const CONTEXT = ascii('"context"')
const FINDINGS = ascii('"findings"')
const ONE = 0x31

/** False where the line is to be read the long way. */
export function outline(bytes: Uint8Array, from: number, to: number, into: Outline): boolean {
  into.idFrom = -1
  into.contextFrom = -1
  into.count = -1
  into.version = false
  let at = skip(bytes, from)
  if (bytes[at] !== OPEN) return false
  do {
    const end = fieldEnd(bytes, skip(bytes, at + 1), to, into)
    if (end < 0) return false
    at = skip(bytes, end)
  } while (bytes[at] === COMMA)
  return bytes[at] === CLOSE && skip(bytes, at + 1) >= to && into.version && into.count >= 0
}

/** Position behind a field of the case, name and value; -1 for one that is unusual, or given twice. */
function fieldEnd(bytes: Uint8Array, name: number, to: number, into: Outline): number {
  const nameEnd = textEnd(bytes, name, to)
  const value = nameEnd < 0 ? -1 : valueAfter(bytes, nameEnd)
  if (value < 0) return -1
  if (isWord(bytes, name, nameEnd, FINDINGS)) return into.count < 0 ? findingsEnd(bytes, value, to, into) : -1
  if (isWord(bytes, name, nameEnd, VERSION)) {
    const usual = bytes[value] === ONE && !into.version
    into.version = true
    return usual ? value + 1 : -1
  }
  return wordFieldEnd(bytes, name, nameEnd, value, textEnd(bytes, value, to), into)
}

function wordFieldEnd(
  bytes: Uint8Array,
  name: number,
  nameEnd: number,
  value: number,
  end: number,
  into: Outline,
): number {
  if (end < 0) return -1
  if (isWord(bytes, name, nameEnd, ID) && into.idFrom < 0) {
    into.idFrom = value + 1
    into.idTo = end - 1
  } else if (isWord(bytes, name, nameEnd, CONTEXT) && into.contextFrom < 0) {
    into.contextFrom = value + 1
    into.contextTo = end - 1
  } else return -1
  return end
}

/** Position of the value behind a name; -1 without a colon. */
function valueAfter(bytes: Uint8Array, nameEnd: number): number {
  const colon = skip(bytes, nameEnd)
  return bytes[colon] === COLON ? skip(bytes, colon + 1) : -1
}

/** Position behind the closing brace of `findings`; -1 where something is unusual. */
function findingsEnd(bytes: Uint8Array, from: number, to: number, into: Outline): number {
  if (bytes[from] !== OPEN) return -1
  into.count = 0
  let at = skip(bytes, from + 1)
  if (bytes[at] === CLOSE) return at + 1
  for (;;) {
    if (bytes[at] !== QUOTE || into.count === MOST_MEMBERS) return -1
    const end = memberEnd(bytes, at, to)
    if (end < 0) return -1
    const place = into.count * 3
    into.members[place] = at
    into.members[place + 1] = end
    into.members[place + 2] = hashOf(bytes, at, end)
    into.count += 1
    at = skip(bytes, end)
    if (bytes[at] === CLOSE) return at + 1
    if (bytes[at] !== COMMA) return -1
    at = skip(bytes, at + 1)
  }
}

/**
 * Position behind the value of the member that begins at `from`. Only where it ends is looked for; whether its name and value are JSON is found when
 * they are read, once for all lines that say the same.
 */
function memberEnd(bytes: Uint8Array, from: number, to: number): number {
  let depth = 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0
    if (byte === QUOTE) {
      const end = textEnd(bytes, at, to)
      if (end < 0) return -1
      at = end - 1
    } else if (depth === 0 && (byte === COMMA || byte === CLOSE)) return at
    else depth += nesting(byte)
  }
  return -1
}

/** A list that ends as an object is no JSON, and is found out when it is read. */
function nesting(byte: number): number {
  if (byte === OPEN || byte === OPEN_LIST) return 1
  return byte === CLOSE || byte === CLOSE_LIST ? -1 : 0
}
