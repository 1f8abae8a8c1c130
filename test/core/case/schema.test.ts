import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readCaseValue } from '../../../src/core/case/read.ts'
import { caseSchema } from '../../../src/core/case/schema.ts'
import type { Finding } from '../../../src/core/rules/schema/vocabulary.ts'
import { aKnowledgeBase } from '../../support/knowledge.ts'

const kb = aKnowledgeBase()
const schema = caseSchema(kb)
const schemaAccepts = (value: unknown) => schema.safeParse(value).success
const readerAccepts = (value: unknown) => readCaseValue(value, kb).case !== null

const number = fc.oneof(
  fc.integer({ min: -5, max: 400 }),
  fc.double({ min: 0, max: 400, noNaN: true }),
  fc.constant('10,5'),
)
const measured = fc.record(
  {
    value: number,
    atLeast: number,
    atMost: number,
    unit: fc.constantFrom('U/L', 'g/dL', 'mmol/L', '%', 'd', 'mo', 'Cel', 'parsec'),
    upperLimit: number,
    lowerLimit: number,
    level: fc.constantFrom('low', 'high', 'odd'),
    day: fc.integer(),
    date: fc.constantFrom('2026-01-03', '2026-01', '2026', 'yesterday'),
  },
  { requiredKeys: ['unit'] },
)
const words = fc.constantFrom<unknown>(
  true,
  false,
  null,
  'present',
  'absent',
  'not-done',
  'unknown',
  'P2M',
  '2026-01-03',
  'odd',
  3,
)

/** Right and wrong answers, mostly of the finding's own kind. */
function answerTo(finding: Finding): fc.Arbitrary<unknown> {
  const options = (finding.options ?? []).map((option) => option.value)
  const option = options.length > 0 ? fc.constantFrom(...options, 'odd') : words
  const level = fc.record({ level: fc.constantFrom('low', 'normal', 'high') })
  const value = fc.record({ value: fc.integer({ min: 1, max: 300 }), unit: fc.constant(finding.unit ?? 'U/L') })
  return fc.oneof(
    words,
    option,
    fc.array(option, { maxLength: 3 }),
    measured,
    level,
    value,
    fc.array(fc.oneof(value, measured), { maxLength: 3 }),
  )
}

const cases = fc
  .record({
    schemaVersion: fc.constantFrom(1, 1, 1, 2),
    id: fc.option(fc.string(), { nil: undefined }),
    context: fc.constantFrom('gist-on-imatinib', 'odd', undefined),
    findings: fc
      .constantFrom(...kb.findings)
      .chain((finding) => answerTo(finding).map((answer) => ({ [finding.id]: answer }))),
  })
  .map((value): unknown => JSON.parse(JSON.stringify(value)))

describe('the schema of a case', () => {
  it('accepts whatever the reader accepts', () => {
    let accepted = 0
    fc.assert(
      fc.property(cases, (value) => {
        if (!readerAccepts(value)) return
        accepted += 1
        expect(schemaAccepts(value)).toBe(true)
      }),
      { seed: 1, numRuns: 4000 },
    )
    expect(accepted).toBeGreaterThan(300)
  })

  const withFindings = (findings: unknown) => ({ schemaVersion: 1, findings })
  it.each<[string, unknown]>([
    ['no object', 'case'],
    ['no version', { findings: {} }],
    ['no findings', { schemaVersion: 1 }],
    ['another version', { schemaVersion: 2, findings: {} }],
    ['an unknown key', { ...withFindings({}), note: 'x' }],
    ['an unknown context', { ...withFindings({}), context: 'odd' }],
    ['an id that is no text', { ...withFindings({}), id: 3 }],
    ['an id that is too long', { ...withFindings({}), id: 'x'.repeat(8193) }],
    ['an unknown finding', withFindings({ 'bone-pian': true })],
    ['__proto__ as a finding', JSON.parse('{"schemaVersion": 1, "findings": {"__proto__": true}}')],
    ['a finding that stands inside another', withFindings({ 'ldh-upper-limit': { value: 250, unit: 'U/L' } })],
    ['an unknown state', withFindings({ fever: 'perhaps' })],
    ['a number for a state', withFindings({ fever: 1 })],
    ['an unknown option', withFindings({ 'mri-enhancement': 'odd' })],
    ['a list where one option holds', withFindings({ 'mri-enhancement': ['rim'] })],
    ['an empty list', withFindings({ 'pain-site': [] })],
    ['an unknown option in a list', withFindings({ 'pain-site': ['back', 'odd'] })],
    ['a number without a unit', withFindings({ ldh: { value: 300 } })],
    ['a bare number', withFindings({ ldh: 300 })],
    ['a number in quotes', withFindings({ ldh: { value: '300', unit: 'U/L' } })],
    ['an unknown key in a quantity', withFindings({ ldh: { value: 300, unit: 'U/L', uln: 250 } })],
    ['a value with a bound', withFindings({ ldh: { value: 300, atLeast: 2, unit: 'U/L' } })],
    ['neither value nor bound', withFindings({ ldh: { unit: 'U/L' } })],
    ['a level with a unit', withFindings({ ldh: { level: 'high', unit: 'U/L' } })],
    ['an unknown level', withFindings({ ldh: { level: 'raised' } })],
    ['an empty series', withFindings({ ldh: [] })],
    ['a date where a duration is meant', withFindings({ 'remission-duration': '2026-01-03' })],
    ['a duration with a limit', withFindings({ 'remission-duration': { value: 3, unit: 'd', upperLimit: 4 } })],
    ['a duration in words', withFindings({ 'remission-duration': 'long' })],
  ])('refuses %s, as the reader does', (_, value) => {
    expect(schemaAccepts(value)).toBe(false)
    expect(readerAccepts(value)).toBe(false)
  })

  it('becomes a JSON Schema with the question as description', () => {
    const json = JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12' }))
    expect(json).toContain('"description":"bone-pain?"')
    expect(json).toContain('"additionalProperties":false')
  })
})
