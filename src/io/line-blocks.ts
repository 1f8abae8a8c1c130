/**
 * Cuts bytes that come in chunks of any size into blocks of whole lines, for a stream of cases. Every line that is complete is handed on with the
 * chunk that completed it; what is held back is the beginning of one line and never more than a case may have.
 */

import { CASE_LIMIT } from './input.ts'
import { CHUNK_SIZE } from './input-chunks.ts'

const LF = 10

/** Whole lines in memory of their own, or the place of a line that is too long to be kept; lines count from 1. */
export type Cut =
  | { readonly kind: 'lines'; readonly bytes: Uint8Array<ArrayBuffer>; readonly firstLine: number }
  | { readonly kind: 'too-large'; readonly line: number }

export interface Cutter {
  /** What the chunk completes. Its bytes are copied: the caller may use it for the next. */
  readonly take: (chunk: Uint8Array) => readonly Cut[]
  /** The last line where it has no line feed; the empty rest behind a line feed is no line. */
  readonly end: () => readonly Cut[]
  /** The number of the next line. */
  readonly nextLine: () => number
}

/** @param firstLine number of the first line; one byte order mark before it is taken */
export function cutter(firstLine: number): Cutter {
  const held = keeper()
  let line = firstLine
  let skipping = false
  let atStart = true

  /** Empty for a mark with nothing behind it. */
  const linesOf = (bytes: Uint8Array<ArrayBuffer>): readonly Cut[] => {
    const plain = atStart ? withoutMark(bytes) : bytes
    atStart = false
    const cut: Cut = { kind: 'lines', bytes: plain, firstLine: line }
    line += countLines(plain)
    return plain.length === 0 ? [] : [cut]
  }
  const tooLarge = (): readonly Cut[] => {
    atStart = false
    skipping = false
    line += 1
    return [{ kind: 'too-large', line: line - 1 }]
  }
  const hold = (bytes: Uint8Array): void => {
    if (!skipping) held.add(bytes)
    if (held.length() <= CASE_LIMIT) return
    skipping = true
    held.clear()
  }
  /** A slice is shorter than the limit, so that only the line which began before it can pass it. */
  const takeSlice = (slice: Uint8Array): readonly Cut[] => {
    const last = slice.lastIndexOf(LF)
    if (last === -1) {
      hold(slice)
      return []
    }
    const first = slice.indexOf(LF)
    const dropped = skipping || held.length() + first > CASE_LIMIT
    if (dropped) held.clear()
    const before = dropped ? tooLarge() : []
    const whole = slice.subarray(dropped ? first + 1 : 0, last + 1)
    const lines = whole.length === 0 ? [] : linesOf(held.take(whole))
    hold(slice.subarray(last + 1))
    return [...before, ...lines]
  }
  return {
    take: (chunk) => {
      const cuts: Cut[] = []
      for (let at = 0; at < chunk.length; at += CHUNK_SIZE) cuts.push(...takeSlice(chunk.subarray(at, at + CHUNK_SIZE)))
      return cuts
    },
    end: () => {
      if (skipping) return tooLarge()
      return linesOf(held.take(new Uint8Array(0)))
    },
    nextLine: () => line,
  }
}

/** Bytes that wait for more, in memory that grows by doubling and is given back when it has grown large. */
function keeper() {
  let room = new Uint8Array(CHUNK_SIZE)
  let length = 0
  const clear = (): void => {
    length = 0
    if (room.length > 4 * CHUNK_SIZE) room = new Uint8Array(CHUNK_SIZE)
  }
  return {
    length: () => length,
    clear,
    add: (bytes: Uint8Array): void => {
      if (length + bytes.length > room.length) {
        const larger = new Uint8Array(Math.max(room.length * 2, length + bytes.length))
        larger.set(room.subarray(0, length))
        room = larger
      }
      room.set(bytes, length)
      length += bytes.length
    },
    /** Everything held and `more` behind it, in memory of its own; nothing is held afterwards. */
    take: (more: Uint8Array): Uint8Array<ArrayBuffer> => {
      const all = new Uint8Array(length + more.length)
      all.set(room.subarray(0, length))
      all.set(more, length)
      clear()
      return all
    },
  }
}

const withoutMark = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.slice(3) : bytes

/** Line feeds, and one more for a last line without. */
function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines += 1
  return bytes.length > 0 && bytes[bytes.length - 1] !== LF ? lines + 1 : lines
}
