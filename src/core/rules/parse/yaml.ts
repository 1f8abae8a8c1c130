/**
 * Text of a rule file → plain value, the place of each part, and what is wrong with it as YAML. Narrower than YAML 1.2: the checks
 * that the parser leaves out or does in quadratic time are made here. Never throws.
 */
import { Composer, isMap, isScalar, isSeq, LineCounter, Parser, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { type Diagnostic, diagnostic, type Location } from '../diagnostic.ts'
import { firstHidden } from './invisible-characters.ts'
import type { Path, Place, Position } from './positions.ts'
import { checkLimits } from './yaml-limits.ts'

/** UTF-16 units of text. */
const MAX_LENGTH = 1024 * 1024

export interface YamlReading {
  /** False when the text is not YAML that can be read at all; value and places are then empty. */
  readonly readable: boolean
  readonly value: unknown
  readonly places: Place
  /** Parts whose value is not to be relied on: their problem has been told. */
  readonly spoilt: readonly Path[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What the walk over one document needs and gathers. */
interface Walk {
  readonly file: string
  readonly lines: LineCounter
  readonly diagnostics: Diagnostic[]
  readonly spoilt: Path[]
}

interface Read {
  readonly value: unknown
  readonly place: Place
}

const START: Place = { line: 1, col: 1, key: null, children: new Map() }

const OPTIONS = {
  // The parser's own duplicate check is quadratic (204 s for 100,000 keys); ours is readMap.
  uniqueKeys: false,
  stringKeys: true,
  prettyErrors: false,
  merge: false,
  version: '1.2',
  schema: 'core',
  logLevel: 'silent',
} as const

function unreadable(diagnostics: readonly Diagnostic[]): YamlReading {
  return { readable: false, value: null, places: START, spoilt: [], diagnostics }
}

/** One byte order mark at the beginning is taken. */
export function readYaml(file: { readonly name: string; readonly text: string }): YamlReading {
  const text = file.text.startsWith('\ufeff') ? file.text.slice(1) : file.text
  const lines = new LineCounter()
  const where = (offset: number): Location => ({ file: file.name, ...position(lines, offset) })
  if (text.length > MAX_LENGTH) return unreadable([diagnostic('file-too-large', where(0), { limit: MAX_LENGTH })])
  const tokens = [...new Parser(lines.addNewLine).parse(text)]
  const hidden = firstHidden(text)
  if (hidden) {
    return unreadable([diagnostic('control-character', where(hidden.index), { character: hidden.name })])
  }
  const limits = checkLimits(tokens, where)
  if (limits.length > 0) return unreadable(limits)
  const [document, second] = [...new Composer(OPTIONS).compose(tokens, true, text.length)]
  if (second !== undefined) return unreadable([diagnostic('several-documents', where(second.range[0]), {})])
  // Later problems mostly follow from the first.
  const [problem] = [...(document?.errors ?? []), ...(document?.warnings ?? [])].sort((a, b) => a.pos[0] - b.pos[0])
  if (problem) return unreadable([diagnostic('yaml-syntax', where(problem.pos[0]), { detail: problem.message })])
  if (document === undefined || isEmpty(document.contents)) return unreadable([diagnostic('empty-file', where(0), {})])
  const walk: Walk = { file: file.name, lines, diagnostics: [], spoilt: [] }
  const { value, place } = readNode(walk, document.contents, [], null)
  return { readable: true, value, places: place, spoilt: walk.spoilt, diagnostics: walk.diagnostics }
}

function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null)
}

function position(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), col: Math.max(1, col) }
}

function placeOf(
  walk: Walk,
  node: { range?: readonly number[] | null },
  key: Position | null,
  children: ReadonlyMap<string, Place>,
): Place {
  const offset = node.range?.[0]
  const at = offset === undefined ? (key ?? START) : position(walk.lines, offset)
  return { line: at.line, col: at.col, key, children }
}

/** Recursion is safe here: checkLimits has bounded the depth. */
function readNode(walk: Walk, node: unknown, path: Path, key: Position | null): Read {
  if (isMap(node)) return readMap(walk, node, path, key)
  if (isSeq(node)) return readList(walk, node, path, key)
  if (isScalar(node)) return readScalar(walk, node, path, key)
  const at = key ?? START
  return { value: null, place: { line: at.line, col: at.col, key, children: new Map() } }
}

function readMap(walk: Walk, map: YAMLMap, path: Path, key: Position | null): Read {
  const children = new Map<string, Place>()
  const entries: [string, unknown][] = []
  for (const pair of map.items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : ''
    const keyAt = isScalar(pair.key) ? position(walk.lines, pair.key.range?.[0] ?? 0) : START
    const first = children.get(name)
    if (name === '<<') {
      walk.diagnostics.push(diagnostic('yaml-merge-key', { file: walk.file, ...keyAt }, {}))
      if (path.length > 0) walk.spoilt.push(path)
    } else if (first) {
      const args = { key: name, first: (first.key ?? first).line }
      walk.diagnostics.push(diagnostic('duplicate-key', { file: walk.file, ...keyAt }, args))
    } else {
      const { value, place } = readNode(walk, pair.value, [...path, name], keyAt)
      children.set(name, place)
      entries.push([name, value])
    }
  }
  // fromEntries makes `__proto__` a key like any other, so that the schema refuses it.
  return { value: Object.fromEntries(entries), place: placeOf(walk, map, key, children) }
}

function readList(walk: Walk, list: YAMLSeq, path: Path, key: Position | null): Read {
  const items = list.items.map((item, index) => readNode(walk, item, [...path, index], null))
  const children = new Map(items.map((item, index) => [String(index), item.place] as const))
  return { value: items.map((item) => item.value), place: placeOf(walk, list, key, children) }
}

function readScalar(walk: Walk, scalar: Scalar, path: Path, key: Position | null): Read {
  const place = placeOf(walk, scalar, key, new Map())
  const { value } = scalar
  const location = { file: walk.file, line: place.line, col: place.col }
  if (typeof value === 'number' && !isUsable(value)) {
    walk.diagnostics.push(diagnostic('unusable-number', location, { text: scalar.source ?? String(value) }))
    walk.spoilt.push(path)
  } else if (typeof value === 'number' && !PLAIN_NUMBER.test(scalar.source ?? '')) {
    walk.diagnostics.push(diagnostic('number-notation', location, { text: scalar.source ?? String(value), value }))
    walk.spoilt.push(path)
  }
  const hidden = typeof value === 'string' ? firstHidden(value) : null
  if (hidden) {
    walk.diagnostics.push(diagnostic('control-character', location, { character: hidden.name }))
    walk.spoilt.push(path)
  }
  return { value, place }
}

/** YAML also reads 0x7e4, 0o3744, 007, +5, .5 and 2e3 as numbers, which nobody writes for a count or a year but by mistake. */
const PLAIN_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/

/** Finite, and if whole, small enough to be exact. */
function isUsable(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
}
