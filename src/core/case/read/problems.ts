/** What a reader of cases finds wrong, collected on the way and put into order at the end. Also the wordings that several readers share. */

import { type Named, nearestNamed } from '../../text/did-you-mean.ts'
import { type Path, type Place, type Position, showPath } from '../../text/json/positions.ts'
import { byName } from '../../text/sort.ts'
import type { CaseProblem, CaseProblemCode } from '../answers.ts'

interface Trouble extends Place {
  readonly code: CaseProblemCode
  readonly severity: CaseProblem['severity']
  readonly message: string
}

export interface Troubles {
  readonly refuse: (code: CaseProblemCode, path: Path, message: string, on?: Place['on']) => void
  readonly warn: (code: CaseProblemCode, path: Path, message: string) => void
  /** `; did you mean "bone-pain"?`, or nothing. */
  readonly hint: (word: string, candidates: readonly Named[]) => string
  /** How many errors there are. */
  readonly errors: () => number
  /** No more errors are kept: whoever reads a list may stop. */
  readonly full: () => boolean
  readonly all: () => readonly Trouble[]
}

/** Errors, and warnings, that are kept: more than anybody reads. Without an end a file of a million unknown keys would take minutes to refuse. */
export const MOST_TROUBLES = 100

export function noTroubles(): Troubles {
  const kept: Record<Trouble['severity'], Trouble[]> = { error: [], warning: [] }
  const count = { error: 0, warning: 0 }
  const add = (trouble: Trouble): void => {
    count[trouble.severity] += 1
    if (kept[trouble.severity].length < MOST_TROUBLES) kept[trouble.severity].push(trouble)
  }
  const full = (): boolean => count.error >= MOST_TROUBLES
  return {
    refuse: (code, path, message, on = 'value') => add({ code, severity: 'error', path, message, on }),
    warn: (code, path, message) => add({ code, severity: 'warning', path, message, on: 'value' }),
    hint: (word, candidates) => {
      const meant = full() ? null : nearestNamed(word, candidates)
      return meant === null ? '' : `; did you mean "${meant}"?`
    },
    errors: () => count.error,
    full,
    all: () => [...kept.error, ...kept.warning, ...leftOut(count)],
  }
}

/** Says that not everything is said. Reading stops at the last error that is kept, so that nobody knows how many more there are. */
function leftOut({ error, warning }: Readonly<Record<Trouble['severity'], number>>): readonly Trouble[] {
  const more = (severity: Trouble['severity'], message: string): Trouble => ({
    code: 'too-many-problems',
    severity,
    path: [],
    message,
    on: 'value',
  })
  const warnings = warning - MOST_TROUBLES
  return [
    ...(error < MOST_TROUBLES
      ? []
      : [more('error', `reading stops after ${MOST_TROUBLES} problems; there may be more`)]),
    ...(warnings <= 0
      ? []
      : [more('warning', `${warnings} further warning${warnings === 1 ? ' is' : 's are'} not listed`)]),
  ]
}

/** In the order of the text where positions are known, else of the paths; then by code. That there are more comes last. */
export function inOrder(troubles: readonly Trouble[], positions: readonly (Position | null)[]): CaseProblem[] {
  const problems = troubles.map(({ code, severity, path, message }, index) => ({
    code,
    severity,
    path: showPath(path),
    message,
    position: code === 'too-many-problems' ? null : (positions[index] ?? null),
  }))
  return problems.sort(
    (a, b) =>
      Number(a.code === 'too-many-problems') - Number(b.code === 'too-many-problems') ||
      (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
      (a.position?.col ?? 0) - (b.position?.col ?? 0) ||
      byName(a.path, b.path) ||
      byName(a.code, b.code) ||
      byName(a.message, b.message),
  )
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `a, b or c`. */
export function either(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

/** Names as they are to be written, with "and" between them. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ')
}

/** `a list`, `a number`, …: what kind of value was met, never the value; what JSON does not know comes from another program. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'true or false'
  if (typeof value !== 'number') return 'an object'
  return Number.isFinite(value) ? 'a number' : String(value)
}

/** Names the keys that an object may not have, at the key. */
export function refuseOtherKeys(
  given: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  path: Path,
  troubles: Troubles,
): void {
  for (const key of Object.keys(given)) {
    if (allowed.includes(key)) continue
    if (troubles.full()) return
    const hint = troubles.hint(
      key,
      allowed.map((name) => ({ name })),
    )
    troubles.refuse(
      'unknown-key',
      [...path, key],
      `unknown key${hint || `; known are ${either(allowed).replace(' or ', ' and ')}`}`,
      'name',
    )
  }
}

/** A number that stands under a key, undefined where the key is missing or holds something else (which is refused). */
export function readNumber(
  given: Readonly<Record<string, unknown>>,
  key: string,
  path: Path,
  troubles: Troubles,
): number | undefined {
  const value = given[key]
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value
  troubles.refuse('wrong-type', [...path, key], `a number is expected, not ${kindOf(value)}${numberHint(value)}`)
  return undefined
}

/** Why a text is not taken for a number, where it looks like one. */
export function numberHint(value: unknown): string {
  if (typeof value !== 'string') return ''
  const text = value.trim()
  if (/^[+-]?\d+,\d+$/.test(text)) return '; write it without quotes and with a decimal point instead of the comma'
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? '; write it without quotes' : ''
}
