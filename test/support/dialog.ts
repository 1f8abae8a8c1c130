/** A dialog with streams of the test's own: what is typed comes from the test, what is drawn is kept. */
import { PassThrough, Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import type { Dialog } from '../../src/io/dialog.ts'
import type { Signal } from '../../src/io/signals.ts'

export interface FakeDialog extends Dialog {
  readonly raised: readonly Signal[]
  /** Everything drawn so far, escape sequences and all. */
  readonly drawn: () => string
  /** Waits for the text behind the last one waited for, then types. */
  readonly at: (text: string, ...keys: readonly string[]) => Promise<void>
  readonly endInput: () => void
  readonly signal: (signal: Signal) => void
  /** As after Ctrl-Z and fg. */
  readonly goOn: () => void
}

export function aDialog(): FakeDialog {
  const input = new PassThrough()
  const raised: Signal[] = []
  const continued = new Set<() => void>()
  let handler: (signal: Signal) => void = () => undefined
  let drawn = ''
  let seen = 0
  let look = (): void => undefined
  const output = Object.assign(
    new Writable({
      write: (chunk, _, done) => {
        drawn += String(chunk)
        done()
        look()
      },
    }),
    { columns: 80, rows: 24 },
  )
  // inquirer ends its output after every prompt.
  output.end = () => output
  const sees = (text: string): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        const found = stripVTControlCharacters(drawn).indexOf(text, seen)
        if (found < 0) return
        seen = found + text.length
        look = () => undefined
        // Whoever drew it listens when its turn is over.
        setImmediate(resolve)
      }
      look()
    })
  return {
    input,
    output,
    raised,
    drawn: () => drawn,
    endInput: () => input.end(),
    isGone: () => false,
    raise: (signal) => raised.push(signal),
    signal: (signal) => handler(signal),
    goOn: () => {
      for (const each of [...continued]) each()
    },
    onContinue: (handle) => {
      continued.add(handle)
      return () => continued.delete(handle)
    },
    onSignal: (handle) => {
      handler = handle
      return () => {
        handler = () => undefined
      }
    },
    at: async (text, ...keys) => {
      await sees(text)
      for (const key of keys) input.write(key)
    },
  }
}
