import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_FIELDS, fieldNames, fieldsOf, project, unknownFields } from '../../../src/core/result/fields.ts'
import { resultSchema } from '../../../src/core/result/schema.ts'
import { aRankedDiagnosis, aResult } from '../../support/results.ts'

const result = aResult({
  ranking: [aRankedDiagnosis(), aRankedDiagnosis({ rank: 2, diagnosis: 'edema', words: 'plausible' })],
})

/** True where everything in `part` stands in `whole` under the same key, and the keys are in the same order. */
function isPartOf(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part) && Array.isArray(whole))
    return part.length === whole.length && part.every((each: unknown, at) => isPartOf(each, whole[at]))
  if (typeof part !== 'object' || part === null || typeof whole !== 'object' || whole === null)
    return Object.is(part, whole)
  const entries: ReadonlyMap<string, unknown> = new Map(Object.entries(whole))
  const order = [...entries.keys()].filter((key) => Object.hasOwn(part, key))
  return (
    JSON.stringify(Object.keys(part)) === JSON.stringify(order) &&
    Object.entries(part).every(([key, value]) => isPartOf(value, entries.get(key)))
  )
}

describe('the parts of a result', () => {
  it('can all be named', () => {
    const names = [
      ...Object.keys(resultSchema.shape),
      ...Object.keys(resultSchema.shape.ranking.element.shape),
      'warnings',
    ]
    expect(fieldNames()).toEqual(names.sort())
    expect(unknownFields(names)).toEqual([])
  })

  it('stand where they stand in the whole, whatever is chosen', () => {
    fc.assert(
      fc.property(fc.subarray([...fieldNames()]), (names) => {
        expect(isPartOf(project(result, fieldsOf(names)), result)).toBe(true)
      }),
      { seed: 4, numRuns: 500 },
    )
  })

  it('are all of it when all are chosen', () => {
    expect(JSON.stringify(project(result, fieldsOf(fieldNames())))).toBe(JSON.stringify(result))
  })

  it('are nothing but what was named', () => {
    expect(project(result, fieldsOf(['status', 'noneOfThese']))).toEqual({
      status: 'ranked',
      noneOfThese: result.noneOfThese,
    })
    expect(project(result, fieldsOf([]))).toEqual({})
  })

  it('of an entry bring the ranking, each entry with its rank and its diagnosis', () => {
    const ranking = [
      { rank: 1, diagnosis: 'necrosis', words: 'leading' },
      { rank: 2, diagnosis: 'edema', words: 'plausible' },
    ]
    expect(project(result, fieldsOf(['words']))).toEqual({ ranking })
    expect(project(result, fieldsOf(['ranking', 'words']))).toEqual({ ranking })
  })

  it('of an entry are those of "none of these" too, which always has its support', () => {
    expect(project(result, fieldsOf(['noneOfThese', 'words']))).toMatchObject({ noneOfThese: { support: 0.05 } })
    const { firstShare } = result.noneOfThese ?? { firstShare: 1 }
    expect(project(result, fieldsOf(['noneOfThese', 'firstShare']))).toMatchObject({
      noneOfThese: { support: 0.05, firstShare },
    })
  })

  it('hold whole entries where the ranking is named without parts of it', () => {
    expect(project(result, fieldsOf(['ranking']))).toEqual({ ranking: result.ranking })
  })

  it('can be the warnings alone, which the whole basis has as well', () => {
    expect(project(result, fieldsOf(['warnings']))).toEqual({ basis: { warnings: [] } })
    expect(project(result, fieldsOf(['warnings', 'basis']))).toEqual({ basis: result.basis })
  })

  it('are by default the order and what must not be missed', () => {
    const warned = { ...result, basis: { ...result.basis, warnings: ['odd'] } }
    expect(project(warned, DEFAULT_FIELDS)).toEqual({
      case: result.case,
      status: 'ranked',
      why: null,
      urgent: [],
      ranking: [
        { rank: 1, diagnosis: 'necrosis', words: 'leading', support: 0.7, notExcluded: false },
        { rank: 2, diagnosis: 'edema', words: 'plausible', support: 0.7, notExcluded: false },
      ],
      noneOfThese: { rank: 2, support: 0.05 },
      basis: { warnings: ['odd'] },
    })
  })

  it('that nobody knows are named, with the nearest that exists', () => {
    expect(unknownFields(['suport', 'status', 'zebra', ''])).toEqual([
      { name: 'suport', meant: 'support' },
      { name: 'zebra', meant: null },
      { name: '', meant: null },
    ])
  })
})
