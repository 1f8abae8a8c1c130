/**
 * JSON text to a value, strictly, with the place of everything in it. What is refused is strict.ts; what the value means is read.ts.
 */
import type { CaseProblem } from '../case/answers.ts'
import { outlineOf } from './json/outline.ts'
import { type Path, type Place, type Position, positionAt, positionsAt, showPath } from './json/positions.ts'
import { DEEPEST, MOST_VALUES, pathOf, walk } from './json/strict.ts'

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
 * The short way to the value of a text with nothing wrong in it; null proves nothing. What is too large or too deep never reaches JSON.parse, which
 * would need a hundred times its size. JSON.parse takes more than it should in three ways: a name given twice leaves fewer names in the value than
 * colons between the strings of the text, the others show in the value.
 */
function parsePlainly(text: string): { readonly value: unknown } | null {
  const { colons, values, depth } = outlineOf(text)
  if (values > MOST_VALUES || depth > DEEPEST) return null
  try {
    const value: unknown = JSON.parse(text)
    return namesIn(value, DEEPEST) === colons ? { value } : null
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

/** Where each of the places stands in a text that `parseJson` took; null for what is not there. One pass for all of them, which ends with the last. */
export function positionsOf(text: string, places: readonly Place[]): (Position | null)[] {
  const plain = withoutMark(text)
  const wanted = new Set(places.map((place) => placeKey(place.on, place.path)))
  const depths = new Set(places.map((place) => place.path.length))
  const offsets = new Map<string, number>()
  walk(plain, (levels, on, offset) => {
    if (!depths.has(levels.length)) return true
    const key = placeKey(on, pathOf(levels))
    if (wanted.has(key)) offsets.set(key, offset)
    return offsets.size < wanted.size
  })
  const found = places.map((place) => offsets.get(placeKey(place.on, place.path)) ?? null)
  return positionsAt(plain, found)
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
