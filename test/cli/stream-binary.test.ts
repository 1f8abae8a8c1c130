/** `stream` as a process: what only real pipes, signals, threads and a full disk show. Needs `npm run build`. */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { REPOSITORY, TOY } from '../support/world.ts'

/** A package like an installed one, with the made-up rules in the place of the built-in ones. */
const packageFolder = mkdtempSync(join(tmpdir(), 'marrowdx-'))
const work = join(packageFolder, 'work')
const LINES = 20_000

beforeAll(() => {
  for (const part of ['bin', 'dist']) cpSync(join(REPOSITORY, part), join(packageFolder, part), { recursive: true })
  cpSync(join(TOY, 'rules'), join(packageFolder, 'rules'), { recursive: true })
  mkdirSync(work)
  writeFileSync(
    join(work, 'marrowdx'),
    `#!/bin/sh\nexec '${process.execPath}' '${packageFolder}/bin/marrowdx.cjs' "$@"\n`,
    { mode: 0o755 },
  )
  const fern = JSON.stringify(JSON.parse(readFileSync(join(TOY, 'cases/dry-fern.json'), 'utf8')))
  const lines = Array.from({ length: LINES }, (_, at) => fern.replace('"fern"', `"fern ${at + 1}"`))
  writeFileSync(join(work, 'many.ndjson'), `${lines.join('\n')}\n`)
  writeFileSync(join(work, 'few.ndjson'), lines.slice(0, 3).join('\n'))
})
afterAll(() => rmSync(packageFolder, { recursive: true, force: true }))

const env = { PATH: `${work}:${process.env['PATH']}` }

/** A line of shell in a folder with many.ndjson and few.ndjson; bash for its PIPESTATUS. */
function shell(line: string): { readonly stdout: string; readonly stderr: string; readonly status: number | null } {
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', line], {
    cwd: work,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  return { stdout, stderr, status }
}

describe('stream in a pipe', () => {
  it('gives a line for a line, from a file, a pipe, a redirection and a named pipe', () => {
    const whole = shell('marrowdx stream --quiet many.ndjson')
    expect(whole).toMatchObject({ status: 0, stderr: '' })
    const ids = whole.stdout.match(/"id":"fern \d+"/g) ?? []
    expect(ids).toEqual(Array.from({ length: LINES }, (_, at) => `"id":"fern ${at + 1}"`))
    for (const line of [
      'cat many.ndjson | marrowdx stream',
      'marrowdx stream - < many.ndjson',
      'marrowdx stream <(cat many.ndjson)',
    ])
      expect(shell(line).stdout === whole.stdout, line).toBe(true)
  })

  it('ends at once and in silence when its reader goes away, twenty times', () => {
    const once = `marrowdx stream many.ndjson | head -1 > one; echo "\${PIPESTATUS[0]} $(wc -l < one)"`
    expect(shell(`for i in {1..20}; do ${once}; done`)).toEqual({ stdout: '0 1\n'.repeat(20), stderr: '', status: 0 })
    expect(
      shell(`marrowdx stream --jobs 2 many.ndjson | head -1 > one; echo "\${PIPESTATUS[0]} $(wc -l < one)"`),
    ).toEqual({
      stdout: '0 1\n',
      stderr: '',
      status: 0,
    })
  })

  it('ends when its reader goes away although its input never does', () => {
    const ran = shell(
      `yes "$(head -1 few.ndjson)" | timeout 20 marrowdx stream | head -1 > one; echo "\${PIPESTATUS[1]}"`,
    )
    expect(ran).toEqual({ stdout: '0\n', stderr: '', status: 0 })
  })

  it.runIf(existsSync('/dev/full')).each(['', '--jobs 2', '--format csv', '--full'])(
    'says in one line that a full disk took nothing: %s',
    (options) => {
      expect(shell(`marrowdx stream ${options} few.ndjson > /dev/full`)).toEqual({
        stdout: '',
        stderr: 'marrowdx: standard output: cannot be written: no space left on the device\n',
        status: 5,
      })
    },
  )

  it('delivers every byte to a slow reader', () => {
    const whole = shell('marrowdx stream many.ndjson | cksum').stdout
    for (const jobs of [1, 2])
      expect(shell(`marrowdx stream --jobs ${jobs} many.ndjson | (sleep 0.5; cksum)`).stdout).toBe(whole)
  })

  it.runIf(spawnSync('python3', ['--version']).status === 0)(
    'delivers every byte through a pipe that does not block',
    () => {
      const whole = shell('marrowdx stream many.ndjson | cksum').stdout
      const script =
        'import os; os.set_blocking(1, False); os.execvp("marrowdx", ["marrowdx", "stream", "many.ndjson"])'
      expect(shell(`python3 -c '${script}' | (sleep 0.5; cksum)`)).toEqual({
        stdout: whole,
        stderr: expect.stringMatching(/^marrowdx: 20,000 lines, 0 errors.*\n$/),
        status: 0,
      })
    },
  )

  it('has status 3 when a line was bad and status 5 when a file was missing, with the rest in place', () => {
    expect(
      shell(`(cat few.ndjson; echo; echo nonsense) | marrowdx stream --quiet | wc -l; exit \${PIPESTATUS[1]}`),
    ).toEqual({
      stdout: '4\n',
      stderr: '',
      status: 3,
    })
    const missing = shell('marrowdx stream few.ndjson none.ndjson')
    expect(missing.stdout.split('\n')).toHaveLength(4)
    expect(missing.stderr).toMatch(/^none\.ndjson: cannot be read: no such file or folder\n/)
    expect(missing.status).toBe(5)
    expect(shell('marrowdx stream .')).toMatchObject({
      stdout: '',
      status: 5,
      stderr: expect.stringMatching(/^\.: cannot be read: it is a folder/),
    })
  })

  it('takes a closed or empty standard input for no lines', () => {
    for (const input of ['<&-', '</dev/null'])
      expect(shell(`marrowdx stream ${input}`)).toMatchObject({ stdout: '', status: 0 })
  })

  it('answers a line before the next one comes', () => {
    const coprocess = `coproc marrowdx stream; head -1 few.ndjson >&\${COPROC[1]}; read -r -t 20 answer <&\${COPROC[0]}; echo "\${answer:0:8}"; exec {COPROC[1]}>&-; wait`
    expect(shell(coprocess).stdout).toBe('{"case":\n')
  })
})

describe('stream in several threads', () => {
  it.each(['', '--full', '--format csv', '--format text --color always'])(
    'gives the bytes that one gives: %s',
    (options) => {
      const sum = (jobs: number): string =>
        shell(`head -1000 many.ndjson | marrowdx stream ${options} --jobs ${jobs} | cksum`).stdout
      expect(sum(2)).toBe(sum(1))
    },
  )

  it('gives them with more threads than there is work for', () => {
    expect(shell('marrowdx stream --jobs 5 few.ndjson')).toEqual(shell('marrowdx stream few.ndjson'))
  })

  it('says which rule file is broken once, and starts no thread', () => {
    const file = join(packageFolder, 'rules/broken.yaml')
    writeFileSync(file, 'nonsense: 1\n')
    const ran = shell('marrowdx stream --jobs 2 few.ndjson')
    rmSync(file)
    expect(ran.stdout).toBe('')
    expect(ran.stderr.split('broken.yaml:1:1 error')).toHaveLength(2)
    expect(ran.status).toBe(4)
  })

  it('ends with one line and status 70 when one of them runs out of memory, behind whole results', () => {
    const few = readFileSync(join(work, 'few.ndjson'), 'utf8')
    const keys = Array.from({ length: 240_000 }, (_, key) => `"key${key}":1`).join()
    writeFileSync(join(work, 'huge.ndjson'), `${few}\n{"schemaVersion":1,"findings":{${keys}}}\n${few}\n`)
    const { stdout, stderr, status } = shell(
      'NODE_OPTIONS=--max-old-space-size=16 marrowdx stream --jobs 2 --quiet huge.ndjson',
    )
    expect(stderr).toMatch(/^marrowdx: a thread ended before its work was done \(out of memory\); .*\n$/)
    expect(stdout).toMatch(/^(\{.*\}\n)*$/)
    expect(status).toBe(70)
  })
})

describe('a signal to stream', () => {
  interface Ended {
    readonly signal: NodeJS.Signals | null
    readonly status: number | null
    readonly stdout: string
    readonly stderr: string
  }

  /** Sends the signals as soon as the first results are there, and has the input go on. */
  function interrupted(
    options: readonly string[],
    input: string,
    ...signals: readonly NodeJS.Signals[]
  ): Promise<Ended> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [join(packageFolder, 'bin/marrowdx.cjs'), 'stream', ...options], {
        cwd: work,
        env,
      })
      const out = { stdout: '', stderr: '' }
      let sent = 0
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out.stdout += text
        const signal = signals[sent]
        sent += 1
        if (signal !== undefined) child.kill(signal)
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        out.stderr += text
      })
      child.stdin.on('error', () => {})
      child.stdin.write(input)
      child.on('close', (status, signal) => resolve({ ...out, status, signal }))
    })
  }

  const many = (): string => readFileSync(join(work, 'many.ndjson'), 'utf8')
  const few = (): string => readFileSync(join(work, 'few.ndjson'), 'utf8')

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s lets whole lines out and ends the process by that signal',
    async (name) => {
      const { signal, stdout, stderr } = await interrupted([], many(), name)
      expect(signal).toBe(name)
      expect(stdout).toMatch(/\}\n$/)
      const count = (stdout.split('\n').length - 1).toLocaleString('en')
      expect(stderr).toMatch(
        new RegExp(`^marrowdx: stopped by ${name}; ${count} lines? done\nmarrowdx: ${count} lines?, 0 errors`),
      )
    },
  )

  it('is heard while nothing comes in, and half a line is no line', async () => {
    const { signal, stdout } = await interrupted(['--quiet'], few(), 'SIGINT')
    expect(signal).toBe('SIGINT')
    expect(stdout.split('\n')).toHaveLength(3)
  })

  it('is heard with threads', async () => {
    const { signal, stdout } = await interrupted(['--jobs', '2', '--quiet'], many(), 'SIGTERM')
    expect(signal).toBe('SIGTERM')
    expect(stdout).toMatch(/\}\n$/)
  })

  it('is obeyed at once when it comes again while nobody reads', () => {
    const stuck =
      'mkfifo stuck; sleep 30 < stuck & marrowdx stream many.ndjson > stuck & m=$!; sleep 1; kill -INT $m; sleep 0.5; kill -0 $m && echo waits'
    const { stdout } = shell(`${stuck}; kill -INT $m; wait $m; echo $?; kill %1`)
    expect(stdout).toBe('waits\n130\n')
  })

  it('is heard while a named pipe waits for its writer', () => {
    const { stdout } = shell('mkfifo silent; marrowdx stream silent & m=$!; sleep 1; kill -TERM $m; wait $m; echo $?')
    expect(stdout).toBe('143\n')
  })
})
