/** From the arguments to the command that they name, or to what is wrong with them; the commands themselves are command-tree.ts. */
import { Command, CommanderError, Option, type OutputConfiguration } from 'commander'
import type { World } from '../io/world.ts'
import { type Choose, GROUPS, helpOf, type Task } from './command-tree.ts'
import { opening, ROOT } from './help.ts'
import { type CommonOptions, DEFAULTS, done, type Report } from './report.ts'
import { widthOf } from './terminal.ts'
import { versionPage } from './version-page.ts'

/** They speak of all the others. */
const OF_ALL: readonly (string | undefined)[] = ['help', 'completion']

/** Building all commands takes longer than running some: a line that begins with the name of one has no need of the others, as a rule. */
function addCommands(program: Command, choose: Choose, first: string | undefined): void {
  const alone = !OF_ALL.includes(first) && GROUPS.some(({ commands }) => Object.hasOwn(commands, first ?? ''))
  for (const { heading, commands } of GROUPS) {
    program.commandsGroup(heading)
    for (const [name, add] of Object.entries(commands)) if (!alone || name === first) add(program, choose)
  }
}

function buildProgram(world: World, output: OutputConfiguration): Command {
  return new Command('marrowdx')
    .exitOverride()
    .configureOutput({
      ...output,
      getOutHelpWidth: () => widthOf(world.env, world.stdout),
      getErrHelpWidth: () => widthOf(world.env, world.stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20 })
    .helpCommand(false)
    .helpOption('-h, --help', 'print this help')
    .addHelpText('before', ({ error }) => opening(ROOT, widthOf(world.env, error ? world.stderr : world.stdout)))
    .addHelpText(
      'after',
      '\nExit statuses: marrowdx help exit-codes\nMARROWDX_NO_CACHE=1 writes nothing to your cache folder.',
    )
    .showHelpAfterError('See: marrowdx --help')
    .option('--rules <dir>', 'add the rule pack in this folder to the built-in one')
    .addOption(new Option('--color <when>', 'colours in the text').choices(['auto', 'always', 'never']).default('auto'))
    .option('--quiet', 'print no notes and warnings, only errors')
    .option('--version', 'print the versions of the tool, the rules, the formats and node')
}

function commonOptions(program: Command): CommonOptions {
  const { color, quiet, rules } = program.opts<{ color: CommonOptions['color']; quiet?: true; rules?: string }>()
  return { color, quiet: quiet === true, rules: rules ?? null }
}

/** The deepest command that the words name, whatever else is wrong with the line. */
function namedIn(program: Command, words: readonly string[]): Command {
  let at = program
  for (const word of words) at = at.commands.find((child) => child.name() === word) ?? at
  return at
}

/** The folder of `--rules DIR` or `--rules=DIR`, of several the last; null where none is named. */
function packIn(words: readonly string[]): string | null {
  const named = words.flatMap((word, index) => {
    if (word.startsWith('--rules=')) return [word.slice('--rules='.length)]
    const next = words[index + 1]
    return word === '--rules' && next !== undefined && !next.startsWith('-') ? [next] : []
  })
  return named.at(-1) ?? null
}

/** What the arguments ask for, done: `-h` anywhere wins, then `--version`. Wrong usage is a report as well; nothing is written here. */
export async function runProgram(argv: readonly string[], world: World): Promise<Report> {
  const words = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length)
  const helpAsked = words.includes('-h') || words.includes('--help')
  if (words.includes('--version') && !helpAsked)
    return done(await versionPage({ world, options: { ...DEFAULTS, rules: packIn(words) } }))
  const written = { out: '', err: '' }
  let task: Task = async () => done(written.out)
  const output = {
    writeOut: (text: string) => (written.out += text),
    writeErr: (text: string) => (written.err += text),
  }
  const program = buildProgram(world, output as OutputConfiguration)
  const choose: Choose = (chosen) => {
    task = chosen
  }
  addCommands(program, choose, argv[0])
  if (helpAsked) return done(helpOf(namedIn(program, words)))
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return { ending: 'usage', stdout: '', stderr: written.err.trimEnd().split('\n') }
  }
  return task({ world, options: commonOptions(program) })
}
