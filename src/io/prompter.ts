/**
 * How a conversation asks and hears: one small interface, so that a list with arrow keys (prompter/inquirer-prompter.ts), plain numbered lines
 * (prompter/lines.ts) and a script (prompter/scripted.ts) can stand in for each other. Texts come from render/ask, meanings from cli/ask.
 */

export interface Choice {
  readonly value: string
  readonly label: string
  /** Explains the label, broken into lines; shown beside it or, in a list, for the one under the cursor. */
  readonly detail: string | null
  /** What may be typed for it besides its number and label, in lower case. */
  readonly words: readonly string[]
}

interface Common {
  /** What is asked: the id of a finding, or a name of the conversation's own; for scripts. */
  readonly about: string
  /** Wrapped and painted; stands above the answers. */
  readonly lines: readonly string[]
  /** What can be done instead of answering. */
  readonly commands: readonly Choice[]
}

export interface ChoosePrompt extends Common {
  readonly kind: 'choose'
  /** The first is taken by Enter alone, so it must be one that does no harm. */
  readonly choices: readonly Choice[]
  /** Values that may be picked together; the others stand alone. */
  readonly together: readonly string[]
}

export interface TypePrompt extends Common {
  readonly kind: 'type'
  /** How to answer, in lines of its own. */
  readonly hint: readonly string[]
}

export type Prompt = ChoosePrompt | TypePrompt

export type Reply =
  /** More than one only of those that may be picked together. */
  | { readonly kind: 'chosen'; readonly values: readonly string[] }
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'command'; readonly command: string }
  /** Ctrl-C, the end of the input, or the abort of the whole conversation. */
  | { readonly kind: 'left' }

export interface Prompter {
  readonly ask: (prompt: Prompt) => Promise<Reply>
  /** Lines that stay on the screen. */
  readonly say: (lines: readonly string[]) => void
  /** Gives the input back. */
  readonly close: () => void
}

/** How an implementation may let things stand out; all of it may do nothing. */
export interface Look {
  readonly highlight: (text: string) => string
  readonly faint: (text: string) => string
  readonly unicode: boolean
}

export const chosen = (...values: readonly string[]): Reply => ({ kind: 'chosen', values })
export const LEFT: Reply = { kind: 'left' }

const folded = (text: string): string => text.trim().toLowerCase()

/** A choice and what explains it, in one line. */
export const named = (name: string, detail: string | null): string =>
  detail === null ? name : `${name} (${detail.replaceAll('\n', ' ')})`

/** What may be typed instead of an answer; no line where there is nothing. */
export function commandsLine(commands: readonly Choice[]): readonly string[] {
  const words = commands.map(({ words: [word], label, detail }) => named(word ?? label, detail))
  return words.length === 0 ? [] : [`Or type: ${words.join(', ')}.`]
}

/** The choice that a word means: exactly one of its names, else the only one that begins so. */
export function choiceNamed(word: string, choices: readonly Choice[]): Choice | null {
  const wanted = folded(word)
  const names = ({ value, label, words }: Choice): readonly string[] => [value, folded(label), ...words]
  const exact = choices.find((choice) => names(choice).includes(wanted))
  if (exact !== undefined || wanted === '') return exact ?? null
  const [first, ...others] = choices.filter((choice) => names(choice).some((name) => name.startsWith(wanted)))
  return first !== undefined && others.length === 0 ? first : null
}

/** A command is never taken from the beginning of a word: what is typed may be an answer. */
export function commandNamed(word: string, commands: readonly Choice[]): Reply | null {
  const wanted = folded(word)
  const found = commands.find(
    ({ value, label, words }) => wanted !== '' && [value, folded(label), ...words].includes(wanted),
  )
  return found === undefined ? null : { kind: 'command', command: found.value }
}
