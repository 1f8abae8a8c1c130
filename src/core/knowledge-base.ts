/**
 * The rules put together and frozen: plain JSON, so that it can be written at build time and read at start without any parsing of YAML.
 * knowledge.ts makes it; network.ts, observe.ts and differential.ts only read it.
 */
import type {
  Advice,
  Association,
  Burden,
  Cluster,
  Condition,
  Context,
  Contradiction,
  Diagnosis,
  Finding,
  Origin,
  RuleFile,
  Source,
} from './model.ts'

/** A probability as the sources give it: the value that the order uses, and how far it may be off. */
export interface Frequency {
  /** (n + b)/(m + 1) for counts, never below the background b; the mean of the interval for a class or a judgement. */
  readonly point: number
  readonly band: Band
  /** Ids of the evidence it rests on, the one with most patients first. */
  readonly rules: readonly string[]
  /** Pooled patients; null where nobody counted. */
  readonly patients: { readonly n: number; readonly of: number } | null
}

/** Beta(alpha, beta) cut below at `atLeast`, or every value from low to high alike. */
export type Band =
  | { readonly kind: 'beta'; readonly alpha: number; readonly beta: number; readonly atLeast: number }
  | { readonly kind: 'interval'; readonly low: number; readonly high: number }

/** A yes/no finding of the network: askable itself, read off other answers, or a pattern of such. */
export interface NetworkFinding {
  readonly id: string
  readonly label: string
  readonly cluster: string
  readonly origins: readonly Origin[]
  readonly pattern: { readonly when: Condition; readonly replaces: readonly string[] } | null
  /** The vocabulary finding to ask for it; null for a pattern. */
  readonly askedAs: string | null
  readonly burden: Burden
  readonly group: Finding['group']
  readonly asksForExplanation: boolean
}

/** What one context says of one network finding. */
export interface ContextFinding {
  readonly finding: string
  readonly background: Frequency
  /** By diagnosis id; a diagnosis that is missing here neither makes the finding likelier nor less likely. */
  readonly given: Readonly<Record<string, Frequency>>
}

export interface CompiledPrior {
  readonly diagnosis: string
  readonly point: number
  readonly low: number
  readonly high: number
}

export interface CompiledContext {
  readonly id: string
  readonly label: string
  readonly population: string
  readonly when: Condition
  /** Sorted by diagnosis id. */
  readonly priors: readonly CompiledPrior[]
  readonly cannotOccur: Context['cannotOccur']
  /** Only those that have a background and at least one diagnosis allowed here; sorted by finding id. */
  readonly findings: readonly ContextFinding[]
  readonly associations: readonly { readonly between: readonly [string, string]; readonly factor: number; readonly rule: string }[]
}

/** Anything a ledger line can rest on: an evidence entry, a judgement, a prior, a pattern. */
export interface Ground {
  readonly id: string
  readonly claim: string
  readonly source: string
  readonly locator: string
  readonly population: string | null
  readonly patients: { readonly n: number; readonly of: number } | null
  /** Reason, where a judged band stands in for a count. */
  readonly judged: string | null
  /** Further sources of the same figure. */
  readonly also: readonly { readonly source: string; readonly locator: string }[]
}

export type SourcedAdvice = Advice & { readonly source: string }

export interface KnowledgeBase {
  readonly version: string
  /** `sha256-…` over the names and texts of all rule files. */
  readonly digest: string
  /** In the order of the vocabulary files, which is the order of asking. */
  readonly findings: readonly Finding[]
  readonly groups: readonly { readonly id: string; readonly label: string }[]
  /** Sorted by id. */
  readonly network: readonly NetworkFinding[]
  readonly clusters: readonly Cluster[]
  readonly contradictions: readonly Contradiction[]
  readonly units: NonNullable<RuleFile['units']>
  readonly codeSystems: NonNullable<RuleFile['codeSystems']>
  readonly diagnoses: readonly Diagnosis[]
  readonly contexts: readonly CompiledContext[]
  readonly outOfScope: string
  /** By id: `prior:<context>:<diagnosis>` for a prior, `association:<id>`, else the id of the evidence or pattern. */
  readonly grounds: Readonly<Record<string, Ground>>
  readonly sources: Readonly<Record<string, Source>>
  readonly advice: readonly SourcedAdvice[]
}

export type { Association }
