/** A touched rule file must never pass for the one that was compiled, however it was touched. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isUntouched, stampOf, writeStamp } from '../../src/io/rule-stamp.ts'

let folder = ''
const at = (name: string): string => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-'))
  mkdirSync(at('rules/reports'), { recursive: true })
  mkdirSync(at('dist'))
  writeFileSync(at('rules/reports/a.yaml'), 'version: 1\n')
  writeFileSync(at('rules/b.yaml'), 'version: 2\n')
  writeStamp(folder, stampOf(folder, ['rules/b.yaml', 'rules/reports/a.yaml']))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a stamp', () => {
  it('holds while nothing is touched', () => {
    expect(isUntouched(folder)).toBe(true)
  })

  it('falls when a file is written in place with as many bytes and its old time', () => {
    const { atime, mtime } = statSync(at('rules/reports/a.yaml'))
    writeFileSync(at('rules/reports/a.yaml'), 'version: 9\n')
    utimesSync(at('rules/reports/a.yaml'), atime, mtime)
    expect(isUntouched(folder)).toBe(false)
  })

  it('falls when a file is replaced by another', () => {
    writeFileSync(at('rules/b.new'), 'version: 3\n')
    renameSync(at('rules/b.new'), at('rules/b.yaml'))
    expect(isUntouched(folder)).toBe(false)
  })

  it.each(['rules/c.yaml', 'rules/reports/c.yaml'])('falls when %s is added', (name) => {
    writeFileSync(at(name), 'version: 4\n')
    expect(isUntouched(folder)).toBe(false)
  })

  it('falls when a file is taken away, and where there is no stamp', () => {
    rmSync(at('rules/b.yaml'))
    expect(isUntouched(folder)).toBe(false)
    rmSync(at('dist/rules.stamp'))
    expect(isUntouched(folder)).toBe(false)
  })
})
