/** How far a stream is, on standard error while a person waits at a terminal, and the sum of it at the end. */

import { packNames } from '../../core/result/named-rules.ts'
import type { RulesVersion } from '../../io/compiled.ts'
import type { World } from '../../io/world.ts'
import type { CommonOptions } from '../report.ts'
import { wantsPlainLines, widthOf } from '../terminal.ts'

export interface Counts {
  readonly lines: number
  /** Lines that gave no result. */
  readonly errors: number
  /** Results that carry warnings. */
  readonly warned: number
}

/** Shorter runs are over before anybody wonders. */
const PATIENCE_MS = 1000
const REFRESH_MS = 500
/** Plain lines stay on the screen, and are read aloud. */
const PLAIN_REFRESH_MS = 10_000

export interface Progress {
  readonly show: (counts: Counts) => Promise<void>
  /** Takes the line away, before anything else is written. */
  readonly clear: () => Promise<void>
}

const SILENT: Progress = { show: async () => {}, clear: async () => {} }

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

/** `1 line`, `2,000 lines`. */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : several}`

/** Only where standard error is a terminal and standard output is not one: there the results themselves tell how far it is. */
export function progressOf(world: World, { quiet }: CommonOptions): Progress {
  const { stderr, stdout, env, clock } = world
  if (quiet || !stderr.isTTY || stdout.isTTY) return SILENT
  const plain = wantsPlainLines(env)
  const begun = clock()
  let next = begun + PATIENCE_MS
  let shown = 0
  const write = async (text: string): Promise<void> => {
    await stderr.write(text)
  }
  return {
    show: async ({ lines, errors }) => {
      const now = clock()
      if (now < next) return
      next = now + (plain ? PLAIN_REFRESH_MS : REFRESH_MS)
      const rate = grouped(Math.round((lines * 1000) / (now - begun)))
      const text = `${counted(lines, 'line')}, ${rate} a second, ${counted(errors, 'error')}`
      if (plain) return write(`${text}\n`)
      // One column less than there are: a full line would move the cursor on.
      const line = text.slice(0, widthOf(env, stderr) - 1)
      await write(`\r${line.padEnd(shown)}`)
      shown = line.length
    },
    clear: async () => {
      if (shown > 0) await write(`\r${' '.repeat(shown)}\r`)
      shown = 0
    },
  }
}

/** `marrowdx: 1,000 lines, 3 errors, 12 results with warnings; rules 0.3.0`. */
export const summary = ({ lines, errors, warned }: Counts, rules: RulesVersion): string =>
  `marrowdx: ${counted(lines, 'line')}, ${counted(errors, 'error')}, ${counted(warned, 'result')} with warnings; rules ${rules.version}${packNames(
    rules,
  )
    .map((pack) => ` and pack ${pack}`)
    .join('')}`
