import {
  chmodSync,
  chownSync,
  linkSync,
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
import { cannotSave, makeFolder, newCasePath, removeLeftovers, saveWhole, stateFolder } from '../../src/io/save-case.ts'
import { CHANGED, READ_ONLY } from '../../src/io/system-errors.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marrowdx-session-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const modeOf = (path: string): number => statSync(path).mode & 0o777

describe('saving a case', () => {
  it('writes a file that only its owner may read', () => {
    const path = join(folder, 'case.json')
    expect(saveWhole(path, 'text\n', null)).toBeNull()
    expect(readFileSync(path, 'utf8')).toBe('text\n')
    expect(modeOf(path)).toBe(0o600)
  })

  it.each([0o664, 0o640, 0o600])('keeps the mode of the file: %i', (mode) => {
    const path = join(folder, 'case.json')
    writeFileSync(path, 'old')
    chmodSync(path, mode)
    expect(saveWhole(path, 'new', 'old')).toBeNull()
    expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['new', mode])
  })

  it.runIf(process.getuid?.() === 0)('keeps the owner of the file', () => {
    const path = join(folder, 'case.json')
    writeFileSync(path, 'old')
    chownSync(path, 1234, 4321)
    expect(saveWhole(path, 'new', 'old')).toBeNull()
    const { uid, gid } = statSync(path)
    expect([readFileSync(path, 'utf8'), uid, gid]).toEqual(['new', 1234, 4321])
  })

  it('keeps the other names of the file (hard links), and shortens what was longer', () => {
    const [path, other] = [join(folder, 'case.json'), join(folder, 'other.json')]
    writeFileSync(path, 'an old and longer text')
    linkSync(path, other)
    expect(saveWhole(path, 'new', 'an old and longer text')).toBeNull()
    expect([readFileSync(other, 'utf8'), statSync(path).ino === statSync(other).ino, readdirSync(folder)]).toEqual([
      'new',
      true,
      ['case.json', 'other.json'],
    ])
  })

  it.each([0o444, 0o400])('refuses a file that is read-only, and says so: %i', (mode) => {
    const path = join(folder, 'case.json')
    writeFileSync(path, 'old')
    chmodSync(path, mode)
    expect([cannotSave(path), saveWhole(path, 'new', 'old')]).toEqual([READ_ONLY, READ_ONLY])
    expect([readFileSync(path, 'utf8'), modeOf(path), readdirSync(folder)]).toEqual(['old', mode, ['case.json']])
  })

  it.each([
    ['was changed', 'theirs', 'old'],
    ['came to be', 'theirs', null],
    ['has become invalid', '\u0000', 'old'],
  ])('refuses a file that %s since', (_, held, left) => {
    const path = join(folder, 'case.json')
    writeFileSync(path, held)
    expect(saveWhole(path, 'mine', left)).toBe(CHANGED)
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual([held, ['case.json']])
  })

  it('writes a file anew that was removed since, and one that only has the mark of the byte order besides', () => {
    const path = join(folder, 'case.json')
    expect(saveWhole(path, 'new', 'old')).toBeNull()
    writeFileSync(path, '\ufeffnew')
    expect(saveWhole(path, 'newer', 'new')).toBeNull()
    expect(readFileSync(path, 'utf8')).toBe('newer')
  })

  it('leaves nothing beside the file', () => {
    saveWhole(join(folder, 'case.json'), 'one', null)
    saveWhole(join(folder, 'case.json'), 'two', 'one')
    expect(readdirSync(folder)).toEqual(['case.json'])
  })

  it('replaces the file behind a symbolic link and keeps the link', () => {
    const [real, link] = [join(folder, 'real.json'), join(folder, 'link.json')]
    writeFileSync(real, 'old')
    symlinkSync(real, link)
    saveWhole(link, 'new', 'old')
    expect(readFileSync(real, 'utf8')).toBe('new')
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
  })

  it('says why it failed and leaves nothing', () => {
    expect(saveWhole(join(folder, 'missing', 'case.json'), 'text', null)).toBe('ENOENT')
    expect(saveWhole(folder, 'text', null)).not.toBeNull()
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
    expect(newCasePath('/state', new Date('2026-01-03T10:20:30Z'))).toMatch(
      /^\/state\/case-20260103-102030-[0-9a-f]{4}\.json$/,
    )
  })
})
