import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanJson, cleanName, cleanText } from '../../../src/core/text/printable.ts'

const STEERING: readonly (readonly [string, string])[] = [
  ['\\u001b[31m', '\u001b[31m'],
  ['\\u000a\\u0009\\u0000', '\n\t\u0000'],
  ['\\u007f', '\u007f'],
  ['\\u009b', '\u009b'],
  ['\\u202e', '\u202e'],
  ['\\u2066', '\u2066'],
  ['\\u200f', '\u200f'],
  ['\\u200b', '\u200b'],
  ['\\u200d', '\u200d'],
  ['\\ufeff', '\ufeff'],
  ['\\u2028\\u2029', '\u2028\u2029'],
  ['\\ud800', '\ud800'],
  ['\\u{e0041}', '\u{e0041}'],
]

describe('text for a terminal', () => {
  it.each(STEERING)('shows %s escaped', (shown, raw) => {
    expect(cleanText(`a${raw}b`)).toBe(`a${shown}b`)
  })

  it('is left alone where it only has letters, of any script, and signs', () => {
    const plain = 'Fieber ≥ 38 °C, µmol, 腫瘍, ألم, 🦴 and \\u001b'
    expect(cleanText(plain)).toBe(plain)
  })

  it('is clean after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cleaned = cleanText(text)
        expect(cleanText(cleaned)).toBe(cleaned)
        expect(cleaned).not.toMatch(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u)
      }),
      { seed: 1 },
    )
  })

  it('of a name keeps at most 40 characters', () => {
    expect(cleanName('x'.repeat(40))).toBe('x'.repeat(40))
    expect(cleanName('x'.repeat(41))).toBe(`${'x'.repeat(39)}…`)
    expect(cleanName('\u001b'.repeat(1000))).toHaveLength(40)
  })
})

describe('JSON text', () => {
  it('has no steering character left, indented or not, and keeps its value', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
        fc.constantFrom(0, 2),
        (value, indent) => {
          const cleaned = cleanJson(JSON.stringify(value, null, indent))
          expect(JSON.parse(cleaned)).toEqual(value)
          expect(cleanText(cleaned.replaceAll('\n', ''))).toBe(cleaned.replaceAll('\n', ''))
        },
      ),
      { seed: 1 },
    )
  })

  it('writes tag characters as a pair of escapes', () => {
    expect(cleanJson('"\u{e0041}\u007f"')).toBe('"\\udb40\\udc41\\u007f"')
  })
})
