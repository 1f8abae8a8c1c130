/** The vocabulary of a knowledge base as a reader of cases needs it: by id, with units, limits and the names that a misspelt one may have meant. */
import type { KnowledgeBase } from '../../rules/knowledge-base.ts'
import type { Finding, UninformativeOption } from '../../rules/schema/vocabulary.ts'
import type { Named } from '../../text/did-you-mean.ts'
import { once } from '../../text/lazy.ts'
import type { Answer } from '../answers.ts'
import { type Units, unitsOf } from '../units.ts'

export interface Vocabulary {
  readonly findings: ReadonlyMap<string, Finding>
  /** What may stand under `findings` in a case, with labels and synonyms. */
  readonly names: () => readonly Named[]
  /** The findings that one of the network is read off, which itself is no key of the case file; undefined for any other name. */
  readonly readOff: (id: string) => readonly string[] | undefined
  readonly contexts: ReadonlySet<string>
  readonly unitsFor: (finding: Finding) => Units
  /** An answer by options of the finding. */
  readonly optionsAnswer: (finding: Finding, options: readonly string[]) => Answer
  /** Whether an option is no evidence either way, as the rules declare it. */
  readonly saysNothing: (option: string) => boolean
  /** The finding, or one of its options, that was given up: what to answer instead. */
  readonly successors: (finding: string, option?: string) => readonly string[] | undefined
  /** The finding that describes a laboratory limit carried inside another finding's quantity. */
  readonly limitOf: (finding: Finding, field: 'upperLimit' | 'lowerLimit') => Finding | null
}

/** Keyed by identity, since a knowledge base is frozen; a stream reads thousands of cases against the same one. */
const known = new WeakMap<KnowledgeBase, Vocabulary>()

export function vocabularyOf(kb: KnowledgeBase): Vocabulary {
  const made = known.get(kb) ?? makeVocabulary(kb)
  known.set(kb, made)
  return made
}

function makeVocabulary(kb: KnowledgeBase): Vocabulary {
  const findings = new Map(kb.findings.map((finding) => [finding.id, finding]))
  const units = new Map<string, Units>()
  const meanings = new Map(kb.uninformativeOptions.map(({ option, means }) => [option, means]))
  const inWords = new Set(kb.groups.filter(({ knownAsLevels }) => knownAsLevels).map(({ id }) => id))
  return {
    findings,
    names: once(() =>
      kb.findings
        .filter((finding) => finding.carriedBy === undefined)
        .map((finding) => ({ name: finding.id, synonyms: [finding.label, ...(finding.synonyms ?? [])] })),
    ),
    readOff: (wanted) =>
      kb.network.find(({ id }) => id === wanted && !findings.has(id))?.origins.map((origin) => origin.finding),
    contexts: new Set(kb.contexts.map((context) => context.id)),
    unitsFor: (finding) => {
      const made = units.get(finding.id) ?? { ...unitsOf(kb.units, finding), inWords: inWords.has(finding.group) }
      units.set(finding.id, made)
      return made
    },
    optionsAnswer: ({ many }, options) => ({
      kind: 'options',
      options,
      ...(many === true ? { others: 'unknown' } : {}),
      ...withoutEvidence(options.map((option) => meanings.get(option))),
    }),
    saysNothing: (option) => meanings.has(option),
    successors: (finding, option) => kb.retired.find((one) => one.finding === finding && one.option === option)?.answer,
    limitOf: ({ id }, field) =>
      kb.findings.find(({ carriedBy }) => carriedBy?.finding === id && carriedBy.field === field) ?? null,
  }
}

type Meaning = UninformativeOption['means']

function withoutEvidence(
  meanings: readonly (Meaning | undefined)[],
): Pick<Extract<Answer, { kind: 'options' }>, 'noEvidence'> {
  if (meanings.includes(undefined)) return {}
  return { noEvidence: meanings.includes('undecided') ? 'undecided' : 'not-done' }
}
