/** The commands: their names, arguments, options and help. What is to be done is left to a file of its own for each. */
import { Argument, type Command, Option } from 'commander'
import type { Shell } from '../render/completion.ts'
import { DOCUMENTS, FORMATS } from '../render/formatter.ts'
import type { AskOptions } from './ask/dependencies.ts'
import { FURTHER_FORMATS, type LISTINGS, list } from './commands/listings.ts'
import { rulesCheck } from './commands/rules-check.ts'
import type { DiffOptions } from './commands/rules-diff.ts'
import { rulesExport } from './commands/rules-export.ts'
import type { ScoreOptions } from './commands/score.ts'
import { template } from './commands/template.ts'
import { COMMANDS, opening, TOPICS } from './help.ts'
import { done, type Format, type Report, type Session } from './report.ts'
import type { StreamFlags } from './stream/options.ts'
import { widthOf } from './terminal.ts'

export type Task = (session: Session) => Promise<Report>
export type Choose = (task: Task) => void
type Add = (program: Command, choose: Choose) => void

const formatOption = (choices: readonly string[] = ['text', 'json']): Option =>
  new Option('--format <name>', 'how to print').choices(choices).default('text')

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
const nothingNamed = (self: Command): Report => ({
  ending: 'usage',
  stdout: '',
  stderr: ['No case was named and standard input is a terminal.', '', ...helpOf(self).split('\n')],
})

function addScore(program: Command, choose: Choose): void {
  const self = command(program, 'score')
  self
    .argument('[case...]', 'JSON files; "-" or nothing reads standard input')
    .addOption(formatOption([...FORMATS, ...DOCUMENTS]))
    .option('--require-scope', 'end with status 1 when a case gets no ranking: out of scope, or too little is known')
    .option('--causality <drug>', 'assess this drug too: Naranjo, WHO-UMC, E2B(R3) codes')
    .option(
      '--stability <n>',
      'draw the bands of the figures n times and say how firm the order is; 0 turns it off (default: 100)',
    )
    .option('--seed <n>', 'where the drawing begins; the same seed gives the same bytes (default: 1)')
    .option(
      '--own-report <source>',
      'with --causality: the source that the case comes from, which is no earlier report of it',
    )
    .action((files: readonly string[], options: ScoreOptions) =>
      choose(async (session) => {
        if (files.length > 0 || !session.world.stdin.isTTY) {
          const { score } = await import('./commands/score.ts')
          return score(files, options, session)
        }
        return nothingNamed(self)
      }),
    )
}

function addStream(program: Command, choose: Choose): void {
  const self = command(program, 'stream')
  self
    .argument('[file...]', 'one case a line; "-" or nothing reads standard input')
    .addOption(formatOption(FORMATS).default('ndjson'))
    .option(
      '--fields <names>',
      'parts of the result, separated by commas (default: the order, and what must not be missed beside it)',
    )
    .option('--full', 'the whole result, as score gives it')
    .option('--fail-fast', 'stop behind the first line with an error')
    .option('--jobs <n>', 'score in this many threads; the order stays', '1')
    .option(
      '--stability <n>',
      'draw the bands n times and say how firm each order is (default: 100 with --full, else 0)',
    )
    .option('--seed <n>', 'where the drawing begins; the same seed gives the same bytes (default: 1)')
    .action((files: readonly string[], flags: StreamFlags) =>
      choose(async (session) => {
        if (files.length === 0 && session.world.stdin.isTTY) return nothingNamed(self)
        const { stream } = await import('./commands/stream.ts')
        return stream(files, flags, session)
      }),
    )
}

function addCompare(program: Command, choose: Choose): void {
  const self = command(program, 'compare')
  self
    .argument('<a>', 'a diagnosis by its id, or none-of-these')
    .argument('<b>', 'another')
    .argument('[case]', 'a JSON file; "-" or nothing reads standard input')
    .addOption(formatOption())
    .action((a: string, b: string, file: string | undefined, { format }: { format: Format }) =>
      choose(async (session) => {
        if (file === undefined && session.world.stdin.isTTY) return nothingNamed(self)
        return (await import('./commands/compare.ts')).compareTwo([a, b], file, format, session)
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
        const { ask } = await import('./commands/ask.ts')
        return ask(file, options, session)
      }),
    )
}

const addListing =
  (name: keyof typeof LISTINGS): Add =>
  (program, choose) => {
    command(program, name)
      .addOption(formatOption(['text', 'json', ...FURTHER_FORMATS[name]]))
      .action(({ format }: { format: Parameters<typeof list>[1] }) => choose((session) => list(name, format, session)))
  }

function addSources(program: Command, choose: Choose): void {
  addListing('sources')(program, choose)
  const sources = program.commands.find((command) => command.name() === 'sources')
  if (sources === undefined) return
  // The --format of `sources` is read wherever it stands, so `show` has none of its own.
  command(sources.helpCommand(false), 'sources show')
    .argument('<id>', 'of a source, as the listing has it')
    .action((id: string, _options: unknown, self: Command) => {
      const { format } = sources.opts<{ format: Parameters<typeof list>[1] }>()
      if (format === 'text' || format === 'json')
        choose(async (session) => (await import('./commands/sources-show.ts')).sourcesShow(id, format, session))
      else self.error(`error: one source is shown as text or json, not as ${format}`)
    })
}

function addTemplate(program: Command, choose: Choose): void {
  command(program, 'template').action(() => choose(template))
}

function addRules(program: Command, choose: Choose): void {
  const rules = command(program, 'rules').helpCommand(false)
  command(rules, 'rules check').action(() => choose(rulesCheck))
  command(rules, 'rules test')
    .argument('[folder]', 'JSON files of rule tests; without it those of the packs in force')
    .addOption(formatOption())
    .action((folder: string | undefined, { format }: { format: Format }) =>
      choose(async (session) => (await import('./commands/rules-test.ts')).rulesTest(folder, format, session)),
    )
  command(rules, 'rules show')
    .argument('<id>', 'of a finding, pattern, diagnosis, context, cluster, source, advice or piece of evidence')
    .addOption(formatOption())
    .action((id: string, { format }: { format: Format }) =>
      choose(async (session) => (await import('./commands/rules-show.ts')).rulesShow(id, format, session)),
    )
  command(rules, 'rules diff')
    .argument('<old>', 'a folder with a complete set of rules')
    .argument('<new>', 'another')
    .option('--case <file...>', 'how the ranking of these cases moves')
    .addOption(formatOption())
    .action((old: string, next: string, options: DiffOptions) =>
      choose(async (session) => (await import('./commands/rules-diff.ts')).rulesDiff(old, next, options, session)),
    )
  command(rules, 'rules trace')
    .argument('[subject]', 'only the figures of this finding, diagnosis or source')
    .addOption(formatOption())
    .action((subject: string | undefined, { format }: { format: Format }) =>
      choose(async (session) => (await import('./commands/rules-trace.ts')).rulesTrace(subject, format, session)),
    )
  command(rules, 'rules export').action(() => choose(rulesExport))
}

function addSchema(program: Command, choose: Choose): void {
  command(program, 'schema')
    .addArgument(new Argument('<format>', 'which file').choices(['case', 'result', 'rules']))
    .action((name: 'case' | 'result' | 'rules') =>
      choose(async (session) => {
        const { schema } = await import('./commands/schema.ts')
        return schema(name, session)
      }),
    )
}

function addCompletion(program: Command, choose: Choose): void {
  command(program, 'completion')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .action((shell: Shell) =>
      choose(async (session) => (await import('./commands/completion.ts')).completion(shell, program, session)),
    )
}

function addHelp(program: Command, choose: Choose): void {
  command(program, 'help')
    .argument('[topic...]', 'a command, or exit-codes')
    .action((words: readonly string[], _options: unknown, self: Command) => {
      const topic = TOPICS.get(words.join(' '))
      if (topic !== undefined)
        return choose(async ({ world }) => done(`${topic(widthOf(world.env, world.stdout)).join('\n')}\n`))
      const found = commandAt(program, words)
      if (found === null)
        self.error(
          `error: no help on '${words.join(' ')}'; topics: ${[...Object.keys(COMMANDS), ...TOPICS.keys()].join(', ')}`,
        )
      else choose(async () => done(helpOf(found)))
    })
}

/** The command that exactly these words name; none of them is the program itself. */
function commandAt(program: Command, words: readonly string[]): Command | null {
  let at: Command | undefined = program
  for (const word of words) at = at?.commands.find((child) => child.name() === word)
  return at ?? null
}

export const helpOf = (target: Command): string => {
  let text = ''
  target.configureOutput({ writeOut: (part) => (text += part) }).outputHelp()
  return text
}

/** The commands by name, in groups with their headings, as the help lists them. */
export const GROUPS: readonly { readonly heading: string; readonly commands: Readonly<Record<string, Add>> }[] = [
  {
    heading: 'A case:',
    commands: { ask: addAsk, score: addScore, stream: addStream, compare: addCompare, template: addTemplate },
  },
  {
    heading: 'The rules behind it:',
    commands: {
      findings: addListing('findings'),
      diagnoses: addListing('diagnoses'),
      sources: addSources,
      rules: addRules,
      schema: addSchema,
    },
  },
  { heading: 'Help:', commands: { completion: addCompletion, help: addHelp } },
]
