/** Processes that are measured: started without what slows or speeds every start of node alike, in turns, so that a busy machine slows all of them. */
import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'

const TAKEN_OUT = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_COMPILE_CACHE']
export const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !TAKEN_OUT.includes(name)))

/** What one run took. */
export interface Used {
  /** From start to end. */
  readonly ms: number
  /** Of all its threads. */
  readonly cpuMs: number
  /** Largest resident memory, in MB (10^6 bytes). */
  readonly peakMB: number
}

interface Streams {
  /** Writes all of standard input; without it there is none. */
  readonly feed?: (input: Writable) => Promise<void>
  /** Descriptor of an open file; without it what is written is thrown away. */
  readonly output?: number
  /** Lines that cannot be read give status 3. */
  readonly status?: number
}

/** A run that ends otherwise than expected would be fast for the wrong reason, and ends the measurement. */
export async function run(args: readonly string[], { feed, output, status = 0 }: Streams = {}): Promise<Used> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['--require', './dist/bench/usage.cjs', ...args], {
    env: ENVIRONMENT,
    stdio: [feed === undefined ? 'ignore' : 'pipe', output ?? 'ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const [said, used] = [child.stdio[2], child.stdio[3]].map((stream) => buffer(stream as Readable))
  if (feed !== undefined && child.stdin !== null) await feed(child.stdin)
  const code = await ended
  const ms = performance.now() - begun
  if (code !== status) throw new Error(`${args.join(' ')} ended with ${code}: ${await said}`)
  const { userCPUTime, systemCPUTime, maxRSS }: NodeJS.ResourceUsage = JSON.parse(String(await used))
  return { ms, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMB: (maxRSS * 1024) / 1e6 }
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** Each in turn, so many times, after one turn that does not count; by name what every turn gave. */
export async function inTurns<N extends string, T>(
  turns: number,
  runs: Readonly<Record<N, () => Promise<T>>>,
): Promise<(name: N) => readonly T[]> {
  const names = Object.keys(runs) as N[]
  const given = new Map<N, T[]>(names.map((name) => [name, []]))
  for (let turn = 0; turn <= turns; turn++) {
    for (const name of names) {
      const one = await runs[name]()
      if (turn > 0) given.get(name)?.push(one)
    }
  }
  return (name) => given.get(name) ?? []
}

/** Median of the ratios of each turn. */
export const ratio = (values: readonly number[], to: readonly number[]): number =>
  median(values.map((value, turn) => value / (to[turn] ?? Number.NaN)))

export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
