/** The streams and signals of a conversation with a person, as one value so that a test can hand in others. Nothing is touched before it is asked for. */

import { isatty } from 'node:tty'
import { type Signals, standardSignals } from './signals.ts'

export interface Dialog extends Signals {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number }
  /** Calls the handler when the process goes on after it was stopped (Ctrl-Z, then fg); the function that comes back ends that. */
  readonly onContinue: (handler: () => void) => () => void
  /** The terminal was closed: a read or write would fail. */
  readonly isGone: () => boolean
}

/** Questions are drawn on standard error, so that standard output carries the result alone. */
export function standardDialog(): Dialog {
  const { stdin, stderr } = process
  // A terminal that was closed fails every read and write; whoever waits learns it from the end of the input.
  for (const stream of [stdin, stderr]) stream.on('error', () => undefined)
  forgiveRawMode(stdin)
  return { ...standardSignals, input: stdin, output: stderr, onContinue, isGone: () => isGone(stdin) }
}

function onContinue(handler: () => void): () => void {
  process.on('SIGCONT', handler)
  return () => process.removeListener('SIGCONT', handler)
}

/** A terminal that hung up answers no question about its modes. */
const isGone = ({ fd }: typeof process.stdin): boolean => !isatty(fd)

/** readline, which nobody can listen to inside inquirer, throws when a closed terminal refuses to leave raw mode. */
function forgiveRawMode(stdin: typeof process.stdin): void {
  const setRawMode = stdin.setRawMode.bind(stdin)
  stdin.setRawMode = (mode) => (isGone(stdin) ? stdin : setRawMode(mode))
}
