/**
 * Questions as plain lines, for screen readers and simple terminals: everything is printed once, an answer is a number or a word and Enter. No
 * escape sequence, no line drawn twice.
 */
import type { Dialog } from '../dialog.ts'
import {
  type Choice,
  type ChoosePrompt,
  choiceNamed,
  chosen,
  commandNamed,
  commandsLine,
  LEFT,
  named,
  type Prompt,
  type Prompter,
  type Reply,
} from '../prompter.ts'
import { openLines } from './line-input.ts'

/** A script sees the same lines. */
export function promptLines(prompt: Prompt): readonly string[] {
  const instead = commandsLine(prompt.commands)
  if (prompt.kind === 'type') return [...prompt.lines, ...prompt.hint, ...instead]
  const many = prompt.together.length > 0 ? ['Several of them: type their numbers with spaces between.'] : []
  return [
    ...prompt.lines,
    ...prompt.choices.map(({ label, detail }, index) => `${index + 1} ${named(label, detail)}`),
    ...many,
    ...instead,
  ]
}

export function linePrompter(dialog: Dialog, leave: AbortSignal): Prompter {
  const { output } = dialog
  const lines = openLines(dialog.input, leave)
  const say = (texts: readonly string[]): void => {
    output.write(texts.map((text) => `${text}\n`).join(''))
  }
  return {
    say,
    close: lines.close,
    ask: async (prompt) => {
      say(['', ...promptLines(prompt)])
      for (;;) {
        await lines.drain()
        output.write('Answer: ')
        const line = await lines.next()
        if (line === null) {
          output.write('\n')
          return LEFT
        }
        const reply = replyTo(prompt, line)
        if (reply !== null) return reply
        say([
          `Not one of the answers. Type a number from 1 to ${prompt.kind === 'choose' ? prompt.choices.length : 1}, or a word.`,
        ])
      }
    },
  }
}

/** Null for what is none of the answers. An empty line is the first of them. */
function replyTo(prompt: Prompt, line: string): Reply | null {
  const command = commandNamed(line, prompt.commands)
  if (command !== null) return command
  if (prompt.kind === 'type') return { kind: 'typed', text: line }
  const [first] = prompt.choices
  if (line.trim() === '') return first === undefined ? null : chosen(first.value)
  const one = meant(line.trim(), prompt.choices)
  return one === null ? several(line, prompt) : chosen(one.value)
}

function meant(word: string, choices: readonly Choice[]): Choice | null {
  return /^\d+$/.test(word) ? (choices[Number(word) - 1] ?? null) : choiceNamed(word, choices)
}

function several(line: string, { choices, together }: ChoosePrompt): Reply | null {
  const words = line.split(/[\s,]+/).filter((word) => word !== '')
  const found = words.map((word) => meant(word, choices)?.value ?? '')
  const fits = words.length > 1 && found.every((value) => together.includes(value))
  return fits ? chosen(...new Set(found)) : null
}
