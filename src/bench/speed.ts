/**
 * `npm run bench`: how fast the command starts, how near the stream comes to its floor, what memory it takes, what a second job and another engine give.
 * Everything is compared in turns of one run, and printed with how it was done; nothing is asserted. `npm run bench -- --quick` takes less of everything.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCompiled } from '../io/compiled.ts'
import { COHORT } from './speed/cohort.ts'
import { againstEngine } from './speed/engine.ts'
import { writeInputs } from './speed/input.ts'
import { jobs } from './speed/jobs.ts'
import { memory } from './speed/memory.ts'
import { coldStarts } from './speed/start.ts'
import { againstFloor } from './speed/stream.ts'

const SEED = 20261120

interface Extent {
  readonly startPairs: number
  readonly lines: number
  readonly turns: number
  readonly jobTurns: number
  /** How often the lines are read in each run of one and of two jobs. */
  readonly jobCopies: number
  /** How often the lines are piped for the short run and for the long one. */
  readonly repeats: readonly [number, number]
  readonly engineLines: number
  readonly engineCases: number
}

const FULL: Extent = {
  startPairs: 41,
  lines: 100_000,
  turns: 11,
  jobTurns: 5,
  jobCopies: 4,
  repeats: [1, 10],
  engineLines: 10_000,
  engineCases: 300,
}
const QUICK: Extent = {
  startPairs: 9,
  lines: 20_000,
  turns: 2,
  jobTurns: 1,
  jobCopies: 1,
  repeats: [1, 3],
  engineLines: 2000,
  engineCases: 50,
}

const say = (...lines: readonly string[]): unknown => process.stdout.write(`${lines.join('\n')}\n`)

async function measureAll(
  folder: string,
  { startPairs, lines, turns, jobTurns, jobCopies, repeats, engineLines, engineCases }: Extent,
): Promise<void> {
  const kb = readCompiled('dist')
  say(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`, '', 'Cold start', ...coldStarts(startPairs))
  const { good, bad } = writeInputs(kb, folder, SEED, lines)
  say('', 'Cohort', ...COHORT, `seed ${SEED}`)
  say('', 'Stream against its floor', ...(await againstFloor(good, bad, folder, turns)))
  say('', 'Memory', ...(await memory(good, repeats)))
  say('', 'Jobs', ...(await jobs(good, jobCopies, jobTurns)))
  say('', 'Another engine', ...(await againstEngine(kb, { seed: SEED, lines: engineLines, engineCases, turns })))
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'marrowdx-bench-'))
  try {
    await measureAll(folder, process.argv.includes('--quick') ? QUICK : FULL)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

run()
