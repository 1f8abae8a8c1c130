/** Where each value of a parsed file stands in its text: a tree of the same shape as the value. */
import type { Location } from '../diagnostic.ts'

export type Path = readonly (string | number)[]

export interface Position {
  readonly line: number
  readonly col: number
}

export interface Place extends Position {
  /** Where the key of a map entry stands; null for an item of a list and for the root. */
  readonly key: Position | null
  /** By key, or by the index of a list written as text. */
  readonly children: ReadonlyMap<string, Place>
}

/** The place at a path, or the nearest one above it when the value is not in the text. */
function placeAt(root: Place, path: Path): Place {
  let place = root
  for (const step of path) {
    const next = place.children.get(String(step))
    if (next === undefined) return place
    place = next
  }
  return place
}

/** Where the value at a path begins. */
export function locate(file: string, root: Place, path: Path): Location {
  const { line, col } = placeAt(root, path)
  return { file, line, col }
}

/** Where the key at a path stands; of a list item, where the item begins. */
export function locateKey(file: string, root: Place, path: Path): Location {
  const place = placeAt(root, path)
  const { line, col } = place.key ?? place
  return { file, line, col }
}

export function startsWith(path: Path, head: Path): boolean {
  return head.length <= path.length && head.every((step, index) => path[index] === step)
}
