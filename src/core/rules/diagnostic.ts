/**
 * What can be wrong with a rule file, as data: a code, a place and the words that the sentence needs. Sentences are made in
 * render/diagnostics.ts. Codes are permanent; scripts match on them.
 */
import { byName } from '../text/sort.ts'

/** Arguments by code. `nearest` is the name that was probably meant, '' when nothing is near. Places in other files read `file:line`. */
export interface DiagnosticArgs {
  // the file as text and as YAML
  'file-too-large': { limit: number }
  'empty-file': Record<never, never>
  'control-character': { character: string }
  'too-deep': { limit: number }
  'too-many-nodes': { limit: number }
  'several-documents': Record<never, never>
  'yaml-directive': { text: string }
  'yaml-alias': { text: string }
  'yaml-tag': { text: string }
  'yaml-merge-key': Record<never, never>
  'yaml-syntax': { detail: string }
  'duplicate-key': { key: string; first: number }
  'unusable-number': { text: string }
  'number-notation': { text: string; value: number }
  // the shape of an entry
  'unknown-key': { key: string; nearest: string }
  'missing-key': { key: string }
  'wrong-type': { expected: string; got: string }
  'wrong-shape': { shapes: string }
  'invalid-id': { value: string }
  'invalid-format': { value: string; format: string }
  'unknown-value': { value: string; allowed: string; nearest: string }
  'out-of-range': { value: number; bound: string }
  'prior-out-of-range': { value: number }
  'association-below-one': { value: number }
  'empty-value': { what: string }
  'text-too-long': { limit: number }
  'wrong-length': { expected: number }
  // names
  'duplicate-id': { kind: string; id: string; first: string }
  'id-clash': { kind: string; id: string; other: string; first: string }
  'defined-twice': { key: string; first: string }
  'missing-section': { key: string }
  'missing-source': { key: string }
  'design-missing': Record<never, never>
  'unknown-finding': { id: string; nearest: string }
  'unknown-diagnosis': { id: string; nearest: string }
  'unknown-cluster': { id: string; nearest: string }
  'unknown-setting': { id: string; nearest: string }
  'unknown-source': { id: string; nearest: string }
  'unknown-option': { finding: string; id: string; nearest: string }
  'unknown-advice': { id: string; nearest: string }
  'unknown-conversion': { id: string; nearest: string }
  'unknown-group': { id: string; nearest: string }
  // the vocabulary
  'wrong-finding-type': { id: string; type: string; expected: string }
  'wrong-key-for-type': { id: string; type: string; key: string }
  'cut-off-unclear': { finding: string; given: string }
  'cluster-missing': { id: string }
  'cluster-differs': { id: string; cluster: string; other: string }
  'pattern-cycle': { cycle: string }
  'cluster-too-large': { cluster: string; limit: number }
  // figures
  'band-turned-round': { low: number; high: number }
  'frequency-above-count': { n: number; of: number }
  'frequency-below-background': {
    finding: string
    diagnosis: string
    context: string
    frequency: string
    background: string
  }
  'background-missing': { finding: string; contexts: string }
  'duplicate-judgement': { finding: string; diagnosis: string; setting: string; first: string }
  'evidence-never-used': { id: string; finding: string; diagnosis: string; setting: string }
  // contexts and advice
  'duplicate-prior': { diagnosis: string; context: string; first: string }
  'too-many-diagnoses': { context: string; limit: number }
  'prior-missing': { diagnosis: string; context: string }
  'prior-where-impossible': { diagnosis: string; context: string }
  'self-association': { diagnosis: string }
  'one-sided-disagreement': { id: string; other: string }
}

export type DiagnosticCode = keyof DiagnosticArgs
type Severity = 'error' | 'warning'

/** Line and column count from 1; a column is a UTF-16 unit of the line. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly col: number
}

export type Diagnostic<C extends DiagnosticCode = DiagnosticCode> = {
  [K in C]: {
    readonly code: K
    readonly severity: Severity
    readonly location: Location
    readonly args: Readonly<DiagnosticArgs[K]>
  }
}[C]

const WARNINGS: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(['evidence-never-used'])

export function diagnostic<C extends DiagnosticCode>(
  code: C,
  location: Location,
  args: DiagnosticArgs[C],
): Diagnostic<C> {
  return { code, severity: WARNINGS.has(code) ? 'warning' : 'error', location, args }
}

/** File and line of a place elsewhere, for an argument. */
export function fileAndLine(location: Location): string {
  return `${location.file}:${location.line}`
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    byName(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    a.location.col - b.location.col ||
    byName(a.code, b.code) ||
    byName(JSON.stringify(a.args), JSON.stringify(b.args))
  )
}

/** In a total order (file, line, column, code, arguments), each once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(compareDiagnostics).filter((one, index, sorted) => {
    const previous = sorted[index - 1]
    return previous === undefined || compareDiagnostics(previous, one) !== 0
  })
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error')
}
