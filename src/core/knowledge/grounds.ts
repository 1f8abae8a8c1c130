/** What a ledger line can rest on, with source and locator: evidence, judgements, patterns, priors, associations. */
import { statedByEvidence } from '../frequency.ts'
import type { Ground } from '../knowledge-base.ts'
import type { Association, Context, Evidence, Judgement, Pattern, RuleFile } from '../model.ts'
import { sortedBy } from '../order.ts'

type Citations = Context['priors'][number]['citations']

/** By id, sorted. */
export function groundsOf(rules: readonly RuleFile[]): Readonly<Record<string, Ground>> {
  const grounds = rules.flatMap((file) => {
    const source = file.source?.id ?? ''
    return [
      ...(file.evidence ?? []).map((one) => fromEvidence(one, source)),
      ...(file.judgements ?? []).map(fromJudgement),
      ...(file.patterns ?? []).map((one) => fromPattern(one, source)),
      ...(file.contexts ?? []).flatMap(fromPriors),
      ...(file.associations ?? []).map(fromAssociation),
    ]
  })
  return Object.fromEntries(sortedBy(grounds, (ground) => ground.id).map((ground) => [ground.id, ground]))
}

/** Patients are those with the finding, also where the source counts those without. */
function fromEvidence(evidence: Evidence, source: string): Ground {
  const { id, claim, locator, population, figure, also = [] } = evidence
  const stated = statedByEvidence(evidence)
  const patients = stated.kind === 'counts' ? { n: stated.n, of: stated.of } : null
  return { id, claim, source, locator, population, patients, judged: 'judged' in figure ? figure.judged : null, also }
}

function fromJudgement({ id, reason, source, locator }: Judgement): Ground {
  return { id, claim: reason, source, locator, population: null, patients: null, judged: reason, also: [] }
}

function fromPattern({ id, claim, locator }: Pattern, source: string): Ground {
  return { id, claim, source, locator, population: null, patients: null, judged: null, also: [] }
}

/** The first citation leads; the schema asks for at least one. */
function cited(citations: Citations): Pick<Ground, 'source' | 'locator' | 'also'> {
  const [first, ...also] = citations
  return { source: first?.source ?? '', locator: first?.locator ?? '', also }
}

function fromPriors({ id: context, population, priors }: Context): readonly Ground[] {
  return priors.map(({ diagnosis, basis, reason, citations }) => ({
    id: `prior:${context}:${diagnosis}`,
    claim: reason,
    ...cited(citations),
    population,
    patients: null,
    judged: basis === 'judged' ? reason : null,
  }))
}

/** No source gives an odds factor as such: an association is always a judgement on what the sources count. */
function fromAssociation({ id, reason, citations }: Association): Ground {
  return { id: `association:${id}`, claim: reason, ...cited(citations), population: null, patients: null, judged: reason }
}
