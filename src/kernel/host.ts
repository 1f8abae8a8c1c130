/** Powers and logarithms come from the host (core/elementary.ts), so that they are those of every other calculation. */

export declare function exp(exponent: f64): f64

export declare function log(value: f64): f64

export declare function pow(base: f64, exponent: f64): f64
