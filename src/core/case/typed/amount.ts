/** One measured amount as a person types it: a number, a bound or a range, each with or without its unit. Which units there are is the finding's business. */

/** A number as typed; no sign, no exponent, no comma. */
const NUMBER = String.raw`\d+(?:\.\d+)?|\.\d+`

/** Numbers of the case file, and the unit as it was typed; null where none was. */
export interface Amount {
  readonly numbers: { readonly value: number } | { readonly atLeast: number } | { readonly atMost: number } | Range
  readonly unit: string | null
}
type Range = { readonly atLeast: number; readonly atMost: number }

/** Digits that a strict bound is moved by beyond those typed: "> 50" becomes at least 50.01, which no laboratory prints and every cut-off understands. */
const FINER = 2

type Side = 'atLeast' | 'atMost'
const BOUNDS: readonly { readonly sign: RegExp; readonly side: Side; readonly strict: boolean }[] = [
  { sign: /^(?:>=|=>|≥|at least|no less than|not less than)\s*/i, side: 'atLeast', strict: false },
  { sign: /^(?:<=|=<|≤|at most|no more than|not more than|up to|within)\s*/i, side: 'atMost', strict: false },
  { sign: /^(?:>|more than|greater than|over|above)\s*/i, side: 'atLeast', strict: true },
  { sign: /^(?:<|less than|under|below)\s*/i, side: 'atMost', strict: true },
]

const SINGLE = new RegExp(`^(${NUMBER})\\s*(.*)$`)
const RANGE = new RegExp(`^(${NUMBER})\\s*([^\\d\\s].*?|)\\s*(?:to|-|–|—|\\.\\.)\\s*(${NUMBER})\\s*(.*)$`)

/** Null where the text does not begin like an amount. @param integer a strict bound moves to the next whole number */
export function readAmount(text: string, integer: boolean): Amount | null {
  for (const { sign, side, strict } of BOUNDS) {
    if (sign.test(text)) return boundOf(text.replace(sign, ''), side, strict, integer)
  }
  return rangeOf(text) ?? singleOf(text)
}

function singleOf(text: string): Amount | null {
  const match = SINGLE.exec(text)
  return match === null ? null : { numbers: { value: Number(match[1]) }, unit: unitIn(match[2]) }
}

function boundOf(text: string, side: Side, strict: boolean, integer: boolean): Amount | null {
  const match = SINGLE.exec(text)
  if (match === null) return null
  const number = strict ? beyond(match[1] ?? '', side, integer) : Number(match[1])
  return { numbers: side === 'atLeast' ? { atLeast: number } : { atMost: number }, unit: unitIn(match[2]) }
}

function beyond(digits: string, side: Side, integer: boolean): number {
  const decimals = integer ? 0 : (digits.split('.')[1]?.length ?? 0) + FINER
  const moved = Number(digits) + (side === 'atLeast' ? 1 : -1) * Number(`1e-${decimals}`)
  return Math.max(0, Number(moved.toFixed(decimals)))
}

/** Two different units make no range. */
function rangeOf(text: string): Amount | null {
  const match = RANGE.exec(text)
  if (match === null) return null
  const [first, second] = [unitIn(match[2]), unitIn(match[4])]
  if (first !== null && second !== null && first !== second) return null
  return { numbers: { atLeast: Number(match[1]), atMost: Number(match[3]) }, unit: second ?? first }
}

const unitIn = (text = ''): string | null => (text.trim() === '' ? null : text.trim())
