/**
 * A record as text: an entry a line, `key<tab>JSON`, sorted by key. Of a large record a run needs a few entries, and parsing those is all it
 * should pay for; whoever reads the record sees no difference.
 */
import { byName } from '../core/text/sort.ts'

const keyOf = (line: string): string => line.slice(0, line.indexOf('\t'))

export const linesOf = (record: Readonly<Record<string, unknown>>): string =>
  Object.keys(record)
    .sort(byName)
    .map((key) => `${key}\t${JSON.stringify(record[key])}`)
    .join('\n')

/** The record behind linesOf; an entry is parsed when it is first looked at. */
export function recordOf<T>(text: string): Readonly<Record<string, T>> {
  const lines = text === '' ? [] : text.split('\n')
  const parsed = new Map<string, T>()
  const parse = (key: string): T | undefined => {
    const start = `${key}\t`
    const line = lines[firstFrom(lines, start)]
    if (line === undefined || !line.startsWith(start)) return undefined
    const value = JSON.parse(line.slice(start.length)) as T
    parsed.set(key, value)
    return value
  }
  const entry = (key: string | symbol): T | undefined =>
    typeof key === 'string' ? (parsed.get(key) ?? parse(key)) : undefined
  return new Proxy<Record<string, T>>(
    {},
    {
      get: (_, key) => entry(key),
      has: (_, key) => entry(key) !== undefined,
      ownKeys: () => lines.map(keyOf),
      getOwnPropertyDescriptor: (_, key) => {
        const value = entry(key)
        return value === undefined ? undefined : { value, enumerable: true, configurable: true }
      },
    },
  )
}

/** Every entry of the record behind linesOf, in order, made of its key and of its value, which is parsed when it is asked for. */
export function rowsOf<T, Row>(text: string, row: (key: string, value: () => T) => Row): readonly Row[] {
  const lines = text === '' ? [] : text.split('\n')
  return lines.map((line) => {
    const key = keyOf(line)
    let value: T | null = null
    return row(key, () => {
      value ??= JSON.parse(line.slice(key.length + 1)) as T
      return value
    })
  })
}

/** Position of the first line that is not before `start`; the lines are sorted. */
function firstFrom(lines: readonly string[], start: string): number {
  let from = 0
  let to = lines.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((lines[middle] ?? '') < start) from = middle + 1
    else to = middle
  }
  return from
}
