/** A value of a case file as a person would type it; reading it again gives the same value. */
import { isRecord } from '../read/problems.ts'

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** @param value of a quantity, date or duration */
export function writeTyped(value: unknown): string {
  if (Array.isArray(value)) return value.map(writeTyped).join(' -> ')
  return isRecord(value) ? writeReading(value) : text(value)
}

function writeReading(reading: Readonly<Record<string, unknown>>): string {
  const time = reading['day'] === undefined ? dateOf(reading['date']) : `day ${text(reading['day'])}: `
  const limits = [
    reading['upperLimit'] === undefined ? '' : ` upper limit ${text(reading['upperLimit'])}`,
    reading['lowerLimit'] === undefined ? '' : ` lower limit ${text(reading['lowerLimit'])}`,
  ]
  return `${time}${amount(reading)}${limits.join('')}`
}

const dateOf = (date: unknown): string => (date === undefined ? '' : `${text(date)}: `)

function amount({ value, atLeast, atMost, level, unit }: Readonly<Record<string, unknown>>): string {
  if (level !== undefined) return text(level)
  if (value !== undefined) return `${text(value)} ${text(unit)}`
  if (atMost === undefined) return `at least ${text(atLeast)} ${text(unit)}`
  return `${atLeast === undefined ? 'at most' : `${text(atLeast)} to`} ${text(atMost)} ${text(unit)}`
}
