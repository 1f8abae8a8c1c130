import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cannotSave, makeFolder, newCasePath, removeLeftovers, saveWhole, stateFolder } from '../../src/io/session.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marrowdx-session-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const modeOf = (path: string): number => statSync(path).mode & 0o777

describe('saving a case', () => {
  it('writes a file that only its owner may read', () => {
    const path = join(folder, 'case.json')
    expect(saveWhole(path, 'text\n')).toBeNull()
    expect(readFileSync(path, 'utf8')).toBe('text\n')
    expect(modeOf(path)).toBe(0o600)
  })

  it('takes the rights of others away from a file that had them', () => {
    const path = join(folder, 'case.json')
    writeFileSync(path, 'old', { mode: 0o644 })
    chmodSync(path, 0o644)
    expect(saveWhole(path, 'new')).toBeNull()
    expect(modeOf(path)).toBe(0o600)
  })

  it('leaves nothing beside the file', () => {
    saveWhole(join(folder, 'case.json'), 'one')
    saveWhole(join(folder, 'case.json'), 'two')
    expect(readdirSync(folder)).toEqual(['case.json'])
  })

  it('replaces the file behind a symbolic link and keeps the link', () => {
    const [real, link] = [join(folder, 'real.json'), join(folder, 'link.json')]
    writeFileSync(real, 'old')
    symlinkSync(real, link)
    saveWhole(link, 'new')
    expect(readFileSync(real, 'utf8')).toBe('new')
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
  })

  it('says why it failed and leaves nothing', () => {
    expect(saveWhole(join(folder, 'missing', 'case.json'), 'text')).toBe('ENOENT')
    expect(saveWhole(folder, 'text')).not.toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  it('knows before the first answer that a folder is missing or the name is a folder', () => {
    expect(cannotSave(join(folder, 'case.json'))).toBeNull()
    expect(cannotSave(join(folder, 'missing', 'case.json'))).toBe('ENOENT')
    expect(cannotSave(folder)).toBe('EISDIR')
  })

  it('removes what a killed run left more than a day ago, and nothing else', () => {
    const [old, young, other] = ['.marrowdx-00ff.tmp', '.marrowdx-11ff.tmp', 'notes.tmp']
    for (const name of [old, young, other]) writeFileSync(join(folder, name), '')
    for (const name of [old, other]) utimesSync(join(folder, name), 0, 0)
    removeLeftovers(join(folder, 'case.json'))
    expect(readdirSync(folder).sort()).toEqual([young, other].sort())
  })
})

describe("the user's own folder", () => {
  it.each([
    [{ XDG_STATE_HOME: '/state', HOME: '/home/u' }, '/state/marrowdx'],
    [{ XDG_STATE_HOME: 'state', HOME: '/home/u' }, '/home/u/.local/state/marrowdx'],
    [{ XDG_STATE_HOME: '', HOME: '/home/u' }, '/home/u/.local/state/marrowdx'],
    [{ HOME: '/home/u' }, '/home/u/.local/state/marrowdx'],
  ])('with %o is %s', (env, path) => {
    expect(stateFolder(env)).toBe(path)
  })

  it('is made for its owner alone', () => {
    const made = join(folder, 'a', 'marrowdx')
    expect(makeFolder(made)).toBeNull()
    expect(modeOf(made)).toBe(0o700)
  })

  it('names a case by moment and chance only', () => {
    expect(newCasePath('/state', new Date('2026-01-03T10:20:30Z'))).toMatch(/^\/state\/case-20260103-102030-[0-9a-f]{4}\.json$/)
  })
})
