/** How a network finding is read off an answer, spelt out so that no default is left to be known: the side of a cut-off, what a level in words means. */
import { LEVELS, type Level, type Truth } from '../../../core/case/answers.ts'
import { testReadings } from '../../../core/findings/cut-off.ts'
import type { LimitTest, Origin } from '../../../core/rules/schema/vocabulary.ts'
import { exportedCondition } from './condition.ts'

/** What the value is compared with: a number, or so many times a limit or an earlier value. */
type Threshold =
  | { readonly against: 'number'; readonly value: number }
  | { readonly against: 'upperLimit' | 'lowerLimit' | 'baseline'; readonly times: number }

export function exportedOrigin(origin: Origin): object {
  if ('read' in origin) return exportedCutoff(origin)
  const { finding } = origin
  if ('level' in origin) return { kind: 'level', finding, present: origin.level.present, absent: origin.level.absent }
  if ('present' in origin) return { kind: 'options', finding, present: origin.present, absent: origin.absent }
  return { kind: 'state', finding, negated: origin.not === true }
}

function exportedCutoff(test: LimitTest): object {
  const { finding, read, above, atLeast, below, timesUpperLimit, timesLowerLimit, timesBaseline, baseline, ...more } =
    test
  const { withoutLimit, absentOnlyIf, wordPrevails, ...unhandled } = more
  const isBelow = below !== undefined || timesLowerLimit !== undefined
  return {
    // A way of comparing that is added to the rules has to be added here too.
    ...(unhandled satisfies Record<string, never>),
    kind: 'cutoff',
    finding,
    read,
    side: isBelow ? 'below' : 'above',
    inclusive: atLeast !== undefined || timesBaseline !== undefined,
    ...thresholdOf(test),
    baseline: timesBaseline === undefined ? undefined : (baseline ?? 'lowest'),
    withoutLimit,
    onLevel:
      timesBaseline === undefined
        ? Object.fromEntries(LEVELS.map((level) => [level, truthOfLevel(test, level)]))
        : undefined,
    absentOnlyIf: absentOnlyIf === undefined ? undefined : exportedCondition(absentOnlyIf),
    wordPrevails,
  }
}

function thresholdOf({ above, atLeast, below, timesUpperLimit, timesLowerLimit, timesBaseline }: LimitTest): Threshold {
  if (timesBaseline !== undefined) return { against: 'baseline', times: timesBaseline }
  const value = above ?? below ?? atLeast
  if (value !== undefined) return { against: 'number', value }
  return timesLowerLimit === undefined
    ? { against: 'upperLimit', times: timesUpperLimit ?? 1 }
    : { against: 'lowerLimit', times: timesLowerLimit }
}

/** As the reader of a case itself takes it. */
function truthOfLevel(test: LimitTest, level: Level): Truth {
  const reading = {
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
    level,
    upperLimit: null,
    lowerLimit: null,
  }
  return testReadings(test, [reading]).truth
}
