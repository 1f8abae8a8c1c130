/** Everything on one source: how good it is, what its patients count for, what the rules take from it, and what they leave and why. */
import { caseReportOf } from '../rules/compile/case-report-weight.ts'
import type { HeldReport } from '../rules/compile/frequencies.ts'
import { caseReportsIn } from '../rules/compile.ts'
import type { WholeKnowledgeBase } from '../rules/knowledge-base.ts'
import type { ParsedFile } from '../rules/parse.ts'
import type { Advice, Appraisal, Pattern, Source } from '../rules/schema/evidence.ts'
import type { RuleFile } from '../rules/schema.ts'
import { nearest } from '../text/did-you-mean.ts'
import { entriesOf, type RuleUse, usesOf } from './rule-entries.ts'
import { type TracedFigure, tracedFigures } from './trace.ts'

export interface SourceAccount {
  readonly source: Source
  readonly appraisal: Appraisal | null
  /** What part of a patient a case report's patient counts as, above 0 and at most 1; null where patients count in full. */
  readonly weight: number | null
  /** The same as each context uses it for each diagnosis. */
  readonly used: readonly (Omit<HeldReport, 'source' | 'weight'> & { readonly context: string })[]
  /** Its own figures, by locator and id. */
  readonly evidence: readonly TracedFigure[]
  readonly patterns: readonly Pattern[]
  readonly advice: readonly Advice[]
  /** Entries of other files that cite it, by kind and id. */
  readonly citedBy: readonly RuleUse[]
  readonly notUsed: NonNullable<RuleFile['notUsed']>
}

/** The account, or null with the id that was probably meant. */
export function accountOf(
  kb: WholeKnowledgeBase,
  parsed: readonly ParsedFile[],
  id: string,
): SourceAccount | { readonly unknown: string; readonly nearest: string | null } {
  const source = Object.hasOwn(kb.sources, id) ? kb.sources[id] : undefined
  if (source === undefined) return { unknown: id, nearest: nearest(id, Object.keys(kb.sources)) }
  const file = parsed.find(({ sound }) => sound.rules.source?.id === id)
  const rules: RuleFile = file?.sound.rules ?? {}
  const used = caseReportsIn(parsed.map(({ sound }) => sound.rules)).filter((one) => one.source === id)
  return {
    source,
    appraisal: rules.appraisal ?? null,
    weight: caseReportOf(rules)?.weight ?? null,
    used: used.map(({ context, diagnosis, held, decades }) => ({ context, diagnosis, held, decades })),
    evidence: tracedFigures(kb, parsed).filter((figure) => figure.kind === 'evidence' && figure.source.id === id),
    patterns: rules.patterns ?? [],
    advice: rules.advice ?? [],
    citedBy: usesOf(entriesOf(parsed), id).filter(({ location }) => location.file !== file?.name),
    notUsed: rules.notUsed ?? [],
  }
}
