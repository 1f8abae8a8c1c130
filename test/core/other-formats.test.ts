import { describe, expect, it } from 'vitest'
import { readCase, readCaseValue } from '../../src/core/case.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { aResult } from '../support/results.ts'

const kb = realKnowledge()
const said = (value: unknown): readonly string[] => readCaseValue(value, kb).problems.map(({ code, message }) => `${code}: ${message}`)

describe('something else given as a case is called by its name, once, and how to go on', () => {
  it.each([
    ['a FHIR Bundle', { resourceType: 'Bundle', type: 'collection', entry: [] }, 'this is a FHIR Bundle, not a case; write the findings'],
    ['a FHIR Patient', { resourceType: 'Patient', name: [{ family: 'Kim' }] }, 'this is a FHIR Patient'],
    ['a Phenopacket', { id: 'x', subject: {}, phenotypicFeatures: [], metaData: {} }, 'this is a GA4GH Phenopacket'],
    ['a result', aResult(), 'this is a result of marrowdx'],
    ['a rule test', { about: 'x', case: {}, expect: {} }, 'this is a rule test'],
    ['a list of cases', [{ schemaVersion: 1, findings: {} }], 'this is a list'],
    ['a JSON Schema', { $schema: 'https://json-schema.org/draft/2020-12/schema', properties: {} }, 'this is a JSON Schema'],
  ])('%s', (_, value, message) => {
    expect(said(value)).toEqual([expect.stringContaining(`not-a-case: ${message}`)])
  })

  it.each([
    [
      'one case a line',
      '{"schemaVersion": 1, "findings": {}}\n{"schemaVersion": 1, "findings": {}}\n',
      'one case a line, which "marrowdx stream" reads',
    ],
    ['HTML', '<!doctype html><p>Kim</p>', 'this looks like HTML or XML'],
    ['a table', 'bone-pain,fever\ntrue,false\n', 'this looks like a table'],
    ['YAML', '# a case\nfindings:\n  fever: true\n', 'this looks like YAML, and a case is JSON'],
    ['a PDF', '%PDF-1.7\n', 'this looks like a PDF'],
  ])('%s', (_, text, message) => {
    const { problems } = readCase(text, kb)
    expect(problems).toMatchObject([{ code: 'invalid-json', message: expect.stringContaining(message) }])
  })

  it('never repeats what stands in it', () => {
    const told = said({ resourceType: 'Jane Doe, born 1970', findings: {} }).join()
    expect(told).not.toContain('Jane')
    expect(readCase('<p>Jane Doe</p>', kb).problems[0]?.message).not.toContain('Jane')
  })

  it('and a case that is only wrong keeps its list of problems', () => {
    expect(said({ findings: { fever: true } })).toEqual(['missing-key: "schemaVersion": 1 is missing'])
    expect(said({ schemaVersion: 1, findings: {}, resourceType: 'Bundle' })).toHaveLength(1)
    expect(readCase('{"schemaVersion": 1, "findings": {"fever": true,}}', kb).problems[0]?.message).not.toContain('looks like')
  })
})
