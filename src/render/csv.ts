/**
 * Tables for spreadsheets, databases and statistics: one row for each case and diagnosis, a case without a ranking in one row, and so a case that
 * could not be read. Lines end with LF, which spreadsheets take as well and `cut`, awk and databases need: a CR would end up in their last
 * column. A cell never has a line break in it, so that a row is a line.
 */
import { stringify } from 'csv-stringify/sync'
import { packNames } from '../core/result/named-rules.ts'
import type { RankedDiagnosis, Result } from '../core/result/schema.ts'
import { cleanText } from '../core/text/printable.ts'
import type { CaseFailure, Formatter, Place, ReportedProblem } from './formatter.ts'

/** The names are relied on: a new column goes to the end. */
const COLUMNS = [
  'file',
  'line',
  'case_id',
  'context',
  'status',
  'why',
  'urgent',
  'rank',
  'diagnosis',
  'label',
  'words',
  'support',
  'support_low',
  'support_high',
  'first_share',
  'prior_support',
  'not_excluded',
  'excluded_by',
  'none_of_these_support',
  'tool_version',
  'rules_version',
  'rules_digest',
  'rules_packs',
  'error_code',
  'error_path',
  'error_message',
  'rules_packs',
] as const

/** Cells by column; one that is left out is empty. */
type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number | boolean | null>>>

/**
 * Where a spreadsheet would begin a formula: at the start of a cell, and behind a semicolon, since one that is set to a country of decimal commas
 * opens CSV as cells between semicolons. Tab and CR were shown escaped before; the full-width signs count in some programs.
 */
const FORMULA = /(^|;)(?=["\s]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g

const harmless = (text: string): string => cleanText(text).replace(FORMULA, "$1'")

const place = (at: Place): Row => ('line' in at ? { line: at.line } : { file: at.file })

const inAllRows = ({ case: { id, context }, status, why, urgent, noneOfThese, tool, rules }: Result): Row => ({
  case_id: id,
  context,
  status,
  why,
  urgent: urgent.map((one) => one.id).join('; '),
  none_of_these_support: noneOfThese?.support ?? null,
  tool_version: tool.version,
  rules_version: rules.version,
  rules_digest: rules.digest,
  rules_packs: packNames(rules).join('; '),
})

const ofDiagnosis = (entry: RankedDiagnosis): Row => ({
  rank: entry.rank,
  diagnosis: entry.diagnosis,
  label: entry.label,
  words: entry.words,
  support: entry.support,
  support_low: entry.supportRange?.[0] ?? null,
  support_high: entry.supportRange?.[1] ?? null,
  first_share: entry.firstShare,
  prior_support: entry.priorSupport,
  not_excluded: entry.notExcluded,
  excluded_by: entry.excludedBy?.test ?? null,
})

function rowsOf(result: Result, at: Place): readonly Row[] {
  const common = { ...place(at), ...inAllRows(result) }
  return result.ranking.length === 0 ? [common] : result.ranking.map((entry) => ({ ...common, ...ofDiagnosis(entry) }))
}

/** A row for each problem, so that a case with several has several. */
const failureRows = ({ at, error, others }: CaseFailure): readonly Row[] =>
  [error, ...others].map(({ code, path, message }: ReportedProblem) => ({
    ...place(at),
    error_code: code,
    error_path: path,
    error_message: message,
  }))

/** CSV as in RFC 4180 but for the line ends; with a tab as `delimiter` TSV, with the same quotes. */
export function csvFormatter(delimiter: ',' | '\t'): Formatter {
  const table = (rows: readonly Row[]): string =>
    stringify(
      rows.map((row) => COLUMNS.map((column) => row[column] ?? null)),
      {
        delimiter,
        cast: { string: harmless, boolean: String },
      },
    )
  return {
    head: `${COLUMNS.join(delimiter)}\n`,
    between: '',
    result: (result, at) => table(rowsOf(result, at)),
    failure: (failure) => table(failureRows(failure)),
  }
}
