/**
 * JSON text to a value, strictly, with the place of everything in it. What is refused is json/walk.ts; what the value means is case.ts.
 */
import type { CaseProblem } from './answers.ts'
import { lineStarts, type Path, type Place, type Position, positionAt, positionIn, showPath } from './json/places.ts'
import { pathOf, walk } from './json/walk.ts'

/** The value of a JSON text, or the first thing wrong with it. One byte order mark is taken. Never throws. */
export function parseJson(text: string): { readonly value: unknown } | { readonly problem: CaseProblem } {
  const plain = withoutMark(text)
  const fault = walk(plain, null)
  if (fault === null) return { value: JSON.parse(plain) }
  const { code, message, offset, path } = fault
  return { problem: { code, severity: 'error', path: showPath(path), message, position: positionAt(plain, offset) } }
}

/** Where each of the places stands in a text that `parseJson` took; null for what is not there. One pass for all of them. */
export function positionsOf(text: string, places: readonly Place[]): (Position | null)[] {
  const plain = withoutMark(text)
  const offsets = new Map<string, number | null>(places.map((place) => [placeKey(place.on, place.path), null]))
  walk(plain, (levels, on, offset) => {
    const key = placeKey(on, pathOf(levels))
    if (offsets.has(key)) offsets.set(key, offset)
  })
  const lines = lineStarts(plain)
  return places.map((place) => {
    const offset = offsets.get(placeKey(place.on, place.path)) ?? null
    return offset === null ? null : positionIn(lines, offset)
  })
}

/** Where the value at the path begins in a text that `parseJson` took; lines and columns count from 1, columns in UTF-16 units. */
export function positionOf(text: string, path: Path): Position | null {
  return positionsOf(text, [{ path, on: 'value' }])[0] ?? null
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

function placeKey(on: Place['on'], path: Path): string {
  return JSON.stringify([on, ...path])
}
