/**
 * Logarithm and exponential from the four operations of IEEE 754 alone, which every engine rounds alike: ECMAScript leaves the last digits of
 * Math.log and its like to the engine, and they differ between versions of V8. Errors stay within about one unit of the last place. The kernel has
 * the same (kernel/elementary.ts). Nothing else in this program may use Math's own; test/boundaries.test.ts holds that.
 */

/** ln 2 in two parts, the first of 32 bits, so that its multiples are exact (Cody and Waite, Software Manual for the Elementary Functions, 1980). */
const LN2_HIGH = 2977044471 / 4294967296
const LN2_LOW = 1.9082149292705877e-10
const LN2 = Math.LN2
const SQRT2 = Math.SQRT2

/** A number, and its bits as two words. */
const cell = new Float64Array(1)
const words = new Int32Array(cell.buffer)
const isLittleEndian = new Uint8Array(Int32Array.of(1).buffer)[0] === 1
const [HIGH, LOW] = isLittleEndian ? [1, 0] : [0, 1]
const EXPONENT_BIAS = 1023
const SUBNORMAL = 2.2250738585072014e-308
const TWO_TO_54 = 18014398509481984

/** x = m 2^k with m in (1/√2, √2]; m is left in `mantissa`. For x > 0. */
let mantissa = 1
function split(x: number): number {
  const shift = x < SUBNORMAL ? 54 : 0
  cell[0] = shift > 0 ? x * TWO_TO_54 : x
  const high = words[HIGH] ?? 0
  const exponent = (high >> 20) - EXPONENT_BIAS
  words[HIGH] = (high & 0xfffff) | (EXPONENT_BIAS << 20)
  const m = cell[0] ?? 1
  mantissa = m > SQRT2 ? m / 2 : m
  return exponent - shift + (m > SQRT2 ? 1 : 0)
}

/**
 * ln(1 + f) for 1 + f in (1/√2, √2]: 2(s + s³/3 + s⁵/5 + …) with s = f/(2 + f) (DLMF 4.6.4, https://dlmf.nist.gov/4.6#E4). As 2s = f - s f, the
 * correction to f is small.
 */
function correction(f: number): number {
  const s = f / (2 + f)
  const z = s * s
  const rest =
    z *
    (2 / 3 +
      z *
        (2 / 5 +
          z *
            (2 / 7 +
              z *
                (2 / 9 +
                  z *
                    (2 / 11 +
                      z * (2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21 + z * (2 / 23)))))))))))
  return s * (f - rest)
}

/** Natural logarithm; NaN below 0. */
export function ln(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN
  const k = split(x)
  const f = mantissa - 1
  return k * LN2_HIGH + (f - (correction(f) - k * LN2_LOW))
}

/** ln(1 + x), also where 1 + x has lost the digits of x (Kahan; Goldberg, ACM Comput Surv 1991;23:5, theorem 4). */
export function lnOnePlus(x: number): number {
  const sum = 1 + x
  return sum === 1 ? x : (ln(sum) * x) / (sum - 1)
}

/** Exact for the powers of 2. */
export function log2(x: number): number {
  if (!(x > 0) || x === Infinity) return ln(x)
  const k = split(x)
  const f = mantissa - 1
  return k + (f - correction(f)) / LN2
}

export const log10 = (x: number): number => ln(x) / Math.LN10

/** 2^k for k in [-1022, 1023]. */
function powerOfTwo(k: number): number {
  words[HIGH] = (k + EXPONENT_BIAS) << 20
  words[LOW] = 0
  return cell[0] ?? 1
}

const MOST = 709.782712893384
const LEAST = -745.1332191019411

/** e^x = 2^k e^r with |r| <= ln 2 / 2, and the exponential series of r (DLMF 4.2.19, https://dlmf.nist.gov/4.2#E19). */
export function exp(x: number): number {
  if (!(x <= MOST)) return x > MOST ? Infinity : NaN
  if (x < LEAST) return 0
  const k = Math.floor(x / LN2 + 0.5)
  const r = x - k * LN2_HIGH - k * LN2_LOW
  const value = 1 + (r + r * r * seriesFromSquare(r))
  // Below 2^-1021 in two steps, each of which can be written.
  return k < -1021
    ? value * powerOfTwo(k + 1000) * powerOfTwo(-1000)
    : k > 1023
      ? value * 2 * powerOfTwo(k - 1)
      : value * powerOfTwo(k)
}

/** 1/2! + r/3! + r²/4! + …, as far as it changes the last place. */
const seriesFromSquare = (r: number): number =>
  1 / 2 +
  r *
    (1 / 6 +
      r *
        (1 / 24 +
          r *
            (1 / 120 +
              r *
                (1 / 720 +
                  r *
                    (1 / 5040 +
                      r *
                        (1 / 40320 +
                          r *
                            (1 / 362880 +
                              r *
                                (1 / 3628800 +
                                  r *
                                    (1 / 39916800 +
                                      r * (1 / 479001600 + r * (1 / 6227020800 + r / 87178291200)))))))))))
