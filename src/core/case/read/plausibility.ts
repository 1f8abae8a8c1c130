/** Whether a number can be right: what is impossible is refused; what is implausible, or looks like another unit, is taken with a warning. */

import type { Finding } from '../../rules/schema/vocabulary.ts'
import type { Path } from '../../text/json/positions.ts'
import { type Conversion, resolveUnit, sameFactor, toCanonical, type Units } from '../units.ts'
import type { Troubles } from './problems.ts'

/** A number as the case gives it, and where. */
export interface Given {
  readonly number: number
  readonly path: Path
}

type Bounds = Partial<Pick<Finding, 'possible' | 'plausible' | 'unit'>>
type Mixup = NonNullable<Finding['mixups']>[number]

/** The number in the canonical unit; whatever is odd about it has been reported. */
export function readValue(finding: Finding, units: Units, unit: Conversion, given: Given, troubles: Troubles): number {
  const value = toCanonical(unit, given.number)
  // 0 is 0 in every unit, so it cannot have been mistaken for another.
  const likely =
    given.number === 0 ? null : mixupOf(finding, units, unit, (mixup) => within(given.number, mixup.from, mixup.to))
  if (finding.integer === true && !Number.isInteger(value))
    troubles.refuse('impossible-value', given.path, 'a whole number is expected')
  report(finding, value, likely, given.path, troubles)
  return value
}

/**
 * A laboratory's limit in the canonical unit. `description` is the vocabulary's entry for the limit, where there is one: its bounds are narrower
 * than those of the values.
 */
export function readLimit(
  finding: Finding,
  description: Finding | null,
  units: Units,
  unit: Conversion,
  given: Given,
  troubles: Troubles,
): number {
  const value = toCanonical(unit, given.number)
  if (value <= 0) {
    troubles.refuse('impossible-value', given.path, 'a limit lies above 0')
    return value
  }
  const upper = given.path.at(-1) === 'upperLimit'
  const likely = upper
    ? mixupOf(finding, units, unit, (mixup) => within(given.number, mixup.upperLimitFrom, mixup.upperLimitTo))
    : null
  report(description ?? { possible: finding.possible, unit: finding.unit }, value, likely, given.path, troubles)
  return value
}

/** One cause, one report: an impossible value carries the likely mix-up as its hint, and a likely mix-up is not called implausible as well. */
function report(bounds: Bounds, value: number, likely: Mixup | null, path: Path, troubles: Troubles): void {
  const looks =
    likely === null ? '' : `this looks like ${likely.likely}${likely.say === undefined ? '' : ` (${likely.say})`}`
  const { possible, plausible, unit = '' } = bounds
  if (possible !== undefined && !within(value, ...possible)) {
    const hint = looks === '' ? '' : `; ${looks}`
    troubles.refuse(
      'impossible-value',
      path,
      `outside what is possible, ${possible[0]} to ${possible[1]} ${unit}${hint}`,
    )
  } else if (likely !== null) {
    troubles.warn('likely-mixup', path, looks)
  } else if (plausible !== undefined && !within(value, ...plausible)) {
    troubles.warn('implausible-value', path, `outside what is plausible, ${plausible[0]} to ${plausible[1]} ${unit}`)
  }
}

/** The first mix-up that fits a unit with the same meaning. */
function mixupOf(finding: Finding, units: Units, unit: Conversion, fits: (mixup: Mixup) => boolean): Mixup | null {
  const sameUnit = (mixup: Mixup): boolean => {
    const named = resolveUnit(units, mixup.givenUnit)
    return named !== null && sameFactor(named, unit)
  }
  return finding.mixups?.find((mixup) => fits(mixup) && sameUnit(mixup)) ?? null
}

/** Both ends belong to it; false where neither is given. */
function within(value: number, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return false
  return value >= (from ?? Number.NEGATIVE_INFINITY) && value <= (to ?? Number.POSITIVE_INFINITY)
}
