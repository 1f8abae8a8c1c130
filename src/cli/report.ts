/**
 * What a command hands back: nothing is written before it is whole, and main.ts writes it. Only `stream`, which has no whole, writes its results
 * itself and hands back how that ended.
 */
import { type Failure, systemWords } from '../io/system-errors.ts'
import type { World } from '../io/world.ts'
import type { Ending } from './exit-codes.ts'

export interface Report {
  readonly ending: Ending
  /**
   * Data. Whole when the ending is `done` or `gate`, otherwise empty; but of several cases each has its piece whatever the ending, and a failed one
   * says there that it failed.
   */
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

/** What holds where nothing is given. */
export const DEFAULTS: CommonOptions = { color: 'auto', quiet: false, rules: null }

export interface Session {
  readonly world: World
  readonly options: CommonOptions
}

export const done = (stdout: string, stderr: readonly string[] = []): Report => ({ ending: 'done', stdout, stderr })
export const failed = ({ kind, lines }: Failure): Report => ({ ending: kind, stdout: '', stderr: lines })
/** @param code of the system; a closed pipe has got what its reader wanted, so that is no failure */
export const unwritten = (code: string): Report =>
  code === 'EPIPE'
    ? done('')
    : { ending: 'io', stdout: '', stderr: [`marrowdx: standard output: cannot be written: ${systemWords(code)}`] }
