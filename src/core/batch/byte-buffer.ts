/** Bytes of results, one behind the other, for who prints a million of them. */

/** The UTF-8 bytes of a text. */
export type Encode = (text: string) => Uint8Array

export interface Out {
  /** Where the next byte goes. */
  length: number
  /** The bytes, with room for so many more; valid until the next call. */
  readonly room: (more: number) => Uint8Array
}

/** No number takes more bytes as JSON. */
export const LONGEST_NUMBER = 32

/** @returns the position behind the piece */
export function put(piece: Uint8Array, into: Uint8Array, at: number): number {
  into.set(piece, at)
  return at + piece.length
}

/** A number as JSON.stringify writes it. */
export function putNumber(value: number, into: Uint8Array, at: number): number {
  const digits = `${value}`
  for (let place = 0; place < digits.length; place++) into[at + place] = digits.charCodeAt(place)
  return at + digits.length
}
