/**
 * V8's code for the bundles, kept beside them for bin/marrowdx.cjs. The program is run first on what users do most, so that functions that
 * V8 compiles only when they are called are in the caches as well. A cache is tied to the length of the text and to the version of V8, not to the
 * text itself: it is written in the same build as the bundle, never alone.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { Script } from 'node:vm'
import type * as Program from '../cli/main.ts'
import type { Chunks } from '../io/chunks.ts'
import type { Threads } from '../io/threads.ts'
import type { Output, World } from '../io/world.ts'

const FIXTURES = 'fixtures/cases'

const silent: Output = { isTTY: false, columns: undefined, write: async () => null, writeBytes: async () => null }

const nobody = async (): Promise<never> => {
  throw new Error('nobody is there to talk to')
}

const NO_THREADS: Threads = {
  parent: null,
  start: () => {
    throw new Error('no thread is needed here')
  },
}

const cases = (): readonly string[] =>
  readdirSync(FIXTURES)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.out.json'))
    .map((name) => `${FIXTURES}/${name}`)

/** Each case on a line. */
function caseLines(): Chunks {
  const chunks = cases().map((name) => Buffer.from(`${readFileSync(name, 'utf8').replaceAll('\n', ' ')}\n`))
  return { next: async () => chunks.shift() ?? null, close: () => {} }
}

/** A world in which nothing is heard of a run. */
const unheard = (own: World): World => ({
  ...own,
  stdin: { isTTY: false, read: async () => ({ bytes: Buffer.alloc(0), more: false }), chunks: async () => caseLines() },
  stdout: silent,
  stderr: silent,
  env: {},
  endSoon: async () => {},
  endLater: async () => {},
  goOn: async () => {},
  dialog: nobody,
  signals: { onSignal: () => () => {}, raise: () => {} },
  threads: async () => NO_THREADS,
  clock: () => 0,
})

function warmUps(): readonly (readonly string[])[] {
  const scored = cases().flatMap((name) => [[], ['--format', 'json']].map((options) => ['score', ...options, name]))
  const compared = cases().map((name) => ['compare', 'bone-marrow-necrosis', 'osteomyelitis', name])
  return [['--help'], ['--version'], ...scored, ...compared, ['stream']]
}

interface Bundle {
  readonly script: Script
  readonly exports: Partial<typeof Program>
}

/** Loads bundles as bin/marrowdx.cjs does, and keeps their scripts by file. */
function loader(folder: string, loaded: Map<string, Bundle>): (id: string) => unknown {
  const fromNode = createRequire(resolve(folder, 'any.js'))
  const load = (id: string): unknown => {
    if (!id.startsWith('./')) return fromNode(id)
    const filename = resolve(folder, id)
    const known = loaded.get(filename)
    if (known !== undefined) return known.exports
    const script = new Script(readFileSync(filename, 'utf8'), { filename })
    const bundle = { script, exports: {} }
    script.runInThisContext()(bundle.exports, load, bundle)
    loaded.set(filename, bundle)
    return bundle.exports
  }
  return load
}

/** What every run asks of its output, as far as nothing is to be seen of it. */
const callOutput = async (output: Output): Promise<unknown> => [output.isTTY, output.columns, await output.write('')]

/** Writes a cache for every bundle that was needed, the program in `folder` first. */
export async function writeCodeCaches(folder: string): Promise<void> {
  const loaded = new Map<string, Bundle>()
  const load = loader(folder, loaded)
  load('./marrowdx.js')
  const { main, standardWorld } = loaded.get(resolve(folder, 'marrowdx.js'))?.exports ?? {}
  const world = standardWorld?.(process.cwd())
  if (main === undefined || world === undefined) throw new Error('no program to keep the code of')
  for (const argv of warmUps()) await main(argv, unheard(world))
  await callOutput(world.stdout)
  for (const [file, { script }] of loaded) writeFileSync(file.replace(/\.js$/, '.cache'), script.createCachedData())
}
