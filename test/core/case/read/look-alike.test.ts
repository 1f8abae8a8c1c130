import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { main } from '../../../../src/cli/main.ts'
import { lookAlikeText } from '../../../../src/core/case/read/look-alike.ts'
import { readCase } from '../../../../src/core/case/read.ts'
import { realKnowledge } from '../../../support/real-rules.ts'
import { aWorld, REPOSITORY } from '../../../support/world.ts'

const kb = realKnowledge()
const problemsOf = (text: string) => readCase(text, kb).problems
const fixture = (name: string): string => readFileSync(join(REPOSITORY, name), 'utf8')
const CASE = '{"schemaVersion":1,"findings":{}}'

describe('score Bundle.json', () => {
  it('says that this is a FHIR Bundle and how to go on, in one line and with status 3', async () => {
    const world = aWorld({ stdin: '{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {}}]}' })
    expect(await main(['score'], world)).toBe(3)
    expect(world.written.stdout).toBe('')
    expect(world.written.stderr).toMatch(
      /^standard input:1:1: this is a FHIR Bundle, not a marrowdx case; "marrowdx template" gives .*\n$/,
    )
  })

  it.each([
    ['a FHIR Observation', '{"resourceType":"Observation","status":"final"}', /^this is a FHIR Observation,/],
    ['FHIR whose type is no name', '{"resourceType":"Jane Doe"}', /^this is a FHIR resource,/],
    ['FHIR in XML', '<?xml version="1.0"?>\n<Bundle xmlns="http://hl7.org/fhir"/>', /^this is FHIR in XML,/],
    ['an HL7 message', 'MSH|^~\\&|LAB|A', /^this is an HL7 version 2 message,/],
    ['a Phenopacket', '{"id":"a","subject":{},"phenotypicFeatures":[],"metaData":{}}', /^this is a Phenopacket,/],
    [
      'a result of marrowdx',
      fixture('fixtures/cases/000-necrosis-after-biopsy.out.json'),
      /^this is a result of marrowdx,/,
    ],
    ['a line of a stream that failed', '{"line":17,"error":{"code":"empty"}}', /^this is a result of marrowdx,/],
    ['a rule test', fixture('fixtures/kb-small/rules/cases/dry-plant.json'), /^this is a rule test,/],
    ['a rule file', fixture('fixtures/kb-small/rules/vocabulary.yaml'), /^this is a rule file in YAML,/],
    ['a rule file behind a comment', '# Rules\n\nevidence:\n- id: a\n', /^this is a rule file in YAML,/],
    ['a rule file in JSON', '{"diagnoses":[],"findings":[]}', /^this is a rule file,/],
    ['other YAML', 'patient:\n  age: 5\n', /^this is YAML,/],
    ['a JSON Schema', '{"$schema":"https://json-schema.org/draft/2020-12/schema"}', /^this is a JSON Schema,/],
    ['HTML', '<!doctype html><p>', /^this is an HTML page,/],
    ['a table', 'id,age,ldh\n1,50,677\n', /^this is a table,/],
    ['a table with semicolons', '"id";"age";"ldh"\r\n1;50;677\r\n', /^this is a table,/],
    ['NDJSON of several lines', `${CASE}\n${CASE}\n`, /^this is NDJSON, not one marrowdx case; "marrowdx stream"/],
    ['a list of cases', `[${CASE}]`, /^this is a list of cases,/],
  ])('tells %s in place of a list of unknown keys', (_, text, message) => {
    expect(problemsOf(text)).toMatchObject([
      { code: 'not-a-case', severity: 'error', message: expect.stringMatching(message) },
    ])
  })

  it('repeats nothing of the file but the type of a resource', () => {
    expect(JSON.stringify(problemsOf('{"resourceType":"Jane Doe","id":"Jane"}'))).not.toContain('Jane')
  })
})

describe('a case with something wrong in it', () => {
  it('stays a case: whatever has findings by name', () => {
    expect(problemsOf('{"schemaVersion":1,"findings":{},"resourceType":"Bundle"}')).toMatchObject([
      { code: 'unknown-key', path: 'resourceType' },
    ])
  })

  it.each(['{"schemaVersion":1,', '{"a":1}}', 'hello', '[1,', '"a', '{"schemaVersion":1,\n"findings":{},,}'])(
    'stays broken JSON: %j',
    (text) => {
      expect(problemsOf(text)).toMatchObject([{ code: 'invalid-json' }])
    },
  )

  it('of any length is looked at no further than its beginning', () => {
    expect(lookAlikeText(`${'x'.repeat(5000)},a,b\n1,2,3`)).toBeNull()
  })
})
