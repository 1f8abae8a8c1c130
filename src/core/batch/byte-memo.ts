/**
 * Pieces of text that a stream brings again and again, `"bone-pain": true` among them, with what was worked out for each the first time. A hash
 * table over bytes: neither the text nor a key is made into a string to find a piece again.
 */

export interface Memo<T> {
  /** What is kept for the bytes; null when they are new. `hash` is that of hashOf. */
  readonly find: (hash: number, bytes: Uint8Array, from: number, to: number) => T | null
  readonly keep: (hash: number, bytes: Uint8Array, from: number, to: number, value: T) => void
}

/** Pieces kept at once. When they are as many, all are forgotten: a stream whose pieces never come again would otherwise fill the memory. */
const MOST_PIECES = 32_768
const PLACES = MOST_PIECES * 2
/** Bytes kept at once. */
const MOST_BYTES = 2 * 1024 * 1024

export function memoOf<T>(): Memo<T> {
  /** Number of the piece behind each place, from 1; 0 where there is none. */
  const places = new Uint16Array(PLACES)
  const hashes = new Int32Array(MOST_PIECES + 1)
  const starts = new Uint32Array(MOST_PIECES + 2)
  const text = new Uint8Array(MOST_BYTES)
  let values: T[] = []
  const isPiece = (piece: number, bytes: Uint8Array, from: number, to: number): boolean => {
    const start = starts[piece] ?? 0
    if ((starts[piece + 1] ?? 0) - start !== to - from) return false
    for (let at = from, kept = start; at < to; at++, kept++) if (bytes[at] !== text[kept]) return false
    return true
  }
  const forget = (): void => {
    places.fill(0)
    values = []
  }
  return {
    find: (hash, bytes, from, to) => {
      for (let place = hash & (PLACES - 1); ; place = (place + 1) & (PLACES - 1)) {
        const piece = places[place] ?? 0
        if (piece === 0) return null
        if (hashes[piece] === hash && isPiece(piece, bytes, from, to)) return values[piece - 1] ?? null
      }
    },
    keep: (hash, bytes, from, to, value) => {
      const used = values.length === 0 ? 0 : (starts[values.length + 1] ?? 0)
      if (to - from > MOST_BYTES) return
      if (values.length === MOST_PIECES || used + to - from > MOST_BYTES) forget()
      values.push(value)
      const piece = values.length
      const start = piece === 1 ? 0 : used
      text.set(bytes.subarray(from, to), start)
      hashes[piece] = hash
      starts[piece] = start
      starts[piece + 1] = start + to - from
      let place = hash & (PLACES - 1)
      while (places[place] !== 0) place = (place + 1) & (PLACES - 1)
      places[place] = piece
    },
  }
}
