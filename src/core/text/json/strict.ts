/**
 * Goes through the tokens of a JSON text without recursion and finds the first thing that is not JSON, or that the standard leaves open: a name
 * given twice, any depth, any number of values, numbers beyond range. Never throws, and never quotes the text.
 */
import { createScanner } from 'jsonc-parser'
import type { CaseProblemCode } from '../../case/answers.ts'
import { type Path, type Place, positionAt } from './positions.ts'

/** Lists and objects inside each other. */
export const DEEPEST = 32
/** Values of one text, lists and objects among them: a month of readings taken every minute. Reading a text of 8 MiB with more takes more memory than a case is worth. */
export const MOST_VALUES = 250_000

/** jsonc-parser's SyntaxKind; as an ambient const enum it cannot be imported under isolatedModules. */
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  end: 17,
} as const

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end' | 'nothing'
const EXPECTED: Record<Expected, string> = {
  value: 'a value',
  'value-or-end': 'a value or "]"',
  name: 'a name in double quotes',
  'name-or-end': 'a name in double quotes or "}"',
  colon: '":"',
  'comma-or-end': '"," or the closing bracket',
  nothing: 'the end of the text',
}

interface Level {
  /** Where each name was given; null in a list. */
  readonly names: Map<string, number> | null
  at: string | number
}
interface Fault {
  readonly code: CaseProblemCode
  readonly message: string
  readonly offset: number
  readonly path: Path
}
/** False ends the walk. */
type Visit = (levels: readonly Level[], on: Place['on'], offset: number) => boolean

export function pathOf(levels: readonly Level[]): Path {
  return levels.map((level) => level.at)
}

/** The first fault, or null. `visit` learns where every name and value begins. */
export function walk(text: string, visit: Visit | null): Fault | null {
  const next = tokens(text)
  const place: Walk = { text, levels: [], visit, values: 0, ended: false }
  const { levels } = place
  let expected: Expected = 'value'
  for (let token = next(); token.kind !== TOKEN.end || expected !== 'nothing'; token = next()) {
    const allowed: Step | null = token.error === 0 ? step(token.kind, expected, levels.at(-1)) : null
    if (allowed === null) return syntaxFault(token, expected, levels)
    const fault = take(place, token, allowed)
    if (fault !== null || place.ended) return fault
    expected = allowed.next ?? (levels.length === 0 ? 'nothing' : 'comma-or-end')
  }
  return null
}

interface Walk {
  readonly text: string
  readonly levels: Level[]
  readonly visit: Visit | null
  values: number
  ended: boolean
}

function tell(walk: Walk, on: Place['on'], offset: number): void {
  walk.ended = walk.visit?.(walk.levels, on, offset) === false
}

/** One token after the other, white space left out but comments not. */
function tokens(text: string): () => Token {
  const scanner = createScanner(text)
  return () => {
    // The scanner would make a text of the white space, letter by letter.
    scanner.setPosition(afterBlanks(text, scanner.getPosition()))
    const kind: number = scanner.scan()
    return {
      kind,
      offset: scanner.getTokenOffset(),
      text: scanner.getTokenValue(),
      error: Number(scanner.getTokenError()),
    }
  }
}

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20]

function afterBlanks(text: string, from: number): number {
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== SPACE && code !== LF && code !== CR && code !== TAB) return at
    at += 1
  }
}

interface Token {
  readonly kind: number
  readonly offset: number
  readonly text: string
  readonly error: number
}

/** Applies a token that may stand where it stands to the levels. */
function take(walk: Walk, token: Token, next: Step): Fault | null {
  const { levels } = walk
  const level = levels.at(-1)
  if (next.does === 'close') levels.pop()
  else if (next.does === 'comma' && typeof level?.at === 'number') level.at += 1
  else if (next.does === 'name' && level !== undefined) return takeName(walk, token, level)
  else if (next.does === 'value' || next.does === 'open') return takeValue(walk, token, next)
  return null
}

function takeName(walk: Walk, token: Token, level: Level): Fault | null {
  const earlier = level.names?.get(token.text)
  level.at = token.text
  if (earlier !== undefined) {
    const { line, col } = positionAt(walk.text, earlier)
    const message = `this name was given before, at line ${line}, column ${col}`
    return { code: 'duplicate-key', message, offset: token.offset, path: pathOf(walk.levels) }
  }
  level.names?.set(token.text, token.offset)
  tell(walk, 'name', token.offset)
  return null
}

function takeValue(walk: Walk, token: Token, next: Step): Fault | null {
  const { levels } = walk
  const fault = (code: CaseProblemCode, message: string): Fault => ({
    code,
    message,
    offset: token.offset,
    path: pathOf(levels),
  })
  walk.values += 1
  if (walk.values > MOST_VALUES)
    return fault('too-large', `a text may hold ${MOST_VALUES} values, lists and objects among them, no more`)
  tell(walk, 'value', token.offset)
  if (token.kind === TOKEN.number && !Number.isFinite(Number(token.text))) {
    return fault('impossible-value', 'no such number can be held; the largest is about 1.8e308')
  }
  if (next.does !== 'open') return null
  if (levels.length === DEEPEST) return fault('too-deep', `lists and objects may lie ${DEEPEST} deep, no deeper`)
  levels.push(token.kind === TOKEN.openBrace ? { names: new Map(), at: '' } : { names: null, at: 0 })
  return null
}

function syntaxFault(token: Token, expected: Expected, levels: readonly Level[]): Fault {
  if (token.kind === TOKEN.end && expected === 'value' && levels.length === 0) {
    return { code: 'empty', message: 'the input is empty', offset: token.offset, path: [] }
  }
  return { code: 'invalid-json', message: `not valid JSON: ${wanted(token, expected)}`, offset: token.offset, path: [] }
}

function wanted(token: Token, expected: Expected): string {
  if (token.kind === TOKEN.lineComment || token.kind === TOKEN.blockComment) return 'it has no comments'
  if (token.kind === TOKEN.string && token.error !== 0)
    return STRING_ERRORS[token.error] ?? 'this text is not written as JSON writes it'
  if (token.kind === TOKEN.number && token.error !== 0) return 'digits are expected after the point or the exponent'
  return `${EXPECTED[expected]} is expected${token.kind === TOKEN.end ? ', but the text ends here' : ''}`
}

interface Step {
  readonly does: 'name' | 'value' | 'open' | 'close' | 'comma' | 'colon'
  /** What must follow; null: whatever follows a finished value. */
  readonly next: Expected | null
}

/** What a token does at this place; null when it may not stand here. */
function step(token: number, expected: Expected, level: Level | undefined): Step | null {
  const inList = level?.names === null
  if (closes(token, expected, inList)) return { does: 'close', next: null }
  switch (expected) {
    case 'value-or-end':
    case 'value':
      return valueStep(token)
    case 'name-or-end':
    case 'name':
      return token === TOKEN.string ? { does: 'name', next: 'colon' } : null
    case 'colon':
      return token === TOKEN.colon ? { does: 'colon', next: 'value' } : null
    case 'comma-or-end':
      return token === TOKEN.comma ? { does: 'comma', next: inList ? 'value' : 'name' } : null
    case 'nothing':
      return null
  }
}

function closes(token: number, expected: Expected, inList: boolean): boolean {
  if (!expected.endsWith('-or-end')) return false
  return token === (inList ? TOKEN.closeBracket : TOKEN.closeBrace)
}

function valueStep(token: number): Step | null {
  if (token === TOKEN.openBrace) return { does: 'open', next: 'name-or-end' }
  if (token === TOKEN.openBracket) return { does: 'open', next: 'value-or-end' }
  return token >= TOKEN.null && token <= TOKEN.number ? { does: 'value', next: null } : null
}

/** By jsonc-parser's ScanError. */
const STRING_ERRORS: Readonly<Record<number, string>> = {
  2: 'the closing double quote is missing',
  4: 'four hexadecimal digits are expected after \\u',
  5: 'after a backslash one of " \\ / b f n r t u is expected',
  6: 'a control character stands in a text; write it escaped',
}
