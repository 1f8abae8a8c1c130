/** Cold starts of the command against `node -e 0`, in pairs. */
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { ENVIRONMENT, median, ratio } from './children.ts'

const CASES = 'fixtures/cases'

/** Milliseconds from start to end; a run that fails would be fast for the wrong reason and ends the measurement. */
function timed(args: readonly string[]): number {
  const start = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, args, { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] })
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return elapsed
}

function measure(name: string, args: readonly string[], pairs: number): string {
  const command = ['bin/marrowdx.cjs', ...args]
  timed(command)
  const taken = Array.from({ length: pairs }, () => ({ floor: timed(['-e', '0']), ours: timed(command) }))
  const floor = taken.map((pair) => pair.floor)
  const ours = taken.map((pair) => pair.ours)
  return `${name.padEnd(14)}${median(floor).toFixed(1).padStart(14)}${median(ours).toFixed(1).padStart(12)}${ratio(ours, floor).toFixed(2).padStart(8)}`
}

export function coldStarts(pairs: number): readonly string[] {
  const fixture = readdirSync(CASES)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.out.json'))
    .sort()[0]
  return [
    `${''.padEnd(14)}${'node -e 0 ms'.padStart(14)}${'ms'.padStart(12)}${'ratio'.padStart(8)}`,
    measure('score', ['score', `${CASES}/${fixture}`], pairs),
    measure('score json', ['score', '--format', 'json', `${CASES}/${fixture}`], pairs),
    measure('compare', ['compare', 'bone-marrow-necrosis', 'osteomyelitis', `${CASES}/${fixture}`], pairs),
    measure('--help', ['--help'], pairs),
    measure('--version', ['--version'], pairs),
    `medians of ${pairs} pairs; the ratio is the median of the ratios of the pairs`,
  ]
}
