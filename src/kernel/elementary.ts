/**
 * The logarithm, exponential and power of core/elementary.ts, step by step the same, so that they give the same bits: where few functions of JavaScript are
 * compiled before a short run ends, thousands of powers cost a third of a cold start.
 */

/** ln 2 in two parts, the first of 32 bits, so that its multiples are exact (Cody and Waite, Software Manual for the Elementary Functions, 1980). */
const LN2_HIGH: f64 = 2977044471.0 / 4294967296.0
const LN2_LOW = 1.9082149292705877e-10
const LN2 = Math.LN2
const SQRT2 = Math.SQRT2

const EXPONENT_BIAS: i32 = 1023
const SUBNORMAL = 2.2250738585072014e-308
const TWO_TO_54: f64 = 18014398509481984.0

/** x = m 2^k with m in (1/√2, √2]; m is left in `mantissa`. For x > 0. */
let mantissa: f64 = 1
function split(x: f64): i32 {
  const shift = x < SUBNORMAL ? 54 : 0
  const bits = reinterpret<i64>(shift > 0 ? x * TWO_TO_54 : x)
  const exponent = <i32>(bits >> 52) - EXPONENT_BIAS
  const m = reinterpret<f64>((bits & 0xfffffffffffff) | ((<i64>EXPONENT_BIAS) << 52))
  mantissa = m > SQRT2 ? m / 2 : m
  return exponent - shift + (m > SQRT2 ? 1 : 0)
}

/**
 * ln(1 + f) for 1 + f in (1/√2, √2]: 2(s + s³/3 + s⁵/5 + …) with s = f/(2 + f) (DLMF 4.6.4, https://dlmf.nist.gov/4.6#E4). As 2s = f - s f, the
 * correction to f is small.
 */
function correction(f: f64): f64 {
  const s = f / (2 + f)
  const z = s * s
  const rest =
    z *
    (2.0 / 3.0 +
      z *
        (2.0 / 5.0 +
          z *
            (2.0 / 7.0 +
              z *
                (2.0 / 9.0 +
                  z *
                    (2.0 / 11.0 +
                      z *
                        (2.0 / 13.0 +
                          z *
                            (2.0 / 15.0 +
                              z * (2.0 / 17.0 + z * (2.0 / 19.0 + z * (2.0 / 21.0 + z * (2.0 / 23.0)))))))))))
  return s * (f - rest)
}

/** Natural logarithm; NaN below 0. */
export function log(x: f64): f64 {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : NaN
  const k = split(x)
  const f = mantissa - 1
  return k * LN2_HIGH + (f - (correction(f) - k * LN2_LOW))
}

/** 2^k for k in [-1022, 1023]. */
function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>((<i64>(k + EXPONENT_BIAS)) << 52)
}

const MOST = 709.782712893384
const LEAST = -745.1332191019411

/** e^x = 2^k e^r with |r| <= ln 2 / 2, and the exponential series of r (DLMF 4.2.19, https://dlmf.nist.gov/4.2#E19). */
export function exp(x: f64): f64 {
  if (!(x <= MOST)) return x > MOST ? Infinity : NaN
  if (x < LEAST) return 0
  const k = <i32>floor(x / LN2 + 0.5)
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
function seriesFromSquare(r: f64): f64 {
  return (
    1.0 / 2.0 +
    r *
      (1.0 / 6.0 +
        r *
          (1.0 / 24.0 +
            r *
              (1.0 / 120.0 +
                r *
                  (1.0 / 720.0 +
                    r *
                      (1.0 / 5040.0 +
                        r *
                          (1.0 / 40320.0 +
                            r *
                              (1.0 / 362880.0 +
                                r *
                                  (1.0 / 3628800.0 +
                                    r *
                                      (1.0 / 39916800.0 +
                                        r * (1.0 / 479001600.0 + r * (1.0 / 6227020800.0 + r / 87178291200.0)))))))))))
  )
}

/** base^exponent for base > 0, or 0. */
export function pow(base: f64, exponent: f64): f64 {
  return exponent === 1 ? base : exponent === 0 ? 1 : exp(exponent * log(base))
}
