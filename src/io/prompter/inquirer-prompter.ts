/**
 * Questions as lists with arrow keys and as lines to type, drawn by inquirer. A file of its own in the build: inquirer is slow to load.
 * Every prompt is wiped when it is answered; what is to stay on the screen is said.
 */
import inquirer from 'inquirer'
import type { Dialog } from '../dialog.ts'
import {
  type Choice,
  type ChoosePrompt,
  chosen,
  commandNamed,
  commandsLine,
  LEFT,
  type Look,
  type Prompter,
  type Reply,
  type TypePrompt,
} from '../prompter.ts'
import { watchInput } from './watch-input.ts'

/** Lines of a screen whose height is not known. */
const DEFAULT_ROWS = 24
/** Lines below a list besides the explanation of a choice: an empty one, the keys, and the cursor's own. */
const BELOW_LIST = 4
const FEWEST_ROWS = 4

export function inquirerPrompter(dialog: Dialog, look: Look, leave: AbortSignal): Prompter {
  const { output } = dialog
  return {
    ask: (prompt) =>
      prompt.kind === 'type' ? askText(prompt, dialog, look, leave) : askList(prompt, dialog, look, leave),
    say: (lines) => {
      output.write(lines.map((line) => `${line}\n`).join(''))
    },
    close: () => dialog.input.pause(),
  }
}

type Ask = ReturnType<typeof inquirer.createPromptModule>

/** `?` is a key of its own in a list; in a line it is typed like everything else. */
async function oneOf(
  dialog: Dialog,
  leave: AbortSignal,
  keys: readonly string[],
  put: (ask: Ask) => Promise<{ readonly answer: unknown }>,
): Promise<string | Reply> {
  if (leave.aborted) return LEFT
  const { input, output } = dialog
  const watch = watchInput(dialog, leave, keys)
  try {
    const { answer } = await put(
      inquirer.createPromptModule({ input, output, signal: watch.signal, clearPromptOnDone: true }),
    )
    return String(answer)
  } catch (error) {
    if (!(error instanceof Error) || !['AbortPromptError', 'ExitPromptError'].includes(error.name)) throw error
    if (watch.continued()) return oneOf(dialog, leave, keys, put)
    return watch.key() === null ? LEFT : { kind: 'command', command: 'why' }
  } finally {
    watch.stop()
  }
}

async function askText(prompt: TypePrompt, dialog: Dialog, look: Look, leave: AbortSignal): Promise<Reply> {
  const above = [
    ...prompt.lines,
    ...[...prompt.hint, ...commandsLine(prompt.commands).map((line) => `  ${line}`)].map(look.faint),
  ]
  // A line to type at puts a space behind its prefix, so all that stands above is the prefix.
  const theme = { ...themeOf(look), prefix: `${above.join('\n')}\n` }
  const text = await oneOf(dialog, leave, [], (ask) => ask([{ type: 'input', name: 'answer', message: '>', theme }]))
  if (typeof text !== 'string') return text
  return commandNamed(text, prompt.commands) ?? { kind: 'typed', text }
}

async function askList(prompt: ChoosePrompt, dialog: Dialog, look: Look, leave: AbortSignal): Promise<Reply> {
  let picked: readonly string[] = []
  let at: string | null = null
  for (;;) {
    const reply: string | Reply = await pickOne(prompt, picked, at, dialog, look, leave)
    if (typeof reply !== 'string') return reply
    const command = prompt.commands.find(({ value }) => commandValue(value) === reply)
    if (command !== undefined) return { kind: 'command', command: command.value }
    if (reply === DONE) return chosen(...picked)
    if (!prompt.together.includes(reply)) return chosen(reply)
    picked = picked.includes(reply) ? picked.filter((value) => value !== reply) : [...picked, reply]
    at = reply
  }
}

const DONE = 'list:done'
const commandValue = (value: string): string => `command:${value}`

function pickOne(
  prompt: ChoosePrompt,
  picked: readonly string[],
  at: string | null,
  dialog: Dialog,
  look: Look,
  leave: AbortSignal,
): Promise<string | Reply> {
  const labels = prompt.choices.filter(({ value }) => picked.includes(value)).map(({ label }) => label)
  const done = picked.length === 0 ? [] : [{ value: DONE, name: `that is all: ${labels.join(', ')}` }]
  const offered = prompt.choices.filter(({ value }) => picked.length === 0 || prompt.together.includes(value))
  const choices = [
    ...done,
    ...offered.map((choice) => entry(choice, prompt, picked)),
    new inquirer.Separator(' '),
    ...prompt.commands.map(({ value, label }) => ({ value: commandValue(value), name: label })),
  ]
  const details = prompt.choices.map(({ detail }) => (detail === null ? 0 : detail.split('\n').length))
  const rows = Math.max(
    FEWEST_ROWS,
    (dialog.output.rows ?? DEFAULT_ROWS) - prompt.lines.length - BELOW_LIST - Math.max(0, ...details),
  )
  const keys = prompt.commands.some(({ value }) => value === 'why') ? ['?'] : []
  return oneOf(dialog, leave, keys, (ask) =>
    ask([
      {
        type: 'select',
        name: 'answer',
        message: prompt.lines.join('\n'),
        choices,
        ...(at === null ? {} : { default: at }),
        pageSize: rows,
        loop: false,
        theme: themeOf(look, keys.length > 0, choices.length > rows),
      },
    ]),
  )
}

interface Entry {
  readonly value: string
  readonly name: string
  readonly description?: string
}

function entry({ value, label, detail }: Choice, { together }: ChoosePrompt, picked: readonly string[]): Entry {
  const mark = together.includes(value) ? (picked.includes(value) ? '[x] ' : '[ ] ') : ''
  return { value, name: `${mark}${label}`, ...(detail === null ? {} : { description: detail }) }
}

function themeOf({ highlight, faint, unicode }: Look, asksWhy = false, isLonger = false) {
  const asIs = (text: string): string => text
  return {
    prefix: '',
    icon: { cursor: unicode ? '❯' : '>' },
    indexMode: 'number' as const,
    style: {
      message: asIs,
      answer: asIs,
      highlight,
      description: faint,
      keysHelpTip: () =>
        faint(
          `Up and down or a number, then Enter.${asksWhy ? ' ? says why.' : ''}${isLonger ? ' The list goes on.' : ''}`,
        ),
    },
  }
}
