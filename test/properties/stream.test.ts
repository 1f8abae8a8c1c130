/**
 * A line of a stream is what `score` gives for that line alone, whatever stands around it and however the bytes come: on random patients and the real
 * rules, in the many ways in which JSON can be written, and in as many in which it can be wrong.
 */
import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BlockResult, blockScorer, tooLargeLine } from '../../src/cli/stream/block.ts'
import type { StreamOptions } from '../../src/cli/stream/options.ts'
import { assess } from '../../src/core/assessment/assess.ts'
import { readCase } from '../../src/core/case/read.ts'
import { DEFAULT_FIELDS, type Fields, fieldNames, fieldsOf, project } from '../../src/core/result/fields.ts'
import { cleanJson } from '../../src/core/text/printable.ts'
import { notUtf8 } from '../../src/io/input.ts'
import { cutter } from '../../src/io/line-blocks.ts'
import { formatterFor } from '../../src/render/formats.ts'
import { failureOf } from '../../src/render/formatter.ts'
import { plain } from '../../src/render/style.ts'
import type { Findings } from '../support/answers-for.ts'
import { randomFindings } from '../support/random-case.ts'
import { realKnowledge } from '../support/real-rules.ts'

const kb = realKnowledge()
const toolVersion = '1.2.3'
const style = async () => ({ width: 80, paint: plain, unicode: true, hyperlinks: false })
const formatter = await formatterFor('ndjson', { style, titled: true })
const optionsFor = (fields: Fields | null): StreamOptions => ({
  format: 'ndjson',
  formatter,
  fields,
  failFast: false,
  toolVersion,
  redrawn: undefined,
})

/** As score does it for a file with only this line; what is printed of the result is the choice of the stream. */
function alone(bytes: Buffer, line: number, fields: Fields | null): string {
  const refused = (problems: Parameters<typeof failureOf>[1]): string => {
    const failure = failureOf({ line }, problems)
    if (failure === null) throw new Error('refused without a reason')
    return formatter.failure(failure)
  }
  if (!isUtf8(bytes))
    return refused([{ code: 'invalid-utf8', severity: 'error', path: '', message: notUtf8(bytes), position: null }])
  const read = readCase(bytes.toString('utf8'), kb)
  if (read.case === null) return refused(read.problems)
  const result = assess(kb, read.case, { toolVersion, warnings: read.problems })
  if ('problems' in result) return refused(result.problems)
  return fields === null
    ? formatter.result(result, { line })
    : `${cleanJson(JSON.stringify(project(result, fields)))}\n`
}

/** One for all runs, so that nothing of one line may get into another. */
const byDefault = blockScorer(kb, optionsFor(DEFAULT_FIELDS))

/** What the stream gives for these bytes in chunks of these sizes. */
function streamed(
  bytes: Buffer,
  sizes: readonly number[],
  fields: Fields | null,
): { readonly text: string; readonly lines: number } {
  const options = optionsFor(fields)
  const score = fields === DEFAULT_FIELDS ? byDefault : blockScorer(kb, options)
  const cut = cutter(1)
  const results: BlockResult[] = []
  const take = (cuts: ReturnType<typeof cut.take>): void => {
    for (const each of cuts)
      results.push(each.kind === 'lines' ? score(each.bytes, each.firstLine) : tooLargeLine(options, each.line))
  }
  let at = 0
  for (const size of [...sizes, bytes.length]) {
    take(cut.take(bytes.subarray(at, at + size)))
    at += size
  }
  take(cut.end())
  return {
    text: Buffer.concat(results.map(({ out }) => out)).toString('utf8'),
    lines: results.reduce((sum, { lines }) => sum + lines, 0),
  }
}

const asBytes = (text: string): Buffer => Buffer.from(text.replaceAll('\n', ' '))

/** Some of the answers of a patient; patients are drawn once, since drawing them takes longer than everything else here. */
const patients = fc.sample(randomFindings(kb), { seed: 4, numRuns: 150 })
const findings: fc.Arbitrary<Findings> = fc
  .constantFrom(...patients)
  .chain((patient) => fc.oneof(fc.constant(Object.entries(patient)), fc.subarray(Object.entries(patient))))
  .map(Object.fromEntries)
const ids = kb.findings.map(({ id }) => id)
const oddValue = fc.oneof(
  fc.constantFrom(true, false, null, 'present', 'absent', 'not-done', 'yes', '', 0, -0, 1e300, [], {}, [null]),
  fc.record({
    value: fc.constantFrom(-1, 0, 2, 1e-9, 38.5, 1e6, '2'),
    unit: fc.constantFrom('U/L', 'mo', '%', 'g/L', 'mmol/L', 'Cel', 'x', ''),
  }),
  fc.record({ level: fc.constantFrom('low', 'normal', 'high', 'higher') }),
  fc.record({ atLeast: fc.nat(100), unit: fc.constantFrom('%', 'd') }),
)
const oddKey = fc.oneof(
  fc.constantFrom(...ids),
  fc.constantFrom('bone-pian', '__proto__', 'constructor', '', 'ldh-baseline'),
  fc.string({ maxLength: 5 }),
)

/** Escapes that mean the same, white space that means nothing. */
const written = (value: object): fc.Arbitrary<string> =>
  fc
    .record({
      indent: fc.constantFrom(0, 1, '\t'),
      escaped: fc.boolean(),
      tail: fc.constantFrom('', ' ', '\r', '\t \r'),
    })
    .map(({ indent, escaped, tail }) => {
      const text = JSON.stringify(value, null, indent).replaceAll('\n', ' ')
      return (escaped ? text.replace('e', '\\u0065').replace('-', '\\u002d') : text) + tail
    })

const caseFile = (given: Findings): fc.Arbitrary<object> =>
  fc
    .record(
      {
        schemaVersion: fc.constantFrom(1, 1, 1, 1, 1, 2, '1'),
        id: fc.oneof(
          fc.string({ unit: 'binary', maxLength: 12 }),
          fc.constantFrom('a\u202eb', '\u009b', '\ufffd', '\u2028', '"\\', '\u0000', 7),
        ),
        context: fc.constantFrom(...kb.contexts.map(({ id }) => id), 'gist', null),
        findings: fc.constant(given),
      },
      { requiredKeys: ['findings'] },
    )
    .chain((file) =>
      fc.boolean().map((first) => (first ? { schemaVersion: 1, ...file } : { ...file, schemaVersion: 1 })),
    )

const patient = findings.chain(caseFile)
const oddPatient = fc
  .record({ given: findings, more: fc.array(fc.tuple(oddKey, oddValue), { minLength: 1, maxLength: 3 }) })
  .chain(({ given, more }) => caseFile({ ...given, ...Object.fromEntries(more) }))
/** As files usually are. */
const id = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 3 }))
const context = fc.constantFrom(...kb.contexts.map((each) => each.id))
const tidy = fc
  .record({ schemaVersion: fc.constant(1), id, context, findings }, { requiredKeys: ['schemaVersion', 'findings'] })
  .map((file) => asBytes(JSON.stringify(file)))

const wellFormed = fc.oneof(patient, oddPatient).chain(written).map(asBytes)

/** Some bytes of a case taken out or put in. */
const damaged = fc
  .record({
    bytes: fc.oneof(tidy, wellFormed),
    at: fc.nat(),
    out: fc.nat(6),
    more: fc.constantFrom('', '"', '{', ']', ',', '0', '\\', '"x":1,', '\ufeff', '\u00c3'),
  })
  .map(({ bytes, at, out, more }) => {
    const from = at % (bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, from), Buffer.from(more, 'latin1'), bytes.subarray(from + out)])
  })
/** The same name twice, which JSON.parse takes in silence. */
const twice = findings.map((given) => {
  const [[id, value] = ['bone-pain', true]] = Object.entries(given)
  const pair = `${JSON.stringify(id)}:${JSON.stringify(value)}`
  return asBytes(`{"schemaVersion":1,"findings":{${pair},${pair}}}`)
})
const garbage = fc.oneof(
  fc.constantFrom('', ' ', '\r', '[]', 'null', '"{}"', '{}', '{"schemaVersion":1}', '\ufeff', '\ufeff{}').map(asBytes),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes.map((byte) => (byte === 10 ? 11 : byte)))),
)
const line = fc.oneof(
  { arbitrary: tidy, weight: 8 },
  { arbitrary: wellFormed, weight: 3 },
  { arbitrary: damaged, weight: 2 },
  twice,
  garbage,
)

/** A byte order mark at the very start is taken before the lines are looked at. */
const unmarked = (bytes: Buffer): Buffer =>
  bytes.subarray(0, 3).equals(Buffer.from('\ufeff')) ? bytes.subarray(3) : bytes

const input = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 8 }),
  closed: fc.boolean(),
  marked: fc.boolean(),
  sizes: fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 30 }),
})

function check(
  fields: Fields | null,
  { lines, closed, marked, sizes }: typeof input extends fc.Arbitrary<infer T> ? T : never,
): void {
  const ends = lines.map((_, at) => Buffer.from(at < lines.length - 1 || closed ? '\n' : ''))
  const bytes = Buffer.concat([
    Buffer.from(marked ? '\ufeff' : ''),
    ...lines.flatMap((each, at) => [each, ends[at] ?? each]),
  ])
  const [first = Buffer.alloc(0), ...rest] = lines
  const read = [marked ? first : unmarked(first), ...rest]
  // What lies behind the last line feed is a line only if there is something.
  const counted = !closed && read.at(-1)?.length === 0 ? read.slice(0, -1) : read
  const expected = counted.map((each, at) => alone(each, at + 1, fields))
  const { text, lines: count } = streamed(bytes, sizes, fields)
  expect(text.split('\n').slice(0, -1)).toEqual(expected.map((each) => each.slice(0, -1)))
  expect(count).toBe(counted.length)
}

describe('a line of a stream is the result of that line alone', () => {
  it('in its default parts', () => {
    fc.assert(
      fc.property(input, (each) => check(DEFAULT_FIELDS, each)),
      { numRuns: 400 },
    )
  })

  it('in full', () => {
    fc.assert(
      fc.property(input, (each) => check(null, each)),
      { numRuns: 60 },
    )
  })

  it('in any choice of parts', () => {
    fc.assert(
      fc.property(input, fc.subarray([...fieldNames()]), (each, names) => check(fieldsOf(names), each)),
      { numRuns: 60 },
    )
  })

  it('when it is 5 MB long', () => {
    const long = (text: string): Buffer => Buffer.from(text.replace('{', `{${' '.repeat(5_000_000)}`))
    const lines = [
      '{"schemaVersion":1,"findings":{"bone-pain":true}}',
      '{"schemaVersion":1,"findings":{"bone-pain":}}',
    ].map(long)
    check(DEFAULT_FIELDS, { lines, closed: true, marked: false, sizes: Array.from({ length: 100 }, () => 65_536) })
  })
})
