import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bound, displayWidth, hang, padEnd, wrap } from '../../src/render/layout.ts'

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['骨髄', 4],
    ['e\u0301', 1],
    ['🦴', 2],
    ['\u00fcber', 4],
  ])('of %s is %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width)
    expect(displayWidth(padEnd(text, 10))).toBe(10)
  })
})

describe('wrapping', () => {
  it('keeps every word and breaks only at spaces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 12, max: 60 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width)
          expect(lines.join(' ')).toBe(words.join(' '))
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width)
        },
      ),
      { seed: 7 },
    )
  })

  it('lets a longer word overhang and never cuts it', () => {
    expect(wrap('a 12345678901234567890 b', 10)).toEqual(['a', '12345678901234567890', 'b'])
  })

  it('makes one of several spaces and keeps none at either end', () => {
    expect(wrap(' one  two three ', 8)).toEqual(['one two', 'three'])
  })

  it('keeps bound words together', () => {
    expect(wrap(`seen in ${bound('7 of 7')}`, 10)).toEqual(['seen in', '7 of 7'])
  })

  it('sets further lines in below the first', () => {
    expect(hang('  - ', 'one two three', 11)).toEqual(['  - one two', '    three'])
    expect(hang('  ', 'one two three', 11, 4)).toEqual(['  one two', '    three'])
  })
})
