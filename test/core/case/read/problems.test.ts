import { describe, expect, it } from 'vitest'
import { problemLines } from '../../../../src/cli/case-problems.ts'
import { MOST_TROUBLES } from '../../../../src/core/case/read/problems.ts'
import { readCase, readCaseValue } from '../../../../src/core/case/read.ts'
import { testReadings } from '../../../../src/core/findings/cut-off.ts'
import { outlineOf } from '../../../../src/core/text/json/outline.ts'
import { MOST_VALUES } from '../../../../src/core/text/json/strict.ts'
import { parseJson } from '../../../../src/core/text/json.ts'
import { realKnowledge } from '../../../support/real-rules.ts'

const kb = realKnowledge()
const read = (findings: unknown) => readCase(JSON.stringify({ schemaVersion: 1, findings }), kb)
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const keyed = (count: number) => Object.fromEntries(times(count, (index) => [`bone-pai${index}`, true]))

/** Counts how often a list is asked for its next entry. */
function counting<T>(list: readonly T[]) {
  let asked = 0
  const counted = new Proxy(list, {
    get: (target, key, receiver) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) asked += 1
      return Reflect.get(target, key, receiver)
    },
  })
  return { counted, asked: () => asked }
}

describe('a case of 8 MiB of short unknown keys', () => {
  const problemOf = (text: string) => {
    const parsed = parseJson(text)
    return 'problem' in parsed ? parsed.problem : null
  }

  it('is refused where it holds more values than any case needs, before anything is made of it', () => {
    const text = `{"findings":{${times(MOST_VALUES, (index) => `"${index.toString(36)}":1`).join(',')}}}`
    expect(problemOf(text)).toMatchObject({ code: 'too-large', path: expect.stringMatching(/^findings/) })
  })

  it.each([
    ['a list of numbers', '1'],
    ['a list of empty objects', '{}'],
    ['a list of short texts', '"\\u0061"'],
  ])('%s is bounded alike: as many values as may be, and one more', (_, item) => {
    const list = (count: number) => `[${times(count, () => item).join(',')}]`
    expect(problemOf(list(MOST_VALUES - 1))).toBeNull()
    expect(problemOf(list(MOST_VALUES))).toMatchObject({ code: 'too-large', path: `[${MOST_VALUES - 1}]` })
  })

  it('has no more than the kept problems, and the last of them says that there may be more', () => {
    const { case: kase, problems } = read(keyed(300))
    expect(kase).toBeNull()
    expect(problems).toHaveLength(MOST_TROUBLES + 1)
    expect(problems.at(-1)).toEqual({
      code: 'too-many-problems',
      severity: 'error',
      path: '',
      message: 'reading stops after 100 problems; there may be more',
      position: null,
    })
    expect(problems.filter(({ message }) => message.includes('did you mean'))).toHaveLength(MOST_TROUBLES)
    expect(problemLines('x.json', problems).at(-1)).toBe('x.json: and at least 80 more problems')
  })

  it('with one problem fewer than are kept is told whole', () => {
    const { problems } = read(keyed(MOST_TROUBLES - 1))
    expect(problems).toHaveLength(MOST_TROUBLES - 1)
    expect(problemLines('x.json', problems).at(-1)).toBe('x.json: and 79 more of 99 problems')
  })

  it.each([
    ['options', 'pain-site', 'nowhere'],
    ['readings', 'ldh', {}],
    ['readings that are no quantity', 'ldh', 'high'],
  ])('in a long list of %s is not read behind the last problem that is kept', (_, finding, item) => {
    const { counted, asked } = counting(times(5000, () => item))
    const { problems } = readCaseValue({ schemaVersion: 1, findings: { [finding]: counted } }, kb)
    expect(problems).toHaveLength(MOST_TROUBLES + 1)
    expect(asked()).toBeLessThanOrEqual(2 * MOST_TROUBLES)
  })

  it('at the root, or inside a quantity, is bounded alike', () => {
    const root = readCaseValue({ schemaVersion: 1, findings: {}, ...keyed(300) }, kb)
    const inside = read({ ldh: { value: 300, unit: 'U/L', ...keyed(300) } })
    expect([root.problems.length, inside.problems.length]).toEqual([MOST_TROUBLES + 1, MOST_TROUBLES + 1])
  })
})

describe('a long series for one finding', () => {
  const series = (count: number, value: number) => ({
    ldh: times(count, (day) => ({ day, value, unit: 'U/L', upperLimit: 250 })),
  })

  it('of implausible values is taken, with as many warnings as anybody reads and the number of the others', () => {
    const { case: kase, problems } = read(series(150, 90_000))
    expect(kase).not.toBeNull()
    expect(problems).toHaveLength(MOST_TROUBLES + 1)
    expect(problems.at(-1)).toMatchObject({
      code: 'too-many-problems',
      severity: 'warning',
      message: '50 further warnings are not listed',
    })
  })

  it('has more readings than a call may have arguments, and each is compared with the baseline before it', () => {
    const readings = times(200_000, (index) => {
      const value = index === 199_999 ? 4 : 1 + (index % 2)
      return { low: value, high: value, level: null, upperLimit: null, lowerLimit: null }
    })
    const { truth, singles } = testReadings(
      { finding: 'ldh', read: 'highest', timesBaseline: 3, baseline: 'lowest' },
      readings,
    )
    expect(truth).toBe('present')
    expect(singles.filter((each) => each === 'present')).toHaveLength(1)
  })
})

describe('how much a JSON text holds', () => {
  it('is counted outside strings, whatever is escaped in them', () => {
    expect(outlineOf('{"a:,[{": ["\\\\", "\\":,", 1]}')).toEqual({ colons: 1, values: 5, depth: 2 })
  })

  it('is counted to the end in a text that breaks off', () => {
    expect(outlineOf('[[["a')).toEqual({ colons: 0, values: 4, depth: 3 })
  })
})
