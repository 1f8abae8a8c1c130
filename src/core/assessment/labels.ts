/** Names of what the rules hold, by id. */

/** The label of an entry; an id that the rules do not hold stands for itself. */
export function labelOf(entries: readonly { readonly id: string; readonly label: string }[], id: string): string {
  return entries.find((entry) => entry.id === id)?.label ?? id
}
