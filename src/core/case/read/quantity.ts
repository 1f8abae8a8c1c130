/** A measured quantity: a value, a bound or a range with its unit, or a level in words; one of them or a list in order of time. */

import type { Finding } from '../../rules/schema/vocabulary.ts'
import type { Path } from '../../text/json/positions.ts'
import { type Answer, LEVELS, type Reading } from '../answers.ts'
import { type Conversion, resolveUnit, type Units } from '../units.ts'
import { readLimit, readValue } from './plausibility.ts'
import { either, isRecord, kindOf, numberHint, readNumber, refuseOtherKeys, type Troubles } from './problems.ts'
import { orderedByTime, readTime, type Timed } from './series.ts'
import { unansweredState } from './states-and-options.ts'
import type { Vocabulary } from './vocabulary.ts'

type Fields = Readonly<Record<string, unknown>>
const TIME_KEYS = ['day', 'date']
const NUMBER_KEYS = ['value', 'atLeast', 'atMost'] as const
const LIMIT_KEYS = ['upperLimit', 'lowerLimit'] as const

const KEYS = ['value', 'atLeast', 'atMost', 'level', 'unit', ...LIMIT_KEYS, ...TIME_KEYS]

/** What a reader of one quantity needs to know, and where it reports. */
export interface Measuring {
  readonly finding: Finding
  readonly units: Units
  readonly limitOf: Vocabulary['limitOf']
  readonly troubles: Troubles
}

export function readQuantity(measuring: Measuring, value: unknown, path: Path): Answer | null {
  const unanswered = unansweredState(value)
  if (unanswered !== null) return unanswered
  if (!Array.isArray(value)) {
    const single = readEntry(measuring, value, path)
    return single === null ? null : { kind: 'readings', readings: [single.reading] }
  }
  if (value.length === 0) {
    measuring.troubles.refuse(
      'wrong-type',
      path,
      'the list holds no reading; leave the finding out if nothing is known',
    )
    return null
  }
  const entries = readEntries(measuring, value, path)
  const ordered = entries.length === value.length ? orderedByTime(entries, path, measuring.troubles) : null
  return ordered === null ? null : { kind: 'readings', readings: ordered.map((entry) => entry.reading) }
}

/** Those that can be read, as long as what is wrong with the others is still kept. */
function readEntries(measuring: Measuring, list: readonly unknown[], path: Path): readonly Timed[] {
  const entries: Timed[] = []
  for (const [index, item] of list.entries()) {
    const entry = readEntry(measuring, item, [...path, index])
    if (entry !== null) entries.push(entry)
    if (measuring.troubles.full()) break
  }
  return entries
}

function readEntry(measuring: Measuring, value: unknown, path: Path): Timed | null {
  if (!isRecord(value)) {
    refuseBare(measuring, value, path)
    return null
  }
  const before = measuring.troubles.errors()
  refuseOtherKeys(value, KEYS, path, measuring.troubles)
  const time = readTime(value, path, measuring.troubles)
  const reading =
    value['level'] === undefined ? readMeasured(measuring, value, path) : readLevel(value, path, measuring.troubles)
  return reading === null || measuring.troubles.errors() > before ? null : { reading, ...time }
}

function refuseBare({ finding, troubles }: Measuring, value: unknown, path: Path): void {
  const example = `{ "value": …, "unit": "${finding.unit ?? ''}" }`
  if (typeof value === 'number')
    troubles.refuse('missing-unit', path, `a number needs its unit: ${example}${unitSay(finding)}`)
  else
    troubles.refuse('wrong-type', path, `a quantity is expected, ${example}, not ${kindOf(value)}${numberHint(value)}`)
}

function readLevel(given: Fields, path: Path, troubles: Troubles): Reading | null {
  for (const key of ['unit', ...NUMBER_KEYS, ...LIMIT_KEYS]) {
    if (given[key] !== undefined)
      troubles.refuse('unknown-key', [...path, key], 'beside a level no number, limit or unit may stand', 'name')
  }
  const level = LEVELS.find((each) => each === given['level'])
  if (level !== undefined)
    return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, level, upperLimit: null, lowerLimit: null }
  const isText = typeof given['level'] === 'string'
  troubles.refuse(isText ? 'unknown-option' : 'wrong-type', [...path, 'level'], `"low", "normal" or "high" is expected`)
  return null
}

function readMeasured(measuring: Measuring, given: Fields, path: Path): Reading | null {
  const { finding, units, limitOf, troubles } = measuring
  const interval = readInterval(measuring, given, path)
  const limits = LIMIT_KEYS.map((key) => ({ key, number: readNumber(given, key, path, troubles) }))
  const unit = readUnit(measuring, given, path)
  if (interval === null || unit === null) return null
  const [upperLimit = null, lowerLimit = null] = limits.map(({ key, number }) =>
    number === undefined
      ? null
      : readLimit(finding, limitOf(finding, key), units, unit, { number, path: [...path, key] }, troubles),
  )
  if (upperLimit !== null && lowerLimit !== null && lowerLimit >= upperLimit) {
    troubles.refuse('impossible-value', [...path, 'lowerLimit'], 'the lower limit must lie below the upper limit')
  }
  return { ...interval(unit), level: null, upperLimit, lowerLimit }
}

/** The numbers of a value, bound or range, still to be converted; null where they do not make one (which is reported). */
export function readInterval(
  { finding, units, troubles }: Measuring,
  given: Fields,
  path: Path,
): ((unit: Conversion) => Pick<Reading, 'low' | 'high'>) | null {
  const [value, atLeast, atMost] = NUMBER_KEYS.map((key) => readNumber(given, key, path, troubles))
  const has = NUMBER_KEYS.filter((key) => given[key] !== undefined)
  if (has.length === 0) return complain(troubles, 'missing-key', path, 'a value, or atLeast or atMost, is missing')
  if (has.includes('value') && has.length > 1)
    return complain(troubles, 'wrong-type', path, 'give either value, or atLeast and atMost')
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    return complain(troubles, 'impossible-value', path, 'the range is turned round: atLeast lies above atMost')
  }
  return (unit) => {
    const canonical = (number: number | undefined, key: string): number | undefined =>
      number === undefined ? undefined : readValue(finding, units, unit, { number, path: [...path, key] }, troubles)
    const exact = canonical(value, 'value')
    return {
      low: exact ?? canonical(atLeast, 'atLeast') ?? Number.NEGATIVE_INFINITY,
      high: exact ?? canonical(atMost, 'atMost') ?? Number.POSITIVE_INFINITY,
    }
  }
}

export function readUnit({ finding, units, troubles }: Measuring, given: Fields, path: Path): Conversion | null {
  const spelling = given['unit']
  const place = [...path, 'unit']
  const accepted = (): string => either(units.accepted.map((each) => each.unit))
  if (spelling === undefined)
    return complain(troubles, 'missing-unit', path, `the unit is missing: ${accepted()}${unitSay(finding)}`)
  if (typeof spelling !== 'string')
    return complain(troubles, 'wrong-type', place, `a unit in double quotes is expected, not ${kindOf(spelling)}`)
  return (
    resolveUnit(units, spelling) ??
    complain(troubles, 'unknown-unit', place, `not a unit of this finding; ${accepted()} is expected`)
  )
}

function unitSay(finding: Finding): string {
  const say = finding.mixups?.find((mixup) => mixup.givenUnit === 'none')?.say
  return say === undefined ? '' : `; ${say}`
}

function complain(troubles: Troubles, code: Parameters<Troubles['refuse']>[0], path: Path, message: string): null {
  troubles.refuse(code, path, message)
  return null
}
