/**
 * The ranking of a result: each diagnosis with its words, its spread, and the ledger with the ground of every line. The ledger is most of the work
 * and a report prints that of the leaders alone, so it is made when somebody looks at it.
 */
import { cite, groundOf } from '../result/cite.ts'
import type { LedgerLine, RankedDiagnosis } from '../result/schema.ts'
import { wordFor } from '../result/support-words.ts'
import type { CompiledContext, ContextFinding, KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Diagnosis } from '../rules/schema/vocabulary.ts'
import { once } from '../text/lazy.ts'
import type { Differential, Standing, Weighed } from './differential.ts'
import { labelOf } from './labels.ts'
import type { Spread, Stability } from './stability.ts'

export function rankingOf(
  kb: KnowledgeBase,
  context: CompiledContext,
  differential: Differential,
  stability: Stability | null,
): RankedDiagnosis[] {
  const diagnoses = new Map(kb.diagnoses.map((diagnosis) => [diagnosis.id, diagnosis]))
  const figures = once(() => figuresOf(kb, context))
  return differential.standings.flatMap((standing) => {
    const diagnosis = diagnoses.get(standing.diagnosis)
    if (!diagnosis) return []
    const { exclusion, rank } = standing
    const evidence = once(() => evidenceOf(figures(), standing))
    return [
      {
        rank,
        diagnosis: diagnosis.id,
        label: diagnosis.label,
        words: wordFor(standing.support, standing.excluded),
        support: standing.support,
        ...spreadFields(stability?.spreads[differential.network.diagnoses.indexOf(standing.diagnosis)]),
        priorSupport: standing.priorSupport,
        notExcluded: exclusion === 'not-excluded',
        excludedBy: exclusion === 'excluded' ? excludedBy(kb, diagnosis) : null,
        get evidence() {
          return evidence()
        },
        get companion() {
          const { companion } = standing
          return companion && { ...companion, label: labelOf(kb.diagnoses, companion.diagnosis) }
        },
      },
    ]
  })
}

export function spreadFields(spread: Spread | undefined): Pick<RankedDiagnosis, 'supportRange' | 'firstShare'> {
  return { supportRange: spread ? [...spread.range] : null, firstShare: spread?.firstShare ?? null }
}

function excludedBy(kb: KnowledgeBase, { mustBeExcluded }: Diagnosis): RankedDiagnosis['excludedBy'] {
  if (!mustBeExcluded) return null
  const { test, named, source, locator } = mustBeExcluded
  return { finding: test, test: named, source: cite(kb, source, locator) }
}

function evidenceOf(figures: Figures, standing: Standing): LedgerLine[] {
  const { diagnosis, ledger } = standing
  return [priorLine(figures, standing), ...ledger.map((line) => ledgerLine(figures, diagnosis, line))]
}

function priorLine({ kb, context }: Figures, { diagnosis, priorWeight }: Standing): LedgerLine {
  const line = {
    finding: 'prior',
    label: 'Before any finding',
    answer: 'prior',
    weight: priorWeight,
    counted: 'in-full',
    with: null,
  } as const
  return { ...line, ...groundFields(kb, context, [`prior:${diagnosis}`]) }
}

/** What the lines of a ledger are looked up in, by network finding. */
interface Figures {
  readonly kb: KnowledgeBase
  readonly context: CompiledContext
  readonly labels: ReadonlyMap<string, string>
  readonly figures: ReadonlyMap<string, ContextFinding>
}

const figuresOf = (kb: KnowledgeBase, context: CompiledContext): Figures => ({
  kb,
  context,
  labels: new Map(kb.network.map(({ id, label }) => [id, label])),
  figures: new Map(context.findings.map((figures) => [figures.finding, figures])),
})

function ledgerLine(
  { kb, context, labels, figures }: Figures,
  diagnosis: string,
  { finding, present, weight, counted, with: other }: Weighed,
): LedgerLine {
  const label = labels.get(finding) ?? finding
  const rules = figures.get(finding)?.given[diagnosis]?.rules ?? []
  return {
    finding,
    label,
    answer: present ? 'present' : 'absent',
    weight,
    counted,
    with: other,
    ...groundFields(kb, context, rules),
  }
}

/** Claim, patients, source and locator of the rules behind a line, the one with most patients first. */
function groundFields(
  kb: KnowledgeBase,
  context: CompiledContext,
  [first = '', ...others]: readonly string[],
): Pick<LedgerLine, 'rule' | 'claim' | 'patients' | 'population' | 'judged' | 'source' | 'pooledWith'> {
  const ground = groundOf(context, first)
  const pooled = others.map((rule) => ({ rule, ground: groundOf(context, rule) }))
  return {
    rule: first,
    claim: ground.claim,
    patients: ground.patients,
    population: ground.population,
    judged: ground.judged,
    source: cite(kb, ground.source, ground.locator),
    pooledWith: [
      ...pooled.map(({ rule, ground }) => ({
        rule,
        patients: ground.patients,
        source: cite(kb, ground.source, ground.locator),
      })),
      ...[{ rule: first, ground }, ...pooled].flatMap(({ rule, ground: { also } }) =>
        also.map(({ source, locator }) => ({ rule, patients: null, source: cite(kb, source, locator) })),
      ),
    ],
  }
}
