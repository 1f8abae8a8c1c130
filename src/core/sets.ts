/**
 * Tables over all subsets of some diagnoses: entry i belongs to the set of those whose bits are set in i. Going from one set of diagnoses to
 * another adds or takes one at a time, so that tables over many sets share most of the way and no table is walked for each of them.
 */
import { numberAt } from './cells.ts'

/** Bits for members given by position. */
export const bitsOf = (members: readonly number[]): number => members.reduce((bits, member) => bits | (1 << member), 0)

/** The lowest bit that is in `all` and not in `some`; everything below it is in both, so its place in a table over `some` is its own position. */
const lowestMissing = (some: number, all: number): number => all & ~some & -(all & ~some)
const positionOf = (bit: number): number => 31 - Math.clz32(bit)

/** Without the member at a place: each set gets its own value and that of the same set with the member. */
function sumOut(table: Float64Array, place: number): Float64Array {
  const rest = new Float64Array(table.length >> 1)
  const member = 1 << place
  for (let set = 0; set < rest.length; set++) {
    const without = ((set & -member) << 1) | (set & (member - 1))
    rest[set] = numberAt(table, without) + numberAt(table, without | member)
  }
  return rest
}

/** The other way: the value of each set goes to the same set without and with a further member at a place. */
function spread(table: Float64Array, place: number, onto: Float64Array): void {
  const member = 1 << place
  for (let set = 0; set < table.length; set++) {
    const without = ((set & -member) << 1) | (set & (member - 1))
    const value = numberAt(table, set)
    onto[without] = numberAt(onto, without) + value
    onto[without | member] = numberAt(onto, without | member) + value
  }
}

/** By bits of the diagnoses to keep: the table over their sets, everything else summed out. */
export type Marginals = (kept: number) => Float64Array

/** The marginals of a table, each worked out once. */
export function marginalsOf(values: Float64Array): Marginals {
  const all = values.length - 1
  const known = new Map([[all, values]])
  const marginal = (kept: number): Float64Array => {
    const missing = lowestMissing(kept, all)
    const table = known.get(kept) ?? sumOut(marginal(kept | missing), positionOf(missing))
    known.set(kept, table)
    return table
  }
  return marginal
}

/** Sum of tables over different members, by their bits, as one table over `members` diagnoses. */
export function addUp(tables: readonly { readonly over: number; readonly table: Float64Array }[], members: number): Float64Array {
  const all = 2 ** members - 1
  const sums = new Map<number, Float64Array>([[all, new Float64Array(all + 1)]])
  const sumOver = (over: number, size: number): Float64Array => {
    const sum = sums.get(over) ?? new Float64Array(size)
    sums.set(over, sum)
    return sum
  }
  for (const { over, table } of tables) {
    const sum = sumOver(over, table.length)
    for (let set = 0; set < table.length; set++) sum[set] = numberAt(sum, set) + numberAt(table, set)
  }
  // A set of members is only ever spread onto a greater one.
  for (let over = 0; over < all; over++) {
    const table = sums.get(over)
    if (table === undefined) continue
    const missing = lowestMissing(over, all)
    spread(table, positionOf(missing), sumOver(over | missing, 2 * table.length))
  }
  return sumOver(all, all + 1)
}
