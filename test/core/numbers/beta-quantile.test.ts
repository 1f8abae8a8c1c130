/** Bands as distributions, against values that are known in closed form. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaUpTo, quantileOf } from '../../../src/core/numbers/beta-quantile.ts'

const beta = (alpha: number, beta: number, atLeast = 0) => ({ kind: 'beta', alpha, beta, atLeast }) as const

describe('the share of a Beta distribution up to a value', () => {
  it('is the upper tail of a binomial for whole parameters', () => {
    // Beta(2, 3) up to 1/2: two or more heads in four throws, 11 of 16.
    expect(betaUpTo(0.5, 2, 3)).toBeCloseTo(11 / 16, 12)
    // Beta(8, 1) up to x: x^8.
    expect(betaUpTo(0.9, 8, 1)).toBeCloseTo(0.9 ** 8, 12)
  })

  it('is the arcsine law for two halves', () => {
    for (const x of [0.001, 0.2, 0.5, 0.77, 0.999])
      expect(betaUpTo(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12)
  })

  it('is 0 and 1 at its ends', () => {
    expect([betaUpTo(0, 2, 3), betaUpTo(1, 2, 3)]).toEqual([0, 1])
  })
})

describe('a quantile of a band', () => {
  it('lies on the straight line between the ends of an interval', () => {
    expect(quantileOf({ kind: 'interval', low: 0.2, high: 0.6 }, 0.25)).toBeCloseTo(0.3, 12)
  })

  it('has its share of the distribution below it, counted from where the band is cut', () => {
    const positive = fc.double({ min: 0.05, max: 400, noNaN: true })
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (a, b, cut, share) => {
          const below = betaUpTo(cut, a, b)
          fc.pre(below < 0.999)
          const value = quantileOf(beta(a, b, cut), share)
          expect(value).toBeGreaterThanOrEqual(cut)
          // Where the distribution is too steep for 40 halvings the share jumps; the value then lies at the jump.
          const room = 1e-9
          const reached = (betaUpTo(Math.min(1, value + room), a, b) - below) / (1 - below)
          const missed = (betaUpTo(Math.max(cut, value - room), a, b) - below) / (1 - below)
          expect(missed).toBeLessThanOrEqual(share + 1e-6)
          expect(reached).toBeGreaterThanOrEqual(share - 1e-6)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('puts the middle of 7 of 7 with a rare background near the top', () => {
    // Beta(7.05, 0.95): no closed form; the median lies between those of Beta(7, 1), 0.5^(1/7), and 1.
    const median = quantileOf(beta(7.05, 0.95, 0.05), 0.5)
    expect(median).toBeGreaterThan(0.5 ** (1 / 7))
    expect(median).toBeLessThan(1)
  })
})
