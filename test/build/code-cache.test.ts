/**
 * The caches of V8's code: a start without them, with broken ones or with those of someone else is a start like any other. Needs `npm run build`.
 */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { REPOSITORY } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'marrowdx-cache-'))
const install = join(folder, 'package')
const home = join(folder, 'home')
const kept = join(home, '.cache/marrowdx')
const CASE = join(REPOSITORY, 'fixtures/cases/002-necrosis-after-marrow.json')
const PATH = process.env['PATH'] ?? ''

/** Of the same length, since V8 tells sources apart by no more. */
const [SHIPPED, EDITED] = ['Not a medical device', 'Not a medical gadget']

function copyPackage(): void {
  for (const part of ['bin', 'dist', 'rules', 'package.json'])
    cpSync(join(REPOSITORY, part), join(install, part), { recursive: true, preserveTimestamps: true })
  rmSync(join(install, 'dist/cache'), { recursive: true, force: true })
}
copyPackage()

beforeEach(() => {
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = { HOME: home }, limits = ''): Ran {
  const command = `${limits} exec "$0" "$@"`
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--norc', '-c', command, process.execPath, join(install, 'bin/marrowdx.cjs'), ...args],
    {
      env: { PATH, ...env },
      encoding: 'utf8',
    },
  )
  return { status, stdout, stderr }
}

const score = ['score', '--format', 'json', CASE]
const expected = run(score, {})
const files = (): readonly string[] => readdirSync(kept).sort()

/** The cache of the program as it would be of an edited text, under the name and with the checksum of the shipped one. */
function swapForEdited(): void {
  run(['--help'])
  const [name = ''] = files().filter((each) => each.startsWith('program-'))
  const bundle = join(install, 'dist/program.js')
  const text = readFileSync(bundle, 'utf8')
  writeFileSync(bundle, text.replace(SHIPPED, EDITED))
  run(['--help'])
  writeFileSync(bundle, text)
  const [other = ''] = files().filter((each) => each.startsWith('program-') && each !== name)
  const data = readFileSync(join(kept, other)).subarray(8)
  const head = crc32(data, crc32(name)).toString(16).padStart(8, '0')
  writeFileSync(join(kept, name), Buffer.concat([Buffer.from(head), data]))
}

describe('a start', () => {
  it('leaves its code for the next one, in a folder of the user alone and with nothing of the case', () => {
    expect(run(score)).toEqual(expected)
    expect(statSync(kept).mode & 0o777).toBe(0o700)
    const names = files()
    expect(names.map((name) => name.replace(/-.*/, ''))).toEqual(['marrowdx', 'program', 'score'])
    const before = names.map((name) => readFileSync(join(kept, name)))
    for (const bytes of before) expect(bytes.includes('002-necrosis')).toBe(false)
    expect(run(score)).toEqual(expected)
    expect(names.map((name) => readFileSync(join(kept, name)))).toEqual(before)
  })

  it('uses that code', () => {
    swapForEdited()
    expect(run(['--help']).stdout).toContain(EDITED)
  })

  it('notices a flipped bit in a cache (30 of them), and writes a sound one in its place', () => {
    const random = xoroshiro128plus(30)
    run(score)
    for (let flip = 0; flip < 30; flip++) {
      const flipped = files().map((name) => {
        const bytes = readFileSync(join(kept, name))
        const at = uniformInt(random, 0, bytes.length - 1)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << uniformInt(random, 0, 7))
        writeFileSync(join(kept, name), bytes)
        return bytes
      })
      expect(run(score)).toEqual(expected)
      for (const [index, name] of files().entries())
        expect(readFileSync(join(kept, name)).equals(flipped[index] ?? Buffer.of())).toBe(false)
    }
  }, 120_000)

  it.each(['', 'no cache at all', '00000000'])('compiles as usual when a cache is %j', (text) => {
    run(score)
    for (const name of files()) writeFileSync(join(kept, name), text)
    expect(run(score)).toEqual(expected)
  })

  it('does not ignore an edited dist/*.js', () => {
    expect(run(['--help']).stdout).toContain(SHIPPED)
    const bundle = join(install, 'dist/program.js')
    const text = readFileSync(bundle, 'utf8')
    writeFileSync(bundle, text.replace(SHIPPED, EDITED))
    const edited = run(['--help']).stdout
    writeFileSync(bundle, text)
    expect(edited).toContain(EDITED)
    expect(run(['--help']).stdout).toContain(SHIPPED)
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['no home', {}],
    ['a home that is not there', { HOME: join(folder, 'nowhere/at/all') }],
    ['a home that is a file', { HOME: CASE }],
    ['a home that nothing can be written to', { HOME: '/proc/self' }],
    ['a relative cache folder', { XDG_CACHE_HOME: 'here' }],
  ])('works with %s', (_, env) => {
    expect(run(score, env)).toEqual(expected)
    expect(run(score, env)).toEqual(expected)
  })

  it('works on a full disk, and leaves no part of a file', () => {
    expect(run(score, { HOME: home }, 'ulimit -f 1;')).toEqual(expected)
    expect(files()).toEqual([])
  })

  it('writes to XDG_CACHE_HOME where that is set', () => {
    const XDG_CACHE_HOME = join(home, 'chosen')
    run(score, { HOME: home, XDG_CACHE_HOME })
    expect([existsSync(kept), readdirSync(join(XDG_CACHE_HOME, 'marrowdx')).length]).toEqual([false, 3])
  })

  it.each(['MARROWDX_NO_CACHE', 'NODE_DISABLE_COMPILE_CACHE'])('neither reads nor writes a cache with %s', (name) => {
    expect(run(score, { HOME: home, [name]: '1' })).toEqual(expected)
    expect(existsSync(kept)).toBe(false)
    swapForEdited()
    expect(run(['--help'], { HOME: home, [name]: '1' }).stdout).toContain(SHIPPED)
  })

  it('never uses a cache from a folder or file that another user can write', () => {
    swapForEdited()
    chmodSync(kept, 0o777)
    expect(run(['--help']).stdout).toContain(SHIPPED)
    swapForEdited()
    chmodSync(kept, 0o700)
    for (const name of files()) chmodSync(join(kept, name), 0o666)
    expect(run(['--help']).stdout).toContain(SHIPPED)
  })

  it.skipIf(process.geteuid?.() !== 0)('never uses the cache of another user (needs root to make one)', () => {
    swapForEdited()
    for (const name of files()) chownSync(join(kept, name), 12345, 12345)
    expect(run(['--help']).stdout).toContain(SHIPPED)
    chownSync(kept, 12345, 12345)
    expect(run(score)).toEqual(expected)
  })
})
