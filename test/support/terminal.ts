/** The built program in a pseudo-terminal: what it writes is collected, and a test waits for a text before it types. */
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { type IPty, spawn } from '@lydell/node-pty'
import { REPOSITORY } from './world.ts'

export const UP = '\u001b[A'
export const DOWN = '\u001b[B'
export const ENTER = '\r'
export const CTRL_C = '\u0003'
export const CTRL_D = '\u0004'

interface Exit {
  readonly exitCode: number
  readonly signal: number
}

export interface Terminal {
  readonly pty: IPty
  /** Everything written so far, escape sequences and all. */
  readonly raw: () => string
  /** Waits until the text stands in what was written since the last such wait, and skips to behind it. */
  readonly sees: (text: string) => Promise<void>
  /** As `sees`, then types. */
  readonly at: (text: string, ...keys: readonly string[]) => Promise<void>
  readonly type: (...keys: readonly string[]) => void
  /** As when its window is closed. */
  readonly hangUp: () => void
  readonly exit: Promise<Exit>
}

export interface TerminalSettings {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cols?: number
  readonly rows?: number
  readonly cwd?: string
  /** A line of shell in place of the program; `$MARROWDX` is the program. */
  readonly shell?: string
  readonly packageFolder?: string
}

const PATIENCE = 15_000

export function openTerminal({
  args = [],
  env = {},
  cols = 80,
  rows = 24,
  cwd,
  shell,
  packageFolder = REPOSITORY,
}: TerminalSettings): Terminal {
  const program = join(packageFolder, 'bin/marrowdx.cjs')
  const [file, ...words] = shell === undefined ? [process.execPath, program, ...args] : ['/bin/sh', '-c', shell]
  const pty = spawn(file, words, {
    cols,
    rows,
    cwd: cwd ?? packageFolder,
    name: env['TERM'] ?? 'xterm-256color',
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', MARROWDX: `${process.execPath} ${program}`, ...env },
  })
  let raw = ''
  let seen = 0
  let ended = false
  let wake = (): void => undefined
  pty.onData((data) => {
    raw += data
    wake()
  })
  const exit = new Promise<Exit>((resolve) =>
    pty.onExit(({ exitCode, signal }) => {
      ended = true
      wake()
      resolve({ exitCode, signal: signal ?? 0 })
    }),
  )
  const plain = (): string => stripVTControlCharacters(raw).replaceAll('\r', '')
  const sees = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const fail = (why: string): void =>
        reject(new Error(`"${text}" was not seen ${why}; behind the last text seen:\n${plain().slice(seen)}`))
      const timer = setTimeout(() => fail('in time'), PATIENCE)
      const look = (): void => {
        const found = plain().indexOf(text, seen)
        if (found < 0 && !ended) return
        clearTimeout(timer)
        wake = () => undefined
        if (found < 0) fail('before the end')
        else {
          seen = found + text.length
          resolve()
        }
      }
      wake = look
      look()
    })
  const type = (...keys: readonly string[]): void => {
    for (const key of keys) pty.write(key)
  }
  return {
    pty,
    hangUp: () => {
      if ('destroy' in pty && typeof pty.destroy === 'function') pty.destroy()
    },
    raw: () => raw,
    sees,
    type,
    exit,
    at: async (text, ...keys) => {
      await sees(text)
      type(...keys)
    },
  }
}
