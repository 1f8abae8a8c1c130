/**
 * Tables over all subsets of some diagnoses: entry i belongs to the set of those whose bits are set in i. Going from one set of diagnoses to
 * another adds or takes one at a time, so that tables over many sets share most of the way and no table is walked for each of them.
 */

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
    rest[set] = (table[without] ?? 0) + (table[without | member] ?? 0)
  }
  return rest
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
