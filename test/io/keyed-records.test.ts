import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf, recordOf, rowsOf } from '../../src/io/keyed-records.ts'

const key = fc.stringMatching(/^[a-z0-9][a-z0-9:-]{0,12}$/)

describe('a record kept as lines', () => {
  it('reads as it was written', () => {
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue(), { noNullPrototype: true }), (record) => {
        const plain = JSON.parse(JSON.stringify(record)) as Record<string, unknown>
        const read = recordOf(linesOf(plain))
        expect(Object.keys(read)).toEqual(Object.keys(plain).sort())
        for (const name of Object.keys(plain)) expect(read[name]).toEqual(plain[name])
        expect({ ...read }).toEqual(plain)
        expect(
          Object.fromEntries(rowsOf<unknown, [string, unknown]>(linesOf(plain), (name, value) => [name, value()])),
        ).toEqual(plain)
      }),
      { seed: 3 },
    )
  })

  it('has nothing under a name that is not in it, the beginning of another among them', () => {
    const read = recordOf(linesOf({ ab: 1, 'ab-c': 2 }))
    expect([read['a'], read['ab-'], read['b'], read['toString'], 'ab-' in read, 'ab' in read]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      false,
      true,
    ])
  })
})
