/**
 * Measured values against a declared cut-off, in three-valued logic: a value known only as a bound, a range or a word settles a cut-off when all
 * that it may be lies on one side.
 */
import { LEVELS, type Level, type Reading, type Truth } from '../case/answers.ts'
import type { LimitTest } from '../rules/schema/vocabulary.ts'

/** What a measurement says; `why` stands where it says nothing. */
interface Verdict {
  readonly truth: Truth
  readonly why: string | null
}
/** What a list of readings says as the cut-off declares it to be read, and each reading by itself. */
export interface Measured extends Verdict {
  readonly singles: readonly Truth[]
}
type Side = 'above' | 'below'

const UNKNOWN = {
  noReading: 'no reading is given',
  noLimit: (which: string) => `the laboratory's ${which} limit is not given, and the value alone does not decide`,
  noEarlier: 'there is no earlier reading to compare with',
  inWords: 'a level in words does not decide this cut-off',
  bothSides: 'the value may lie on either side of the cut-off',
} as const

/** Readings in order of time. */
export function testReadings(test: LimitTest, readings: readonly Reading[]): Measured {
  const baselines = baselinesOf(test, readings)
  const verdicts = readings.map((reading, index) => testOne(test, reading, baselines[index] ?? null))
  const counted = countedReadings(test, readings).flatMap((index) => verdicts[index] ?? [])
  return { ...combined(counted, oneIsEnough(test)), singles: verdicts.map(({ truth }) => truth) }
}

/** Whether the last reading is low, normal or high, in words or against its own laboratory's limits. */
export function testLevels(
  level: { readonly present: readonly Level[]; readonly absent: readonly Level[] },
  readings: readonly Reading[],
): Measured {
  const singles = readings.map((reading): Truth => {
    const possible = levelsOf(reading)
    if (possible.every((each) => level.present.includes(each))) return 'present'
    return possible.every((each) => level.absent.includes(each)) ? 'absent' : 'unknown'
  })
  const truth = singles.at(-1) ?? 'unknown'
  return { truth, why: truth === 'unknown' ? 'whether it is low, normal or high is not known' : null, singles }
}

function sideOf(test: LimitTest): Side {
  return test.below !== undefined || test.timesLowerLimit !== undefined ? 'below' : 'above'
}

/** "The highest is above" holds as soon as one reading is above; "the lowest is above" only when all are. */
function oneIsEnough(test: LimitTest): boolean {
  return test.read === (sideOf(test) === 'above' ? 'highest' : 'lowest')
}

/** Those that may be the last, lowest or highest; several where bounds or words leave it open. */
function countedReadings(test: LimitTest, readings: readonly Reading[]): readonly number[] {
  const all = readings.map((_, index) => index)
  if (test.read === 'last') return all.slice(-1)
  // Not Math.max(...): a long list has more entries than a call may have arguments.
  const highest = readings.reduce((most, { low }) => Math.max(most, low), Number.NEGATIVE_INFINITY)
  const lowest = readings.reduce((least, { high }) => Math.min(least, high), Number.POSITIVE_INFINITY)
  return all.filter((index) => {
    const reading = readings[index]
    return reading !== undefined && (test.read === 'highest' ? reading.high >= highest : reading.low <= lowest)
  })
}

function combined(verdicts: readonly Verdict[], any: boolean): Verdict {
  const settling = verdicts.find(({ truth }) => truth === (any ? 'present' : 'absent'))
  const open = verdicts.find(({ truth }) => truth === 'unknown')
  return settling ?? open ?? verdicts[0] ?? unknown(UNKNOWN.noReading)
}

function testOne(test: LimitTest, reading: Reading, baseline: Interval | null): Verdict {
  if (test.timesBaseline !== undefined) return testRise(test.timesBaseline, reading, baseline)
  if (reading.level !== null) return testWord(test, reading.level)
  if (test.above !== undefined) return placed('above', reading, test.above, test.above)
  if (test.below !== undefined) return placed('below', reading, test.below, test.below)
  if (test.atLeast !== undefined) return placed('above', reading, test.atLeast, test.atLeast, true)
  return testLimit(test, reading)
}

function testLimit(test: LimitTest, reading: Reading): Verdict {
  const side = sideOf(test)
  const limit = side === 'above' ? reading.upperLimit : reading.lowerLimit
  const times = (side === 'above' ? test.timesUpperLimit : test.timesLowerLimit) ?? 1
  if (limit !== null) {
    const cutoff = product(times, limit)
    return placed(side, reading, cutoff, cutoff)
  }
  const { withoutLimit } = test
  const verdict =
    withoutLimit === undefined ? null : placed(side, reading, withoutLimit.presentBeyond, withoutLimit.absentWithin)
  return verdict === null || verdict.truth === 'unknown'
    ? unknown(UNKNOWN.noLimit(side === 'above' ? 'upper' : 'lower'))
    : verdict
}

/** Present when all of it lies beyond the first cut-off, absent when none lies beyond the second; `inclusive`: the cut-off itself is beyond. */
function placed(side: Side, { low, high }: Reading, beyond: number, within: number, inclusive = false): Verdict {
  const present = side === 'above' ? low > beyond || (inclusive && low === beyond) : high < beyond
  if (present) return { truth: 'present', why: null }
  const absent = side === 'above' ? high < within || (!inclusive && high === within) : low >= within
  return absent ? { truth: 'absent', why: null } : unknown(UNKNOWN.bothSides)
}

/**
 * A word speaks of the laboratory's limits. Fixed cut-offs and multiples of a limit lie beyond normal: normal and the other side settle them as
 * absent, the same side leaves them open, but for the limit itself.
 */
function testWord(test: LimitTest, level: Level): Verdict {
  const side = sideOf(test)
  const sameSide = level === (side === 'above' ? 'high' : 'low')
  const times = side === 'above' ? test.timesUpperLimit : test.timesLowerLimit
  const beyondNormal = times === undefined || (side === 'above' ? times >= 1 : times <= 1)
  const withinAbnormal = times !== undefined && (side === 'above' ? times <= 1 : times >= 1)
  if (sameSide) return withinAbnormal ? { truth: 'present', why: null } : unknown(UNKNOWN.inWords)
  return beyondNormal ? { truth: 'absent', why: null } : unknown(UNKNOWN.inWords)
}

type Interval = Pick<Reading, 'low' | 'high'>

/** At least so many times the earlier value; from 0 any rise is enough, and 0 again is none. */
function testRise(times: number, { low, high }: Reading, earlier: Interval | null): Verdict {
  if (earlier === null) return unknown(UNKNOWN.noEarlier)
  if (low >= product(times, earlier.high) && low > earlier.high) return { truth: 'present', why: null }
  if (high < product(times, earlier.low) || high <= earlier.low) return { truth: 'absent', why: null }
  return unknown(UNKNOWN.bothSides)
}

/** For each reading the patient's own baseline among the earlier ones; null for the first. */
function baselinesOf(test: LimitTest, readings: readonly Reading[]): readonly (Interval | null)[] {
  let baseline: Interval | null = null
  return readings.map((reading) => {
    const own = baseline
    if (test.baseline === 'previous' || own === null) baseline = reading
    else if (test.baseline !== 'first')
      baseline = { low: Math.min(own.low, reading.low), high: Math.min(own.high, reading.high) }
    return own
  })
}

function levelsOf({ level, low, high, upperLimit, lowerLimit }: Reading): readonly Level[] {
  if (level !== null) return [level]
  const mayBe: Record<Level, boolean> = {
    low: lowerLimit === null ? upperLimit === null || low <= upperLimit : low < lowerLimit,
    normal: (lowerLimit === null || high >= lowerLimit) && (upperLimit === null || low <= upperLimit),
    high: upperLimit === null ? lowerLimit === null || high >= lowerLimit : high > upperLimit,
  }
  return LEVELS.filter((each) => mayBe[each])
}

/** Without the binary noise that would put 0.1 × 3 above 0.3. */
export function product(times: number, value: number): number {
  return Number((times * value).toPrecision(12))
}

function unknown(why: string): Verdict {
  return { truth: 'unknown', why }
}
