/** What a ledger line can rest on, with source and locator: evidence, judgements, priors, associations. */

import type { CompiledContext, Ground } from '../knowledge-base.ts'
import type { Association, Context } from '../schema/contexts.ts'
import type { Evidence, Judgement } from '../schema/evidence.ts'
import type { RuleFile } from '../schema.ts'
import { type Stated, statedByEvidence } from './frequency.ts'

type Citations = Context['priors'][number]['citations']

/** Evidence and judgements, by id. */
export function groundsOfFigures(rules: readonly RuleFile[]): ReadonlyMap<string, Ground> {
  return new Map(
    rules.flatMap((file) => [
      ...(file.evidence ?? []).map((one) => [one.id, fromEvidence(one, file.source?.id ?? '')] as const),
      ...(file.judgements ?? []).map((one) => [one.id, fromJudgement(one)] as const),
    ]),
  )
}

/** Everything that one context rests on, sorted by rule. */
export function groundsOfContext(
  { priors }: Context,
  { findings, associations }: Pick<CompiledContext, 'findings' | 'associations'>,
  figures: ReadonlyMap<string, Ground>,
  declared: readonly Association[],
): CompiledContext['grounds'] {
  const used = findings.flatMap(({ background, given }) =>
    [background, ...Object.values(given)].flatMap(({ rules }) => rules),
  )
  const tied = new Set(associations.map(({ rule }) => rule))
  const grounds = [
    ...used.flatMap((rule) => pairOf(rule, figures.get(rule))),
    ...priors.flatMap((prior) => pairOf(`prior:${prior.diagnosis}`, fromPrior(prior))),
    ...declared
      .filter(({ id }) => tied.has(`association:${id}`))
      .flatMap((one) => pairOf(`association:${one.id}`, fromAssociation(one))),
  ]
  return Object.fromEntries(grounds.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function pairOf(rule: string, ground: Ground | undefined): [string, Ground][] {
  return ground === undefined ? [] : [[rule, ground]]
}

/** Patients are those with the finding, also where the source counts those without. */
function fromEvidence(evidence: Evidence, source: string): Ground {
  const { claim, locator, population, also = [] } = evidence
  const stated = statedByEvidence(evidence)
  const patients = stated.kind === 'counts' ? countsOf(stated) : null
  return { claim, source, locator, population, patients, judged: false, also }
}

function countsOf({ n, of, fromPercent }: Stated & { kind: 'counts' }): Ground['patients'] {
  return { n, of, ...(fromPercent && { fromPercent }) }
}

function fromJudgement({ reason, source, locator }: Judgement): Ground {
  return { claim: reason, source, locator, population: null, patients: null, judged: true, also: [] }
}

/** The first citation leads; the schema asks for at least one. */
function cited(citations: Citations): Pick<Ground, 'source' | 'locator' | 'also'> {
  const [first, ...also] = citations
  return { source: first?.source ?? '', locator: first?.locator ?? '', also }
}

function fromPrior({ basis, reason, citations }: Context['priors'][number]): Ground {
  return { claim: reason, ...cited(citations), population: null, patients: null, judged: basis === 'judged' }
}

/** No source gives an odds factor as such: an association is always a judgement on what the sources count. */
function fromAssociation({ reason, citations }: Association): Ground {
  return { claim: reason, ...cited(citations), population: null, patients: null, judged: true }
}
