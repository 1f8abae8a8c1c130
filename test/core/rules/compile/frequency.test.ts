import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  backgroundFrequency,
  binomialAtMost,
  countedFrequency,
  frequencyOf,
  intervalFrequency,
  liesBelow,
  type Stated,
  statedByEvidence,
  statedByJudgement,
} from '../../../../src/core/rules/compile/frequency.ts'
import { pool, rowsOf, tabulate } from '../../../../src/core/rules/compile/pooling.ts'

const counts = (n: number, of: number): Stated => ({ kind: 'counts', n, of })
const judged = (low: number, high: number): Stated => ({ kind: 'judged', low, high })
const klass = (low: number, high: number): Stated => ({ kind: 'class', low, high })

describe('a counted frequency', () => {
  it('is (n + b)/(m + 1) with the band Beta(n + b, m - n + 1 - b) cut at b', () => {
    expect(countedFrequency(7, 9, 0.2)).toEqual({
      point: 0.72,
      band: { kind: 'beta', alpha: 7.2, beta: 2.8, atLeast: 0.2 },
    })
  })

  it('moves halfway from the background to certainty by one patient', () => {
    expect(countedFrequency(1, 1, 0.2).point).toBeCloseTo(0.6, 12)
  })

  it('never lies below the background, and strictly between 0 and 1', () => {
    const any = fc.tuple(
      fc.integer({ min: 1, max: 500 }),
      fc.nat(500),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    )
    fc.assert(
      fc.property(any, ([of, some, background]) => {
        const { point } = countedFrequency(Math.min(some, of), of, background)
        expect(point).toBeGreaterThanOrEqual(background)
        expect(point).toBeLessThan(1)
      }),
    )
  })

  it('carries its rules and pooled patients', () => {
    expect(frequencyOf(counts(3, 4), 0.5, ['a', 'b'])).toMatchObject({ rules: ['a', 'b'], patients: { n: 3, of: 4 } })
  })
})

describe('a class or judged frequency', () => {
  it('is the mean of its interval', () => {
    expect(intervalFrequency(0.3, 0.79, 0.1)).toEqual({
      point: 0.545,
      band: { kind: 'interval', low: 0.3, high: 0.79 },
    })
  })

  it('is cut at the background before the mean is taken', () => {
    expect(intervalFrequency(0.2, 0.6, 0.4)).toEqual({ point: 0.5, band: { kind: 'interval', low: 0.4, high: 0.6 } })
  })

  it('is the background when it lies below it as a whole', () => {
    expect(intervalFrequency(0.1, 0.2, 0.4).point).toBe(0.4)
  })

  it('counts no patients', () => {
    expect(frequencyOf(judged(0.2, 0.4), 0.1, ['a']).patients).toBeNull()
  })
})

describe('a background', () => {
  it('from counts is (n + 1/2)/(m + 1) with an uncut band, so that none of m is not never', () => {
    expect(backgroundFrequency(counts(0, 49), ['a'])).toEqual({
      point: 0.01,
      band: { kind: 'beta', alpha: 0.5, beta: 49.5, atLeast: 0 },
      rules: ['a'],
      patients: { n: 0, of: 49 },
    })
  })

  it('from an interval is its mean', () => {
    expect(backgroundFrequency(judged(0.1, 0.4), ['a'])).toMatchObject({ point: 0.25, patients: null })
  })
})

describe('what a figure states', () => {
  it('is the count as it is', () => {
    expect(statedByEvidence({ figure: { n: 3, of: 10 } })).toEqual(counts(3, 10))
  })

  it('is turned round when the patients without the finding are counted', () => {
    expect(statedByEvidence({ figure: { n: 3, of: 10 }, counts: 'absent' })).toEqual(counts(7, 10))
    expect(statedByEvidence({ figure: { class: 'occasional' }, counts: 'absent' })).toEqual(klass(0.71, 0.95))
  })

  it('is the whole interval of an HPO class', () => {
    expect(statedByEvidence({ figure: { class: 'very-frequent' } })).toEqual(klass(0.8, 0.99))
  })

  it('is the band of a judgement', () => {
    expect(statedByJudgement({ low: 0.2, high: 0.5 })).toEqual(judged(0.2, 0.5))
  })
})

describe('lying below the background', () => {
  it.each([
    { n: 0, of: 2, background: 0.5, below: false, why: 'none of 2 is no surprise at a half (1 in 4)' },
    { n: 0, of: 5, background: 0.5, below: true, why: 'none of 5 is one at a half (1 in 32)' },
    { n: 1, of: 40, background: 0.2, below: true, why: 'far fewer than expected' },
    { n: 6, of: 10, background: 0.5, below: false, why: 'above the background' },
    { n: 1000, of: 200_000, background: 0.01, below: true, why: 'many patients, half as often' },
    { n: 1990, of: 200_000, background: 0.01, below: false, why: 'many patients, about as often' },
  ])('for counts is a matter of chance: $n of $of at $background, $why', ({ n, of, background, below }) => {
    expect(liesBelow(counts(n, of), background)).toBe(below)
  })

  it('for an interval is lying below as a whole', () => {
    expect(liesBelow(judged(0.1, 0.3), 0.3)).toBe(true)
    expect(liesBelow(klass(0.1, 0.31), 0.3)).toBe(false)
  })

  it('takes the binomial probability of n or fewer', () => {
    // Two tosses of a fair coin; and 0.75^20 + 20 · 0.25 · 0.75^19.
    expect(binomialAtMost(1, 2, 0.5)).toBeCloseTo(0.75, 12)
    expect(binomialAtMost(1, 20, 0.25)).toBeCloseTo(0.75 ** 20 + 20 * 0.25 * 0.75 ** 19, 12)
    expect(binomialAtMost(9, 9, 0.3)).toBeCloseTo(1, 12)
  })
})

describe('pooling', () => {
  const figure = (rule: string, stated: Stated, about: { diagnosis?: string; setting?: string } = {}) => {
    const { diagnosis = 'alpha', setting = 'trial' } = about
    return { rule, report: null, finding: 'pain', diagnosis, setting, stated }
  }

  it('adds counts up and names the largest first', () => {
    const pooled = pool([figure('a', counts(1, 4)), figure('b', counts(5, 9)), figure('c', counts(2, 9))])
    expect(pooled).toMatchObject({ stated: counts(8, 22), rules: ['b', 'c', 'a'] })
  })

  it('leaves classes and judgements aside where anything was counted', () => {
    expect(
      pool([figure('a', judged(0.1, 0.9)), figure('b', klass(0.3, 0.79)), figure('c', counts(1, 2))]),
    ).toMatchObject({
      stated: counts(1, 2),
      rules: ['c'],
    })
  })

  it('takes classes before judgements, and of several classes the whole span', () => {
    const figures = [figure('a', judged(0.1, 0.9)), figure('b', klass(0.3, 0.79)), figure('c', klass(0.05, 0.29))]
    expect(pool(figures)).toMatchObject({ stated: klass(0.05, 0.79), rules: ['b', 'c'] })
  })

  it('is nothing without figures', () => {
    expect(pool([])).toBeNull()
  })

  it('takes the first setting that has a figure, for the background on its own', () => {
    const table = tabulate([
      figure('far', counts(1, 9), { setting: 'general' }),
      figure('near', judged(0.2, 0.4)),
      figure('none', counts(1, 50), { diagnosis: 'none', setting: 'general' }),
      figure('other', counts(1, 5), { setting: 'elsewhere', diagnosis: 'beta' }),
    ])
    const [row] = rowsOf(table, { settings: ['trial', 'general'], diagnoses: ['beta', 'alpha'] })
    expect(row?.background?.rules).toEqual(['none'])
    expect(row?.given.map((one) => [one.diagnosis, one.pooled.rules])).toEqual([['alpha', ['near']]])
  })
})
