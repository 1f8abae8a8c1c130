import { describe, expect, it } from 'vitest'
import { readCaseValue } from '../../../src/core/case/read.ts'
import { writeTyped } from '../../../src/core/case/typed/write.ts'
import { readTyped } from '../../../src/core/case/typed.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import { aKnowledgeBase } from '../../support/knowledge.ts'
import { published } from '../../support/published-findings.ts'
import { realKnowledge } from '../../support/real-rules.ts'

const kb = aKnowledgeBase()

function typed(finding: string, text: string, unit?: string) {
  const found = kb.findings.find(({ id }) => id === finding)
  if (found === undefined) throw new Error(`no finding ${finding}`)
  return readTyped(kb, found, text, unit)
}

const value = (finding: string, text: string): unknown => {
  const read = typed(finding, text)
  return read.kind === 'value' ? read.value : read
}

describe('a quantity as it is typed', () => {
  it.each([
    ['ldh', '3257 U/L', { value: 3257, unit: 'U/L' }],
    ['ldh', '3257U/L', { value: 3257, unit: 'U/L' }],
    ['ldh', '  54.3  µkat/L ', { value: 54.3, unit: 'µkat/L' }],
    ['hemoglobin', '10.5 g/dL', { value: 10.5, unit: 'g/dL' }],
    ['wbc', '1.06 10^9/L', { value: 1.06, unit: '10^9/L' }],
    ['wbc', '1.06 ×10⁹/L', { value: 1.06, unit: '×10⁹/L' }],
    ['wbc', '1.06 10 ^ 9 / L', { value: 1.06, unit: '10^9/L' }],
    ['wbc', '1060 /uL', { value: 1060, unit: '/uL' }],
    ['wbc', '1060/uL', { value: 1060, unit: '/uL' }],
    ['oxygen-saturation', '88', { value: 88, unit: '%' }],
    ['pain-score', '7', { value: 7, unit: '{score}' }],
    ['oxygen-saturation', '>= 51 %', { atLeast: 51, unit: '%' }],
    ['oxygen-saturation', 'at least 51%', { atLeast: 51, unit: '%' }],
    ['oxygen-saturation', '≤ 90 %', { atMost: 90, unit: '%' }],
    ['oxygen-saturation', '>50 %', { atLeast: 50.01, unit: '%' }],
    ['crp', '<0.5 mg/dL', { atMost: 0.499, unit: 'mg/dL' }],
    ['pain-score', 'more than 5', { atLeast: 6, unit: '{score}' }],
    ['oxygen-saturation', '80-90 %', { atLeast: 80, atMost: 90, unit: '%' }],
    ['oxygen-saturation', '80 % to 90 %', { atLeast: 80, atMost: 90, unit: '%' }],
    ['oxygen-saturation', '80 – 90', { atLeast: 80, atMost: 90, unit: '%' }],
    ['ldh', 'normal', { level: 'normal' }],
    ['ldh', 'Raised', { level: 'high' }],
    ['ldh', '3257 U/L (upper limit 250)', { value: 3257, unit: 'U/L', upperLimit: 250 }],
    ['ldh', '3257 U/L ULN 250, LLN 120', { value: 3257, unit: 'U/L', upperLimit: 250, lowerLimit: 120 }],
  ])('%s: %s', (finding, text, expected) => {
    expect(value(finding, text)).toEqual(expected)
  })

  it.each([
    [
      '677 -> 3257 U/L',
      [
        { value: 677, unit: 'U/L' },
        { value: 3257, unit: 'U/L' },
      ],
    ],
    [
      '677 U/L → 54 ukat/L',
      [
        { value: 677, unit: 'U/L' },
        { value: 54, unit: 'ukat/L' },
      ],
    ],
    ['normal then 3257 U/L', [{ level: 'normal' }, { value: 3257, unit: 'U/L' }]],
    [
      'day 7: 677 -> day 8 3257 U/L',
      [
        { day: 7, value: 677, unit: 'U/L' },
        { day: 8, value: 3257, unit: 'U/L' },
      ],
    ],
    ['2026-01-03: 677 U/L', [{ date: '2026-01-03', value: 677, unit: 'U/L' }]],
  ])('several readings: %s', (text, expected) => {
    expect(value('ldh', text)).toEqual(expected)
  })

  it('without a unit asks for it where there are several, and reads the same text with the one given', () => {
    expect(typed('ldh', '677 -> 3257')).toEqual({ kind: 'unit-missing', units: ['U/L', 'ukat/L', 'nkat/L', '[IU]/L'] })
    expect(typed('ldh', '677 -> 3257', 'U/L')).toEqual({
      kind: 'value',
      value: [
        { value: 677, unit: 'U/L' },
        { value: 3257, unit: 'U/L' },
      ],
    })
  })

  it.each([
    ['hemoglobin', '10,5 g/dL', /comma/],
    ['wbc', '1,060 /uL', /comma/],
    ['ldh', '3257 mmHg', /not a unit of this finding; expected is U\/L/],
    ['ldh', 'plenty', /not understood; a number with its unit/],
    ['ldh', '1 060 U/L', /not a unit/],
    ['ldh', '-5 U/L', /not understood/],
    ['ldh', '', undefined],
  ])('%s: %s is not guessed at', (finding, text, message) => {
    const read = typed(finding, text)
    if (message === undefined) expect(read).toEqual({ kind: 'value', value: 'unknown' })
    else expect(read).toEqual({ kind: 'refused', message: expect.stringMatching(message) })
  })

  it('is more than half where more than 50 % was typed', () => {
    const real = realKnowledge()
    const share = real.findings.find(({ id }) => id === 'marrow-necrosis-share')
    const read = share && readTyped(real, share, '> 50 %')
    const answer = read?.kind === 'value' ? read.value : null
    const { case: kase } = readCaseValue({ schemaVersion: 1, findings: { 'marrow-necrosis-share': answer } }, real)
    expect(kase && observe(real, kase).truths['marrow-necrosis-extensive']).toBe('present')
  })
})

describe('a state typed in words', () => {
  it.each([
    ['', 'unknown'],
    ['not known', 'unknown'],
    ['Not done', 'not-done'],
    ['not-measured', 'not-done'],
    ['equivocal', 'equivocal'],
    ['does not apply', 'not-applicable'],
    ['n/a', 'not-applicable'],
  ])('"%s" is %s', (text, state) => {
    expect(value('ldh', text)).toBe(state)
    expect(value('pain-started-on', text)).toBe(state)
  })
})

describe('a date or a length of time as it is typed', () => {
  it.each([
    ['12 days', { value: 12, unit: 'd' }],
    ['2 months ago', { value: 2, unit: 'mo' }],
    ['4 years', { value: 4, unit: 'a' }],
    ['3wk', { value: 3, unit: 'wk' }],
    ['within 2 weeks', { atMost: 2, unit: 'wk' }],
    ['2 to 3 months', { atLeast: 2, atMost: 3, unit: 'mo' }],
    ['2026-01-03', '2026-01-03'],
    ['2026-01', '2026-01'],
    ['P2M', 'P2M'],
    ['1 year 6 months', 'P1Y6M'],
    ['1y 6mo', 'P1Y6M'],
    ['2 weeks and 3 days', 'P2W3D'],
  ])('%s', (text, expected) => {
    expect(value('pain-started-on', text)).toEqual(expected)
  })

  it.each([
    ['3.1.2026', /year-month-day/],
    ['03/01/2026', /year-month-day/],
    ['2026-1-3', /year-month-day/],
    ['1,5 years', /comma/],
    ['5 m', /not a unit/],
    ['soon', /length of time such as/],
  ])('%s is refused with a hint', (text, message) => {
    expect(typed('pain-started-on', text)).toEqual({ kind: 'refused', message: expect.stringMatching(message) })
  })

  it('without a unit asks for it', () => {
    expect(typed('pain-started-on', '12')).toEqual({ kind: 'unit-missing', units: ['d', 'wk', 'mo', 'a'] })
  })

  it('that counts forward is taken as it is', () => {
    expect(value('remission-duration', '12 days later')).toEqual({ value: 12, unit: 'd' })
  })
})

describe('an answer written as a person would type it', () => {
  const real = realKnowledge()
  const measured = published().filter(({ finding }) => {
    const type = real.findings.find(({ id }) => id === finding)?.type
    return type === 'quantity' || type === 'date-or-duration'
  })

  it.each(measured.map(({ slug, finding, value: given }) => [slug, finding, given]))(
    '%s, %s is read back as it was',
    (_, finding, given) => {
      const found = real.findings.find(({ id }) => id === finding)
      if (found === undefined) throw new Error(`no finding ${finding}`)
      expect(readTyped(real, found, writeTyped(given))).toEqual({ kind: 'value', value: given })
    },
  )

  it.each([
    [
      [
        { date: '2026-01-03', value: 677, unit: 'U/L', upperLimit: 250, lowerLimit: 120 },
        { date: '2026-01-04', level: 'high' },
      ],
    ],
    [{ atLeast: 80, atMost: 90, unit: 'U/L' }],
    ['not-done'],
  ])('%j is read back as it was', (given) => {
    expect(value('ldh', writeTyped(given))).toEqual(given)
  })
})
