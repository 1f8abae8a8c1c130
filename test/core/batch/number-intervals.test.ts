/** Numbers on the short way: what was read for one number stands for another only where both mean the same. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberEffects } from '../../../src/core/batch/number-intervals.ts'
import { findNumber } from '../../../src/core/batch/scan-number.ts'
import { readMember } from '../../../src/core/case/read.ts'
import { unitsOf } from '../../../src/core/case/units.ts'
import { type Effects, effectsBy } from '../../../src/core/findings/answer-effects.ts'
import { slotTable } from '../../../src/core/findings/compiled-conditions.ts'
import { realKnowledge } from '../../support/real-rules.ts'

const kb = realKnowledge()
const table = slotTable(kb.network.map(({ id }) => id))
const effectsOf = effectsBy(kb, table, Buffer.from)
const measured = kb.findings.filter(
  ({ type, carriedBy }) => (type === 'quantity' || type === 'date-or-duration') && carriedBy === undefined,
)

const quickly = (): ((text: string) => Effects | null | undefined) => {
  const quick = numberEffects(kb, effectsOf, (bytes, from, to) => Buffer.from(bytes).toString('utf8', from, to))
  return (text) => quick(Buffer.from(text), 0, Buffer.byteLength(text))
}

/** Numbers that the rules compare with, in any unit, and those next to them. */
const compared = [
  ...new Set(
    JSON.stringify(kb.network.map(({ origins }) => origins))
      .match(/\d+(\.\d+)?/g)
      ?.map(Number),
  ),
]
const number = fc.oneof(
  fc
    .constantFrom(...compared)
    .chain((bound) => fc.constantFrom(bound, bound * 2, bound / 2, bound + 0.01, bound - 0.01, bound * 10, bound / 10)),
  fc.double({ min: -1, max: 5000, noNaN: true }),
  fc.integer({ min: 0, max: 600 }),
)
const plainly = (value: number): string => String(Number(value.toFixed(3)))
const limit = fc.option(fc.constantFrom(1, 35, 130, 250, 480), { nil: undefined })

describe('a number in the bytes of a member', () => {
  it('is that of JSON.parse, wherever it stands', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,7})(\.\d{1,6})?$/)
    const blank = fc.constantFrom('', ' ', '\t ')
    fc.assert(
      fc.property(digits, blank, fc.boolean(), (number, gap, last) => {
        const fields = [`"unit":"g/L"`, `"value"${gap}:${gap}${number}${gap}`]
        const text = `"hemoglobin"${gap}:${gap}{${(last ? fields : fields.toReversed()).join(',')}}`
        const found = { from: 0, to: 0, value: 0 }
        const bytes = Buffer.from(`[${text}]`)
        expect(findNumber(bytes, 1, bytes.length - 1, found)).toBe(true)
        expect(bytes.toString('utf8', found.from, found.to)).toBe(number)
        expect(Object.is(found.value, JSON.parse(number))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['01', '1.', '.5', '-', '1e3', '+1', '1234567890.1234567', '"1"', '1 2', ''])(
    'is not looked for in %s',
    (number) => {
      const bytes = Buffer.from(`"hemoglobin":{"value":${number},"unit":"g/L"}`)
      expect(findNumber(bytes, 0, bytes.length, { from: 0, to: 0, value: 0 })).toBe(false)
    },
  )

  it('is the only one', () => {
    const bytes = Buffer.from('"hemoglobin":{"value":1,"value":2,"unit":"g/L"}')
    expect(findNumber(bytes, 0, bytes.length, { from: 0, to: 0, value: 0 })).toBe(false)
  })
})

describe('the effects of a number', () => {
  it.each(measured.map((finding) => [finding.id, finding] as const))(
    'of %s are those that it has when it is read by itself',
    (id, finding) => {
      const units = unitsOf(kb.units, finding).accepted.map(({ unit }) => unit)
      fc.assert(
        fc.property(
          fc.constantFrom(...units),
          limit,
          fc.array(number, { minLength: 2, maxLength: 12 }),
          (unit, upperLimit, numbers) => {
            const quick = quickly()
            for (const value of numbers) {
              const rest = upperLimit === undefined || finding.type !== 'quantity' ? '' : `,"upperLimit":${upperLimit}`
              const text = `"${id}":{"value":${plainly(value)},"unit":"${unit}"${rest}}`
              const member = readMember(text, kb)
              const known = quick(text)
              if (finding.integer !== true) expect(known).toEqual(member && effectsOf(member))
              else expect(known ?? null).toBeNull()
            }
          },
        ),
        { numRuns: 150 },
      )
    },
  )

  it('is read once for a stretch', () => {
    const quick = quickly()
    const of = (value: string) => quick(`"hemoglobin":{"value":${value},"unit":"g/dL"}`)
    expect(of('9.1')).toBe(of('9.2'))
    expect(of('9.1')).not.toBe(of('19.2'))
  })

  it.each(['"hemoglobin":{"value":9e1,"unit":"g/L"}', '"ldh":[{"value":9,"unit":"U/L"}]', '"bone-pain":true'])(
    'leaves %s to others',
    (text) => {
      expect(quickly()(text)).toBeUndefined()
    },
  )
})
