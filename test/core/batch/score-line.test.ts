/** The short way of a line: what takes it, and what is sent the long way. That both give the same bytes is test/properties/stream.test.ts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Out } from '../../../src/core/batch/byte-buffer.ts'
import { memoOf } from '../../../src/core/batch/byte-memo.ts'
import { lineScorer } from '../../../src/core/batch/score-line.ts'
import { hashOf } from '../../../src/core/text/fnv1a.ts'
import { CASES, slugs } from '../../support/published-cases.ts'
import { realKnowledge } from '../../support/real-rules.ts'

const score = lineScorer(
  realKnowledge(),
  (bytes, from, to) => Buffer.from(bytes).toString('utf8', from, to),
  Buffer.from,
)
const room = Buffer.alloc(64 * 1024)
const brief = (line: string): string | null => {
  const bytes = Buffer.from(line)
  const out: Out = { length: 0, room: () => room }
  return score(bytes, 0, bytes.length, out) === null ? null : room.toString('utf8', 0, out.length)
}
const findings = '"underlying-disease":"gist","imatinib-current":true,"bone-pain":true'
const usual = `{"schemaVersion":1,"id":"Zoë","findings":{${findings}}}`

describe('the short way of a line', () => {
  it.each(slugs)('is taken by %s', (slug) => {
    const text = readFileSync(join(CASES, `${slug}.json`), 'utf8')
    expect(brief(JSON.stringify(JSON.parse(text)))).toContain('"status":"ranked"')
  })

  it('is taken whatever the white space and the order of the keys', () => {
    const ranked = brief(usual)
    expect(ranked).toContain('"id":"Zoë"')
    expect(brief(` { "findings" : { ${findings.replaceAll(',', ' , ')} } ,\t"id":"Zoë", "schemaVersion": 1 } \r`)).toBe(
      ranked,
    )
  })

  it('takes what is escaped, and reads it', () => {
    expect(brief(usual.replace('bone-pain', 'bone\\u002dpain').replace('Zoë', 'Zo\\u00eb'))).toBe(brief(usual))
    expect(brief(usual.replace('Zoë', '\\"\\\\'))).toContain('"id":"\\"\\\\"')
    expect(brief(usual.replace('Zoë', '\\x'))).toBeNull()
    expect(brief(usual.replace('Zoë', ''))).toContain('"id":""')
  })

  it('says a value that is taken with a warning', () => {
    const odd = brief(usual.replace('"bone-pain"', '"hemoglobin":{"value":1.2,"unit":"g/dL"},"bone-pain"'))
    expect(odd).toContain('"warnings":["findings.hemoglobin')
  })

  it('does not depend on the lines before', () => {
    const first = brief(usual)
    brief(usual.replace('"bone-pain":true', '"bone-pain":false,"fever":true'))
    expect(brief(usual)).toBe(first)
  })

  it.each([
    ['nothing', ''],
    ['no case', '[1]'],
    ['a broken end', usual.slice(0, -1)],
    ['something behind the end', `${usual}}`],
    ['another version', usual.replace(':1', ':2')],
    ['no version', usual.replace('"schemaVersion":1,', '')],
    ['an id without quotes', usual.replace('"Zoë"', ',')],
    ['a key given twice', usual.replace('"id"', '"schemaVersion":1,"id"')],
    ['a finding given twice', usual.replace('"bone-pain":true', '"bone-pain":true,"bone-pain":true')],
    [
      'a finding given twice in other words',
      usual.replace('"bone-pain":true', '"bone-pain":true,"bone-pain":"present"'),
    ],
    ['a misspelt finding', usual.replace('bone-pain', 'bone-pian')],
    ['an unknown key', usual.replace('"id"', '"name"')],
    ['a context that is not known', usual.replace('"id":"Zoë"', '"context":"gist"')],
    ['a context that the answers deny', usual.replace('"id":"Zoë"', '"context":"cml-on-imatinib"')],
    [
      'answers that contradict each other',
      usual.replace('"imatinib-current":true', '"imatinib-current":true,"leukocytosis":true,"leukopenia":true'),
    ],
    ['nothing that weighs', usual.replace(',"bone-pain":true', '')],
    ['answers that settle no context', usual.replace('"underlying-disease":"gist",', '')],
  ])('is not taken by a line with %s', (_, line) => {
    expect(brief(line)).toBeNull()
  })
})

describe('the memo of answers', () => {
  it('keeps what was said of each text, and forgets all when it is full', () => {
    const memo = memoOf<number>()
    const bytesOf = (number: number): Uint8Array => Buffer.from(`"ldh":${number}`)
    const find = (number: number): number | null =>
      memo.find(hashOf(bytesOf(number), 0, bytesOf(number).length), bytesOf(number), 0, bytesOf(number).length)
    for (let number = 0; number < 40_000; number++) {
      const bytes = bytesOf(number)
      memo.keep(hashOf(bytes, 0, bytes.length), bytes, 0, bytes.length, number)
      expect(find(number)).toBe(number)
    }
    expect(find(39_000)).toBe(39_000)
    expect(find(0)).toBeNull()
  })

  it('tells texts with the same hash apart', () => {
    const memo = memoOf<string>()
    memo.keep(7, Buffer.from('one'), 0, 3, 'first')
    memo.keep(7, Buffer.from('two'), 0, 3, 'second')
    expect([
      memo.find(7, Buffer.from('one'), 0, 3),
      memo.find(7, Buffer.from('two'), 0, 3),
      memo.find(7, Buffer.from('six'), 0, 3),
    ]).toEqual(['first', 'second', null])
  })
})
