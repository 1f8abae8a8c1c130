/** From the figures that the contexts use back to the entries and sources behind them: what a reviewer of the rules walks through. */

import { cite } from '../result/cite.ts'
import type { Citation } from '../result/schema.ts'
import { at, gatherPack, type Placed } from '../rules/check/pack.ts'
import { type Stated, statedByEvidence, statedByJudgement } from '../rules/compile/frequency.ts'
import { NONE } from '../rules/compile/pooling.ts'
import type { Location } from '../rules/diagnostic.ts'
import type { CompiledContext, Frequency, Ground, KnowledgeBase, WholeKnowledgeBase } from '../rules/knowledge-base.ts'
import type { ParsedFile } from '../rules/parse.ts'
import type { Evidence, Judgement } from '../rules/schema/evidence.ts'
import { byName } from '../text/sort.ts'

/** One entry of the rules that states a figure, and its way to the source. */
export interface TracedFigure {
  readonly id: string
  readonly kind: 'evidence' | 'judgement'
  readonly finding: string
  /** A diagnosis, or `none` for the background. */
  readonly diagnosis: string
  readonly setting: string
  /** Whom it was counted in; null for a judgement. */
  readonly population: string | null
  /** How often the finding is present, turned round where the source counts those without. */
  readonly stated: Stated
  readonly claim: string
  readonly source: Citation
  /** Further sources of the same figure. */
  readonly also: readonly Citation[]
  readonly location: Location
  /** Contexts that use it, in the order of the rules; none where a nearer setting or a count takes its place. */
  readonly contexts: readonly string[]
}

/** A frequency as contexts use it; contexts that take it from the same entries stand together. */
export interface UsedFrequency {
  readonly finding: string
  readonly diagnosis: string
  /** Ids of the entries, the one with most patients first. */
  readonly rules: readonly string[]
  /** Pooled patients; null where nobody counted. */
  readonly patients: Frequency['patients']
  /** What it counts as, in the order of the contexts: the background of each moves it a little. */
  readonly used: readonly (Pick<Frequency, 'point' | 'band'> & { readonly context: string })[]
}

/** What a diagnosis has before any finding in one context. */
export interface TracedPrior {
  readonly context: string
  readonly low: number
  readonly high: number
  readonly judged: boolean
  readonly claim: string
  readonly sources: readonly Citation[]
}

/** Every entry with a figure, by source, locator and id. */
export function tracedFigures(kb: WholeKnowledgeBase, parsed: readonly ParsedFile[]): readonly TracedFigure[] {
  const pack = gatherPack(parsed)
  const contexts = contextsByRule(kb)
  const rows = [
    ...pack.evidence.map((entry) => ({ ...fromEvidence(kb, entry), contexts: contexts.get(entry.value.id) ?? [] })),
    ...pack.judgements.map((entry) => ({ ...fromJudgement(kb, entry), contexts: contexts.get(entry.value.id) ?? [] })),
  ]
  return rows.sort(
    (a, b) => byName(a.source.id, b.source.id) || byName(a.source.locator, b.source.locator) || byName(a.id, b.id),
  )
}

function contextsByRule(kb: WholeKnowledgeBase): ReadonlyMap<string, readonly string[]> {
  const contexts = new Map<string, readonly string[]>()
  for (const context of kb.contexts)
    for (const rule of Object.keys(context.grounds)) contexts.set(rule, [...(contexts.get(rule) ?? []), context.id])
  return contexts
}

type Row = Omit<TracedFigure, 'contexts'>

function fromEvidence(kb: KnowledgeBase, entry: Placed<Evidence>): Row {
  const { id, finding, diagnosis, setting, population, claim, locator, also = [] } = entry.value
  const source = cite(kb, entry.file.sound.rules.source?.id ?? '', locator)
  const others = also.map((one) => cite(kb, one.source, one.locator))
  const stated = statedByEvidence(entry.value)
  return {
    id,
    kind: 'evidence',
    finding,
    diagnosis,
    setting,
    population,
    stated,
    claim,
    source,
    also: others,
    location: at(entry),
  }
}

function fromJudgement(kb: KnowledgeBase, entry: Placed<Judgement>): Row {
  const { id, finding, diagnosis, setting, reason, source, locator } = entry.value
  const stated = statedByJudgement(entry.value)
  const own = { id, kind: 'judgement', finding, diagnosis, setting, population: null, stated, claim: reason } as const
  return { ...own, source: cite(kb, source, locator), also: [], location: at(entry) }
}

/** Every frequency that some context uses, by finding, the background before the diagnoses. */
export function usedFrequencies(kb: WholeKnowledgeBase): readonly UsedFrequency[] {
  const found = new Map<string, UsedFrequency>()
  for (const context of kb.contexts)
    for (const { finding, diagnosis, frequency } of frequenciesIn(context)) {
      const { rules, patients, point, band } = frequency
      const key = JSON.stringify([finding, diagnosis, rules])
      const used = [...(found.get(key)?.used ?? []), { context: context.id, point, band }]
      found.set(key, { finding, diagnosis, rules, patients, used })
    }
  const rank = (diagnosis: string): string => (diagnosis === NONE ? '' : diagnosis)
  return [...found.values()].sort(
    (a, b) => byName(a.finding, b.finding) || byName(rank(a.diagnosis), rank(b.diagnosis)),
  )
}

interface FrequencyIn {
  readonly finding: string
  readonly diagnosis: string
  readonly frequency: Frequency
}

const frequenciesIn = ({ findings }: CompiledContext<Frequency>): readonly FrequencyIn[] =>
  findings.flatMap(({ finding, background, given }) => [
    { finding, diagnosis: NONE, frequency: background },
    ...Object.entries(given).map(([diagnosis, frequency]) => ({ finding, diagnosis, frequency })),
  ])

/** The priors of one diagnosis, in the order of the contexts. */
export function tracedPriors(kb: WholeKnowledgeBase, diagnosis: string): readonly TracedPrior[] {
  return kb.contexts.flatMap(({ id, priors, grounds }) => {
    const prior = priors.find((one) => one.diagnosis === diagnosis)
    const ground = grounds[`prior:${diagnosis}`]
    if (!prior || !ground) return []
    return [
      {
        context: id,
        low: prior.low,
        high: prior.high,
        judged: ground.judged,
        claim: ground.claim,
        sources: citationsOf(kb, ground),
      },
    ]
  })
}

const citationsOf = (kb: KnowledgeBase, { source, locator, also }: Ground): readonly Citation[] =>
  [{ source, locator }, ...also].map((one) => cite(kb, one.source, one.locator))
