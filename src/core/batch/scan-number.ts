/** The number in the bytes of a member such as `"ldh": { "value": 677, "unit": "U/L" }`, found and read without making a text of it. */
import { isWord, skip } from './scan-line.ts'

export interface FoundNumber {
  from: number
  to: number
  value: number
}

const [QUOTE, COMMA, COLON, BACKSLASH, OPEN, CLOSE] = [0x22, 0x2c, 0x3a, 0x5c, 0x7b, 0x7d]
const [MINUS, POINT, ZERO, NINE] = [0x2d, 0x2e, 0x30, 0x39]
const VALUE = Uint8Array.from('"value"', (character) => character.charCodeAt(0))

/** The number of a single quantity in the plainest way: one object with one value, written without an exponent or an escape. False for any other. */
export function findNumber(bytes: Uint8Array, from: number, to: number, found: FoundNumber): boolean {
  const start = objectAfterName(bytes, from, to)
  if (start < 0) return false
  let values = 0
  for (let at = start + 1; at < to - 1; at++) {
    const byte = bytes[at] ?? 0
    if (byte === OPEN || byte === CLOSE || byte === BACKSLASH) return false
    const number = byte === QUOTE ? numberAfterValue(bytes, at) : -1
    if (number < 0) continue
    values += 1
    if (!takeNumber(bytes, number, found) || !endsField(bytes, found.to)) return false
    at = found.to - 1
  }
  return values === 1
}

/** Where the object begins that is the value of the member; -1 where it is none. */
function objectAfterName(bytes: Uint8Array, from: number, to: number): number {
  let at = from + 1
  while (at < to && bytes[at] !== QUOTE) at += 1
  const colon = skip(bytes, at + 1)
  const start = skip(bytes, colon + 1)
  return bytes[colon] === COLON && bytes[start] === OPEN && bytes[to - 1] === CLOSE ? start : -1
}

/** Where the value of the field `value` begins; -1 where another field, or a text, is. */
function numberAfterValue(bytes: Uint8Array, at: number): number {
  if (!isWord(bytes, at, at + VALUE.length, VALUE)) return -1
  const colon = skip(bytes, at + VALUE.length)
  return bytes[colon] === COLON ? skip(bytes, colon + 1) : -1
}

function endsField(bytes: Uint8Array, at: number): boolean {
  const next = bytes[skip(bytes, at)]
  return next === COMMA || next === CLOSE
}

/** As many digits make a whole number that a double holds, and so does ten to the power of as many. */
const MOST_DIGITS = 15
const POWERS = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, power) => Number(`1e${power}`))

/** A number as JSON has it, of few digits: the quotient of two exact numbers is the nearest double, as JSON.parse gives it. */
function takeNumber(bytes: Uint8Array, from: number, found: FoundNumber): boolean {
  const first = bytes[from] === MINUS ? from + 1 : from
  const point = digitsEnd(bytes, first)
  const end = bytes[point] === POINT ? digitsEnd(bytes, point + 1) : point
  const decimals = Math.max(0, end - point - 1)
  const hasLeadingZero = bytes[first] === ZERO && point > first + 1
  if (point === first || end === point + 1 || hasLeadingZero || end - first > MOST_DIGITS) return false
  let whole = 0
  for (let at = first; at < end; at++) if (at !== point) whole = whole * 10 + (bytes[at] ?? 0) - ZERO
  const value = whole / (POWERS[decimals] ?? 1)
  found.from = from
  found.to = end
  found.value = first > from ? -value : value
  return true
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while ((bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE) at += 1
  return at
}
