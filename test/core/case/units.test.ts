import { describe, expect, it } from 'vitest'
import { resolveUnit, toCanonical, unitsOf } from '../../../src/core/case/units.ts'
import { aFinding, aKnowledgeBase, aQuantity } from '../../support/knowledge.ts'

const kb = aKnowledgeBase()
const unitsFor = (id: string) => {
  const finding = kb.findings.find((each) => each.id === id)
  if (finding === undefined) throw new Error(id)
  return unitsOf(kb.units, finding)
}
const converted = (id: string, unit: string, value: number) => {
  const conversion = resolveUnit(unitsFor(id), unit)
  return conversion === null ? null : toCanonical(conversion, value)
}

describe('a unit', () => {
  it('is looked up exactly first and then without regard to case', () => {
    expect(resolveUnit(unitsFor('wbc'), 'G/L')?.unit).toBe('10*9/L')
    expect(resolveUnit(unitsFor('hemoglobin'), 'G/L')?.unit).toBe('g/L')
    expect(resolveUnit(unitsFor('ldh'), 'iu/l')?.unit).toBe('U/L')
  })

  it('is known with the micro sign and with the Greek letter', () => {
    expect(resolveUnit(unitsFor('ldh'), '\u00b5kat/L')?.unit).toBe('ukat/L')
    expect(resolveUnit(unitsFor('ldh'), '\u03bckat/L')?.unit).toBe('ukat/L')
  })

  it('is never normalised', () => {
    expect(resolveUnit(unitsFor('wbc'), '×10⁹/L')?.unit).toBe('10*9/L')
    expect(resolveUnit(unitsFor('wbc'), '×109/L')).toBeNull()
  })

  it('of another kind, or of another finding, is none', () => {
    expect(resolveUnit(unitsFor('ldh'), 'g/L')).toBeNull()
    expect(resolveUnit(unitsFor('ldh'), 'mkat/L')).toBeNull()
    expect(resolveUnit(unitsFor('calcium-total'), 'mg/dL')).toBeNull()
    expect(resolveUnit(unitsFor('fever'), 'd')).toBeNull()
  })

  it('is refused where two of them differ in case only', () => {
    const units = unitsOf(
      {
        aliases: [],
        conversions: [
          {
            id: 'two',
            canonical: 'mX',
            from: [
              { unit: 'MX', multiplyBy: 1e9, why: 'mega' },
              { unit: 'x', multiplyBy: 2, why: '' },
            ],
          },
        ],
      },
      aQuantity('q', 'mX', { convert: 'two' }),
    )
    expect(resolveUnit(units, 'MX')?.multiplyBy).toBe(1e9)
    expect(resolveUnit(units, 'Mx')).toBeNull()
    expect(resolveUnit(units, 'X')?.unit).toBe('x')
  })

  it('is one of those listed as accepted, although the conversion knows more', () => {
    const units = unitsOf(kb.units, aQuantity('ast', 'U/L', { convert: 'enzyme-activity', accepts: ['U/L', 'ukat/L'] }))
    expect(units.accepted.map(({ unit }) => unit)).toEqual(['U/L', 'ukat/L'])
    expect(resolveUnit(units, 'IU/L')).toBeNull()
  })

  it('of a duration needs no conversion named', () => {
    const units = unitsOf(kb.units, aFinding('since', { type: 'date-or-duration', unit: 'd' }))
    expect(units.accepted.map(({ unit }) => unit)).toEqual(['d', 'wk', 'mo', 'a'])
  })
})

describe('a conversion', () => {
  it.each([
    ['ldh', 'ukat/L', 4.2, 252],
    ['ldh', '[IU]/L', 250, 250],
    ['hemoglobin', 'g/L', 83, 8.3],
    ['hemoglobin', 'mmol/L', 6.2, 9.99068],
    ['wbc', '/uL', 3000, 3],
    ['body-temperature', '[degF]', 98.6, 37],
    ['pain-started-on', 'mo', 2, 60.875],
  ])('of %s from %s gives no binary noise', (id, unit, value, expected) => {
    expect(converted(id, unit, value)).toBe(expected)
  })

  it('leaves a value in the canonical unit untouched', () => {
    expect(converted('hemoglobin', 'g/dL', 0.1 + 0.2)).toBe(0.1 + 0.2)
  })
})
