/** `marrowdx stream` against its floor, in turns: what reading, parsing and printing cost whoever does them in node. */
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inTurns, median, ratio, run, type Used } from './children.ts'
import type { Input } from './input.ts'

/** Results that the floor prints again and again. */
const RESULTS = 300
/** Outputs of ours and of the floor may differ by so much. */
const TOLERANCE = 0.01

const OURS = ['bin/marrowdx.cjs', 'stream', '--quiet']

async function sizeOf(args: readonly string[], output: string): Promise<number> {
  const file = openSync(output, 'w')
  await run(args, { output: file })
  closeSync(file)
  return statSync(output).size
}

/** Of all runs of so many results the one whose mean length is nearest to that of all. */
function typical(results: readonly string[]): readonly string[] {
  const lengths = results.map((line) => Buffer.byteLength(line))
  const sum = (from: number): number => lengths.slice(from, from + RESULTS).reduce((a, b) => a + b, 0)
  const wanted = (lengths.reduce((a, b) => a + b, 0) / lengths.length) * RESULTS
  const starts = Array.from({ length: Math.floor(results.length / RESULTS) }, (_, index) => index * RESULTS)
  const best = starts.reduce((a, b) => (Math.abs(sum(b) - wanted) < Math.abs(sum(a) - wanted) ? b : a), 0)
  return results.slice(best, best + RESULTS)
}

const row = (name: string, used: readonly Used[], floor: readonly Used[], { lines, bytes }: Input): string => {
  const ms = median(used.map((each) => each.ms))
  const figures = [
    (lines / ms).toFixed(1),
    (bytes / ms / 1000).toFixed(1),
    ratio(
      used.map((each) => each.ms),
      floor.map((each) => each.ms),
    ).toFixed(2),
    ratio(
      used.map((each) => each.cpuMs),
      floor.map((each) => each.cpuMs),
    ).toFixed(2),
  ]
  return `${name.padEnd(26)}${figures.map((figure) => figure.padStart(14)).join('')}`
}

export async function againstFloor(good: Input, bad: Input, folder: string, turns: number): Promise<readonly string[]> {
  const [output, results] = [join(folder, 'output.ndjson'), join(folder, 'results.ndjson')]
  const size = await sizeOf([...OURS, good.path], output)
  writeFileSync(results, `${typical(readFileSync(output, 'utf8').trimEnd().split('\n')).join('\n')}\n`)
  const floor = (way: string): readonly string[] => ['dist/bench/floor.cjs', way, good.path, results]
  const floorSize = await sizeOf(floor('blocks'), output)
  if (Math.abs(floorSize / size - 1) > TOLERANCE)
    throw new Error(`the floor writes ${floorSize} bytes where the stream writes ${size}`)
  const taken = await inTurns(turns, {
    floor: () => run(floor('blocks')),
    ours: () => run([...OURS, good.path]),
    readline: () => run(floor('readline')),
    bad: () => run([...OURS, bad.path], { status: 3 }),
  })
  const floors = taken('floor')
  return [
    `${''.padEnd(26)}${['1,000 lines/s', 'MB/s in', 'time : floor', 'CPU : floor'].map((head) => head.padStart(14)).join('')}`,
    row('floor', floors, floors, good),
    row('floor with readline', taken('readline'), floors, good),
    row('stream', taken('ours'), floors, good),
    row('stream, 1 % bad lines', taken('bad'), floors, bad),
    `medians of ${turns} turns, starts of the processes included; ${good.lines} lines of ${(good.bytes / good.lines).toFixed(0)} bytes in, ${(size / good.lines).toFixed(0)} bytes out`,
    `the floor reads the same blocks, parses each line, and stringifies ${RESULTS} results of ours in turn: ${((floorSize / size) * 100).toFixed(1)} % of our bytes`,
  ]
}
