/**
 * From a case to its result: scope, ranking with its ledger and sources, next steps, advice and the basis block.
 * The one place where the parts meet; the arithmetic is network.ts, the wording of a report is render/.
 */
import { accountOf, completenessOf, unexplainedBy } from './account.ts'
import { advise } from './advice.ts'
import { type Case, type CaseProblem, type Truth, warningText } from './answers.ts'
import { assessCausality, suspectedIn } from './causality.ts'
import { cite, groundOf } from './cite.ts'
import { conflictIn } from './conflict.ts'
import { type Differential, differentiate, type Standing, type Weighed } from './differential.ts'
import { firmnessFor } from './firmness.ts'
import { whatWouldChange } from './flip/say.ts'
import type { CompiledContext, ContextFinding, KnowledgeBase } from './knowledge-base.ts'
import type { Diagnosis } from './model/vocabulary.ts'
import { type NextStep, type NextSteps, nextSteps } from './next-question.ts'
import { type Observation, observe, truthIn } from './observe.ts'
import type { Redrawn } from './redrawn.ts'
import type { LedgerLine, RankedDiagnosis, Result } from './result-schema.ts'
import { type Scope, scopeOf } from './scope.ts'
import { flatPriorSupport, type Spread, type Stability, stabilityOf } from './stability.ts'
import { exclusionOf, wordFor } from './standing.ts'
import { leaderOf } from './states.ts'

export interface AssessOptions {
  readonly toolVersion: string
  /** Warnings from reading the case; they are repeated in the basis block. */
  readonly warnings: readonly CaseProblem[]
  /** The drug to assess; one that findSuspect does not know throws. */
  readonly causality?: string | undefined
  /** Without `causality`: the drug that the answers make a suspect, if any. */
  readonly causalityOfSuspected?: boolean | undefined
  /** With `causality`: the source that the case comes from. */
  readonly ownReport?: string | undefined
  /** The bands of a context drawn again, to say how firm the order is; without it nothing is said of that. */
  readonly redrawn?: ((context: CompiledContext) => Redrawn) | undefined
  /** Without what takes a search of its own: `whatWouldChange` is null. */
  readonly brief?: boolean | undefined
  /** Without what to ask or do next, which is most of the work: `next` and `completeness.missingThatMatters` are empty. */
  readonly withoutNext?: boolean | undefined
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
  const suspected = options.causalityOfSuspected === true ? suspectedIn(kb, kase, observation)?.id : undefined
  const { causality: drug = suspected, ownReport } = options
  const warnings = options.warnings.map(warningText)
  const {
    case: about,
    status,
    why,
    ranking,
    noneOfThese,
    stability,
    next,
    whatWouldChange,
    unexplained,
    conflict,
    completeness,
    basis,
  } = scope.kind === 'in'
    ? assessIn(kb, scope.context, kase, observation, options, warnings)
    : assessOutside(kb, scope, kase, observation, warnings)
  // Written in the order in which a reader needs it.
  return {
    schemaVersion: 1,
    tool: { name: 'marrowdx', version: options.toolVersion },
    rules: { version: kb.version, digest: kb.digest },
    case: about,
    status,
    why,
    urgent,
    ranking,
    noneOfThese,
    stability,
    next,
    whatWouldChange,
    unexplained,
    conflict,
    advice,
    causality: drug === undefined ? null : assessCausality(kb, kase, observation, drug, { ownReport, ranking }),
    completeness,
    basis,
  }
}

const NO_STEPS: NextSteps = { steps: [], matter: [] }

const NOT_RANKED = { ranking: [], noneOfThese: null, stability: null, whatWouldChange: null, unexplained: [], conflict: null }

type Assessed = Omit<Result, 'schemaVersion' | 'tool' | 'rules' | 'urgent' | 'advice' | 'causality'>

function assessOutside(
  kb: KnowledgeBase,
  scope: Extract<Scope, { kind: 'out' | 'unsettled' }>,
  kase: Case,
  observation: Observation,
  warnings: string[],
): Assessed {
  const isOut = scope.kind === 'out'
  return {
    ...NOT_RANKED,
    case: { id: kase.id, context: kase.context },
    status: isOut ? 'out-of-scope' : 'insufficient',
    why: isOut ? kb.outOfScope : unsettled(scope.settledBy),
    next: isOut ? [] : settlingSteps(kb, scope.settledBy),
    completeness: { answered: 0, of: 0, byDimension: [], missingThatMatters: [] },
    basis: { intendedFor: INTENDED_FOR, limits: LIMITS, population: null, warnings, answers: accountOf(kb, kase, observation, null) },
  }
}

function assessIn(
  kb: KnowledgeBase,
  context: CompiledContext,
  kase: Case,
  observation: Observation,
  { redrawn, brief, withoutNext }: AssessOptions,
  warnings: string[],
): Assessed {
  const differential = differentiate(kb, context, observation)
  const { steps, matter } = withoutNext ? NO_STEPS : nextSteps(kb, differential, kase, observation, MOST_STEPS)
  const shared = {
    case: { id: kase.id, context: context.id },
    next: steps.map((step) => sayStep(kb, step)),
    completeness: completenessOf(kb, kase, differential, matter),
    basis: {
      intendedFor: INTENDED_FOR,
      limits: LIMITS,
      population: context.population,
      warnings,
      answers: accountOf(kb, kase, observation, differential),
    },
  }
  if (differential.givens.length === 0) return { ...shared, ...NOT_RANKED, status: 'insufficient', why: NOTHING_WEIGHS }
  const stability = redrawn ? stabilityOf(differential.network, differential.givens, redrawn(context)) : null
  return {
    ...shared,
    status: 'ranked',
    why: null,
    ranking: rankingOf(kb, context, differential, stability, (finding) => truthIn(observation, finding)),
    noneOfThese: { support: differential.posterior.none, ...spreadFields(stability?.none) },
    stability: stability && sayStability(differential, stability),
    whatWouldChange: brief ? null : whatWouldChange({ kb, kase, observation, differential }, context),
    unexplained: unexplainedBy(kb, observation, differential),
    conflict: conflictIn(kb, differential),
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
  stability: Stability | null,
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
        ...spreadFields(stability?.spreads[differential.network.diagnoses.indexOf(standing.diagnosis)]),
        priorSupport: standing.priorSupport,
        notExcluded: exclusion === 'not-excluded',
        excludedBy: exclusion === 'excluded' ? excludedBy(kb, diagnosis) : null,
        evidence: [priorLine(kb, context, standing), ...standing.ledger.map((line) => ledgerLine(figures, standing.diagnosis, line))],
        companion: companion && { ...companion, label: labelOf(kb.diagnoses, companion.diagnosis) },
      },
    ]
  })
}

function spreadFields(spread: Spread | undefined): Pick<RankedDiagnosis, 'supportRange' | 'firstShare'> {
  return { supportRange: spread ? [...spread.range] : null, firstShare: spread?.firstShare ?? null }
}

function sayStability({ network, prepared, posterior }: Differential, { runs, seed, spreads, none }: Stability): Result['stability'] {
  const first = leaderOf(posterior)
  const flat = leaderOf(flatPriorSupport(network, prepared))
  const { firstShare } = (first === null ? none : spreads[first]) ?? none
  const named = (place: number | null): string | null => (place === null ? null : (network.diagnoses[place] ?? null))
  return {
    words: firmnessFor(firstShare),
    first: named(first),
    firstShare,
    runs,
    seed,
    flatPriors: { first: named(flat), changes: flat !== first },
  }
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
