/** Diagnostics of rule files as text for people: place, severity, code, sentence, the line with a pointer, and a hint. */

import type { Diagnostic, Location } from '../core/rules/diagnostic.ts'
import { cleanText } from '../core/text/printable.ts'
import { wordsOf } from './diagnostics/words.ts'

/** A longer line is shown in part, around the place. */
const WIDTH = 100
const BEFORE = 60

/**
 * One block for each diagnostic, in the order given. `files` are the texts that were loaded; of a file that is not among them no line is
 * shown. Nothing from a file comes out raw.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly name: string; readonly text: string }[],
): string {
  const lines = new Map(files.map((file) => [file.name, file.text.replace(/^\ufeff/, '').split(/\r?\n/)] as const))
  return diagnostics.map((one) => renderDiagnostic(one, lines.get(one.location.file) ?? [])).join('')
}

function renderDiagnostic(one: Diagnostic, lines: readonly string[]): string {
  const { file, line, col } = one.location
  const { sentence, hint } = wordsOf(one)
  const head = `${cleanText(file)}:${line}:${col} ${one.severity} ${one.code}  ${cleanText(sentence)}\n`
  return head + sourceLine(one.location, lines) + (hint === '' ? '' : `  hint: ${cleanText(hint)}\n`)
}

/** The line and a caret under the place; '' for a line that is empty or not there. */
function sourceLine({ line, col }: Location, lines: readonly string[]): string {
  const text = lines[line - 1]
  if (text === undefined || text.trim() === '') return ''
  const start = text.length > WIDTH ? Math.max(0, Math.min(col - 1 - BEFORE, text.length - WIDTH)) : 0
  const before = `${start > 0 ? '…' : ''}${cleanText(text.slice(start, col - 1))}`
  const after = `${cleanText(text.slice(col - 1, start + WIDTH))}${start + WIDTH < text.length ? '…' : ''}`
  return `  ${before}${after}\n  ${' '.repeat([...before].length)}^\n`
}
