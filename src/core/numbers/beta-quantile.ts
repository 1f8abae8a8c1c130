/** The band of a frequency as a distribution: the value below which a given share of it lies. */

import type { Band } from '../rules/knowledge-base.ts'
import { exp, ln, lnOnePlus } from './elementary.ts'

/** Halvings of the interval; 2^-40 is far below what any source can tell. */
const HALVINGS = 40

/**
 * @param share in (0, 1)
 * @returns the value below which that share of the band lies, in [0, 1]
 */
export function quantileOf(band: Band, share: number): number {
  if (band.kind === 'interval') return band.low + share * (band.high - band.low)
  const { alpha, beta, atLeast } = band
  const below = atLeast > 0 ? betaUpTo(atLeast, alpha, beta) : 0
  const wanted = below + share * (1 - below)
  let [low, high] = [atLeast, 1]
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2
    if (betaUpTo(middle, alpha, beta) < wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * Share of Beta(alpha, beta) up to x: the regularised incomplete beta function, by its continued fraction (DLMF 8.17.22, https://dlmf.nist.gov/8.17#v),
 * which converges quickly below the mean; above it the other end is taken.
 */
export function betaUpTo(x: number, alpha: number, beta: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (alpha + 1) / (alpha + beta + 2)) return 1 - betaUpTo(1 - x, beta, alpha)
  const front = exp(alpha * ln(x) + beta * lnOnePlus(-x) - ln(alpha) - logBeta(alpha, beta))
  return Math.min(1, front / continuedFraction(x, alpha, beta))
}

/** Terms after which the fraction has settled for any figure of n of some thousands. */
const MOST_TERMS = 2000
const SETTLED = 1e-13
const TINY = 1e-300

/** 1 + d1/(1 + d2/(1 + …)), evaluated forward by the modified Lentz method (Thompson and Barnett, J Comput Phys 1986;64:490). */
function continuedFraction(x: number, a: number, b: number): number {
  let value = 1
  let above = 1
  let below = 0
  for (let term = 1; term < MOST_TERMS; term++) {
    const d = coefficient(term, x, a, b)
    below = 1 / away(1 + d * below)
    above = away(1 + d / above)
    const change = above * below
    value *= change
    if (Math.abs(change - 1) < SETTLED) break
  }
  return value
}

const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value)

function coefficient(term: number, x: number, a: number, b: number): number {
  const m = term >> 1
  if (term % 2 === 0) return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
  return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/** Lanczos's approximation with g = 7 and nine terms (Lanczos, SIAM J Numer Anal B 1964;1:86), good to about 1e-15 for a positive argument. */
const LANCZOS_FIRST = 0.99999999999980993
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

function logGamma(z: number): number {
  if (z < 0.5) return logGamma(z + 1) - ln(z)
  const sum = LANCZOS.reduce((total, coefficient, index) => total + coefficient / (z + index), LANCZOS_FIRST)
  const t = z + 6.5
  return 0.5 * ln(2 * Math.PI) + (z - 0.5) * ln(t) - t + ln(sum)
}
