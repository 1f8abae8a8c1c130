/**
 * From a case to its result: scope, ranking with its ledger and sources, next steps, advice and the basis block.
 * The one place where the parts meet; the arithmetic is network.ts, the wording of a report is render/.
 */
import { accountOf, completenessOf, unexplainedBy } from './account.ts'
import { advise } from './advice.ts'
import type { Case, CaseProblem, Truth } from './answers.ts'
import { cite, groundOf } from './cite.ts'
import { type Differential, differentiate, type Standing, type Weighed } from './differential.ts'
import type { CompiledContext, KnowledgeBase } from './knowledge-base.ts'
import type { Diagnosis } from './model/vocabulary.ts'
import { type NextStep, nextSteps } from './next-question.ts'
import { type Observation, observe, truthIn } from './observe.ts'
import type { LedgerLine, RankedDiagnosis, Result } from './result-schema.ts'
import { scopeOf } from './scope.ts'
import { exclusionOf, wordFor } from './standing.ts'

export interface AssessOptions {
  readonly toolVersion: string
  /** Warnings from reading the case; they are repeated in the basis block. */
  readonly warnings: readonly CaseProblem[]
}

const INTENDED_FOR =
  'Clinicians who can check what stands here against the patient and the sources. Not a medical device, not for emergencies, not a calibrated risk, and it reads no images: it asks for the words of the report.'

const LIMITS = [
  'Support orders the diagnoses by what the sources say; it is not the probability that this patient has one of them.',
  'Most figures come from case reports and small series, many from neighbouring settings; judged bands are marked and say why.',
  'Unknown and not done count as nothing. An answer that is wrong is taken as given.',
  'What is not on the list cannot be ranked; "none of these" is an answer.',
]

/** How many next steps a result lists. */
const MOST_STEPS = 6

/** Ranks one case. Contradictory answers, or a context that the answers deny, are problems and give no result. */
export function assess(kb: KnowledgeBase, kase: Case, options: AssessOptions): Result | { readonly problems: readonly CaseProblem[] } {
  const observation = observe(kb, kase)
  if (observation.problems.length > 0) return { problems: observation.problems }
  const scope = scopeOf(kb, kase.context, kase.answers, observation)
  if (scope.kind === 'denied') return { problems: [deniedContext(scope.context)] }
  const { urgent, advice } = advise(kb, observation.truths, kase.answers)
  const common = {
    schemaVersion: 1,
    tool: { name: 'marrowdx', version: options.toolVersion },
    rules: { version: kb.version, digest: kb.digest },
    urgent,
    advice,
  } as const
  const warnings = options.warnings.map(({ path, message }) => `${path}: ${message}`)
  if (scope.kind === 'in') return { ...common, ...assessIn(kb, scope.context, kase, observation, warnings) }
  return {
    ...common,
    case: { id: kase.id, context: kase.context },
    status: scope.kind === 'out' ? 'out-of-scope' : 'insufficient',
    why: scope.kind === 'out' ? kb.outOfScope : unsettled(scope.settledBy),
    ...NOT_RANKED,
    next: scope.kind === 'out' ? [] : settlingSteps(kb, scope.settledBy),
    completeness: { answered: 0, of: 0, missingThatMatters: [] },
    basis: { intendedFor: INTENDED_FOR, limits: LIMITS, population: null, warnings, answers: accountOf(kb, kase, observation, null) },
  }
}

const NOT_RANKED = { ranking: [], noneOfThese: null, unexplained: [] }

type Assessed = Omit<Result, 'schemaVersion' | 'tool' | 'rules' | 'urgent' | 'advice'>

function assessIn(kb: KnowledgeBase, context: CompiledContext, kase: Case, observation: Observation, warnings: string[]): Assessed {
  const differential = differentiate(kb, context, observation)
  const { steps, matter } = nextSteps(kb, differential, kase, observation, MOST_STEPS)
  const shared = {
    case: { id: kase.id, context: context.id },
    next: steps.map((step) => sayStep(kb, step)),
    completeness: completenessOf(kb, observation, differential, matter),
    basis: {
      intendedFor: INTENDED_FOR,
      limits: LIMITS,
      population: context.population,
      warnings,
      answers: accountOf(kb, kase, observation, differential),
    },
  }
  if (differential.givens.length === 0) return { ...shared, ...NOT_RANKED, status: 'insufficient', why: NOTHING_WEIGHS }
  return {
    ...shared,
    status: 'ranked',
    why: null,
    ranking: rankingOf(kb, context, differential, (finding) => truthIn(observation, finding)),
    noneOfThese: { support: differential.posterior.none },
    unexplained: unexplainedBy(kb, observation, differential),
  }
}

function deniedContext(context: CompiledContext): CaseProblem {
  return {
    code: 'contradiction',
    severity: 'error',
    path: 'context',
    message: `the findings deny "${context.id}" (${context.label}); correct one of them, or leave the context out and let the findings decide`,
    position: null,
  }
}

const NOTHING_WEIGHS = 'No answer that weighs for or against any diagnosis was given.'

function unsettled(settledBy: readonly string[]): string {
  return `The answers do not settle which patients the ranking should speak of. Still needed: ${settledBy.join(', ')}.`
}

function rankingOf(
  kb: KnowledgeBase,
  context: CompiledContext,
  differential: Differential,
  truthOf: (finding: string) => Truth,
): RankedDiagnosis[] {
  const diagnoses = new Map(kb.diagnoses.map((diagnosis) => [diagnosis.id, diagnosis]))
  const figures = figuresOf(kb, context)
  return differential.standings.flatMap((standing, index) => {
    const diagnosis = diagnoses.get(standing.diagnosis)
    if (!diagnosis) return []
    const exclusion = exclusionOf(diagnosis, truthOf)
    const { companion } = standing
    return [
      {
        rank: index + 1,
        diagnosis: diagnosis.id,
        label: diagnosis.label,
        words: wordFor(standing.support, standing.priorSupport),
        support: standing.support,
        priorSupport: standing.priorSupport,
        notExcluded: exclusion === 'not-excluded',
        excludedBy: exclusion === 'excluded' ? excludedBy(kb, diagnosis) : null,
        evidence: [priorLine(kb, context, standing), ...standing.ledger.map((line) => ledgerLine(figures, standing.diagnosis, line))],
        companion: companion && { ...companion, label: labelOf(kb.diagnoses, companion.diagnosis) },
      },
    ]
  })
}

/** The label of an entry; an id that the rules do not hold stands for itself. */
function labelOf(entries: readonly { readonly id: string; readonly label: string }[], id: string): string {
  return entries.find((entry) => entry.id === id)?.label ?? id
}

function excludedBy(kb: KnowledgeBase, { mustBeExcluded }: Diagnosis): RankedDiagnosis['excludedBy'] {
  if (!mustBeExcluded) return null
  const { test, named, source, locator } = mustBeExcluded
  return { finding: test, test: named, source: cite(kb, source, locator) }
}

function priorLine(kb: KnowledgeBase, context: CompiledContext, { diagnosis, priorWeight }: Standing): LedgerLine {
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
  readonly given: ReadonlyMap<string, CompiledContext['findings'][number]['given']>
}

const figuresOf = (kb: KnowledgeBase, context: CompiledContext): Figures => ({
  kb,
  context,
  labels: new Map(kb.network.map(({ id, label }) => [id, label])),
  given: new Map(context.findings.map(({ finding, given }) => [finding, given])),
})

function ledgerLine(
  { kb, context, labels, given }: Figures,
  diagnosis: string,
  { finding, present, weight, counted, with: other }: Weighed,
): LedgerLine {
  const label = labels.get(finding) ?? finding
  const rules = given.get(finding)?.[diagnosis]?.rules ?? []
  return { finding, label, answer: present ? 'present' : 'absent', weight, counted, with: other, ...groundFields(kb, context, rules) }
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
      ...pooled.map(({ rule, ground }) => ({ rule, patients: ground.patients, source: cite(kb, ground.source, ground.locator) })),
      ...[{ rule: first, ground }, ...pooled].flatMap(({ rule, ground: { also } }) =>
        also.map(({ source, locator }) => ({ rule, patients: null, source: cite(kb, source, locator) })),
      ),
    ],
  }
}

/** The answers that would settle the context, as steps of their own. */
function settlingSteps(kb: KnowledgeBase, settledBy: readonly string[]): Result['next'] {
  return kb.findings
    .filter(({ id }) => settledBy.includes(id))
    .map(({ id, ask, burden }) => {
      const settles = 'helps to settle which patients the ranking should speak of'
      return {
        finding: id,
        question: ask,
        burden,
        expectedGain: 0,
        if: { present: settles, absent: settles },
        means: { present: settles, absent: settles },
      }
    })
}

function sayStep(kb: KnowledgeBase, { finding, sign, expectedGain, leaderIf, speaksFor }: NextStep): Result['next'][number] {
  const leads = (id: string | null) => (id === null ? 'none of these' : id)
  const names = speaksFor
    .slice(0, 3)
    .map((id) => labelOf(kb.diagnoses, id))
    .join(', ')
  const label = labelOf(kb.network, sign)
  return {
    finding: finding.id,
    question: finding.ask,
    burden: finding.burden,
    expectedGain,
    if: { present: leads(leaderIf.present), absent: leads(leaderIf.absent) },
    means: { present: `${label}: speaks for ${names}`, absent: `not so: speaks against ${names}` },
  }
}
