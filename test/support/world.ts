/** A world for main() in which nothing is real but the files: input is a text, output is kept, and each stream can be a terminal or broken. */
import { resolve } from 'node:path'
import type { Dialog } from '../../src/io/dialog.ts'
import type { Chunks } from '../../src/io/input-chunks.ts'
import type { Signal } from '../../src/io/signals.ts'
import type { Threads } from '../../src/io/threads.ts'
import type { Output, World } from '../../src/io/world.ts'

export const REPOSITORY: string = resolve(import.meta.dirname, '../..')
/** A package folder with made-up rules that are small enough to reason about. */
export const TOY: string = resolve(REPOSITORY, 'fixtures/kb-small')

interface Settings {
  readonly stdin?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly packageFolder?: string
  readonly terminals?: readonly ('stdin' | 'stdout' | 'stderr')[]
  readonly columns?: number
  readonly dialog?: () => Dialog
  /** Code that writing to standard output fails with. */
  readonly stdoutFault?: string
  /** As standard input is read piece by piece; in place of `stdin`. */
  readonly chunks?: Chunks
  readonly threads?: Threads
  readonly clock?: () => number
}

export interface FakeWorld extends World {
  readonly written: { stdout: string; stderr: string }
  /** Has a signal come from outside. */
  readonly send: (signal: Signal) => void
  /** Signals that the process ended itself by. */
  readonly raised: readonly Signal[]
}

/** Everything there is in pieces of one size. */
export function chunksOf(bytes: Uint8Array, size: number): Chunks {
  let at = 0
  let closed = false
  return {
    next: async () => {
      const chunk = bytes.slice(at, at + size)
      at += size
      return closed || chunk.length === 0 ? null : chunk
    },
    close: () => {
      closed = true
    },
  }
}

const NO_THREADS: Threads = {
  parent: null,
  start: () => {
    throw new Error('no threads here')
  },
}

const noDialog = async (): Promise<never> => {
  throw new Error('nobody is there to talk to')
}

export function aWorld(settings: Settings = {}): FakeWorld {
  const written = { stdout: '', stderr: '' }
  const isTTY = (name: 'stdin' | 'stdout' | 'stderr'): boolean => settings.terminals?.includes(name) === true
  const bytes = Buffer.from(settings.stdin ?? '')
  const handlers = new Set<(signal: Signal) => void>()
  const raised: Signal[] = []
  const output = (name: 'stdout' | 'stderr', fault: string | null): Output => {
    const write = async (text: string): Promise<string | null> => {
      if (fault === null) written[name] += text
      return fault
    }
    return {
      isTTY: isTTY(name),
      columns: settings.columns,
      write,
      writeBytes: (bytes) => write(Buffer.from(bytes).toString('utf8')),
    }
  }
  return {
    written,
    send: (signal) => {
      for (const handler of [...handlers]) handler(signal)
    },
    raised,
    stdin: {
      isTTY: isTTY('stdin'),
      read: async (limit) => ({ bytes: bytes.subarray(0, limit), more: bytes.length > limit }),
      chunks: async () => settings.chunks ?? chunksOf(bytes, 65_536),
    },
    stdout: output('stdout', settings.stdoutFault ?? null),
    stderr: output('stderr', null),
    signals: {
      onSignal: (handler) => {
        handlers.add(handler)
        return () => handlers.delete(handler)
      },
      raise: (signal) => raised.push(signal),
    },
    threads: async () => settings.threads ?? NO_THREADS,
    clock: settings.clock ?? (() => 0),
    env: settings.env ?? {},
    cwd: settings.cwd ?? resolve(TOY, 'cases'),
    packageFolder: settings.packageFolder ?? TOY,
    nodeVersion: process.version,
    dialog: async () => settings.dialog?.() ?? noDialog(),
    endSoon: async () => {},
    endLater: async () => {},
    goOn: async () => {},
  }
}
