/** The built program as a process: what only real streams, pipes and files show. Needs `npm run build`. */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COMMANDS, ROOT } from '../../src/cli/help.ts'
import { REPOSITORY, TOY } from '../support/world.ts'

/** A package like an installed one, with the made-up rules in the place of the built-in ones. */
const packageFolder = mkdtempSync(join(tmpdir(), 'marrowdx-'))
const work = join(packageFolder, 'work')

beforeAll(() => {
  for (const part of ['bin', 'dist']) cpSync(join(REPOSITORY, part), join(packageFolder, part), { recursive: true })
  cpSync(join(TOY, 'rules'), join(packageFolder, 'rules'), { recursive: true })
  mkdirSync(work)
  for (const name of ['rules', 'old-rules']) cpSync(join(TOY, 'rules'), join(work, name), { recursive: true })
  for (const name of ['case.json', 'fern.json']) cpSync(join(TOY, 'cases/dry-fern.json'), join(work, name))
  writeFileSync(join(work, 'cases.ndjson'), readFileSync(join(work, 'fern.json'), 'utf8').repeat(2))
  writeFileSync(
    join(work, 'marrowdx'),
    `#!/bin/sh\nexec '${process.execPath}' '${packageFolder}/bin/marrowdx.cjs' "$@"\n`,
    { mode: 0o755 },
  )
})
afterAll(() => rmSync(packageFolder, { recursive: true, force: true }))

interface Ran {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | null
}

/** A line of shell in a folder with case.json, which the examples of the help write over, fern.json, cases.ndjson and two folders of rules; `marrowdx` in the path; bash for its PIPESTATUS. */
function shell(line: string): Ran {
  const env = { PATH: `${work}:${process.env['PATH']}` }
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', line], {
    cwd: work,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { stdout, stderr, status }
}

/** Those of `ask` need a terminal: test/terminal/ask.test.ts. */
const examples = [...new Set([ROOT, ...Object.values(COMMANDS)].flatMap((text) => text.examples))].filter(
  (example) => !example.startsWith('marrowdx ask'),
)

/** What the made-up rules have in the place of an id that an example names. */
const MADE_UP: readonly (readonly [string, string])[] = [
  ['show fever', 'show drooping'],
  ['compare bone-marrow-necrosis bone-metastasis', 'compare drought aphids'],
  ['json fever', 'json drooping'],
  ['json bone-metastasis', 'json aphids'],
  ['show jnccn-2013-imatinib-bone-edema', 'show toy-journal'],
  ['show janssens-2000-bm-necrosis', 'show toy-journal'],
]

const inMadeUpRules = (example: string): string =>
  MADE_UP.reduce((line, [id, instead]) => line.replace(id, instead), example)

describe('the built program', () => {
  it.each(examples)('runs the example of the help: %s', (example) => {
    const stderr = example.startsWith('marrowdx stream')
      ? expect.stringMatching(/^marrowdx: 2 lines, 0 errors, .*\n$/)
      : ''
    expect(shell(inMadeUpRules(example))).toMatchObject({ status: 0, stderr })
  })

  it('ends quietly when its reader goes away', () => {
    expect(shell(`marrowdx rules export | head -1 >/dev/null; exit \${PIPESTATUS[0]}`)).toEqual({
      stdout: '',
      stderr: '',
      status: 0,
    })
    expect(shell(`marrowdx rules export | true; exit \${PIPESTATUS[0]}`)).toEqual({ stdout: '', stderr: '', status: 0 })
  })

  it('delivers every byte into a slow pipe', () => {
    const whole = shell('marrowdx schema rules').stdout
    expect(shell('marrowdx schema rules | (sleep 0.3; cat)').stdout).toBe(whole)
  })

  it.runIf(existsSync('/dev/full')).each(['findings', '--help', 'score --format json fern.json', 'score fern.json'])(
    'says that a full disk took nothing: %s',
    (argv) => {
      const { stderr, status } = shell(`marrowdx ${argv} >/dev/full`)
      expect(stderr).toBe('marrowdx: standard output: cannot be written: no space left on the device\n')
      expect(status).toBe(5)
    },
  )

  it('keeps its status when standard error is closed or full', () => {
    expect(shell('marrowdx nonsense 2>&-').status).toBe(2)
    expect(shell('marrowdx nonsense 2>/dev/full').status).toBe(2)
  })

  it('takes a closed or empty standard input for an empty case', () => {
    for (const input of ['<&-', '</dev/null'])
      expect(shell(`marrowdx score ${input}`)).toMatchObject({
        stdout: '',
        stderr: expect.stringContaining('the input is empty'),
        status: 3,
      })
  })

  it('refuses 100 MB without reading them', () => {
    const message = 'too large; a case file has at most 8 MiB\n'
    expect(shell('head -c 100000000 /dev/zero | marrowdx score -')).toEqual({
      stdout: '',
      stderr: `standard input: ${message}`,
      status: 3,
    })
    expect(shell('truncate -s 100000000 big.json; marrowdx score big.json')).toEqual({
      stdout: '',
      stderr: `big.json: ${message}`,
      status: 3,
    })
    expect(shell('marrowdx score /dev/zero')).toEqual({ stdout: '', stderr: `/dev/zero: ${message}`, status: 3 })
  })

  it('reads a case from a named pipe', () => {
    expect(shell('marrowdx score --format json <(cat fern.json)').stdout).toContain('"diagnosis": "drought"')
  })

  it('lets an edited rule file take effect at the next run, and falls back on the old rules when the edit is taken back', () => {
    const file = join(packageFolder, 'rules/vocabulary.yaml')
    const before = shell('marrowdx --version').stdout
    const text = readFileSync(file)
    appendFileSync(file, '# a comment changes the digest\n')
    expect(shell('marrowdx --version').stdout).not.toBe(before)
    writeFileSync(file, text)
    expect(shell('marrowdx --version').stdout).toBe(before)
  })

  it('says where a rule file is broken, with status 4 and nothing on standard output', () => {
    const file = join(packageFolder, 'rules/broken.yaml')
    writeFileSync(file, 'nonsense: 1\n')
    const ran = shell('marrowdx score case.json')
    rmSync(file)
    expect(ran).toMatchObject({
      stdout: '',
      status: 4,
      stderr: expect.stringMatching(/^rules\/broken\.yaml:1:1 error unknown-key/),
    })
  })
})
