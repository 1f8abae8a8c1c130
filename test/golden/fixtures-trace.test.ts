/** Every value of a published case can be looked up: its trace names the place in the report, and traces nothing that the case does not say. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'

const FOLDER = new URL('../../fixtures/cases/', import.meta.url)
const CASE_ENDING = /(?<!\.out)\.json$/
const TRACE_ENDING = '.trace.yaml'

const text = z.string().trim().min(1)
const ids = z.array(text).min(1)

const caseFile = z.object({ id: text, findings: z.record(text, z.unknown()) })

const trace = z.strictObject({
  citation: z
    .strictObject({
      source: text,
      authors: text,
      title: text,
      journal: text,
      year: z.int(),
      doi: text.optional(),
      url: z.string().startsWith('https://').optional(),
    })
    .refine((citation) => citation.doi !== undefined || citation.url !== undefined, 'a citation has a doi or a url'),
  stands: text,
  values: z.record(text, z.strictObject({ place: text, says: text })),
  expect: z.strictObject({
    first: ids.optional(),
    amongFirstTwo: ids.optional(),
    aheadOfOthers: z.strictObject({ diagnoses: ids, exceptFor: ids }).optional(),
    words: z.record(text, text).optional(),
    notExcluded: ids.optional(),
    excluded: z.record(text, text).optional(),
    nextIncludesBurden: text.optional(),
    nextIncludesGroup: text.optional(),
    urgent: ids.optional(),
    neverSays: ids.optional(),
  }),
})

const names = readdirSync(FOLDER)
const cases = names.filter((name) => CASE_ENDING.test(name)).map((name) => name.replace(CASE_ENDING, ''))
const traces = names.filter((name) => name.endsWith(TRACE_ENDING)).map((name) => name.slice(0, -TRACE_ENDING.length))

const readCase = (slug: string): z.infer<typeof caseFile> => caseFile.parse(JSON.parse(readFixture(`${slug}.json`)))
const readTrace = (slug: string): z.infer<typeof trace> => trace.parse(parse(readFixture(`${slug}${TRACE_ENDING}`)))

function readFixture(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8')
}

describe('the traces of the published cases', () => {
  it('stand beside each of the five reports, at two moments', () => {
    expect(cases.map((slug) => slug.slice(0, 3)).sort()).toEqual([
      '000',
      '000',
      '001',
      '001',
      '002',
      '002',
      '003',
      '003',
      '004',
      '004',
    ])
    expect(traces.sort()).toEqual([...cases].sort())
  })

  it.each(cases)('%s: every value has a place in the report, and every place a value', (slug) => {
    expect(Object.keys(readTrace(slug).values).sort()).toEqual(Object.keys(readCase(slug).findings).sort())
  })

  it('give every case of one report the same citation, and each its own moment', () => {
    const read = cases.map((slug) => ({ report: slug.slice(0, 3), trace: readTrace(slug) }))
    const citations = new Set(read.map(({ report, trace }) => `${report} ${JSON.stringify(trace.citation)}`))
    expect(citations.size).toBe(new Set(read.map(({ report }) => report)).size)
    expect(new Set(read.map(({ trace }) => trace.stands)).size).toBe(cases.length)
  })

  it('give every case an id of its own', () => {
    expect(new Set(cases.map((slug) => readCase(slug).id)).size).toBe(cases.length)
  })
})
