/** One order of names for everything that is sorted: the same on every machine and in every locale. */

/** Order by UTF-16 code units. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A copy in the order of `name(item)`; equal names keep their order. */
export function sortedBy<T>(items: Iterable<T>, name: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => byName(name(a), name(b)))
}
