/** Paths into a JSON value, and lines and columns of a text. */
import { cleanName } from '../clean.ts'

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
  return positionIn(lineStarts(text), offset)
}

export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1)
  }
  return starts
}

export function positionIn(starts: readonly number[], offset: number): Position {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, col: offset - (starts[low] ?? 0) + 1 }
}
