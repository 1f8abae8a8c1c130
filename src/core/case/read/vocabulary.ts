/** The vocabulary of a knowledge base as a reader of cases needs it: by id, with units, limits and the names that a misspelt one may have meant. */
import type { KnowledgeBase } from '../../rules/knowledge-base.ts'
import type { Finding } from '../../rules/schema/vocabulary.ts'
import type { Named } from '../../text/did-you-mean.ts'
import { once } from '../../text/lazy.ts'
import { type Units, unitsOf } from '../units.ts'

export interface Vocabulary {
  readonly findings: ReadonlyMap<string, Finding>
  /** What may stand under `findings` in a case, with labels and synonyms. */
  readonly names: () => readonly Named[]
  /** The findings that one of the network is read off, which itself is no key of the case file; undefined for any other name. */
  readonly readOff: (id: string) => readonly string[] | undefined
  readonly contexts: ReadonlySet<string>
  readonly unitsFor: (finding: Finding) => Units
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
      const made = units.get(finding.id) ?? unitsOf(kb.units, finding)
      units.set(finding.id, made)
      return made
    },
    limitOf: ({ id }, field) =>
      kb.findings.find(({ carriedBy }) => carriedBy?.finding === id && carriedBy.field === field) ?? null,
  }
}
