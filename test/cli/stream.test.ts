import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { Chunks } from '../../src/io/input-chunks.ts'
import { aWorld, chunksOf, type FakeWorld, TOY } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'marrowdx-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Settings = Parameters<typeof aWorld>[0]

async function stream(
  args: string,
  settings: Settings = {},
): Promise<FakeWorld['written'] & { readonly status: number }> {
  const world = aWorld(settings)
  const status = await main(['stream', ...args.split(' ').filter((word) => word !== '')], world)
  return { ...world.written, status }
}

const fern = JSON.stringify(JSON.parse(readFileSync(join(TOY, 'cases/dry-fern.json'), 'utf8')))
const ivy = JSON.stringify(JSON.parse(readFileSync(join(TOY, 'cases/excluded.json'), 'utf8')))
const bad = '{"schemaVersion":1,"findings":{"drooping":"yes","brown-tip":true}}'
const odd = '{"schemaVersion":1,"id":"odd","findings":{"place":"indoors","soil-moisture":{"value":99,"unit":"%"}}}'

const objects = (stdout: string): readonly unknown[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line))

const error = (line: number, code: string) =>
  expect.objectContaining({ line, error: expect.objectContaining({ code }) })
const result = (id: string) => expect.objectContaining({ case: expect.objectContaining({ id }) })

describe('stream', () => {
  it('gives a line for a line, in order, and goes on behind one that cannot be read', async () => {
    const { stdout, stderr, status } = await stream('', { stdin: `${fern}\r\n${bad}\n\n${ivy}\n{"a":\n\t \n${fern}` })
    expect(objects(stdout)).toEqual([
      result('fern'),
      error(2, 'unknown-option'),
      error(3, 'empty'),
      result('ivy'),
      error(5, 'invalid-json'),
      error(6, 'empty'),
      result('fern'),
    ])
    expect(stderr).toMatch(/^marrowdx: 7 lines, 4 errors, 0 results with warnings; rules \S+\n$/)
    expect(status).toBe(3)
  })

  it('names everything that is wrong with a line', async () => {
    const { stdout } = await stream('', { stdin: bad })
    expect(objects(stdout)).toEqual([
      {
        line: 1,
        error: {
          code: 'unknown-option',
          path: 'findings.drooping',
          message: 'unknown answer; did you mean "present"?',
          others: [
            {
              code: 'unknown-finding',
              path: 'findings.brown-tip',
              message: 'unknown finding; did you mean "brown-tips"?',
            },
          ],
        },
      },
    ])
  })

  it('ends well where every line is well, and where there is none', async () => {
    expect(await stream('', { stdin: `${fern}\n` })).toMatchObject({ status: 0 })
    expect(await stream('', { stdin: '' })).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining('0 lines, 0 errors'),
    })
  })

  it('says nothing when asked to be quiet, but keeps its status', async () => {
    expect(await stream('--quiet', { stdin: bad })).toMatchObject({ status: 3, stderr: '' })
  })

  it('keeps the warnings of a line with its result and counts them', async () => {
    const { stdout, stderr, status } = await stream('--fields warnings', { stdin: `${odd}\n${fern}\n` })
    const { stderr: said } = await score(odd)
    expect(said).toContain('warning')
    expect(objects(stdout)).toEqual([
      { basis: { warnings: [expect.stringContaining('soil-moisture')] } },
      { basis: { warnings: [] } },
    ])
    expect(stderr).toContain('2 lines, 0 errors, 1 result with warnings')
    expect(status).toBe(0)
  })

  it('takes a byte order mark, and tells of bytes that are no text', async () => {
    const stdin = Buffer.concat([
      Buffer.from(`\ufeff${fern}\n`),
      Buffer.from([0x7b, 0xc3, 0x28]),
      Buffer.from(`\n${ivy}`),
    ])
    const { stdout } = await stream('', { stdin })
    expect(objects(stdout)).toEqual([result('fern'), error(2, 'invalid-utf8'), result('ivy')])
    expect(stdout).toContain('invalid byte at offset 1"')
  })

  it('tells of a line that is too long in its place', async () => {
    const { stdout, status } = await stream('', { stdin: `${fern}\n${' '.repeat(8 * 1024 * 1024 + 1)}\n${ivy}\n` })
    expect(objects(stdout)).toEqual([
      result('fern'),
      { line: 2, error: { code: 'too-large', message: 'too large; a case file has at most 8 MiB', path: '' } },
      result('ivy'),
    ])
    expect(status).toBe(3)
  })

  it('prints nothing that could steer a terminal', async () => {
    const id = 'a\u202eb\u009b31mc\u2028'
    const { stdout } = await stream('', { stdin: JSON.stringify({ schemaVersion: 1, id, findings: {} }) })
    expect(stdout).toMatch(/^[\x20-\x7e]*\n$/)
    expect(objects(stdout)).toEqual([result(id)])
  })

  it('stops behind the first error when asked to, and says how far it read', async () => {
    const { stdout, stderr, status } = await stream('--fail-fast', { stdin: `${fern}\n${bad}\n${ivy}\n${bad}\n` })
    expect(objects(stdout)).toEqual([result('fern'), error(2, 'unknown-option')])
    expect(stderr).toMatch(
      /^marrowdx: stopped at the first error, as asked; 2 lines read\nmarrowdx: 2 lines, 1 error,.*\n$/,
    )
    expect(status).toBe(3)
  })

  it('stops at a line that is too long as well', async () => {
    const { stdout, status } = await stream('--fail-fast', { stdin: `${' '.repeat(8 * 1024 * 1024 + 1)}\n${ivy}\n` })
    expect(objects(stdout)).toEqual([error(1, 'too-large')])
    expect(status).toBe(3)
  })
})

async function score(text: string, format = 'ndjson'): Promise<FakeWorld['written']> {
  const world = aWorld({ stdin: text })
  // A table of a stream says nothing of firmness unless it is asked to.
  const firmness = format === 'csv' || format === 'tsv' ? ['--stability', '0'] : []
  await main(['score', ...firmness, '--format', format], world)
  return world.written
}

describe('what a line holds', () => {
  it('is by default the order with words and support, what cannot wait, and the warnings', async () => {
    const { stdout } = await stream('', { stdin: fern })
    const keys = (value: unknown): readonly string[] => Object.keys(value ?? {}).sort()
    const [line] = objects(stdout)
    expect(keys(line)).toEqual(['basis', 'case', 'noneOfThese', 'ranking', 'status', 'urgent', 'why'])
    expect(stdout).toMatch(
      /"ranking":\[\{"rank":1,"diagnosis":"drought","words":"\w+","support":[\d.]+,"notExcluded":(true|false)\}/,
    )
  })

  it('is with --full what score prints, to the byte', async () => {
    expect((await stream('--full', { stdin: `${fern}\n${ivy}\n` })).stdout).toBe(
      (await score(fern)).stdout + (await score(ivy)).stdout,
    )
  })

  it('is with --fields what was named', async () => {
    const { stdout } = await stream('--fields status,support', { stdin: fern })
    expect(Object.keys(objects(stdout)[0] ?? {}).sort()).toEqual(['ranking', 'status'])
  })

  it.each([
    ['--fields suport,status', 'error: --fields: unknown field "suport"; did you mean "support"?\nKnown are: advice, '],
    ['--fields ,', 'error: --fields: unknown field ""'],
    ['--fields status --full', '--full gives every field'],
    ['--fields status --format csv', '--format csv has columns or sections of its own'],
    ['--full --format markdown', '--format markdown has columns or sections of its own'],
    ['--jobs 0', '--jobs takes a number from 1 to 64'],
    ['--jobs 65', '--jobs takes a number from 1 to 64'],
    ['- one.ndjson -', 'standard input ("-") can be read only once'],
    ['--jobs two', '--jobs takes a number from 1 to 64'],
    ['--format yaml', "argument 'yaml' is invalid"],
  ])('is not guessed: %s', async (args, message) => {
    const { stdout, stderr, status } = await stream(args, { stdin: fern })
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })
})

describe('a format of stream', () => {
  it('that is a table has its heading once, also without a row', async () => {
    const { stdout } = await stream('--format csv', { stdin: `${fern}\n${bad}\n${ivy}\n` })
    const heading = stdout.slice(0, stdout.indexOf('\n') + 1)
    expect(heading).toMatch(/^file,line,case_id/)
    expect(stdout.split(heading)).toHaveLength(2)
    expect(stdout).toContain('\n,2,')
    expect((await stream('--format csv', { stdin: '' })).stdout).toBe(heading)
  })

  it.each(['text', 'markdown', 'json', 'tsv'])('is the same however the input comes: %s', async (format) => {
    const stdin = `${fern}\n${bad}\n${' '.repeat(9_000_000)}\n${ivy}\n`
    const pieces = (size: number) => stream(`--format ${format}`, { chunks: chunksOf(Buffer.from(stdin), size) })
    expect((await pieces(97_001)).stdout).toBe((await pieces(stdin.length)).stdout)
  })
})

describe('the input of stream', () => {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return name
  }

  it('is several files one after the other, lines counted through all of them', async () => {
    file('one.ndjson', `${fern}\n${bad}`)
    file('two.ndjson', `\ufeff${bad}\n`)
    const { stdout } = await stream('one.ndjson - two.ndjson', { cwd: folder, stdin: `${ivy}\n` })
    expect(objects(stdout)).toEqual([
      result('fern'),
      error(2, 'unknown-option'),
      result('ivy'),
      error(4, 'unknown-option'),
    ])
  })

  it('that cannot be opened ends the run with everything before it', async () => {
    file('one.ndjson', `${fern}\n`)
    const { stdout, stderr, status } = await stream('one.ndjson none.ndjson one.ndjson', { cwd: folder })
    expect(objects(stdout)).toEqual([result('fern')])
    expect(stderr).toMatch(/^none\.ndjson: cannot be read: no such file or folder\nmarrowdx: 1 line, 0 errors/)
    expect(status).toBe(5)
  })

  it('that breaks off ends the run with the lines that were complete', async () => {
    const parts = [Buffer.from(`${fern}\n{"schemaVersion":1`)]
    const chunks: Chunks = { next: async () => parts.shift() ?? { code: 'EIO' }, close: () => {} }
    const { stdout, stderr, status } = await stream('', { chunks })
    expect(objects(stdout)).toEqual([result('fern')])
    expect(stderr).toContain('standard input: cannot be read: the device reported an error\n')
    expect(status).toBe(5)
  })

  it('is not waited for in silence at a terminal', async () => {
    const { stdout, stderr, status } = await stream('', { terminals: ['stdin'] })
    expect(stderr).toContain('Usage: marrowdx stream')
    expect(stdout).toBe('')
    expect(status).toBe(2)
  })

  it('is answered line by line while it trickles', async () => {
    const world = aWorld()
    const answered: number[] = []
    const parts = [`${fern}\n{"schema`, `Version":1,"findings":{}}\n${ivy}\n`, fern]
    const next = async () => {
      answered.push(world.written.stdout.split('\n').length - 1)
      const part = parts.shift()
      return part === undefined ? null : Buffer.from(part)
    }
    await main(['stream'], { ...world, stdin: { ...world.stdin, chunks: async () => ({ next, close: () => {} }) } })
    expect(answered).toEqual([0, 1, 3, 3])
    expect(objects(world.written.stdout)).toHaveLength(4)
  })
})

describe('the output of stream', () => {
  /** As much as anybody reads, without an end. */
  const endless = (): Chunks & { readonly read: () => number } => {
    let read = 0
    let closed = false
    return {
      read: () => read,
      next: async () => {
        read += 1
        return closed || read > 1000 ? null : Buffer.from(`${fern}\n`)
      },
      close: () => {
        closed = true
      },
    }
  }

  it('that nobody reads any more ends the run at once and in silence', async () => {
    const chunks = endless()
    expect(await stream('', { chunks, stdoutFault: 'EPIPE' })).toEqual({ stdout: '', stderr: '', status: 0 })
    expect(chunks.read()).toBeLessThan(5)
  })

  it('that finds no room ends the run with one line', async () => {
    const chunks = endless()
    const stderr = 'marrowdx: standard output: cannot be written: no space left on the device\n'
    expect(await stream('', { chunks, stdoutFault: 'ENOSPC' })).toEqual({ stdout: '', stderr, status: 5 })
    expect(chunks.read()).toBeLessThan(5)
  })
})

describe('a signal to stream', () => {
  /** Sends the signal when the reading has come so far, and then waits until it is closed. */
  async function interrupted(argv: readonly string[], parts: string[]) {
    const world = aWorld()
    const waiting = { end: (): void => {} }
    const next = async () => {
      const part = parts.shift()
      if (part !== undefined) return Buffer.from(part)
      setImmediate(() => world.send('SIGTERM'))
      return new Promise<null>((resolve) => {
        waiting.end = () => resolve(null)
      })
    }
    const chunks = async () => ({ next, close: () => waiting.end() })
    const status = await main(['stream', ...argv], { ...world, stdin: { ...world.stdin, chunks } })
    return { ...world, status }
  }

  it('lets the lines in hand out, not a line that is half there, and then ends the process itself', async () => {
    const { written, raised, status } = await interrupted([], [`${fern}\n${ivy}\n{"schemaVersion":1,"findings":{}}`])
    expect(objects(written.stdout)).toEqual([result('fern'), result('ivy')])
    expect(written.stderr).toMatch(/^marrowdx: stopped by SIGTERM; 2 lines done\nmarrowdx: 2 lines, 0 errors/)
    expect(raised).toEqual(['SIGTERM'])
    expect(status).not.toBe(0)
  })

  it('meets nobody when it comes a second time', async () => {
    const { send, raised } = await interrupted(['--quiet'], [`${fern}\n`])
    send('SIGTERM')
    expect(raised).toEqual(['SIGTERM'])
  })
})

describe('the progress of stream', () => {
  /** A piece of input for each time given, in milliseconds from the start. */
  async function progress(times: readonly number[], settings: Settings = {}, argv: readonly string[] = []) {
    let now = 0
    const left = [...times]
    const next = async () => {
      const time = left.shift()
      if (time === undefined) return null
      now = time
      return Buffer.from(`${fern}\n`)
    }
    const world = aWorld({ terminals: ['stderr'], clock: () => now, chunks: { next, close: () => {} }, ...settings })
    await main(['stream', ...argv], world)
    return world.written.stderr
  }

  it('is one line that is written over, from the second second on, at most twice a second, and gone at the end', async () => {
    const stderr = await progress([500, 999, 1000, 1200, 1499, 1500, 2100])
    const [first = '', second = '', third = '', cleared, last = ''] = stderr.split('\r').slice(1)
    expect(first).toBe('3 lines, 3 a second, 0 errors')
    expect(second).toBe('6 lines, 4 a second, 0 errors')
    expect(third).toBe('7 lines, 3 a second, 0 errors')
    expect(cleared).toBe(' '.repeat(third.length))
    expect(last).toMatch(/^marrowdx: 7 lines.*\n$/)
    expect(stderr.split('\r')).toHaveLength(6)
  })

  it.each([{ TERM: 'dumb' }, { ACCESSIBLE: '1' }])('is a plain line now and then with %o', async (env) => {
    const stderr = await progress([1000, 1500, 9000, 11_000, 12_000], { env })
    expect(stderr).toMatch(/^1 line, 1 a second, 0 errors\n4 lines, 0 a second, 0 errors\nmarrowdx: 5 lines.*\n$/)
  })

  it.each(['0', 'false', 'no', ''])('is no plain line with ACCESSIBLE=%s', async (value) => {
    expect(await progress([2000], { env: { ACCESSIBLE: value } })).toContain('\r')
  })

  it.each([
    ['without a terminal', { terminals: [] }, []],
    ['where the results run over the same terminal', { terminals: ['stderr', 'stdout'] as const }, []],
    ['when asked to be quiet', {}, ['--quiet']],
  ])('is not shown %s', async (_, settings, argv) => {
    expect(await progress([1000, 2000, 3000], settings, argv)).toMatch(/^(marrowdx: 3 lines.*\n)?$/)
  })

  it('keeps to a narrow terminal', async () => {
    expect((await progress([2000], { columns: 20 })).split('\r')[1]).toBe('1 line, 1 a second,')
  })
})
