/** What a command hands back: nothing is written before it is whole, and only main.ts writes. */
import type { Failure } from '../io/faults.ts'
import type { World } from '../io/world.ts'
import type { Ending } from './exit-codes.ts'

export interface Report {
  readonly ending: Ending
  /** Data. Empty whenever the ending is not `done`. */
  readonly stdout: string
  /** Warnings, diagnostics and messages, one a line. */
  readonly stderr: readonly string[]
}

export type Format = 'text' | 'json'

/** The options that every command has. */
export interface CommonOptions {
  readonly color: 'auto' | 'always' | 'never'
  readonly quiet: boolean
  /** Folder of a further rule pack. */
  readonly rules: string | null
}

export interface Session {
  readonly world: World
  readonly options: CommonOptions
}

export const done = (stdout: string, stderr: readonly string[] = []): Report => ({ ending: 'done', stdout, stderr })
export const failed = ({ kind, lines }: Failure): Report => ({ ending: kind, stdout: '', stderr: lines })
