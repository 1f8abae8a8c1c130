import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CASE_LIMIT } from '../../src/io/input.ts'
import { CHUNK_SIZE } from '../../src/io/input-chunks.ts'
import { type Cut, cutter } from '../../src/io/line-blocks.ts'

const TOO_LARGE = 'too large'

/** The lines of the blocks without their line feeds, by number; what was not kept stands as `too large`. */
function linesOf(cuts: readonly Cut[]): ReadonlyMap<number, string> {
  const lines = new Map<number, string>()
  for (const cut of cuts) {
    if (cut.kind === 'too-large') lines.set(cut.line, TOO_LARGE)
    else {
      const text = Buffer.from(cut.bytes).toString('latin1')
      for (const [at, line] of text.replace(/\n$/, '').split('\n').entries()) lines.set(cut.firstLine + at, line)
    }
  }
  return lines
}

function cutAll(bytes: Uint8Array, sizes: readonly number[], firstLine = 1): readonly Cut[] {
  const cut = cutter(firstLine)
  const cuts: Cut[] = []
  let at = 0
  for (const size of [...sizes, bytes.length]) {
    cuts.push(...cut.take(bytes.subarray(at, at + size)))
    at += size
  }
  return [...cuts, ...cut.end()]
}

const numbered = (lines: readonly string[], from = 1): ReadonlyMap<number, string> =>
  new Map(lines.map((line, at) => [from + at, line]))

const line = fc.stringMatching(/^[a-z\r{}" ]{0,12}$/)
const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 40 })

describe('lines of a stream', () => {
  it('are the same however the bytes come, with or without a line feed at the end', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.boolean(),
        sizes,
        fc.integer({ min: 1, max: 99 }),
        (lines, closed, chunks, first) => {
          fc.pre(closed || lines.at(-1) !== '')
          const bytes = Buffer.from(lines.join('\n') + (closed && lines.length > 0 ? '\n' : ''))
          expect(linesOf(cutAll(bytes, chunks, first))).toEqual(numbered(lines, first))
        },
      ),
      { seed: 4, numRuns: 2000 },
    )
  })

  it('are handed on as soon as they are complete', () => {
    const cut = cutter(1)
    expect(linesOf(cut.take(Buffer.from('{"a"')))).toEqual(new Map())
    expect(linesOf(cut.take(Buffer.from(':1}\n{}\n{"b')))).toEqual(numbered(['{"a":1}', '{}']))
    expect(linesOf(cut.take(Buffer.from('":2}\n')))).toEqual(numbered(['{"b":2}'], 3))
    expect(cut.end()).toEqual([])
    expect(cut.nextLine()).toBe(4)
  })

  it('count when they are blank, but nothing behind the last line feed is a line', () => {
    expect(linesOf(cutAll(Buffer.from('\n\r\n  \n'), []))).toEqual(numbered(['', '\r', '  ']))
    expect(cutAll(Buffer.from(''), [])).toEqual([])
  })

  it('keep any bytes as they are', () => {
    const bytes = Buffer.from([0xc3, 0x28, 0x0a, 0xff, 0x00, 0x0a])
    expect(linesOf(cutAll(bytes, [1, 1, 1, 1]))).toEqual(
      numbered([bytes.toString('latin1', 0, 2), bytes.toString('latin1', 3, 5)]),
    )
  })

  it.each([[[]], [[1]], [[2]], [[1, 1, 1]]])(
    'lose one byte order mark at the start, in chunks of %o, and no second one',
    (chunks) => {
      const lines = (text: string) => linesOf(cutAll(Buffer.from(text), chunks))
      const mark = Buffer.from('\ufeff').toString('latin1')
      expect(lines('\ufeff{}\n\ufeff{}\n')).toEqual(numbered(['{}', `${mark}{}`]))
      expect(lines('\ufeff\ufeff{}')).toEqual(numbered([`${mark}{}`]))
      expect(lines('\ufeff\n')).toEqual(numbered(['']))
      expect(lines('\ufeff')).toEqual(new Map())
    },
  )

  it('lie in memory of their own, which can be given away', () => {
    const chunk = Buffer.from('{}\n{}\n{')
    for (const cut of cutter(1).take(chunk)) {
      if (cut.kind !== 'lines') throw new Error('not a block')
      expect(cut.bytes.byteLength).toBe(cut.bytes.buffer.byteLength)
      chunk.fill(0)
      expect(Buffer.from(cut.bytes).toString()).toBe('{}\n{}\n')
    }
  })
})

describe('a long line', () => {
  const around = (length: number): Buffer =>
    Buffer.concat([Buffer.from('{}\n'), Buffer.alloc(length, 0x61), Buffer.from('\n[]\n')])
  const chunkings = [
    [],
    [CHUNK_SIZE],
    Array.from({ length: 200 }, () => 65_536),
    [CHUNK_SIZE - 1, 5, CASE_LIMIT - CHUNK_SIZE, 1, 1, 1],
  ]

  it.each([5_000_000, CASE_LIMIT - 1, CASE_LIMIT])('of %i bytes is kept', (length) => {
    for (const chunks of chunkings)
      expect([...linesOf(cutAll(around(length), chunks)).values()].map((each) => each.length)).toEqual([2, length, 2])
  })

  it.each([CASE_LIMIT + 1, CASE_LIMIT + 2, 9 * 1024 * 1024])('of %i bytes is told of in its place', (length) => {
    for (const chunks of chunkings)
      expect(linesOf(cutAll(around(length), chunks))).toEqual(numbered(['{}', TOO_LARGE, '[]']))
  })

  it('is told of at the start, at the end without a line feed, and twice', () => {
    const long = 'a'.repeat(CASE_LIMIT + 1)
    expect(linesOf(cutAll(Buffer.from(`\ufeff${long}\n{}`), []))).toEqual(numbered([TOO_LARGE, '{}']))
    expect(linesOf(cutAll(Buffer.from(`{}\n${long}`), []))).toEqual(numbered(['{}', TOO_LARGE]))
    expect(linesOf(cutAll(Buffer.from(`${long}\n${long}\n`), []))).toEqual(numbered([TOO_LARGE, TOO_LARGE]))
  })

  it('leaves no more behind than a case may have', () => {
    const cut = cutter(1)
    const chunk = Buffer.alloc(CHUNK_SIZE, 0x61)
    const before = process.memoryUsage().arrayBuffers
    for (let read = 0; read < 40 * CASE_LIMIT; read += chunk.length) expect(cut.take(chunk)).toEqual([])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * CASE_LIMIT)
    expect(cut.end()).toEqual([{ kind: 'too-large', line: 1 }])
  })
})
