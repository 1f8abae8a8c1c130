/** A world for main() in which nothing is real but the files: input is a text, output is kept, and each stream can be a terminal or broken. */
import { resolve } from 'node:path'
import type { Dialog } from '../../src/io/dialog.ts'
import type { World } from '../../src/io/world.ts'

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
}

export interface FakeWorld extends World {
  readonly written: { stdout: string; stderr: string }
}

const noDialog = async (): Promise<never> => {
  throw new Error('nobody is there to talk to')
}

export function aWorld(settings: Settings = {}): FakeWorld {
  const written = { stdout: '', stderr: '' }
  const isTTY = (name: 'stdin' | 'stdout' | 'stderr'): boolean => settings.terminals?.includes(name) === true
  const bytes = Buffer.from(settings.stdin ?? '')
  return {
    written,
    stdin: { isTTY: isTTY('stdin'), read: async (limit) => ({ bytes: bytes.subarray(0, limit), more: bytes.length > limit }) },
    stdout: {
      isTTY: isTTY('stdout'),
      columns: settings.columns,
      write: async (text) => {
        if (settings.stdoutFault !== undefined) return settings.stdoutFault
        written.stdout += text
        return null
      },
    },
    stderr: {
      isTTY: isTTY('stderr'),
      columns: settings.columns,
      write: async (text) => {
        written.stderr += text
        return null
      },
    },
    env: settings.env ?? {},
    cwd: settings.cwd ?? resolve(TOY, 'cases'),
    packageFolder: settings.packageFolder ?? TOY,
    nodeVersion: process.version,
    dialog: async () => settings.dialog?.() ?? noDialog(),
    endSoon: async () => {},
  }
}
