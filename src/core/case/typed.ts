/**
 * From what a person types to the value that a case file holds, and back. Nothing is guessed: a comma in a number, an order of day and month, a
 * missing unit are asked about. Whether the value is possible is read.ts, which reads what comes out here.
 */

import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { vocabularyOf } from './read/vocabulary.ts'
import { readAmount } from './typed/amount.ts'
import { partsOf, surroundings } from './typed/series.ts'
import { isOtherDate, isoTime, withoutDirection } from './typed/time.ts'
import { onlyUnit, spelledUnit } from './typed/unit.ts'
import { levelIn, stateIn } from './typed/words.ts'
import type { Units } from './units.ts'

export type Typed =
  | { readonly kind: 'value'; readonly value: unknown }
  /** Everything is understood but the unit; ask, and read the same text again with it. */
  | { readonly kind: 'unit-missing'; readonly units: readonly string[] }
  | { readonly kind: 'refused'; readonly message: string }

const refuse = (message: string): Typed => ({ kind: 'refused', message })

const COMMA =
  'a comma is not read, since it may mean a decimal point or thousands; write 10.5 with a point, and 1060 without a comma'
const DATE_ORDER = 'write a date as year-month-day, such as 2026-01-03'

interface Reader {
  readonly finding: Finding
  readonly units: Units
  /** For numbers typed without one; null where there is more than one to choose from. */
  readonly unit: string | null
}

/** @param unit for numbers without one, after it was asked for */
export function readTyped(kb: KnowledgeBase, finding: Finding, text: string, unit?: string): Typed {
  const typed = text.replace(/[\u00a0\u202f]/g, ' ').trim()
  const state = stateIn(typed)
  if (state !== null) return { kind: 'value', value: state }
  if (/\d,\d/.test(typed)) return refuse(COMMA)
  const units = vocabularyOf(kb).unitsFor(finding)
  const reader = { finding, units, unit: unit ?? onlyUnit(units) }
  return finding.type === 'date-or-duration' ? readTime(reader, typed) : readSeries(reader, typed)
}

function readTime(reader: Reader, typed: string): Typed {
  const { finding } = reader
  const text = withoutDirection(typed, finding.form ?? '')
  const iso = isoTime(text)
  if (iso !== null) return { kind: 'value', value: iso }
  if (isOtherDate(text)) return refuse(DATE_ORDER)
  return asTyped(amountOf(reader, text, null))
}

function readSeries(reader: Reader, typed: string): Typed {
  const parts = partsOf(typed)
  const last = sharedUnit(reader, parts)
  const readings = parts.map((part) => readingOf(reader, part, last))
  const problem = readings.find((each) => 'problem' in each) ?? readings.find((each) => 'units' in each)
  if (problem !== undefined) return asTyped(problem)
  const values = readings.flatMap((each) => ('value' in each ? [each.value] : []))
  const [first] = values
  const timed = values.some((value) => 'day' in value || 'date' in value)
  return { kind: 'value', value: values.length === 1 && !timed ? first : values }
}

type Fields = Readonly<Record<string, unknown>>
type Read = { readonly value: Fields } | { readonly units: readonly string[] } | { readonly problem: string }

function asTyped(read: Read): Typed {
  if ('problem' in read) return refuse(read.problem)
  return 'units' in read ? { kind: 'unit-missing', units: read.units } : { kind: 'value', value: read.value }
}

/** In "677 -> 3257 U/L" the unit stands for all; units that differ stay with their own numbers. */
function sharedUnit({ finding, units }: Reader, parts: readonly string[]): string | null {
  const named = parts.map((part) => readAmount(surroundings(part).rest, finding.integer === true)?.unit ?? null)
  const known = new Set(named.filter((unit) => unit !== null))
  const [only] = known
  return known.size === 1 && only !== undefined ? spelledUnit(units, only) : null
}

function readingOf(reader: Reader, part: string, shared: string | null): Read {
  const { rest, time, limits } = surroundings(part.trim())
  const level = levelIn(rest)
  if (level !== null) {
    const alone = Object.keys(limits).length === 0
    return alone ? { value: { ...time, level } } : { problem: 'beside a word no limit may stand' }
  }
  const read = amountOf(reader, rest.trim(), shared)
  return 'value' in read ? { value: { ...time, ...read.value, ...limits } } : read
}

function amountOf({ finding, units, unit }: Reader, text: string, shared: string | null): Read {
  const amount = readAmount(text, finding.integer === true)
  if (amount === null) return { problem: `not understood; ${expected(finding, units)}` }
  const accepted = units.accepted.map((each) => each.unit)
  const spelled = amount.unit === null ? (shared ?? unit) : spelledUnit(units, amount.unit)
  if (spelled !== null) return { value: { ...amount.numbers, unit: spelled } }
  return amount.unit === null
    ? { units: accepted }
    : { problem: `not a unit of this finding; expected is ${accepted.join(', ')}` }
}

/** What may be typed, in words. */
export function expected(finding: Finding, units: Units): string {
  const names = units.accepted.map((each) => each.unit).filter((name) => /^[^{]/.test(name) && name !== '1')
  if (finding.type === 'date-or-duration') {
    const dates = /\bdate\b/.test(finding.form ?? '') ? ', or a date such as 2026-01-03' : ''
    return `a length of time such as 12 days, 3 weeks, 2 months or 4 years${dates}`
  }
  const number = names.length === 0 ? 'a number' : `a number with its unit (${names.join(', ')})`
  return units.inWords ? `${number}, or low, normal or high` : number
}
