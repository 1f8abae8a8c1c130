/** `stream --jobs` with threads that are none: the same program in this process, behind a real message channel, which hands memory over as threads do. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { BlockResult } from '../../src/cli/stream/block.ts'
import { conveyor } from '../../src/cli/stream/conveyor.ts'
import { threadPool } from '../../src/cli/stream/pool.ts'
import type { Port, Thread, Threads } from '../../src/io/threads.ts'
import { aWorld, chunksOf, type FakeWorld, TOY } from '../support/world.ts'

const fern = JSON.stringify(JSON.parse(readFileSync(join(TOY, 'cases/dry-fern.json'), 'utf8')))
const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) =>
    at % 7 === 3 ? `{"line": ${at}` : fern.replace('"fern"', `"fern ${at}"`),
  ).join('\n')

interface FakeThread extends Thread {
  readonly end: (why: string) => void
  readonly isStopped: () => boolean
}

function pair(): { readonly thread: FakeThread; readonly parent: Port } {
  const { port1, port2 } = new MessageChannel()
  const ends: ((why: string) => void)[] = []
  let stopped = false
  const portOf = (port: typeof port1): Port => ({
    post: (message, transfer) => port.postMessage(message, transfer),
    onMessage: (handler) => void port.on('message', handler),
  })
  const thread = {
    ...portOf(port1),
    onEnd: (handler: (why: string) => void) => void ends.push(handler),
    end: (why: string) => {
      port1.close()
      for (const handler of ends) handler(why)
    },
    stop: () => {
      stopped = true
      port1.close()
    },
    isStopped: () => stopped,
  }
  return { thread, parent: portOf(port2) }
}

/** Threads that run the program with these arguments. */
function programThreads(argv: readonly string[]): Threads & { readonly started: readonly FakeThread[] } {
  const started: FakeThread[] = []
  return {
    parent: null,
    started,
    start: (stdout) => {
      const { thread, parent } = pair()
      started.push(thread)
      void main(argv, aWorld({ threads: { parent: { ...parent, stdout }, start: () => thread } }))
      return thread
    },
  }
}

async function run(
  argv: readonly string[],
  stdin: string,
  threads?: Threads,
): Promise<FakeWorld['written'] & { readonly status: number }> {
  const world = aWorld({ chunks: chunksOf(Buffer.from(stdin), 1000), ...(threads === undefined ? {} : { threads }) })
  const status = await main(argv, world)
  return { ...world.written, status }
}

describe('stream --jobs', () => {
  it.each([[], ['--full'], ['--format', 'csv'], ['--format', 'text'], ['--fail-fast']])(
    'gives what one job gives: %s',
    async (...options) => {
      const argv = ['stream', ...options]
      const several = [...argv, '--jobs', '3']
      const threads = programThreads(several)
      expect(await run(several, lines(60), threads)).toEqual(await run(argv, lines(60)))
      expect(threads.started.length).toBeGreaterThan(0)
      expect(threads.started.map(({ isStopped }) => isStopped())).toEqual(threads.started.map(() => true))
    },
  )

  it('starts no thread where there is nothing to score', async () => {
    const threads = programThreads(['stream', '--jobs', '2'])
    expect(await run(['stream', '--jobs', '2'], '', threads)).toMatchObject({ stdout: '', status: 0 })
    expect(threads.started).toEqual([])
  })

  it('says once what is wrong with the rules', async () => {
    const argv = ['stream', '--rules', '../broken', '--jobs', '2']
    const threads = programThreads(argv)
    expect(await run(argv, fern, threads)).toEqual(await run(['stream', '--rules', '../broken'], fern))
    expect(threads.started).toEqual([])
  })

  it('ends with one line when a thread does, behind the results before it', async () => {
    const threads = programThreads(['stream', '--jobs', '2', '--quiet'])
    const sabotaged: Threads = {
      ...threads,
      start: (stdout) => {
        const thread = threads.start(stdout)
        const fake = threads.started.at(-1)
        let posted = 0
        return {
          ...thread,
          post: (message, transfer) => {
            posted += 1
            if (posted < 3) thread.post(message, transfer)
            else fake?.end('out of memory')
          },
        }
      },
    }
    const { stdout, stderr, status } = await run(['stream', '--jobs', '2', '--quiet'], lines(60), sabotaged)
    const whole = (await run(['stream'], lines(60))).stdout
    expect(whole.startsWith(stdout)).toBe(true)
    expect(stdout).toMatch(/\n$/)
    expect(stderr).toMatch(
      /^marrowdx: a thread ended before its work was done \(out of memory\); \d+ lines done, all of them whole; .*\n$/,
    )
    expect(stderr).toContain(`; ${stdout.split('\n').length - 1} lines done`)
    expect(status).toBe(70)
  })
})

const block = (text: string) => new Uint8Array(Buffer.from(text))
const answer = (text: string): BlockResult => ({ out: block(text), lines: 1, errors: 0, warned: 0 })

describe('a pool', () => {
  it('gives each thread one block in hand and one to wait, and starts a thread only when the others are busy', async () => {
    const posted: number[] = []
    const answers: (() => void)[] = []
    let started = 0
    const pool = threadPool(2, () => {
      const { thread, parent } = pair()
      const name = started
      started += 1
      parent.onMessage(() => {
        posted.push(name)
        answers.push(() => parent.post(answer(String(name)), []))
      })
      return thread
    })
    expect(pool.width).toBe(4)
    const first = pool.score(block('a'), 1)
    await expect.poll(() => answers.length).toBe(1)
    answers.shift()?.()
    await first
    const more = [
      pool.score(block('b'), 2),
      pool.score(block('c'), 3),
      pool.score(block('d'), 4),
      pool.score(block('e'), 5),
    ]
    await expect.poll(() => answers.length).toBe(4)
    expect(started).toBe(2)
    expect([...posted].sort()).toEqual([0, 0, 0, 1, 1])
    for (const each of answers) each()
    await Promise.all(more)
    pool.stop()
  })

  it('hands the memory of a block over', async () => {
    const { thread, parent } = pair()
    parent.onMessage(() => parent.post(answer('a'), []))
    const pool = threadPool(1, () => thread)
    const given = block('abc')
    await pool.score(given, 1)
    expect(given.byteLength).toBe(0)
    pool.stop()
  })

  it('answers for a thread that ended, now and later', async () => {
    const { thread } = pair()
    const pool = threadPool(1, () => thread)
    const waiting = [pool.score(block('a'), 1), pool.score(block('b'), 2)]
    thread.end('TypeError')
    expect(await Promise.all(waiting)).toEqual([{ ended: 'TypeError' }, { ended: 'TypeError' }])
    expect(await pool.score(block('c'), 3)).toEqual({ ended: 'TypeError' })
  })
})

describe('a conveyor', () => {
  const later = <T>(): {
    readonly value: Promise<T>
    readonly come: (value: T) => void
    readonly fail: (error: Error) => void
  } => {
    let come: (value: T) => void = () => {}
    let fail: (error: Error) => void = () => {}
    const value = new Promise<T>((resolve, reject) => {
      come = resolve
      fail = reject
    })
    return { value, come, fail }
  }

  it('hands on in order whatever comes first, and takes no more than its width', async () => {
    const out: number[] = []
    const belt = conveyor<number>(
      3,
      async (value) => void out.push(value),
      () => {},
    )
    const [a, b, c] = [later<number>(), later<number>(), later<number>()]
    await belt.put(a.value)
    await belt.put(b.value)
    let room = false
    const third = belt.put(c.value).then(() => {
      room = true
    })
    c.come(3)
    b.come(2)
    await new Promise(setImmediate)
    expect({ out, room }).toEqual({ out: [], room: false })
    a.come(1)
    await third
    await belt.drained()
    expect(out).toEqual([1, 2, 3])
  })

  it('hands nothing on behind a failure, tells of it at once, and goes on taking', async () => {
    const out: number[] = []
    let failures = 0
    const belt = conveyor<number>(
      2,
      async (value) => void out.push(value),
      () => {
        failures += 1
      },
    )
    const a = later<number>()
    await belt.put(a.value)
    a.fail(new Error('broken'))
    await expect.poll(() => failures).toBeGreaterThan(0)
    await belt.put(Promise.resolve(2))
    await expect(belt.drained()).rejects.toThrow('broken')
    expect(out).toEqual([])
  })
})
