/**
 * Figures of the sources → frequencies: a point and a band each. Counts of several sources add up before they come here as one figure;
 * which figures belong together is figures.ts.
 */
import { exp, ln, lnOnePlus } from '../../numbers/elementary.ts'
import type { Band, Frequency } from '../knowledge-base.ts'
import { type Evidence, HPO_CLASSES, type Judgement } from '../schema/evidence.ts'

/** A figure turned so that it says how often the finding is present. */
export type Stated =
  /** `fromPercent`: the source printed a percentage, and n is made of it. */
  | { readonly kind: 'counts'; readonly n: number; readonly of: number; readonly fromPercent?: true }
  | { readonly kind: 'class' | 'judged'; readonly low: number; readonly high: number }

/**
 * What stands for b where b itself is estimated: with half a patient for and half against, counts give Jeffreys' prior Beta(n + 1/2, m − n + 1/2),
 * so that a background counted as 0 of m or m of m is never certain.
 */
const HALF = 0.5

/** Rounding that a reader of 0.7 rather than 0.7000000000000001 may expect; far below any precision of the sources. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}

/** What an evidence entry says, turned round where it counts patients without the finding. */
export function statedByEvidence({ figure, counts }: Pick<Evidence, 'figure' | 'counts'>): Stated {
  const turned = counts === 'absent'
  if ('of' in figure) {
    const n = turned ? tidy(figure.of - figure.n) : figure.n
    return { kind: 'counts', n, of: figure.of, ...('fromPercent' in figure && { fromPercent: true }) }
  }
  const [low, high] = HPO_CLASSES[figure.class]
  return turned ? { kind: 'class', low: tidy(1 - high), high: tidy(1 - low) } : { kind: 'class', low, high }
}

export function statedByJudgement({ low, high }: Pick<Judgement, 'low' | 'high'>): Stated {
  return { kind: 'judged', low, high }
}

/**
 * Counts n of m against a background b: point max(b, (n + b)/(m + 1)), band Beta(n + b, m − n + 1 − b) cut at b. One patient moves a frequency
 * about halfway from the background, none nowhere. The pseudo-patient is the background's, as in a beta-binomial with prior Beta(b, 1 − b).
 */
export function countedFrequency(
  n: number,
  of: number,
  background: number,
): { readonly point: number; readonly band: Band } {
  const band: Band = { kind: 'beta', alpha: n + background, beta: of - n + 1 - background, atLeast: background }
  return { point: Math.max(background, (n + background) / (of + 1)), band }
}

/**
 * A class or a judged interval, cut below at b. The point is the mean of what is left: the noisy-OR likelihood is linear in each q, so
 * this is the value that averaging over the whole band gives; the middle is no claim about the frequency.
 */
export function intervalFrequency(
  low: number,
  high: number,
  background: number,
): { readonly point: number; readonly band: Band } {
  const from = Math.max(low, background)
  const to = Math.max(high, background)
  return { point: tidy((from + to) / 2), band: { kind: 'interval', low: from, high: to } }
}

/** An interval that stands for no more than so many patients (any number above 0): each end as that many patients of whom so many have it would give it. */
export function intervalOf(
  stated: Stated & { kind: 'class' | 'judged' },
  patients: number,
  background: number,
): Stated {
  const moved = (end: number): number => tidy((patients * end + background) / (patients + 1))
  return { kind: stated.kind, low: moved(stated.low), high: moved(stated.high) }
}

/** A diagnosis's frequency of a finding whose background is b, strictly between 0 and 1. */
export function frequencyOf(stated: Stated, background: number, rules: readonly string[]): Frequency {
  if (stated.kind !== 'counts')
    return { ...intervalFrequency(stated.low, stated.high, background), rules, patients: null }
  const { n, of } = stated
  return { ...countedFrequency(n, of, background), rules, patients: { n, of } }
}

/** The background itself: nothing lies below it that it could be cut at. */
export function backgroundFrequency(stated: Stated, rules: readonly string[]): Frequency {
  if (stated.kind !== 'counts') return { ...intervalFrequency(stated.low, stated.high, 0), rules, patients: null }
  const { n, of } = stated
  const band: Band = { kind: 'beta', alpha: n + HALF, beta: of - n + HALF, atLeast: 0 }
  return { point: (n + HALF) / (of + 1), band, rules, patients: { n, of } }
}

/** One-sided level at which counts are taken to lie below the background rather than at it. */
const SIGNIFICANCE = 0.05
/** The 5 % point of the standard normal distribution. */
const NORMAL_5_PERCENT = -1.6449
/** Above this many patients the normal approximation is as good as the sum, and does not grow with the count. */
const SUM_UP_TO = 100_000

/**
 * Whether a figure says that the finding is rarer with the diagnosis than without: then it should be stated the other way round. A class or a judged
 * interval lies at or below b as a whole; counts are below when a binomial of m and b gives n or fewer in less than 5 % of draws.
 */
export function liesBelow(stated: Stated, background: number): boolean {
  if (stated.kind !== 'counts') return stated.high <= background
  const n = Math.round(stated.n)
  const of = Math.round(stated.of)
  if (n >= of * background) return false
  if (of > SUM_UP_TO)
    return (n + 0.5 - of * background) / Math.sqrt(of * background * (1 - background)) < NORMAL_5_PERCENT
  return binomialAtMost(n, of, background) < SIGNIFICANCE
}

/** P(X ≤ n) for X binomial with m draws of probability p in (0, 1); summed from its logarithms, so that no term underflows first. */
export function binomialAtMost(n: number, m: number, p: number): number {
  let term = m * lnOnePlus(-p)
  let sum = exp(term)
  for (let k = 0; k < n; k += 1) {
    term += ln((m - k) / (k + 1)) + ln(p) - lnOnePlus(-p)
    sum += exp(term)
  }
  return Math.min(1, sum)
}
