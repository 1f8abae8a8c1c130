/** Reading and writing tables in memory. Addresses count bytes, indices count numbers. */

export const I32: usize = 4
export const F32: usize = 4
export const F64: usize = 8
export const U16: usize = 2
/** Two numbers are worked on at once; a table of one is followed by a number that nobody reads. */
export const PAIR: usize = 16

export function word(cells: usize, index: i32): i32 {
  return load<i32>(cells + <usize>index * I32)
}

export function putWord(cells: usize, index: i32, value: i32): void {
  store<i32>(cells + <usize>index * I32, value)
}

export function short(cells: usize, index: i32): i32 {
  return <i32>load<u16>(cells + <usize>index * U16)
}

export function at(cells: usize, index: i32): f64 {
  return load<f64>(cells + <usize>index * F64)
}

export function put(cells: usize, index: i32, value: f64): void {
  store<f64>(cells + <usize>index * F64, value)
}

/** The end of what is taken of the memory. */
let end: usize = 0

export function takeFrom(address: usize): void {
  end = (address + 15) & ~15
}

/** Room for so many bytes, aligned to a pair, and one pair more. */
export function take(bytes: usize): usize {
  const from = end
  takeFrom(end + bytes + PAIR)
  return from
}

/** Room for so many numbers. */
export function takeCells(count: i32): usize {
  return take(<usize>count * F64)
}

export function taken(): usize {
  return end
}

/** Makes the memory reach to an address, and a good deal further. */
export function makeRoomTo(address: usize): void {
  const pages = <i32>((address + 0xffff) >> 16) - memory.size()
  if (pages > 0) memory.grow(max(pages, memory.size() >> 1))
}
