/** Problems that zod finds → diagnostics at the place in the text, one for each root cause. */
import * as z from 'zod'
import { nearest } from '../../text/did-you-mean.ts'
import { type Diagnostic, diagnostic, type Location } from '../diagnostic.ts'
import { ruleFile } from '../schema.ts'
import { locate, locateKey, type Path, type Place, startsWith } from './positions.ts'
import { keysAt, schemasAt, shapesAt } from './schema-shape.ts'

type Issue = z.core.$ZodIssue

/** A file that did not fit the schema. */
export interface Misfit {
  readonly name: string
  readonly value: unknown
  readonly places: Place
  /** Parts whose problem has been told already. */
  readonly spoilt: readonly Path[]
}

/** A diagnostic with the path it is about: of an unknown key, the path of the key that was probably meant. */
interface Told {
  readonly about: Path
  readonly diagnostic: Diagnostic
}

/** The value at a path; undefined when there is none. */
function valueAt(value: unknown, path: Path): unknown {
  let at = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = Reflect.get(at, step)
  }
  return at
}

export function issuePath(issue: Issue): Path {
  return issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
}

/** Part of the schema, and the path that it begins at. */
interface Rooted {
  readonly schema: unknown
  readonly path: Path
}

/** Each cause once: a key missing because it was misspelt is told at the misspelling alone. */
export function explainIssues(misfit: Misfit, issues: readonly Issue[]): readonly Diagnostic[] {
  const told = explain(misfit, { schema: ruleFile, path: [] }, issues).filter(
    ({ about }) => !misfit.spoilt.some((path) => startsWith(about, path)),
  )
  const meant = new Set(
    told.flatMap((one) => (one.diagnostic.code === 'unknown-key' ? [JSON.stringify(one.about)] : [])),
  )
  return told
    .filter((one) => one.diagnostic.code !== 'missing-key' || !meant.has(JSON.stringify(one.about)))
    .map((one) => one.diagnostic)
}

/**
 * Where a value may have several forms, what zod says of it depends on which of them it gave up first; there the forms are tried again,
 * each for itself.
 */
function explain(misfit: Misfit, root: Rooted, issues: readonly Issue[]): readonly Told[] {
  const unions = new Set<string>()
  return issues.flatMap((issue) => {
    const inside = issuePath(issue)
    const length = inside.findIndex((_, index) => schemasAt(root.schema, inside.slice(0, index + 1)).length > 1) + 1
    if (length === 0) return explainOne(misfit, issue, [...root.path, ...inside])
    const union = { schema: root.schema, path: inside.slice(0, length) }
    const name = JSON.stringify(union.path)
    if (unions.has(name)) return []
    unions.add(name)
    return explainUnion(misfit, [...root.path, ...union.path], schemasAt(union.schema, union.path))
  })
}

function explainOne(misfit: Misfit, issue: Issue, path: Path): readonly Told[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(misfit, path, key))
  const value = valueAt(misfit.value, path)
  if (value === undefined) return [missingKey(misfit, path)]
  return [{ about: path, diagnostic: explainValue(issue, path, value, locate(misfit.name, misfit.places, path)) }]
}

function missingKey(misfit: Misfit, path: Path): Told {
  const key = String(path.at(-1) ?? '')
  return { about: path, diagnostic: diagnostic('missing-key', locate(misfit.name, misfit.places, path), { key }) }
}

function unknownKey(misfit: Misfit, path: Path, key: string): Told {
  const allowed = keysAt(ruleFile, path)
  const free = allowed.filter((name) => valueAt(misfit.value, [...path, name]) === undefined)
  const meant = nearest(key, free) ?? nearest(key, allowed) ?? ''
  const at = locateKey(misfit.name, misfit.places, [...path, key])
  return {
    about: [...path, meant === '' ? key : meant],
    diagnostic: diagnostic('unknown-key', at, { key, nearest: meant }),
  }
}

/** Of several forms the one that was most likely meant is explained; where none stands out, the forms are listed. */
function explainUnion(misfit: Misfit, path: Path, forms: readonly unknown[]): readonly Told[] {
  const value = valueAt(misfit.value, path)
  if (value === undefined) return [missingKey(misfit, path)]
  const [best, next] = forms
    .flatMap((schema) =>
      schema instanceof z.ZodType ? [{ schema, issues: schema.safeParse(value).error?.issues ?? [] }] : [],
    )
    .filter(({ issues }) => !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0))
    .map((form) => ({ ...form, cost: form.issues.reduce((sum, issue) => sum + cost(value, issue), 0) }))
    .sort((a, b) => a.cost - b.cost)
  if (best !== undefined && (next === undefined || best.cost < next.cost))
    return explain(misfit, { schema: best.schema, path }, best.issues)
  const at = locate(misfit.name, misfit.places, path)
  return [{ about: path, diagnostic: diagnostic('wrong-shape', at, { shapes: shapesAt(ruleFile, path) }) }]
}

/** How much an issue speaks against the form being meant: a foreign key most, a missing one nearly as much, what is wrong inside a key hardly. */
function cost(value: unknown, issue: Issue): number {
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) return 1.5 * issue.keys.length
  return issue.path.length === 1 && valueAt(value, issuePath(issue)) === undefined ? 1 : 0.01
}

function explainValue(issue: Issue, path: Path, value: unknown, at: Location): Diagnostic {
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return explainSize(issue, path, value, at)
    case 'invalid_format':
      return explainFormat(path, String(value), at)
    case 'invalid_value': {
      const allowed = issue.values.map(String)
      return diagnostic('unknown-value', at, {
        value: shown(value),
        allowed: allowed.join(', '),
        nearest: nearest(shown(value), allowed) ?? '',
      })
    }
    default: {
      const expected = issue.code === 'invalid_type' ? issue.expected : issue.code
      return diagnostic('wrong-type', at, { expected, got: typeName(value) })
    }
  }
}

function explainSize(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  path: Path,
  value: unknown,
  at: Location,
): Diagnostic {
  const limit = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum)
  if (typeof value === 'number') return explainNumber(issue, limit, path, value, at)
  if (typeof value === 'string') {
    return issue.code === 'too_big'
      ? diagnostic('text-too-long', at, { limit })
      : diagnostic('empty-value', at, { what: 'text' })
  }
  return limit === 1
    ? diagnostic('empty-value', at, { what: 'list' })
    : diagnostic('wrong-length', at, { expected: limit })
}

function explainNumber(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  limit: number,
  path: Path,
  value: number,
  at: Location,
): Diagnostic {
  if (path[0] === 'contexts' && path[2] === 'priors') return diagnostic('prior-out-of-range', at, { value })
  if (path[0] === 'associations' && issue.code === 'too_small')
    return diagnostic('association-below-one', at, { value })
  const words = issue.code === 'too_small' ? ['above', 'at least'] : ['below', 'at most']
  return diagnostic('out-of-range', at, { value, bound: `${words[issue.inclusive ? 1 : 0]} ${limit}` })
}

const FORMATS: Readonly<Record<string, string>> = { doi: 'doi', pmid: 'pmid', pmcid: 'pmcid', url: 'url' }

/** All patterns of the schema but those of a source's identifiers are ids. */
function explainFormat(path: Path, value: string, at: Location): Diagnostic {
  const format = FORMATS[String(path.at(-1))]
  if ((path[0] === 'source' || path[0] === 'cited') && format !== undefined)
    return diagnostic('invalid-format', at, { value, format })
  return diagnostic('invalid-id', at, { value })
}

function typeName(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

function shown(value: unknown): string {
  return typeof value === 'object' ? typeName(value) : String(value)
}
