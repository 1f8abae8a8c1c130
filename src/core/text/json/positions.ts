/** Paths into a JSON value, and lines and columns of a text. */
import { cleanName } from '../printable.ts'

/** Names and list positions from the outermost value inwards. */
export type Path = readonly (string | number)[]
export interface Position {
  readonly line: number
  readonly col: number
}
/** A place to look up: a value, or the name that it is given under. */
export interface Place {
  readonly path: Path
  readonly on: 'name' | 'value'
}

/** `findings.ldh[1].unit`; a name that would not read as one part is quoted, a long one cut. */
export function showPath(path: Path): string {
  return path.map((part, index) => shownPart(part, index === 0)).join('')
}

function shownPart(part: string | number, first: boolean): string {
  if (typeof part === 'number') return `[${part}]`
  if (!/^[\w$-]+$/.test(part)) return `["${cleanName(part)}"]`
  return first ? cleanName(part) : `.${cleanName(part)}`
}

export function positionAt(text: string, offset: number): Position {
  return positionsAt(text, [offset])[0] ?? { line: 1, col: 1 }
}

/** Lines and columns of offsets in any order, in one pass over the text. */
export function positionsAt(text: string, offsets: readonly (number | null)[]): (Position | null)[] {
  const asked = [...new Set(offsets)].filter((offset) => offset !== null).sort((a, b) => a - b)
  const found = new Map<number, Position>()
  let line = 1
  let start = 0
  let at = 0
  for (const offset of asked) {
    for (; at < offset; at += 1) {
      if (!endsLine(text, at)) continue
      line += 1
      start = at + 1
    }
    found.set(offset, { line, col: offset - start + 1 })
  }
  return offsets.map((offset) => (offset === null ? null : (found.get(offset) ?? null)))
}

/** A line feed, or a carriage return without one. */
function endsLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)
}
