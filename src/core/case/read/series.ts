/** The order of several readings: by day or date, then by the list; never guessed where that does not settle it. */

import type { Path } from '../../text/json/positions.ts'
import type { Reading } from '../answers.ts'
import { isIsoDate } from './iso-8601.ts'
import { readNumber, type Troubles } from './problems.ts'

export interface Time {
  readonly day: number | null
  /** ISO 8601, to the year, month or day. */
  readonly date: string | null
}
export interface Timed extends Time {
  readonly reading: Reading
}

export function readTime(given: Readonly<Record<string, unknown>>, path: Path, troubles: Troubles): Time {
  const day = readNumber(given, 'day', path, troubles) ?? null
  const date = readDate(given['date'], [...path, 'date'], troubles)
  if (day !== null && date !== null) troubles.refuse('wrong-type', path, 'give either day or date')
  return { day, date }
}

function readDate(value: unknown, path: Path, troubles: Troubles): string | null {
  if (value === undefined) return null
  if (typeof value === 'string' && isIsoDate(value)) return value
  troubles.refuse('wrong-type', path, 'a calendar date such as "2026-01-03" is expected')
  return null
}

/** Stable: readings of the same day keep the order of the list. Null where the order is not settled, which is reported. */
export function orderedByTime(entries: readonly Timed[], path: Path, troubles: Troubles): readonly Timed[] | null {
  const byDay = entries.filter((entry) => entry.day !== null).length
  const byDate = entries.filter((entry) => entry.date !== null).length
  if (byDay > 0 && byDate > 0)
    return unsettled(troubles, path, 'days and dates cannot be put into one order; give the same for all readings')
  const ordered = byDay > 0 ? sorted(entries, (entry) => entry.day) : sorted(entries, (entry) => entry.date)
  if (ordered === null) {
    return unsettled(
      troubles,
      path,
      `some readings have no ${byDay > 0 ? 'day' : 'date'} and the others are not in order; give it for all of them`,
    )
  }
  const vague = byDate > 0 && ordered.some((entry, index) => overlaps(entry.date, ordered[index + 1]?.date ?? null))
  return vague ? unsettled(troubles, path, 'these dates do not settle an order; give them to the day') : ordered
}

/** Where some have no time, the list must be in order as it stands: anything else would guess where they belong. */
function sorted(entries: readonly Timed[], timeOf: (entry: Timed) => number | string | null): readonly Timed[] | null {
  const timed = entries.filter((entry) => timeOf(entry) !== null)
  const ordered = timed.toSorted((a, b) => compare(timeOf(a), timeOf(b)))
  if (timed.length === entries.length) return ordered
  return timed.every((entry, index) => entry === ordered[index]) ? entries : null
}

function compare(a: number | string | null, b: number | string | null): number {
  if (a === null || b === null || a === b) return 0
  return a < b ? -1 : 1
}

/** "2026-01" may lie before or after "2026-01-03". */
function overlaps(date: string | null, next: string | null): boolean {
  return date !== null && next !== null && date !== next && next.startsWith(date)
}

function unsettled(troubles: Troubles, path: Path, message: string): null {
  troubles.refuse('wrong-type', path, message)
  return null
}
