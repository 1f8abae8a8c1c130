/**
 * Parsed rule files → the knowledge base: ids resolved, figures pooled, one table for each context. Plain JSON, the same whatever the order of the files.
 */

import { sortedBy } from '../text/sort.ts'
import { checkRules } from './check.ts'
import { adviceOf } from './compile/advice.ts'
import { caseReportOf } from './compile/case-report-weight.ts'
import { contextFindings, type HeldReport, heldReports } from './compile/frequencies.ts'
import { statedByEvidence, statedByJudgement } from './compile/frequency.ts'
import { networkOf } from './compile/network-findings.ts'
import { type Figure, type FigureTable, rowsOf, tabulate } from './compile/pooling.ts'
import { groundsOfContext, groundsOfFigures } from './compile/provenance.ts'
import { type Diagnostic, diagnostic, hasErrors, sortDiagnostics } from './diagnostic.ts'
import type { CompiledContext, Frequency, Ground, KnowledgeBase, WholeKnowledgeBase } from './knowledge-base.ts'
import { locate } from './parse/positions.ts'
import { type ParsedFile, parseRuleFile, type RuleText } from './parse.ts'
import type { Association, Context } from './schema/contexts.ts'
import type { RuleFile } from './schema.ts'

export interface LoadedKnowledge {
  /** Null when a diagnostic is an error. */
  readonly kb: WholeKnowledgeBase | null
  /** All of them, warnings too, in their order. */
  readonly diagnostics: readonly Diagnostic[]
  /** What the knowledge base was made of, by the names of the files, with places: for those who read the rules themselves. */
  readonly parsed: readonly ParsedFile[]
}

export function loadKnowledge(files: readonly RuleText[], digest: string): LoadedKnowledge {
  const parsed = sortedBy(files, (file) => file.name).map(parseRuleFile)
  const problems = checkRules(parsed)
  if (hasErrors(problems)) return { kb: null, diagnostics: problems, parsed }
  const kb = compileKnowledge(parsed, digest)
  return { kb, diagnostics: sortDiagnostics([...problems, ...unusedFigures(parsed, kb)]), parsed }
}

/** Expects files that checkRules finds no error in; of files with errors, what is sound is used. */
export function compileKnowledge(files: readonly ParsedFile[], digest: string): WholeKnowledgeBase {
  const rules = sortedBy(files, (file) => file.name).map((file) => file.sound.rules)
  const all = <T>(list: (file: RuleFile) => readonly T[] | undefined): readonly T[] =>
    rules.flatMap((file) => list(file) ?? [])
  const byId = <T extends { readonly id: string }>(list: (file: RuleFile) => readonly T[] | undefined): readonly T[] =>
    sortedBy(all(list), (item) => item.id)
  const table = tabulate(figuresOf(rules))
  const associations = byId((file) => file.associations)
  const figures = groundsOfFigures(rules)
  return {
    version: rules.find((file) => file.version !== undefined)?.version ?? '',
    digest,
    findings: all((file) => file.findings),
    groups: all((file) => file.groups),
    retired: all((file) => file.retired),
    uninformativeOptions: all((file) => file.uninformativeOptions),
    opening: all((file) => file.opening),
    network: networkOf(rules),
    clusters: byId((file) => file.clusters),
    contradictions: byId((file) => file.contradictions),
    units: {
      aliases: [...all((file) => file.units?.aliases)],
      conversions: [...all((file) => file.units?.conversions)],
    },
    codeSystems: [...all((file) => file.codeSystems)],
    diagnoses: all((file) => file.diagnoses),
    contexts: all((file) => file.contexts).map((context) => compileContext(context, table, associations, figures)),
    outOfScope: rules.find((file) => file.outOfScope !== undefined)?.outOfScope ?? '',
    sources: Object.fromEntries(
      byId((file) => [...(file.source ? [file.source] : []), ...(file.cited ?? [])]).map((source) => [
        source.id,
        source,
      ]),
    ),
    advice: adviceOf(rules),
    suspects: all((file) => file.suspects),
  }
}

function figuresOf(rules: readonly RuleFile[]): readonly Figure[] {
  return rules.flatMap((file) => {
    const { evidence = [], judgements = [] } = file
    const report = caseReportOf(file)
    return [
      ...evidence.map((one) => ({ ...about(one), report, stated: statedByEvidence(one) })),
      ...judgements.map((one) => ({ ...about(one), report: null, stated: statedByJudgement(one) })),
    ]
  })
}

type About = Pick<Figure, 'finding' | 'diagnosis' | 'setting'>

function about({ id, finding, diagnosis, setting }: About & { readonly id: string }): About & Pick<Figure, 'rule'> {
  return { rule: id, finding, diagnosis, setting }
}

/** What every case report counts for, context by context in their order. */
export function caseReportsIn(rules: readonly RuleFile[]): readonly (HeldReport & { readonly context: string })[] {
  const table = tabulate(figuresOf(rules))
  return rules
    .flatMap(({ contexts = [] }) => contexts)
    .flatMap(({ id, settings, priors }) =>
      heldReports(rowsOf(table, { settings, diagnoses: priors.map(({ diagnosis }) => diagnosis) })).map((one) => ({
        context: id,
        ...one,
      })),
    )
}

function compileContext(
  context: Context,
  table: FigureTable,
  declared: readonly Association[],
  figures: ReadonlyMap<string, Ground>,
): CompiledContext<Frequency> {
  const { id, label, population, when, settings, cannotOccur } = context
  const priors = sortedBy(context.priors, (prior) => prior.diagnosis)
  const diagnoses = priors.map((prior) => prior.diagnosis)
  const findings = contextFindings(rowsOf(table, { settings, diagnoses }))
  const associations = declared
    .filter(({ between }) => between.every((diagnosis) => diagnoses.includes(diagnosis)))
    .map(({ id: rule, between, low, high }) => ({
      between,
      factor: Math.sqrt(low * high),
      low,
      high,
      rule: `association:${rule}`,
    }))
  return {
    id,
    label,
    population,
    when,
    priors: priors.map(({ diagnosis, low, high }) => ({ diagnosis, point: (low + high) / 2, low, high })),
    cannotOccur,
    findings,
    associations,
    grounds: groundsOfContext(context, { findings, associations }, figures, declared),
  }
}

/** Figures that no context uses: their setting is accepted by none, a nearer one has figures, or the diagnosis cannot occur. */
function unusedFigures(files: readonly ParsedFile[], kb: KnowledgeBase): readonly Diagnostic[] {
  const rows = kb.contexts.flatMap((context) => context.findings)
  const used = new Set(
    rows.flatMap(({ background, given }) => [background, ...Object.values(given)].flatMap((one) => one.rules)),
  )
  return files.flatMap(({ name, sound: { rules, places } }) =>
    (['evidence', 'judgements'] as const).flatMap((key) =>
      (rules[key] ?? []).flatMap(({ id, finding, diagnosis, setting }, index) =>
        used.has(id)
          ? []
          : [
              diagnostic('evidence-never-used', locate(name, places, [key, index]), {
                id,
                finding,
                diagnosis,
                setting,
              }),
            ],
      ),
    ),
  )
}
