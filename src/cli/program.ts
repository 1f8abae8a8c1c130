/** The command tree: names, options and help. It says what is to be done with which options and leaves the doing to the commands. */
import { Argument, Command, CommanderError, Option, type OutputConfiguration } from 'commander'
import type { World } from '../io/world.ts'
import type { AskOptions } from './ask/setting.ts'
import { COMMANDS, opening, ROOT, TOPICS } from './help.ts'
import { type LISTINGS, list } from './listings.ts'
import { type CommonOptions, done, type Format, type Report, type Session } from './report.ts'
import { rulesCheck } from './rules-check.ts'
import { rulesExport } from './rules-export.ts'
import { template } from './template.ts'
import { widthOf } from './terminal.ts'
import { versionPage } from './version-page.ts'

type Task = (session: Session) => Promise<Report>
type Choose = (task: Task) => void
type Add = (program: Command, choose: Choose) => void

const formatOption = (): Option => new Option('--format <name>', 'how to print').choices(['text', 'json']).default('text')

/** As commander itself asks for it; inherited from the program. */
function helpWidth(parent: Command, error: boolean): number {
  const { getErrHelpWidth, getOutHelpWidth } = parent.configureOutput()
  return (error ? getErrHelpWidth?.() : getOutHelpWidth?.()) ?? 80
}

function command(parent: Command, path: keyof typeof COMMANDS): Command {
  const text = COMMANDS[path]
  return parent
    .command(path.split(' ').at(-1) ?? path)
    .summary(text.summary)
    .addHelpText('before', ({ error }) => opening(text, helpWidth(parent, error)))
    .showHelpAfterError(`See: marrowdx ${path} --help`)
}

/** A terminal with nobody's case in it is not waited for in silence. */
function addScore(program: Command, choose: Choose): void {
  const self = command(program, 'score')
  self
    .argument('[case]', 'a JSON file; "-" or nothing reads standard input')
    .addOption(formatOption())
    .action((file: string | undefined, { format }: { format: Format }) =>
      choose(async (session) => {
        if (file !== undefined || !session.world.stdin.isTTY) {
          const { score } = await import('./score.ts')
          return score(file, format, session)
        }
        return {
          ending: 'usage',
          stdout: '',
          stderr: ['No case was named and standard input is a terminal.', '', ...helpOf(self).split('\n')],
        }
      }),
    )
}

function addAsk(program: Command, choose: Choose): void {
  command(program, 'ask')
    .argument('[case]', 'a case file to go on with; without it a new one in your own folder')
    .addOption(formatOption())
    .option('--save <file>', 'keep the answers in this new file')
    .option('--accessible', 'plain numbered lines, for screen readers (also ACCESSIBLE, or TERM=dumb)')
    .option('--replay <file>', 'answer from this case file, without a person')
    .action((file: string | undefined, options: AskOptions) =>
      choose(async (session) => {
        const { ask } = await import('./ask.ts')
        return ask(file, options, session)
      }),
    )
}

const addListing =
  (name: keyof typeof LISTINGS): Add =>
  (program, choose) => {
    command(program, name)
      .addOption(formatOption())
      .action(({ format }: { format: Format }) => choose((session) => list(name, format, session)))
  }

function addTemplate(program: Command, choose: Choose): void {
  command(program, 'template').action(() => choose(template))
}

function addRules(program: Command, choose: Choose): void {
  const rules = command(program, 'rules').helpCommand(false)
  command(rules, 'rules check').action(() => choose(rulesCheck))
  command(rules, 'rules export').action(() => choose(rulesExport))
}

function addSchema(program: Command, choose: Choose): void {
  command(program, 'schema')
    .addArgument(new Argument('<format>', 'which file').choices(['case', 'result', 'rules']))
    .action((name: 'case' | 'result' | 'rules') =>
      choose(async (session) => {
        const { schema } = await import('./schema.ts')
        return schema(name, session)
      }),
    )
}

function addHelp(program: Command, choose: Choose): void {
  command(program, 'help')
    .argument('[topic...]', 'a command, or exit-codes')
    .action((words: readonly string[], _options: unknown, self: Command) => {
      const topic = TOPICS.get(words.join(' '))
      if (topic !== undefined) return choose(async ({ world }) => done(`${topic(widthOf(world.env, world.stdout)).join('\n')}\n`))
      const found = commandAt(program, words)
      if (found === null)
        self.error(`error: no help on '${words.join(' ')}'; topics: ${[...Object.keys(COMMANDS), ...TOPICS.keys()].join(', ')}`)
      else choose(async () => done(helpOf(found)))
    })
}

/** The command that exactly these words name; none of them is the program itself. */
function commandAt(program: Command, words: readonly string[]): Command | null {
  let at: Command | undefined = program
  for (const word of words) at = at?.commands.find((child) => child.name() === word)
  return at ?? null
}

const helpOf = (target: Command): string => {
  let text = ''
  target.configureOutput({ writeOut: (part) => (text += part) }).outputHelp()
  return text
}

/** The commands by name, in groups with their headings, as the help lists them. */
const GROUPS: readonly { readonly heading: string; readonly commands: Readonly<Record<string, Add>> }[] = [
  { heading: 'A case:', commands: { ask: addAsk, score: addScore, template: addTemplate } },
  {
    heading: 'The rules behind it:',
    commands: {
      findings: addListing('findings'),
      diagnoses: addListing('diagnoses'),
      sources: addListing('sources'),
      rules: addRules,
      schema: addSchema,
    },
  },
  { heading: 'Help:', commands: { help: addHelp } },
]

/** Building all commands takes longer than running some: a line that begins with the name of one has no need of the others, but for `help`. */
function addCommands(program: Command, choose: Choose, first: string | undefined): void {
  const alone = first !== 'help' && GROUPS.some(({ commands }) => Object.hasOwn(commands, first ?? ''))
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
    .addHelpText('after', '\nExit statuses: marrowdx help exit-codes')
    .showHelpAfterError('See: marrowdx --help')
    .option('--rules <dir>', 'add the rule pack in this folder to the built-in one')
    .addOption(new Option('--color <when>', 'colours in the text').choices(['auto', 'always', 'never']).default('auto'))
    .option('--quiet', 'print no notes and warnings, only errors')
    .option('--version', 'print the versions of the tool, the rules, the formats and node')
}

const DEFAULTS: CommonOptions = { color: 'auto', quiet: false, rules: null }

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

/** What the arguments ask for, done: `-h` anywhere wins, then `--version`. Wrong usage is a report as well; nothing is written here. */
export async function runProgram(argv: readonly string[], world: World): Promise<Report> {
  const words = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length)
  const helpAsked = words.includes('-h') || words.includes('--help')
  if (words.includes('--version') && !helpAsked) return done(await versionPage({ world, options: DEFAULTS }))
  const written = { out: '', err: '' }
  let task: Task = async () => done(written.out)
  const output = { writeOut: (text: string) => (written.out += text), writeErr: (text: string) => (written.err += text) }
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
