/** From arguments and a world to an exit status: writes what a command hands back, and is the only place that catches what is a defect. */
import { cleanText } from '../core/text/printable.ts'
import type { World } from '../io/world.ts'
import { type Ending, exitCode } from './exit-codes.ts'
import { DEFAULTS, type Report, unwritten } from './report.ts'

export { standardWorld } from '../io/world.ts'

/** What the arguments ask for, done. A line of `score` and files alone, the most frequent one, has no options and is spared what reads them. */
async function run(argv: readonly string[], world: World): Promise<Report> {
  const [command, ...files] = argv
  if (command !== 'score' || files.length === 0 || files.some((file) => file.startsWith('-')))
    return (await import('./program.ts')).runProgram(argv, world)
  return (await import('./commands/score.ts')).score(files, { format: 'text' }, { world, options: DEFAULTS })
}

/** A message that cannot be written has nowhere else to go, so a failure of standard error is not looked at. */
const say = (lines: readonly string[], world: World): Promise<unknown> =>
  lines.length === 0 ? Promise.resolve(null) : world.stderr.write(lines.map((line) => `${cleanText(line)}\n`).join(''))

/** A closed pipe has got what its reader wanted; any other failure to write must not look like an answer. */
async function deliver(report: Report, world: World): Promise<Ending> {
  await say(report.stderr, world)
  if (report.stdout === '') return report.ending
  const fault = await world.stdout.write(report.stdout)
  if (fault === null || fault === 'EPIPE') return report.ending
  const { ending, stderr } = unwritten(fault)
  await say(stderr, world)
  return ending
}

/** Only the kind of the error: its message and its stack may hold parts of a case. */
async function reportDefect(error: unknown, world: World): Promise<Ending> {
  const kind = error instanceof Error ? error.name : typeof error
  const where = world.env['MARROWDX_DEBUG'] === '1' && error instanceof Error ? (error.stack ?? '').split('\n') : []
  await say(
    [
      `marrowdx: a defect in the tool (${kind}); please report it with the command line and marrowdx --version, without the case`,
      ...where,
    ],
    world,
  )
  return 'defect'
}

/** Runs one command to its end. Resolves to the exit status and never rejects; `argv` begins behind the program's name. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  try {
    return exitCode(await deliver(await run(argv, world), world))
  } catch (error) {
    return exitCode(await reportDefect(error, world))
  }
}
