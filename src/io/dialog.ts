/** The streams and signals of a conversation with a person, as one value so that a test can hand in others. Nothing is touched before it is asked for. */

import { isatty } from 'node:tty'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
export type Signal = (typeof SIGNALS)[number]

export interface Dialog {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number }
  /** Has the handler called instead of the process ended; the function that comes back puts things as they were. */
  readonly onSignal: (handler: (signal: Signal) => void) => () => void
  /** The terminal was closed: a read or write would fail. */
  readonly isGone: () => boolean
  /** Ends the process by this signal, as if nobody had handled it. */
  readonly raise: (signal: Signal) => void
}

/** Questions are drawn on standard error, so that standard output carries the result alone. */
export function standardDialog(): Dialog {
  const { stdin, stderr } = process
  // A terminal that was closed fails every read and write; whoever waits learns it from the end of the input.
  for (const stream of [stdin, stderr]) stream.on('error', () => undefined)
  forgiveRawMode(stdin)
  return {
    input: stdin,
    output: stderr,
    onSignal: (handler) => {
      for (const signal of SIGNALS) process.on(signal, handler)
      return () => {
        for (const signal of SIGNALS) process.removeListener(signal, handler)
      }
    },
    isGone: () => isGone(stdin),
    raise: (signal) => {
      // A listener of a dependency would only put it off.
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    },
  }
}

/** A terminal that hung up answers no question about its modes. */
const isGone = ({ fd }: typeof process.stdin): boolean => !isatty(fd)

/** readline, which nobody can listen to inside inquirer, throws when a closed terminal refuses to leave raw mode. */
function forgiveRawMode(stdin: typeof process.stdin): void {
  const setRawMode = stdin.setRawMode.bind(stdin)
  stdin.setRawMode = (mode) => (isGone(stdin) ? stdin : setRawMode(mode))
}
