/**
 * Results, and cases that gave none, in every format of the commands that rank. What a format needs for itself alone is loaded when it is asked
 * for: the text report and JSON are here, the rest in files of its own.
 */
import { cleanJson } from '../core/text/printable.ts'
import {
  type DocumentName,
  type FormatName,
  type Formatter,
  failureJson,
  type Place,
  placeName,
  problemText,
} from './formatter.ts'
import { renderJson } from './json.ts'
import { hang } from './layout.ts'
import type { TextStyle } from './style.ts'
import { renderText } from './text.ts'

export { type CaseFailure, FORMATS, type FormatName, type Formatter, failureOf } from './formatter.ts'

const json: Formatter = {
  head: '',
  between: '',
  result: renderJson,
  failure: (failure) => renderJson(failureJson(failure)),
}

const line = (value: unknown): string => `${cleanJson(JSON.stringify(value))}\n`
const ndjson: Formatter = { head: '', between: '', result: line, failure: (failure) => line(failureJson(failure)) }

const joined = (lines: readonly string[]): string => lines.map((each) => `${each}\n`).join('')

function textFormatter(style: TextStyle, titled: boolean): Formatter {
  const title = (at: Place, rest = ''): string =>
    joined(hang('', `${placeName(at)}${rest}`, style.width).map(style.paint.heading))
  return {
    head: '',
    between: '\n',
    result: (result, at) => `${titled ? `${title(at)}\n` : ''}${renderText(result, style)}`,
    failure: ({ at, error, others }) =>
      title(at, ': not ranked') +
      joined([error, ...others].flatMap((problem) => hang('  - ', problemText(problem), style.width))),
  }
}

function noFailure(): never {
  throw new Error('a document is about a case that was ranked')
}

const documentOf = (result: Formatter['result']): Formatter => ({ head: '', between: '', result, failure: noFailure })

export interface FormatterOptions {
  /** Asked for by `text` alone. */
  readonly style: () => Promise<TextStyle>
  /** Text and Markdown: name the place above each result, for there are several. */
  readonly titled: boolean
}

/** Of a document only the result of its one case can be asked for. */
export async function formatterFor(
  format: FormatName | DocumentName,
  { style, titled }: FormatterOptions,
): Promise<Formatter> {
  switch (format) {
    case 'text':
      return textFormatter(await style(), titled)
    case 'json':
      return json
    case 'ndjson':
      return ndjson
    case 'csv':
      return (await import('./csv.ts')).csvFormatter(',')
    case 'tsv':
      return (await import('./csv.ts')).csvFormatter('\t')
    case 'markdown':
      return (await import('./markdown.ts')).markdownFormatter(titled)
    case 'html':
      return documentOf((await import('./html.ts')).renderHtml)
  }
}
