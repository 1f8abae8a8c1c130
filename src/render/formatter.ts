/** What every format of a ranking gives: the pieces of an output in order, and the shape of a case that could not be ranked. The formats are formats.ts. */
import type { CaseProblem } from '../core/case/answers.ts'
import type { Result } from '../core/result/schema.ts'

/** Of as many cases as there are. */
export const FORMATS = ['text', 'json', 'ndjson', 'csv', 'tsv', 'markdown'] as const
export type FormatName = (typeof FORMATS)[number]
/** A document is about one case. */
export const DOCUMENTS = ['html'] as const
export type DocumentName = (typeof DOCUMENTS)[number]

/** Where a case came from: its line in a stream, from 1, or its file as the caller wrote it, or `standard input`. */
export type Place = { readonly line: number } | { readonly file: string }

export interface ReportedProblem {
  /** A code of CaseProblem, or `unreadable` where there was no text to read. */
  readonly code: CaseProblem['code'] | 'unreadable'
  readonly message: string
  readonly path: string
}

/** A case that could not be ranked, with everything that is wrong with it. */
export interface CaseFailure {
  readonly at: Place
  readonly error: ReportedProblem
  /** Further problems of the same case. */
  readonly others: readonly ReportedProblem[]
}

/** Makes output piece by piece; `head` once, then one piece for each case in order, with `between` between any two. */
export interface Formatter {
  /** Before everything else: the header row of a table, with its line break; else ''. */
  readonly head: string
  /** An empty line where pieces take several lines and a person reads them; else ''. */
  readonly between: string
  /** Ends with a line break. JSON has no room for the place: its result is the same wherever the case came from. */
  readonly result: (result: Result, at: Place) => string
  /** In the place of the result; ends with a line break. */
  readonly failure: (failure: CaseFailure) => string
}

/** What made a case fail; warnings among the problems are left out. Without any error there is no failure: that throws. */
export function failureOf(at: Place, problems: readonly CaseProblem[]): CaseFailure {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const [error, ...others] = errors.map(({ code, message, path }) => ({ code, message, path }))
  if (error === undefined) throw new Error('a case failed without an error')
  return { at, error, others }
}

export const placeName = (at: Place): string => ('line' in at ? `line ${at.line}` : at.file)

export const problemText = ({ path, message }: ReportedProblem): string =>
  path === '' ? message : `${path}: ${message}`

/** `{ "line": 17, "error": { "code", "message", "path" } }`; further problems stand in `error.others`. */
export function failureJson({ at, error, others }: CaseFailure): object {
  const { code, message, path } = error
  return { ...at, error: { code, message, path, ...(others.length === 0 ? {} : { others }) } }
}
