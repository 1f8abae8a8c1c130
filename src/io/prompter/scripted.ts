/** A conversation without a person: replies come from a function, and what would have been shown can be read along. */
import type { Prompt, Prompter, Reply } from '../prompter.ts'
import { promptLines } from './lines.ts'

export function scriptedPrompter(
  replyTo: (prompt: Prompt) => Reply,
  show: (lines: readonly string[]) => void,
): Prompter {
  return {
    ask: async (prompt) => {
      const reply = replyTo(prompt)
      show(['', ...promptLines(prompt), `Answer: ${inWords(reply)}`])
      return reply
    },
    say: show,
    close: () => undefined,
  }
}

function inWords(reply: Reply): string {
  switch (reply.kind) {
    case 'chosen':
      return reply.values.join(' ')
    case 'typed':
      return reply.text
    case 'command':
      return reply.command
    case 'left':
      return '(left)'
  }
}
