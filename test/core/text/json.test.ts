import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { showPath } from '../../../src/core/text/json/positions.ts'
import { parseJson, positionOf, positionsOf } from '../../../src/core/text/json.ts'

const problemOf = (text: string) => {
  const parsed = parseJson(text)
  return 'problem' in parsed ? parsed.problem : null
}

describe('a text that is JSON', () => {
  it('gives its value, with names that objects inherit kept as they stand', () => {
    const parsed = parseJson(' {"a": [1, {"__proto__": null}], "constructor": "x"} ')
    if ('problem' in parsed) throw new Error(parsed.problem.message)
    expect(JSON.stringify(parsed.value)).toBe('{"a":[1,{"__proto__":null}],"constructor":"x"}')
  })

  it('may begin with one byte order mark, not with two', () => {
    expect(parseJson('\ufefftrue')).toEqual({ value: true })
    expect(problemOf('\ufeff\ufefftrue')?.code).toBe('invalid-json')
  })

  it('may lie 32 deep and no deeper', () => {
    expect(problemOf('['.repeat(32) + ']'.repeat(32))).toBeNull()
    expect(problemOf('['.repeat(33) + ']'.repeat(33))).toMatchObject({
      code: 'too-deep',
      position: { line: 1, col: 33 },
    })
    expect(problemOf('['.repeat(1_000_000))?.code).toBe('too-deep')
  })

  it('is the same value that JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (json, indent) => {
        const value: unknown = JSON.parse(json)
        expect(parseJson(JSON.stringify(value, null, indent))).toEqual({ value })
      }),
      { seed: 1 },
    )
  })
})

describe('a text that is not', () => {
  it('is empty when it holds white space only', () => {
    for (const text of ['', ' \n\t', '\ufeff']) expect(problemOf(text)?.code).toBe('empty')
  })

  it.each([
    ['{"a": 1,}', 'a name in double quotes is expected', 9],
    ['[1 2]', '"," or the closing bracket is expected', 4],
    ['[1,]', 'a value is expected', 4],
    ['{"a" 1}', '":" is expected', 6],
    ['{a: 1}', 'a name in double quotes or "}" is expected', 2],
    ["{'a': 1}", 'a name in double quotes or "}" is expected', 2],
    ['[NaN]', 'a value or "]" is expected', 2],
    ['[01]', '"," or the closing bracket is expected', 3],
    ['[1.]', 'digits are expected after the point or the exponent', 2],
    ['[1e]', 'digits are expected after the point or the exponent', 2],
    ['{} {}', 'the end of the text is expected', 4],
    ['{"a": [', 'a value or "]" is expected, but the text ends here', 8],
    ['{ // x\n}', 'it has no comments', 3],
    ['[/* x */ 1]', 'it has no comments', 2],
    ['["a\\x"]', 'after a backslash one of " \\ / b f n r t u is expected', 2],
    ['["a\\u12"]', 'four hexadecimal digits are expected after \\u', 2],
    ['["a', 'the closing double quote is missing', 2],
    ['["a\u0001"]', 'a control character stands in a text; write it escaped', 2],
    ['{"a": 1]', '"," or the closing bracket is expected', 8],
  ])('%j is refused with the place and what was expected', (text, expected, col) => {
    expect(problemOf(text)).toMatchObject({
      code: 'invalid-json',
      message: `not valid JSON: ${expected}`,
      position: { line: 1, col },
    })
  })

  it('is never quoted', () => {
    expect(problemOf('{"name": "Jane Doe", "name2": Jane}')?.message).not.toContain('Jane')
  })

  it('is found wherever JSON.parse finds one', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b',
      '\\',
      '1',
      '-',
      '0.5',
      'e3',
      'true',
      'nul',
      'null',
      ' ',
      '\n',
      '/',
      '\u00a0',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const code = problemOf(text)?.code
        if (code === 'duplicate-key') return
        expect(code === undefined).toBe(isJson(text))
      }),
      { seed: 1, numRuns: 5000 },
    )
  })

  it('makes no text throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect('problem' in parseJson(text)).toBe(!isJson(text))
      }),
      { seed: 1 },
    )
  })
})

describe('what JSON leaves open', () => {
  it('a name given twice is refused, at any depth, with both places', () => {
    expect(problemOf('{"a": {"b": 1,\n "b": 2}}')).toEqual({
      code: 'duplicate-key',
      severity: 'error',
      path: 'a.b',
      message: 'this name was given before, at line 1, column 8',
      position: { line: 2, col: 2 },
    })
    expect(problemOf('{"\\u0061": 1, "a": 2}')?.code).toBe('duplicate-key')
    expect(problemOf('{"__proto__": 1, "__proto__": 2}')?.code).toBe('duplicate-key')
    expect(problemOf('[{"a": 1}, {"a": 1}]')).toBeNull()
  })

  it('a number beyond range is refused', () => {
    expect(problemOf('{"a": [0, -1e999]}')).toMatchObject({
      code: 'impossible-value',
      path: 'a[1]',
      position: { line: 1, col: 11 },
    })
  })
})

describe('places', () => {
  const text = '{\r\n  "a": [1,\r\n {"b": "x"}]}'

  it('of values and of names count lines and columns from 1, whatever ends a line', () => {
    expect(positionOf(text, [])).toEqual({ line: 1, col: 1 })
    expect(positionOf(text, ['a', 1, 'b'])).toEqual({ line: 3, col: 8 })
    expect(positionsOf(text, [{ path: ['a', 1, 'b'], on: 'name' }])).toEqual([{ line: 3, col: 3 }])
    expect(positionOf('[1,\r2]', [1])).toEqual({ line: 2, col: 1 })
    expect(positionOf('\ufeff[1]', [0])).toEqual({ line: 1, col: 2 })
  })

  it('of what is not there are null', () => {
    expect(positionOf(text, ['a', 2])).toBeNull()
    expect(positionOf(text, ['a.1.b'])).toBeNull()
  })

  it('read as a path, with odd names quoted, cleaned and cut', () => {
    expect(showPath(['findings', 'ldh', 1, 'unit'])).toBe('findings.ldh[1].unit')
    expect(showPath(['findings', 'a.b\u202e'])).toBe('findings["a.b\\u202e"]')
    expect(showPath(['x'.repeat(60)])).toBe(`${'x'.repeat(39)}…`)
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
