/** The program's own elementary functions, against those of the engine, which are good to the last place or two and differ between engines there. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KERNEL, KERNEL_LENGTH } from '../../../src/core/network/kernel/binary.ts'
import { exp, ln, lnOnePlus, log2, log10 } from '../../../src/core/numbers/elementary.ts'
import { hashOf } from '../../../src/core/text/fnv1a.ts'

interface Functions {
  readonly exp: (exponent: number) => number
  readonly log: (value: number) => number
  readonly pow: (base: number, exponent: number) => number
}
const kernel = new WebAssembly.Instance<Functions>(
  new WebAssembly.Module(new Uint8Array(Int32Array.from(KERNEL).buffer, 0, KERNEL_LENGTH)),
  {},
).exports

const anyPositive = fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true })
const share = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })

/** Equal to so many units of the last place. */
function expectNear(value: number, other: number, units: number): void {
  expect(Math.abs(value - other)).toBeLessThanOrEqual(units * Math.max(Math.abs(other) * Number.EPSILON, 5e-324))
}

describe('the own logarithm and exponential', () => {
  it('differ from those of the engine in the last places only', () => {
    fc.assert(
      fc.property(anyPositive, share, fc.double({ min: -745, max: 709, noNaN: true }), (x, p, exponent) => {
        expectNear(ln(x), Math.log(x), 2)
        expectNear(log2(x), Math.log2(x), 3)
        expectNear(log10(x), Math.log10(x), 4)
        expectNear(lnOnePlus(-p), Math.log1p(-p), 3)
        expectNear(exp(exponent), Math.exp(exponent), 2)
        expectNear(kernel.pow(p, 1 - p), p ** (1 - p), 25)
      }),
      { numRuns: 2000, seed: 1 },
    )
  })

  it('are exact where the result is a whole number of powers of 2', () => {
    for (let k = -1074; k < 1024; k++) expect(log2(2 ** k)).toBe(k)
    expect([ln(1), exp(0), kernel.pow(0.3, 1), kernel.pow(0.3, 0)]).toEqual([0, 1, 0.3, 1])
  })

  it('end where numbers end', () => {
    expect([ln(0), ln(Infinity), ln(-1), log2(0), ln(NaN)]).toEqual([-Infinity, Infinity, NaN, -Infinity, NaN])
    expect([exp(-Infinity), exp(-746), exp(710), exp(Infinity), exp(NaN)]).toEqual([0, 0, Infinity, Infinity, NaN])
    expect([exp(-745), exp(709.78), kernel.pow(0, 0.5)]).toEqual([5e-324, Math.exp(709.78), 0])
  })

  it('give the same bits in the kernel', () => {
    const any = fc.oneof(fc.double(), fc.double({ min: -800, max: 800 }), fc.double({ min: 0, max: 2 }))
    fc.assert(
      fc.property(any, share, (x, p) => {
        expect([kernel.exp(x), kernel.log(x), kernel.pow(p, x)]).toEqual([
          exp(x),
          ln(x),
          x === 1 ? p : x === 0 ? 1 : exp(x * ln(p)),
        ])
      }),
      { numRuns: 5000, seed: 2 },
    )
  })

  it('give the same bits on every engine', () => {
    const values = new Float64Array(40_000)
    for (let index = 0; index < 10_000; index++) {
      const x = (index + 0.5) / 10_000
      values.set([ln(x), exp(x * 1400 - 700), lnOnePlus(-x), kernel.pow(x, 1 - x)], 4 * index)
    }
    expect(hashOf(new Uint8Array(values.buffer), 0, values.byteLength)).toMatchInlineSnapshot(`-625905991`)
  })
})
