/** A date or duration: so much time (before the event unless the finding says otherwise), or an ISO 8601 date or duration. */

import type { Path } from '../../text/json/positions.ts'
import type { Answer, Reading } from '../answers.ts'
import { resolveUnit, toCanonical } from '../units.ts'
import { isIsoDate, isoDuration } from './iso-8601.ts'
import { readValue } from './plausibility.ts'
import { isRecord, kindOf, refuseOtherKeys } from './problems.ts'
import { type Measuring, readInterval, readUnit } from './quantity.ts'
import { unansweredState } from './states-and-options.ts'

const KEYS = ['value', 'atLeast', 'atMost', 'unit']

/** Durations come out in days, dates as they are. */
export function readDuration(measuring: Measuring, value: unknown, path: Path): Answer | null {
  const unanswered = unansweredState(value)
  if (unanswered !== null) return unanswered
  if (typeof value === 'string') return readIso(measuring, value, path)
  if (isRecord(value)) return readAmount(measuring, value, path)
  const isNumber = typeof value === 'number'
  const message = isNumber ? 'a number needs its unit' : `not ${kindOf(value)}`
  measuring.troubles.refuse(
    isNumber ? 'missing-unit' : 'wrong-type',
    path,
    `${expected(measuring)} is expected; ${message}`,
  )
  return null
}

function expected({ finding }: Measuring): string {
  return `{ "value": 2, "unit": "mo" }${takesDates(finding.form) ? ' or a date such as "2026-01-03"' : ''}`
}

function takesDates(form: string | undefined): boolean {
  return form !== undefined && /\bdate\b/.test(form)
}

function readAmount(measuring: Measuring, given: Readonly<Record<string, unknown>>, path: Path): Answer | null {
  const { troubles } = measuring
  const before = troubles.errors()
  refuseOtherKeys(given, KEYS, path, troubles)
  const interval = readInterval(measuring, given, path)
  const unit = readUnit(measuring, given, path)
  if (interval === null || unit === null) return null
  const answer = readings(interval(unit))
  return troubles.errors() > before ? null : answer
}

function readIso(measuring: Measuring, text: string, path: Path): Answer | null {
  const { finding, units, troubles } = measuring
  if (isIsoDate(text)) {
    if (takesDates(finding.form)) return { kind: 'date', date: text }
    troubles.refuse('wrong-type', path, 'a duration is expected here, not a date')
    return null
  }
  const parts = isoDuration(text)?.map(({ value, unit }) => {
    const conversion = resolveUnit(units, unit)
    return conversion === null ? Number.NaN : toCanonical(conversion, value)
  })
  const [days] = units.accepted
  const total = parts?.reduce((sum, part) => sum + part, 0) ?? Number.NaN
  if (Number.isNaN(total) || days === undefined) {
    troubles.refuse('wrong-type', path, `${expected(measuring)} is expected`)
    return null
  }
  const before = troubles.errors()
  const value = readValue(finding, units, days, { number: Number(total.toPrecision(12)), path }, troubles)
  return troubles.errors() > before ? null : readings({ low: value, high: value })
}

function readings({ low, high }: Pick<Reading, 'low' | 'high'>): Answer {
  return { kind: 'readings', readings: [{ low, high, level: null, upperLimit: null, lowerLimit: null }] }
}
