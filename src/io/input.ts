/** From a name on the command line to the text of a case: reading, size and encoding. What the text says is case.ts. */
import { isUtf8 } from 'node:buffer'
import { resolve } from 'node:path'
import { cleanText } from '../core/clean.ts'
import { fail, type Outcome, succeed, systemWords } from './faults.ts'
import { type Read, readFileUpTo, type World } from './world.ts'

/** Largest case file, in bytes. */
export const CASE_LIMIT = 8 * 1024 * 1024

export interface CaseText {
  /** As a message names it: the file as the caller wrote it, or `standard input`. */
  readonly name: string
  readonly text: string
}

/** `-` or no name at all is standard input. */
export async function readCaseText(file: string | undefined, world: World): Promise<Outcome<CaseText>> {
  const fromStdin = file === undefined || file === '-'
  const name = fromStdin ? 'standard input' : cleanText(file)
  const read = fromStdin ? await world.stdin.read(CASE_LIMIT) : readFileUpTo(resolve(world.cwd, file), CASE_LIMIT)
  return decode(name, read)
}

function decode(name: string, read: Read): Outcome<CaseText> {
  if ('code' in read) return fail('io', `${name}: cannot be read: ${systemWords(read.code)}`)
  if (read.more) return fail('case', `${name}: too large; a case file has at most ${CASE_LIMIT / 1024 / 1024} MiB`)
  if (!isUtf8(read.bytes)) return fail('case', `${name}: not UTF-8: invalid byte at offset ${invalidOffset(read.bytes)}`)
  const start = read.bytes[0] === 0xef && read.bytes[1] === 0xbb && read.bytes[2] === 0xbf ? 3 : 0
  return succeed({ name, text: read.bytes.toString('utf8', start) })
}

/**
 * Offset of the first byte sequence that is not UTF-8. Decoding replaces it by U+FFFD (ef bf bd), so the first difference after
 * encoding again is the place, or up to two bytes behind it where the sequence itself began like that.
 */
export function invalidOffset(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString('utf8'))
  let at = 0
  while (at < bytes.length && bytes[at] === again[at]) at += 1
  if (bytes[at - 1] === 0xef) return at - 1
  return bytes[at - 1] === 0xbf && bytes[at - 2] === 0xef ? at - 2 : at
}
