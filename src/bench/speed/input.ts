/** The lines that are measured with: in files for the runs on files, and piped over and over for the long ones. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { cohort } from './cohort.ts'
import { spoiled } from './line.ts'

export interface Input {
  readonly path: string
  readonly lines: number
  readonly bytes: number
}

const LINES_AT_ONCE = 500

/** The cohort, and the same with one line in a hundred that cannot be read. */
export function writeInputs(
  kb: KnowledgeBase,
  folder: string,
  seed: number,
  lines: number,
): { readonly good: Input; readonly bad: Input } {
  const good = writer(join(folder, 'cohort.ndjson'))
  const bad = writer(join(folder, 'with-bad-lines.ndjson'))
  let number = 0
  for (const line of cohort(kb, { seed, lines })) {
    number += 1
    good.add(line)
    bad.add(spoiled(line, number))
  }
  return { good: good.end(), bad: bad.end() }
}

function writer(path: string) {
  const file = openSync(path, 'w')
  const held: string[] = []
  let [lines, bytes] = [0, 0]
  const flush = (): void => {
    const text = held.splice(0).map((line) => `${line}\n`)
    bytes += writeSync(file, text.join(''))
  }
  return {
    add: (line: string): void => {
      lines += 1
      if (held.push(line) === LINES_AT_ONCE) flush()
    },
    end: (): Input => {
      flush()
      closeSync(file)
      return { path, lines, bytes }
    },
  }
}

/** Writes the lines so many times, each time with other ids. */
export const repeated =
  ({ path }: Input, times: number) =>
  (into: Writable): Promise<void> => {
    const lines = readFileSync(path, 'utf8').split(/(?<=\n)/)
    return pipeline(function* () {
      for (let time = 0; time < times; time++) {
        for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
          const text = lines.slice(from, from + LINES_AT_ONCE).join('')
          yield text.replaceAll(/("id": ?")/g, `$1${time} `)
        }
      }
    }, into)
  }
