/** From a name on the command line to the text of a case: reading, size and encoding. What the text says is read.ts. */
import { isUtf8 } from 'node:buffer'
import { resolve } from 'node:path'
import { cleanText } from '../core/text/printable.ts'
import { type Failure, type Outcome, systemWords } from './system-errors.ts'
import { type Read, readFileUpTo, type World } from './world.ts'

/** Largest case file, in bytes. */
export const CASE_LIMIT = 8 * 1024 * 1024

interface CaseText {
  /** As a message names it: the file as the caller wrote it, or `standard input`. */
  readonly name: string
  readonly text: string
}

/** Why there is no text, for a message and for a program. */
interface Unread extends Failure {
  readonly kind: 'io' | 'case'
  readonly code: 'unreadable' | 'too-large' | 'invalid-utf8'
  /** Without the name of the file. */
  readonly message: string
}

type CaseInput = Extract<Outcome<CaseText>, { ok: true }> | { readonly ok: false; readonly failure: Unread }

export const TOO_LARGE = `too large; a case file has at most ${CASE_LIMIT / 1024 / 1024} MiB`
export const notUtf8 = (bytes: Buffer): string => `not UTF-8: invalid byte at offset ${invalidOffset(bytes)}`

/** As a message and a result name it. */
export const inputName = (file: string): string => (file === '-' ? 'standard input' : file)

/** What is wrong with a list of inputs as a whole; null where nothing is. */
export const faultIn = (files: readonly string[]): string | null =>
  files.filter((file) => file === '-').length > 1 ? 'error: standard input ("-") can be read only once' : null

/** `-` or no name at all is standard input. */
export async function readCaseText(file: string | undefined, world: World): Promise<CaseInput> {
  const fromStdin = file === undefined || file === '-'
  const name = cleanText(inputName(file ?? '-'))
  const read = fromStdin ? await world.stdin.read(CASE_LIMIT) : readFileUpTo(resolve(world.cwd, file), CASE_LIMIT)
  return decode(name, read)
}

function decode(name: string, read: Read): CaseInput {
  const unread = (kind: Unread['kind'], code: Unread['code'], message: string): CaseInput => ({
    ok: false,
    failure: { kind, code, message, lines: [`${name}: ${message}`] },
  })
  if ('code' in read) return unread('io', 'unreadable', `cannot be read: ${systemWords(read.code)}`)
  if (read.more) return unread('case', 'too-large', TOO_LARGE)
  if (!isUtf8(read.bytes)) return unread('case', 'invalid-utf8', notUtf8(read.bytes))
  return { ok: true, value: { name, text: textOf(read.bytes) } }
}

/** Without the mark of the byte order that some editors put first. */
export function textOf(bytes: Buffer): string {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  return bytes.toString('utf8', start)
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
