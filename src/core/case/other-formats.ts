/**
 * What was given where a case is expected, as far as it is known: a message that names it helps more than a list of unknown keys. What is said never
 * repeats the input, which may hold a patient's data.
 */
import { isRecord } from './troubles.ts'

const AS_CASE = 'write the findings as { "schemaVersion": 1, "findings": { … } }; "marrowdx template" prints an empty case'

/** Longest name of a FHIR resource type is below this; anything longer is no such name. */
const RESOURCE_TYPE = /^[A-Z][A-Za-z]{1,40}$/

const has = (value: Readonly<Record<string, unknown>>, ...keys: readonly string[]): boolean =>
  keys.every((key) => Object.hasOwn(value, key))

/** By the members that each format must have. */
const FORMATS: readonly { readonly is: (value: Readonly<Record<string, unknown>>) => boolean; readonly say: string }[] = [
  {
    is: (value) => has(value, 'phenotypicFeatures') || has(value, 'metaData', 'subject'),
    say: `this is a GA4GH Phenopacket, not a case; ${AS_CASE}`,
  },
  { is: (value) => has(value, 'tool', 'rules', 'status'), say: 'this is a result of marrowdx, not the case that it was made of' },
  {
    is: (value) => has(value, 'case', 'expect'),
    say: 'this is a rule test, not a case; its case stands under "case", and "marrowdx rules test" runs it',
  },
  { is: (value) => has(value, 'contexts', 'clusters', 'vocabulary'), say: 'this is what "marrowdx rules export" prints, not a case' },
  {
    is: (value) => has(value, '$schema', 'properties'),
    say: 'this is a JSON Schema, not a case; "marrowdx template" prints an empty case',
  },
]

/** Null for what may be a case, right or wrong. */
export function otherFormat(value: unknown): string | null {
  if (Array.isArray(value))
    return 'this is a list, and a case is an object; put each case into a file of its own, or each on a line for "marrowdx stream"'
  if (!isRecord(value) || has(value, 'schemaVersion', 'findings')) return null
  const type = value['resourceType']
  if (typeof type === 'string' && RESOURCE_TYPE.test(type)) return `this is a FHIR ${type}, not a case; ${AS_CASE}`
  return FORMATS.find(({ is }) => is(value))?.say ?? null
}

const TEXTS: readonly { readonly looksLike: RegExp; readonly say: string }[] = [
  { looksLike: /^\s*</, say: 'this looks like HTML or XML' },
  { looksLike: /^%PDF-/, say: 'this looks like a PDF' },
  { looksLike: /^\s*\{.*\}[^\S\n]*\r?\n\s*\{/, say: 'this looks like one case a line, which "marrowdx stream" reads' },
  { looksLike: /^(---\s|\s*(#[^\n]*\n\s*)*[A-Za-z][\w-]*:(\s|$))/, say: 'this looks like YAML, and a case is JSON' },
  { looksLike: /^[^\n{["]*[,;\t][^\n]*\n/, say: 'this looks like a table' },
]

/** What a text that is no JSON looks like by its beginning; null where it looks like nothing known. */
export function otherText(text: string): string | null {
  const beginning = text.slice(0, 4096)
  return TEXTS.find(({ looksLike }) => looksLike.test(beginning))?.say ?? null
}
