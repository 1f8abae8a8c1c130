/** Files that are given in the place of a case now and then: what each is, and how to go on from there. Recognised by a mark or two, and never quoted. */
import { isRecord } from './problems.ts'

type Keys = Readonly<Record<string, unknown>>

const TEMPLATE = '"marrowdx template" gives an empty case to fill in'
const CODES = `${TEMPLATE}, and "marrowdx findings --format json" the LOINC and SNOMED CT codes of each finding`
const RULES = 'not a marrowdx case; put it into a folder of its own and run "marrowdx --rules FOLDER rules check"'
const LINES = 'not one marrowdx case; "marrowdx stream" takes one case a line'

/** Keys of a rule file that no case has. */
const RULE_KEYS = [
  'source',
  'evidence',
  'judgements',
  'diagnoses',
  'contexts',
  'derived',
  'advice',
  'patterns',
  'suspects',
  'associations',
]

const has = (value: Keys, ...keys: readonly string[]): boolean => keys.every((key) => Object.hasOwn(value, key))

const FORMS: readonly { readonly is: (value: Keys) => boolean; readonly say: (value: Keys) => string }[] = [
  {
    is: ({ resourceType }) => typeof resourceType === 'string',
    say: (value) => `this is a FHIR ${typeOf(value)}, not a marrowdx case; ${CODES}`,
  },
  {
    is: (value) => has(value, 'phenotypicFeatures') || has(value, 'metaData', 'subject'),
    say: () => `this is a Phenopacket, not a marrowdx case; ${CODES}`,
  },
  {
    is: (value) =>
      has(value, 'status', 'ranking') ||
      has(value, 'tool', 'rules') ||
      (has(value, 'error') && (has(value, 'line') || has(value, 'file'))),
    say: () => 'this is a result of marrowdx, not a case; give the case that it was made from',
  },
  {
    is: (value) => has(value, 'case', 'expect'),
    say: () =>
      'this is a rule test, not a marrowdx case; its case stands under "case", and "marrowdx rules test FOLDER" runs it',
  },
  { is: (value) => has(value, '$schema'), say: () => `this is a JSON Schema, not a marrowdx case; ${TEMPLATE}` },
  { is: (value) => RULE_KEYS.some((key) => has(value, key)), say: () => `this is a rule file, ${RULES}` },
]

/** A name that FHIR may have; anything else is not repeated. */
const typeOf = ({ resourceType }: Keys): string =>
  /^[A-Z][A-Za-z]{1,39}$/.test(String(resourceType)) ? String(resourceType) : 'resource'

/** What a JSON value is that is no case, in a sentence; null where nothing is known of it. Whatever has findings by name is meant as a case. */
export function lookAlike(value: unknown): string | null {
  if (Array.isArray(value))
    return value.some((item) => isRecord(item) && has(item, 'findings')) ? `this is a list of cases, ${LINES}` : null
  if (!isRecord(value) || isRecord(value['findings'])) return null
  return FORMS.find(({ is }) => is(value))?.say(value) ?? null
}

/** Enough of a text to know it by. */
const HEAD = 4096

/** The same for a text that is no JSON. */
export function lookAlikeText(text: string): string | null {
  const head = text.slice(0, HEAD).trimStart()
  const [first = '', second = ''] = head.split(/\r\n|\n|\r/, 2)
  if (head.startsWith('<')) return ofMarkup(head)
  if (head.startsWith('MSH|')) return `this is an HL7 version 2 message, not a marrowdx case; ${CODES}`
  if (/^\{.*\}\s*$/.test(first) && second.startsWith('{')) return `this is NDJSON, ${LINES}`
  const yamlKey = /^(?:(?:#.*|---|%YAML.*)?\s*\n)*([A-Za-z]\w*):(?:\s|$)/.exec(head)?.[1]
  if (yamlKey !== undefined) return ofYaml(yamlKey)
  const [, delimiter] = /^[\w"][^{}[\]]*?([,;\t])[^{}[\]]*\1/.exec(first) ?? []
  return delimiter !== undefined && second.includes(delimiter)
    ? `this is a table, not a marrowdx case; a case is JSON: ${TEMPLATE}`
    : null
}

function ofMarkup(head: string): string {
  if (head.includes('http://hl7.org/fhir')) return `this is FHIR in XML, not a marrowdx case; ${CODES}`
  const html = /^<(!doctype html|html)/i.test(head)
  return `this is ${html ? 'an HTML page' : 'XML'}, not a marrowdx case; a case is JSON: ${TEMPLATE}`
}

const ofYaml = (key: string): string =>
  RULE_KEYS.includes(key) ||
  ['version', 'findings', 'notUsed', 'units', 'groups', 'settings', 'clusters', 'cited', 'appraisal'].includes(key)
    ? `this is a rule file in YAML, ${RULES}`
    : `this is YAML, not a marrowdx case; a case is JSON: ${TEMPLATE}`
