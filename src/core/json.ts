/**
 * JSON text to a value, strictly, with the place of everything in it. What is refused is json/walk.ts; what the value means is case.ts.
 */
import type { CaseProblem } from './answers.ts'
import { lineStarts, type Path, type Place, type Position, positionAt, positionIn, showPath } from './json/places.ts'
import { DEEPEST, pathOf, walk } from './json/walk.ts'

/** The value of a JSON text, or the first thing wrong with it. One byte order mark is taken. Never throws. */
export function parseJson(text: string): { readonly value: unknown } | { readonly problem: CaseProblem } {
  const plain = withoutMark(text)
  const plainly = parsePlainly(plain)
  if (plainly !== null) return plainly
  const fault = walk(plain, null)
  if (fault === null) return { value: JSON.parse(plain) }
  const { code, message, offset, path } = fault
  return { problem: { code, severity: 'error', path: showPath(path), message, position: positionAt(plain, offset) } }
}

/**
 * The short way to the value of a text with nothing wrong in it; null proves nothing. JSON.parse takes more than it should in three ways: a name
 * given twice leaves fewer names in the value than colons between the strings of the text, the others show in the value.
 */
function parsePlainly(text: string): { readonly value: unknown } | null {
  // With an escaped quote it takes more to tell where a string ends.
  if (text.includes('\\')) return null
  try {
    const value: unknown = JSON.parse(text)
    return namesIn(value, DEEPEST) === text.replace(/"[^"]*"/g, '').split(':').length - 1 ? { value } : null
  } catch {
    return null
  }
}

/** How many names the objects in a value give; NaN for a value too deep or beyond the range of numbers. */
function namesIn(value: unknown, depth: number): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : Number.NaN
  if (typeof value !== 'object' || value === null) return 0
  if (depth === 0) return Number.NaN
  const inside = Object.values(value)
  let names = Array.isArray(value) ? 0 : inside.length
  for (const each of inside) names += namesIn(each, depth - 1)
  return names
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
