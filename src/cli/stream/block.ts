/** Scoring of a block of lines: from its bytes to the bytes of the results, line for line. */
import { isUtf8 } from 'node:buffer'
import { assess } from '../../core/assessment/assess.ts'
import type { Out } from '../../core/batch/byte-buffer.ts'
import { lineScorer, type ScoreLine } from '../../core/batch/score-line.ts'
import type { CaseProblem } from '../../core/case/answers.ts'
import { readCase } from '../../core/case/read.ts'
import { DEFAULT_FIELDS, project } from '../../core/result/fields.ts'
import type { Result } from '../../core/result/schema.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { cleanJson } from '../../core/text/printable.ts'
import { notUtf8, TOO_LARGE } from '../../io/input.ts'
import { failureOf } from '../../render/formatter.ts'
import { renderJson } from '../../render/json.ts'
import type { StreamOptions } from './options.ts'

export interface BlockResult {
  /** One piece for one line, with what the format puts between two. */
  readonly out: Uint8Array
  /** How many lines were read; all of them, but for --fail-fast. */
  readonly lines: number
  /** How many of them gave no result. */
  readonly errors: number
  /** How many of the results carry warnings. */
  readonly warned: number
}

/** `block` is whole lines: only the last may lack its LF. Lines count from 1 over the whole input. */
export type ScoreBlock = (block: Uint8Array, firstLine: number) => BlockResult

interface ScoredLine {
  readonly text: string
  readonly kind: 'plain' | 'warned' | 'error'
}

const LF = 10

function printer({ format, formatter, fields }: StreamOptions): (result: Result, line: number) => string {
  if (fields === null) return (result, line) => formatter.result(result, { line })
  if (format === 'json') return (result) => renderJson(project(result, fields))
  return (result) => `${cleanJson(JSON.stringify(project(result, fields)))}\n`
}

const failureText = ({ formatter }: StreamOptions, line: number, problems: readonly CaseProblem[]): string => {
  const failure = failureOf({ line }, problems)
  return failure === null ? '' : formatter.failure(failure)
}

const problem = (code: CaseProblem['code'], message: string): CaseProblem => ({
  code,
  severity: 'error',
  path: '',
  message,
  position: null,
})

/** For every line and every choice of what to print. */
function longWay(kb: KnowledgeBase, options: StreamOptions): (bytes: Buffer, line: number) => ScoredLine {
  const print = printer(options)
  const refused = (line: number, problems: readonly CaseProblem[]): ScoredLine => ({
    text: failureText(options, line, problems),
    kind: 'error',
  })
  const { toolVersion, redrawn } = options
  return (bytes, line) => {
    if (!isUtf8(bytes)) return refused(line, [problem('invalid-utf8', notUtf8(bytes))])
    const read = readCase(bytes.toString('utf8'), kb)
    if (read.case === null) return refused(line, read.problems)
    const result = assess(kb, read.case, { toolVersion, warnings: read.problems, redrawn })
    if ('problems' in result) return refused(line, result.problems)
    return { text: print(result, line), kind: read.problems.length === 0 ? 'plain' : 'warned' }
  }
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** U+FFFD stands for what is not UTF-8; a text that itself holds it is rare enough to be looked at again. */
function decode(bytes: Uint8Array, from: number, to: number): string | null {
  const text = asBuffer(bytes).toString('utf8', from, to)
  return text.includes('\ufffd') ? null : text
}

/** Most lines of most streams: nothing to object to, and the parts that are printed when nothing else is asked for. */
function shortWay(kb: KnowledgeBase, { format, fields }: StreamOptions): ScoreLine {
  return format === 'ndjson' && fields === DEFAULT_FIELDS ? lineScorer(kb, decode, Buffer.from) : () => null
}

export function blockScorer(kb: KnowledgeBase, options: StreamOptions): ScoreBlock {
  const { failFast, formatter } = options
  const out = collector()
  const short = shortWay(kb, options)
  const long = longWay(kb, options)
  return (block, firstLine) => {
    const bytes = asBuffer(block)
    const count = { plain: 0, warned: 0, error: 0 }
    let lines = 0
    for (let start = 0; start < bytes.length && !(failFast && count.error > 0); lines++) {
      const found = bytes.indexOf(LF, start)
      const end = found === -1 ? bytes.length : found
      if (lines > 0) out.put(formatter.between)
      const written = short(bytes, start, end, out)
      if (written === null) {
        const { text, kind } = long(bytes.subarray(start, end), firstLine + lines)
        out.put(text)
        count[kind] += 1
      } else count[written] += 1
      start = end + 1
    }
    return { out: out.take(), lines, errors: count.error, warned: count.warned }
  }
}

const ROOM = 512 * 1024
/** Bytes that a UTF-16 unit takes at most. */
const WIDEST = 3

interface Collector extends Out {
  readonly put: (text: string) => void
  readonly take: () => Uint8Array
}

/** Texts as bytes one behind the other. Written at once, a line is garbage before V8's collector has copied it; kept as text, a block of them is not. */
function collector(): Collector {
  let bytes = Buffer.allocUnsafe(ROOM)
  const room = (more: number): Buffer => {
    const end = out.length + more
    if (end > bytes.length) bytes = Buffer.concat([bytes.subarray(0, out.length)], Math.max(end, 2 * bytes.length))
    return bytes
  }
  const out: Collector = {
    length: 0,
    room,
    put: (text) => {
      out.length += room(text.length * WIDEST).write(text, out.length)
    },
    take: () => {
      const taken = new Uint8Array(bytes.subarray(0, out.length))
      out.length = 0
      return taken
    },
  }
  return out
}

/** What stands for a line that is too long to be kept. */
export function tooLargeLine(options: StreamOptions, line: number): BlockResult {
  const out = Buffer.from(failureText(options, line, [problem('too-large', TOO_LARGE)]))
  return { out, lines: 1, errors: 1, warned: 0 }
}
