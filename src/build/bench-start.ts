/**
 * `npm run bench`: cold starts of the command against `node -e 0`, in pairs, so that a busy machine slows both. Prints the median times and
 * the median of the paired ratios. Variables that slow or speed every start of node alike are kept from the children.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

const PAIRS = 41
const TAKEN_OUT = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_COMPILE_CACHE']
const CASES = 'fixtures/cases'

const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !TAKEN_OUT.includes(name)))

/** Milliseconds from start to end; a run that fails would be fast for the wrong reason and ends the measurement. */
function timed(args: readonly string[]): number {
  const start = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return elapsed
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

function measure(name: string, args: readonly string[]): string {
  const command = ['bin/marrowdx.cjs', ...args]
  timed(command)
  const pairs = Array.from({ length: PAIRS }, () => ({ floor: timed(['-e', '0']), ours: timed(command) }))
  const floor = median(pairs.map((pair) => pair.floor))
  const ours = median(pairs.map((pair) => pair.ours))
  const ratio = median(pairs.map((pair) => pair.ours / pair.floor))
  return `${name.padEnd(14)}${floor.toFixed(1).padStart(12)}${ours.toFixed(1).padStart(12)}${ratio.toFixed(2).padStart(8)}`
}

const fixture = readdirSync(CASES)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.out.json'))
  .sort()[0]
const lines = [
  `${'command'.padEnd(14)}${'node -e 0 ms'.padStart(12)}${'ms'.padStart(12)}${'ratio'.padStart(8)}`,
  ...(fixture === undefined ? [] : [measure('score', ['score', `${CASES}/${fixture}`])]),
  ...(fixture === undefined ? [] : [measure('score json', ['score', '--format', 'json', `${CASES}/${fixture}`])]),
  measure('--help', ['--help']),
  measure('--version', ['--version']),
]
process.stdout.write(`${lines.join('\n')}\nmedians of ${PAIRS} pairs, node ${process.version}\n`)
