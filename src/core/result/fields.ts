/** Which parts of a result a caller wants: names on a command line to a choice, and a result to those of its parts that were chosen. */
import { nearest } from '../text/did-you-mean.ts'
import { byName } from '../text/sort.ts'
import type { RankedDiagnosis, Result } from './schema.ts'

/** The compiler asks for every key of the result. */
const TOP: Readonly<Record<keyof Result, true>> = {
  schemaVersion: true,
  tool: true,
  rules: true,
  case: true,
  status: true,
  why: true,
  urgent: true,
  ranking: true,
  noneOfThese: true,
  stability: true,
  next: true,
  whatWouldChange: true,
  unexplained: true,
  conflict: true,
  advice: true,
  causality: true,
  completeness: true,
  basis: true,
}
const ENTRY: Readonly<Record<keyof RankedDiagnosis, true>> = {
  rank: true,
  diagnosis: true,
  label: true,
  words: true,
  support: true,
  supportRange: true,
  firstShare: true,
  priorSupport: true,
  notExcluded: true,
  excludedBy: true,
  evidence: true,
  companion: true,
}
/** A name of its own, for whoever does not want all of `basis`. */
const WARNINGS = 'warnings'

/** A choice of parts, each under the name that it has in the result. */
export interface Fields {
  readonly top: ReadonlySet<string>
  /** Of each entry of the ranking, always with rank and diagnosis; null for whole entries. */
  readonly entry: ReadonlySet<string> | null
  /** Of `basis` the warnings alone, where it is not chosen whole. */
  readonly warnings: boolean
}

export interface UnknownField {
  readonly name: string
  /** The known name that it is closest to. */
  readonly meant: string | null
}

/** Every name that can be chosen, in alphabetical order. */
export const fieldNames = (): readonly string[] => [...Object.keys(TOP), ...Object.keys(ENTRY), WARNINGS].sort(byName)

/** Naming parts of an entry is naming the ranking with those parts; without any, the ranking is given whole. */
export function fieldsOf(names: readonly string[]): Fields {
  const top = names.filter((name) => Object.hasOwn(TOP, name))
  const entry = names.filter((name) => Object.hasOwn(ENTRY, name))
  return {
    top: new Set(entry.length === 0 ? top : [...top, 'ranking']),
    entry: entry.length === 0 ? null : new Set([...entry, 'rank', 'diagnosis']),
    warnings: names.includes(WARNINGS),
  }
}

const USUAL = ['case', 'status', 'why', 'urgent', 'words', 'support', 'notExcluded', 'noneOfThese', WARNINGS]
/** What is known only where the bands were drawn again. */
const REDRAWN = ['supportRange', 'firstShare', 'stability']

/** What `stream` gives by itself: the order and what must not be missed beside it. */
export const DEFAULT_FIELDS: Fields = fieldsOf(USUAL)
/** The same and how firm it is. */
export const FIRM_FIELDS: Fields = fieldsOf([...USUAL, ...REDRAWN])

export const namesRedraws = ({ top, entry }: Fields): boolean =>
  REDRAWN.some((name) => top.has(name) || entry?.has(name) === true)

export function unknownFields(names: readonly string[]): readonly UnknownField[] {
  const known = fieldNames()
  return names.filter((name) => !known.includes(name)).map((name) => ({ name, meant: nearest(name, known) }))
}

/** Some parts are made when they are read, so that no other may be touched. */
function pick<T extends object>(value: T, chosen: ReadonlySet<string>): Record<string, unknown> {
  const parts: Record<string, unknown> = {}
  for (const key in value) if (chosen.has(key)) parts[key] = value[key]
  return parts
}

/** The chosen parts, nested and in order as they are in the result, in which the basis comes last. */
export function project(result: Result, { top, entry, warnings }: Fields): object {
  const { ranking, noneOfThese, basis } = result
  const parts = pick(result, top)
  if (entry !== null && top.has('ranking')) parts['ranking'] = ranking.map((each) => pick(each, entry))
  if (entry !== null && top.has('noneOfThese'))
    parts['noneOfThese'] = noneOfThese && pick(noneOfThese, new Set([...entry, 'support']))
  if (warnings && !top.has('basis')) parts['basis'] = { warnings: basis.warnings }
  return parts
}
