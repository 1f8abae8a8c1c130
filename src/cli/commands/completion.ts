/** `marrowdx completion`: what a shell can complete, read off the command tree itself, and the ids from the rules in force when the script is made. */
import type { Argument, Command, Option } from 'commander'
import { NONE_OF_THESE } from '../../core/assessment/compare.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { byName } from '../../core/text/sort.ts'
import { type CompletionNode, type CompletionOption, completionScript, type Shell } from '../../render/completion.ts'
import { TOPICS } from '../help.ts'
import { knownRules } from '../load-rules/in-force.ts'
import { done, failed, type Report, type Session } from '../report.ts'

/** What arguments take that have no choices of commander, by the name of the argument; with its command before it where that takes fewer. */
type Names = ReadonlyMap<string, readonly string[]>

function namesOf(kb: KnowledgeBase, program: Command): Names {
  const idsIn = (...lists: readonly (readonly { readonly id: string }[])[]): readonly string[] =>
    lists.flat().map(({ id }) => id)
  const sources = Object.keys(kb.sources)
  const diagnoses = [...idsIn(kb.diagnoses), NONE_OF_THESE]
  const traced = [...idsIn(kb.network, kb.diagnoses), ...sources]
  const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort(byName)
  return new Map([
    ['id', sorted([...traced, ...idsIn(kb.findings, kb.contexts, kb.clusters, kb.advice)])],
    ['subject', sorted(traced)],
    [' sources show id', sorted(sources)],
    [' compare a', diagnoses],
    [' compare b', diagnoses],
    ['topic', [...program.commands.map((command) => command.name()), ...TOPICS.keys()]],
  ])
}

const optionOf = ({ short, long, description, argChoices, required, optional }: Option): CompletionOption => ({
  names: [short, long].filter((name) => name !== undefined),
  about: description,
  values: required || optional ? (argChoices ?? []) : null,
})

const argumentOf = (argument: Argument, path: string, names: Names): CompletionNode['args'][number] => ({
  values: argument.argChoices ?? names.get(`${path} ${argument.name()}`) ?? names.get(argument.name()) ?? [],
  variadic: argument.variadic,
})

function nodesOf(command: Command, path: string, names: Names): readonly CompletionNode[] {
  const help = command.createHelp()
  const node: CompletionNode = {
    path,
    commands: command.commands.map((child) => ({ name: child.name(), about: child.summary() })),
    options: [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)].map(optionOf),
    args: command.registeredArguments.map((argument) => argumentOf(argument, path, names)),
  }
  return [node, ...command.commands.flatMap((child) => nodesOf(child, `${path} ${child.name()}`, names))]
}

/** @param program with all its commands */
export async function completion(shell: Shell, program: Command, session: Session): Promise<Report> {
  const rules = await knownRules(session)
  if (!rules.ok) return failed(rules.failure)
  return done(completionScript(shell, program.name(), nodesOf(program, '', namesOf(rules.value, program))))
}
