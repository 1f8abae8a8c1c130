import { isUtf8 } from 'node:buffer'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { CASE_LIMIT, invalidOffset, readCaseText } from '../../src/io/input.ts'
import { aWorld } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'marrowdx-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (name: string, bytes: string | Uint8Array) => {
  writeFileSync(join(folder, name), bytes)
  return readCaseText(name, aWorld({ cwd: folder }))
}

/** The longest beginning that is UTF-8, by trying each; a sequence cut at the end counts as begun. */
function offsetByTrying(bytes: Buffer): number {
  for (let at = bytes.length; at >= 0; at -= 1) if (isUtf8(bytes.subarray(0, at))) return at
  return 0
}

describe('the text of a case', () => {
  it('is taken without its byte order mark, but only one', async () => {
    expect(await read('bom.json', '\ufeff{}')).toEqual({ ok: true, value: { name: 'bom.json', text: '{}' } })
    expect(await read('boms.json', '\ufeff\ufeff{}')).toEqual({
      ok: true,
      value: { name: 'boms.json', text: '\ufeff{}' },
    })
  })

  it('may be exactly as long as the limit and no longer', async () => {
    writeFileSync(join(folder, 'long.json'), '')
    truncateSync(join(folder, 'long.json'), CASE_LIMIT)
    expect((await readCaseText('long.json', aWorld({ cwd: folder }))).ok).toBe(true)
    truncateSync(join(folder, 'long.json'), CASE_LIMIT + 1)
    expect(await readCaseText('long.json', aWorld({ cwd: folder }))).toMatchObject({
      ok: false,
      failure: { kind: 'case' },
    })
  })

  it('shows a file name without its control characters', async () => {
    const outcome = await readCaseText('no\u001b[31m.json', aWorld({ cwd: folder }))
    const message = 'cannot be read: no such file or folder'
    expect(outcome).toEqual({
      ok: false,
      failure: { kind: 'io', code: 'unreadable', message, lines: [`no\\u001b[31m.json: ${message}`] },
    })
  })

  it('is refused at the first byte that is not UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ minLength: 1, maxLength: 6 }), (text, tail) => {
        const bytes = Buffer.concat([Buffer.from(text), tail])
        fc.pre(!isUtf8(bytes))
        expect(invalidOffset(bytes)).toBe(offsetByTrying(bytes))
      }),
      { seed: 7, numRuns: 2000 },
    )
  })
})
