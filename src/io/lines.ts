/**
 * A record as text: an entry a line, `key<tab>JSON`, sorted by key. Of a large record a run needs a few entries, and parsing those is all it
 * should pay for; whoever reads the record sees no difference.
 */
import { byName } from '../core/order.ts'

const keyOf = (line: string): string => line.slice(0, line.indexOf('\t'))

export const linesOf = (record: Readonly<Record<string, unknown>>): string =>
  Object.keys(record)
    .sort(byName)
    .map((key) => `${key}\t${JSON.stringify(record[key])}`)
    .join('\n')

/** The record behind linesOf; each look at an entry parses it anew. */
export function recordOf<T>(text: string): Readonly<Record<string, T>> {
  const lines = text === '' ? [] : text.split('\n')
  const entry = (key: string | symbol): T | undefined => {
    const line = typeof key === 'string' ? lines[firstFrom(lines, `${key}\t`)] : undefined
    return line !== undefined && keyOf(line) === key ? (JSON.parse(line.slice(keyOf(line).length + 1)) as T) : undefined
  }
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
