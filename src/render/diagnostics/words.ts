/** The sentence and the hint of every diagnostic: all wording about rule files is here, one entry for each code. */
import type { Diagnostic, DiagnosticArgs, DiagnosticCode } from '../../core/rules/diagnostic.ts'

export interface Words {
  /** What is wrong. */
  readonly sentence: string
  /** What would be right; '' when the sentence says it. */
  readonly hint: string
}

type Wording = { readonly [C in DiagnosticCode]: (args: Readonly<DiagnosticArgs[C]>) => Words }

const words = (sentence: string, hint = ''): Words => ({ sentence, hint })

/** A name or text from a file, cut where it is long. */
const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`

const didYouMean = (nearest: string): string => (nearest === '' ? '' : `did you mean "${nearest}"?`)

const unknown = (kind: string, { id, nearest }: { readonly id: string; readonly nearest: string }): Words =>
  words(`${kind} ${quoted(id)} is not defined`, didYouMean(nearest))

/** What a YAML or zod type is called where people read it. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  object: 'a map of keys and values',
  string: 'a text',
  tuple: 'a list',
}
const typeName = (type: string): string => TYPE_NAMES[type] ?? type

const FINDING_TYPES: Readonly<Record<string, string>> = {
  boolean: 'a yes/no finding',
  enum: 'a finding with options',
  quantity: 'a quantity',
  'date-or-duration': 'a date or duration',
  carried: 'a field of another quantity, which has no answer of its own',
}
const findingType = (types: string): string =>
  types
    .split(' or ')
    .map((type) => FINDING_TYPES[type] ?? type)
    .join(' or ')

const FORMATS: Readonly<Record<string, string>> = {
  doi: 'a DOI without its address, as 10.1000/182',
  pmid: 'digits only, in quotes',
  pmcid: 'PMC and digits',
  url: 'an address that begins with https://',
}

/** By code: a code that is not here does not compile. */
export const WORDING: Wording = {
  'file-too-large': ({ limit }) =>
    words(`the file is longer than ${limit} characters`, 'split it; one file for each source'),
  'empty-file': () => words('the file says nothing', 'delete it, or write at least one key'),
  'control-character': ({ character }) => words(`the text has the invisible character ${character}`, 'delete it'),
  'too-deep': ({ limit }) => words(`more than ${limit} levels inside one another`),
  'too-many-nodes': ({ limit }) => words(`more than ${limit} values in one file`, 'split it; one file for each source'),
  'several-documents': () =>
    words('a second document begins here', 'a rule file is one document; put the rest into a file of its own'),
  'yaml-directive': ({ text }) =>
    words(`the directive ${quoted(text)} is not allowed`, 'it could change what the rest means; delete the line'),
  'yaml-alias': ({ text }) =>
    words(`the anchor or alias ${quoted(text)} is not allowed`, 'write the value out where it belongs'),
  'yaml-tag': ({ text }) =>
    words(`the tag ${quoted(text)} is not allowed`, 'delete it; a text that looks like a number goes in quotes'),
  'yaml-merge-key': () => words('the merge key "<<" is not allowed', 'write the keys out'),
  'yaml-syntax': ({ detail }) => words(`not YAML: ${detail}`),
  'duplicate-key': ({ key, first }) =>
    words(`the key ${quoted(key)} is there already, on line ${first}`, 'keep one of the two'),
  'unusable-number': ({ text }) =>
    words(`${quoted(text)} is no number that can be kept exactly`, 'a finite number, or a text in quotes'),
  'number-notation': ({ text, value }) =>
    words(`the number ${quoted(text)} is not written in plain decimal digits`, `write ${value}, or a text in quotes`),
  'unknown-key': ({ key, nearest }) =>
    words(
      `the key ${quoted(key)} means nothing here`,
      didYouMean(nearest) || (/\s/.test(key) ? 'a text with a comma inside { } goes in quotes' : ''),
    ),
  'missing-key': ({ key }) => words(`the key ${quoted(key)} is missing`),
  'wrong-type': ({ expected, got }) => words(`this is ${typeName(got)}, and should be ${typeName(expected)}`),
  'wrong-shape': ({ shapes }) => words('this has none of the forms that are allowed here', `one of ${shapes}`),
  'invalid-id': ({ value }) =>
    words(`${quoted(value)} is not an id`, 'lower-case letters, digits and single hyphens between them'),
  'invalid-format': ({ value, format }) => words(`${quoted(value)} is not a ${format}`, FORMATS[format] ?? ''),
  'unknown-value': ({ value, allowed, nearest }) =>
    words(`${quoted(value)} is not one of the values allowed here`, didYouMean(nearest) || `one of ${allowed}`),
  'out-of-range': ({ value, bound }) => words(`${value} is out of range`, `it must be ${bound}`),
  'prior-out-of-range': ({ value }) =>
    words(`a prior of ${value} is out of range`, 'above 0 and below 1; nothing is certain before any finding'),
  'association-below-one': ({ value }) =>
    words(
      `an association of ${value} would speak against the pair`,
      'at least 1; what makes a pair unlikely belongs into the priors',
    ),
  'empty-value': ({ what }) => words(`an empty ${what}`, 'say something, or leave the key out'),
  'text-too-long': ({ limit }) => words(`the text is longer than ${limit} characters`),
  'wrong-length': ({ expected }) => words('the list has the wrong length', `exactly ${expected} values`),
  'duplicate-id': ({ kind, id, first }) =>
    words(`the ${kind} ${quoted(id)} is defined already, at ${first}`, 'ids are permanent: rename the newer one'),
  'id-clash': ({ kind, id, other, first }) =>
    words(`the ${kind} ${quoted(id)} has the id of ${other}, at ${first}`, 'rename it'),
  'defined-twice': ({ key, first }) =>
    words(`${quoted(key)} is said already, at ${first}`, 'one file of the pack says it'),
  'missing-section': ({ key }) => words(`no file of the rules has the key ${quoted(key)}`),
  'missing-source': ({ key }) =>
    words(`the file has ${quoted(key)} but no "source"`, 'what a file claims rests on the source that it names'),
  'design-missing': () =>
    words(
      'the file has "evidence" but does not say what kind of study its source is',
      'add appraisal: { design: cohort, patients: 41 } or the like',
    ),
  'unknown-finding': (args) => unknown('finding', args),
  'unknown-diagnosis': (args) => unknown('diagnosis', args),
  'unknown-cluster': (args) => unknown('cluster', args),
  'unknown-setting': (args) => unknown('setting', args),
  'unknown-source': (args) => unknown('source', args),
  'unknown-option': ({ finding, id, nearest }) =>
    words(`finding ${quoted(finding)} has no option ${quoted(id)}`, didYouMean(nearest)),
  'unknown-advice': (args) => unknown('advice', args),
  'unknown-conversion': (args) => unknown('conversion', args),
  'unknown-group': (args) => unknown('group', args),
  'wrong-finding-type': ({ id, type, expected }) =>
    words(
      `${quoted(id)} is ${findingType(type)}, and ${findingType(expected)} is needed here`,
      expected === 'boolean' ? 'a derived finding makes yes or no of options and values' : '',
    ),
  'wrong-key-for-type': ({ id, type, key }) =>
    words(`${quoted(id)} is ${findingType(type)}, which has no key ${quoted(key)}`),
  'cut-off-unclear': ({ finding, given }) =>
    words(
      `the cut-off on ${quoted(finding)} has ${given === '' ? 'nothing to be held against' : `the keys ${given}`}`,
      'exactly one of above, atLeast, below, timesUpperLimit, timesLowerLimit, or timesBaseline together with baseline',
    ),
  'cluster-missing': ({ id }) =>
    words(`finding ${quoted(id)} belongs to no cluster`, 'name the cluster of the findings that look at the same fact'),
  'cluster-differs': ({ id, cluster, other }) =>
    words(
      `${quoted(id)} belongs to cluster ${quoted(cluster)} here and to ${quoted(other)} in the vocabulary`,
      'a finding has one cluster; say it once',
    ),
  'cluster-too-large': ({ cluster, limit }) =>
    words(
      `cluster ${quoted(cluster)} has more than ${limit} findings`,
      'give findings that look at another fact a cluster of their own',
    ),
  'pattern-cycle': ({ cycle }) => words(`a condition ends up asking for itself: ${cycle}`),
  'band-turned-round': ({ low, high }) =>
    words(`the band from ${low} to ${high} is turned round`, 'the lower bound comes first'),
  'frequency-above-count': ({ n, of }) => words(`${n} of ${of} is more than all`),
  'frequency-below-background': ({ finding, diagnosis, context, frequency, background }) =>
    words(
      `${quoted(finding)} is rarer with ${quoted(diagnosis)} (${frequency}) than without any diagnosis (${background} in context ${quoted(context)})`,
      'state the finding the other way round, so that the diagnosis makes it likelier',
    ),
  'background-missing': ({ finding, contexts }) =>
    words(
      `${quoted(finding)} has no background in ${contexts}`,
      'add how often it is present without any diagnosis (diagnosis: none)',
    ),
  'duplicate-judgement': ({ finding, diagnosis, setting, first }) =>
    words(
      `${quoted(finding)} with ${quoted(diagnosis)} in ${quoted(setting)} is judged already, at ${first}`,
      'keep one of the two',
    ),
  'evidence-never-used': ({ id, finding, diagnosis, setting }) =>
    words(
      `no context uses ${quoted(id)} (${quoted(finding)} with ${quoted(diagnosis)} in ${quoted(setting)})`,
      'its setting is accepted by none, a nearer or stronger figure is used, or its other half is missing',
    ),
  'duplicate-prior': ({ diagnosis, context, first }) =>
    words(`${quoted(diagnosis)} has a prior in context ${quoted(context)} already, at ${first}`, 'keep one of the two'),
  'too-many-diagnoses': ({ context, limit }) =>
    words(
      `context ${quoted(context)} has priors for more than ${limit} diagnoses`,
      'every set of them is counted, so name those that cannot occur under cannotOccur, or divide the context',
    ),
  'prior-missing': ({ diagnosis, context }) =>
    words(
      `context ${quoted(context)} says nothing of ${quoted(diagnosis)}`,
      'give it a prior, or a reason under cannotOccur',
    ),
  'prior-where-impossible': ({ diagnosis, context }) =>
    words(
      `context ${quoted(context)} has a prior for ${quoted(diagnosis)} and says that it cannot occur`,
      'keep one of the two',
    ),
  'self-association': ({ diagnosis }) => words(`${quoted(diagnosis)} cannot be associated with itself`),
  'one-sided-disagreement': ({ id, other }) =>
    words(
      `${quoted(id)} disagrees with ${quoted(other)}, which does not say so`,
      `add "${id}" to disagreesWith of "${other}"`,
    ),
}

/** Not cleaned: arguments come from the files. */
export function wordsOf<C extends DiagnosticCode>(one: Diagnostic<C>): Words {
  return WORDING[one.code](one.args)
}
