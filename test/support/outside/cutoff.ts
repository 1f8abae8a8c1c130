/** Readings against a level or a cut-off, from the words of `reading` in the export: level, cutoff, withoutLimit, series, baseline. */
import { type Reading, rounded } from './answers.ts'
import type { Cutoff, Level, Truth } from './export.ts'

export function levelTruth(present: readonly Level[], absent: readonly Level[], reading: Reading | undefined): Truth {
  if (reading === undefined) return 'unknown'
  const possible = levelsOf(reading)
  if (possible.every((level) => present.includes(level))) return 'present'
  return possible.every((level) => absent.includes(level)) ? 'absent' : 'unknown'
}

function levelsOf({ low, high, level, upperLimit, lowerLimit }: Reading): readonly Level[] {
  if (level !== null) return [level]
  const above = upperLimit === null ? null : low > upperLimit
  const below = lowerLimit === null ? null : high < lowerLimit
  const levels: Level[] = []
  if (lowerLimit === null ? above !== true : low < lowerLimit) levels.push('low')
  if (above !== true && below !== true) levels.push('normal')
  if (upperLimit === null ? below !== true : high > upperLimit) levels.push('high')
  return levels
}

/** What each reading says by itself. */
export function singlesOf(cutoff: Cutoff, readings: readonly Reading[]): readonly Truth[] {
  return readings.map((reading, index) => {
    if (cutoff.against === 'baseline') return riseTruth(cutoff, reading, readings.slice(0, index))
    if (reading.level !== null) return cutoff.onLevel?.[reading.level] ?? 'unknown'
    return placed(cutoff, reading)
  })
}

/** What the readings say together. */
export function seriesTruth(cutoff: Cutoff, readings: readonly Reading[]): Truth {
  const singles = singlesOf(cutoff, readings)
  const counted = singles.filter((_, index) => counts(cutoff, readings, index))
  const settles =
    (cutoff.side === 'above') === (cutoff.read === 'highest') && cutoff.read !== 'last' ? 'present' : 'absent'
  if (counted.includes(settles)) return settles
  return counted.includes('unknown') ? 'unknown' : (counted[0] ?? 'unknown')
}

function counts({ read }: Cutoff, readings: readonly Reading[], index: number): boolean {
  const reading = readings[index]
  if (reading === undefined || read === 'last') return index === readings.length - 1
  const largestLow = Math.max(...readings.map(({ low }) => low))
  const smallestHigh = Math.min(...readings.map(({ high }) => high))
  return read === 'highest' ? reading.high >= largestLow : reading.low <= smallestHigh
}

function placed(cutoff: Cutoff, reading: Reading): Truth {
  const [beyond, within] = thresholds(cutoff, reading)
  if (beyond === null || within === null) return 'unknown'
  const { low, high } = reading
  if (cutoff.side === 'below') return high < beyond ? 'present' : low >= within ? 'absent' : 'unknown'
  if (cutoff.inclusive) return low >= beyond ? 'present' : high < within ? 'absent' : 'unknown'
  return low > beyond ? 'present' : high <= within ? 'absent' : 'unknown'
}

function thresholds(
  { against, value, times = 1, withoutLimit }: Cutoff,
  reading: Reading,
): readonly [number | null, number | null] {
  const limit = against === 'upperLimit' ? reading.upperLimit : reading.lowerLimit
  const threshold = against === 'number' ? (value ?? null) : limit === null ? null : rounded(times * limit)
  if (threshold !== null) return [threshold, threshold]
  return [withoutLimit?.presentBeyond ?? null, withoutLimit?.absentWithin ?? null]
}

function riseTruth({ times = 1, baseline }: Cutoff, { low, high }: Reading, earlier: readonly Reading[]): Truth {
  const [first] = earlier
  const previous = earlier.at(-1)
  if (first === undefined || previous === undefined) return 'unknown'
  const lowest = {
    low: Math.min(...earlier.map((each) => each.low)),
    high: Math.min(...earlier.map((each) => each.high)),
  }
  const from = baseline === 'first' ? first : baseline === 'previous' ? previous : lowest
  if (low >= rounded(times * from.high) && low > from.high) return 'present'
  return high < rounded(times * from.low) || high <= from.low ? 'absent' : 'unknown'
}
