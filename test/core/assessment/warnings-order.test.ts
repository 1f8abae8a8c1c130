import { describe, expect, it } from 'vitest'
import { blockScorer } from '../../../src/cli/stream/block.ts'
import { assess } from '../../../src/core/assessment/assess.ts'
import { readCase } from '../../../src/core/case/read.ts'
import { DEFAULT_FIELDS } from '../../../src/core/result/fields.ts'
import { formatterFor } from '../../../src/render/formats.ts'
import { plain } from '../../../src/render/style.ts'
import { realKnowledge } from '../../support/real-rules.ts'

const kb = realKnowledge()
const ANSWERS = [
  '"underlying-disease":"aml"',
  '"remission-state":"complete-remission"',
  '"wbc":{"value":900,"unit":"10*9/L"}',
  '"ldh":{"value":20000,"unit":"U/L","upperLimit":250}',
  '"alp":{"value":9000,"unit":"U/L","upperLimit":120}',
]
const lineOf = (answers: readonly string[]): string => `{"schemaVersion":1,"findings":{${answers.join(',')}}}`
const lines = [ANSWERS, [...ANSWERS].reverse()].map(lineOf)

describe('the warnings of the basis do not follow the order of the answers', () => {
  it('in a score', () => {
    const [one, other] = lines.map((line) => {
      const read = readCase(line, kb)
      const result = read.case === null ? read : assess(kb, read.case, { toolVersion: '', warnings: read.problems })
      return 'basis' in result ? result.basis.warnings : []
    })
    expect(one?.length).toBeGreaterThan(1)
    expect(other).toEqual(one)
  })

  it('in a line of a stream', async () => {
    const style = async () => ({ width: 80, paint: plain, unicode: true, hyperlinks: false })
    const formatter = await formatterFor('ndjson', { style, titled: true })
    const options = {
      format: 'ndjson',
      formatter,
      fields: DEFAULT_FIELDS,
      failFast: false,
      toolVersion: '',
      redrawn: undefined,
    } as const
    const printed = lines.map((line) =>
      Buffer.from(blockScorer(kb, options)(Buffer.from(`${line}\n`), 1).out).toString('utf8'),
    )
    expect(printed[0]).toContain('"warnings":["')
    expect(printed[1]).toBe(printed[0])
  })
})
