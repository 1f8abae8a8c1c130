/**
 * The rules put together and frozen: plain JSON, so that it can be written at build time and read at start without any parsing of YAML.
 * compile.ts makes it; noisy-or.ts, observe.ts and differential.ts only read it.
 */
import type { Burden } from './schema/burden.ts'
import type { Context } from './schema/contexts.ts'
import type { Advice, Source } from './schema/evidence.ts'
import type { OpeningQuestion } from './schema/opening.ts'
import type { Suspect } from './schema/suspects.ts'
import type { Condition } from './schema/terms.ts'
import type {
  Cluster,
  Contradiction,
  Diagnosis,
  Finding,
  Group,
  Origin,
  Retired,
  UninformativeOption,
} from './schema/vocabulary.ts'
import type { RuleFile } from './schema.ts'

/** A probability as the order uses it. */
export interface Estimate {
  /** (n + b)/(m + 1) for counts, never below the background b; the mean of the interval for a class or a judgement. */
  readonly point: number
  /** Ids of the evidence it rests on, the one with most patients first. */
  readonly rules: readonly string[]
}

/** The same as the sources give it: also how far it may be off. */
export interface Frequency extends Estimate {
  readonly band: Band
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
  /** Id of the group of the vocabulary; empty for a finding that is not asked. */
  readonly group: string
  /** Its presence should be explained by some diagnosis. */
  readonly asksForExplanation: boolean
  /** It says only that somebody has looked. */
  readonly isExamination: boolean
}

/** What one context says of one network finding. */
export interface ContextFinding<F extends Estimate = Estimate> {
  readonly finding: string
  readonly background: F
  /** By diagnosis id; a diagnosis that is missing here neither makes the finding likelier nor less likely. */
  readonly given: Readonly<Record<string, F>>
}

interface CompiledPrior {
  readonly diagnosis: string
  readonly point: number
  readonly low: number
  readonly high: number
}

/** Odds factor for both diagnoses together: the geometric mean of its bounds. */
interface CompiledAssociation {
  readonly between: readonly [string, string]
  readonly factor: number
  readonly low: number
  readonly high: number
  readonly rule: string
}

/** The figures of a context put into places, so that network.ts has only to join them up. */
export interface NetworkPlan {
  readonly clusters: readonly {
    readonly id: string
    readonly independence: number
    readonly producers: readonly number[]
  }[]
  /** Sorted by id; `cluster` is a position in `clusters`. */
  readonly entries: readonly {
    readonly id: string
    readonly cluster: number
    readonly isPattern: boolean
    readonly background: number
    readonly missRatio: readonly number[]
  }[]
}

export interface CompiledContext<F extends Estimate = Estimate> {
  readonly id: string
  readonly label: string
  readonly population: string
  readonly when: Condition
  /** Sorted by diagnosis id. */
  readonly priors: readonly CompiledPrior[]
  readonly cannotOccur: Context['cannotOccur']
  /** Only those that have a background and at least one diagnosis allowed here; sorted by finding id. */
  readonly findings: readonly ContextFinding<F>[]
  /** Made from `findings` when the rules are compiled; where it is missing, network.ts makes it. */
  readonly plan?: NetworkPlan | undefined
  /** What tables.ts lays out for the kernel; where it is missing, it is laid out when it is needed. */
  readonly image?: Uint8Array | undefined
  readonly associations: readonly CompiledAssociation[]
  /** What the priors, frequencies and associations of this context rest on, by rule: `prior:<diagnosis>`, `association:<id>`, else the id of the evidence. */
  readonly grounds: Readonly<Record<string, Ground>>
}

/** Anything a ledger line can rest on: an evidence entry, a judgement, a prior, an association. */
export interface Ground {
  readonly claim: string
  readonly source: string
  readonly locator: string
  readonly population: string | null
  /** `fromPercent`: the source printed a percentage of them. */
  readonly patients: { readonly n: number; readonly of: number; readonly fromPercent?: true | undefined } | null
  /** Nobody counted: the claim is the reason of a judged band. */
  readonly judged: boolean
  /** Further sources of the same figure. */
  readonly also: readonly { readonly source: string; readonly locator: string }[]
}

export type SourcedAdvice = Advice & { readonly source: string }

/** What a citation shows of a publication. */
export type CitedSource = Pick<Source, 'title' | 'year' | 'doi' | 'pmid' | 'pmcid' | 'url'>

/** The name is that of the folder; `sha256-…` over the names, below the folder, and texts of its rule files. */
export interface RulePack {
  readonly name: string
  readonly digest: string
}

/** What reading and assessing a case needs. */
export interface KnowledgeBase {
  readonly version: string
  /** `sha256-…` over the names and texts of all rule files. */
  readonly digest: string
  /** Rules beside the built-in ones; left out where there are none. */
  readonly packs?: readonly RulePack[]
  /** In the order of the vocabulary files, which is the order of asking. */
  readonly findings: readonly Finding[]
  readonly groups: readonly Group[]
  readonly retired: readonly Retired[]
  readonly uninformativeOptions: readonly UninformativeOption[]
  /** In the order of asking. */
  readonly opening: readonly OpeningQuestion[]
  /** Sorted by id. */
  readonly network: readonly NetworkFinding[]
  readonly clusters: readonly Cluster[]
  readonly contradictions: readonly Contradiction[]
  readonly units: NonNullable<RuleFile['units']>
  readonly diagnoses: readonly Diagnosis[]
  readonly contexts: readonly CompiledContext[]
  readonly outOfScope: string
  readonly sources: Readonly<Record<string, CitedSource>>
  readonly advice: readonly SourcedAdvice[]
  /** In the order of the files. */
  readonly suspects: readonly Suspect[]
}

/** With what only a listing or the export shows: bands, the whole bibliography, and of findings and diagnoses their codes, definitions and notes. */
export interface WholeKnowledgeBase extends KnowledgeBase {
  readonly contexts: readonly CompiledContext<Frequency>[]
  readonly sources: Readonly<Record<string, Source>>
  readonly codeSystems: NonNullable<RuleFile['codeSystems']>
}
