/**
 * From a case to its result: scope, ranking with its ledger and sources, next steps, advice and the basis block.
 * The one place where the parts meet; the arithmetic is network.ts, the wording of a report is render/.
 */

import { type Case, type CaseProblem, warningsInOrder } from '../case/answers.ts'
import { assessCausality, suspectedIn } from '../causality/assess.ts'
import { assuming } from '../findings/assumed-conditions.ts'
import { type Scope, scopeOf } from '../findings/context.ts'
import { contextContradicts } from '../findings/implied-answers.ts'
import { type Observation, observe } from '../findings/observe.ts'
import type { Redrawn } from '../network/draws/draws.ts'
import { leaderOf } from '../network/posterior.ts'
import { namedRules } from '../result/named-rules.ts'
import type { Result } from '../result/schema.ts'
import { firmnessFor } from '../result/stability-words.ts'
import type { CompiledContext, KnowledgeBase } from '../rules/knowledge-base.ts'
import { once } from '../text/lazy.ts'
import { advise } from './advice.ts'
import { accountOf, completenessOf, unexplainedBy } from './answer-use.ts'
import { conflictIn } from './conflict.ts'
import { whatWouldChange } from './counterfactual/to-result.ts'
import { type Differential, differentiate } from './differential.ts'
import { sayStep, settlingSteps } from './next-step-text.ts'
import { nextSteps } from './next-steps.ts'
import { rankingOf, spreadFields } from './ranking.ts'
import { flatPriorSupport, type Stability, stabilityOf } from './stability.ts'

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

/**
 * Ranks one case. Contradictory answers, or a context that the answers deny, are problems and give no result. What takes a search of its own (what to
 * ask next, what would change the order) and the evidence of each diagnosis are made when somebody reads them.
 */
export function assess(
  rules: KnowledgeBase,
  kase: Case,
  options: AssessOptions,
): Result | { readonly problems: readonly CaseProblem[] } {
  const kb = assuming(rules, kase.context)
  const observation = observe(kb, kase)
  const scope = scopeOf(kb, kase.context, kase.answers, observation)
  if (scope.kind === 'in' && contextContradicts(kb, kase)) return { problems: [deniedContext(scope.context)] }
  if (observation.problems.length > 0) return { problems: observation.problems }
  if (scope.kind === 'denied') return { problems: [deniedContext(scope.context)] }
  const { urgent, advice } = advise(kb, observation.truths, kase.answers)
  const suspected = options.causalityOfSuspected === true ? suspectedIn(kb, kase, observation)?.id : undefined
  const { causality: drug = suspected, ownReport } = options
  const warnings = warningsInOrder(options.warnings)
  const found =
    scope.kind === 'in'
      ? assessIn(kb, scope.context, kase, observation, options, warnings)
      : assessOutside(kb, scope, kase, observation, warnings)
  // Written in the order in which a reader needs it.
  return {
    schemaVersion: 1,
    tool: { name: 'marrowdx', version: options.toolVersion },
    rules: namedRules(kb),
    case: found.case,
    status: found.status,
    why: found.why,
    urgent,
    ranking: found.ranking,
    noneOfThese: found.noneOfThese,
    stability: found.stability,
    get next() {
      return found.next
    },
    get whatWouldChange() {
      return found.whatWouldChange
    },
    unexplained: found.unexplained,
    conflict: found.conflict,
    advice,
    causality:
      drug === undefined ? null : assessCausality(kb, kase, observation, drug, { ownReport, ranking: found.ranking }),
    get completeness() {
      return found.completeness
    },
    basis: found.basis,
  }
}

const NOT_RANKED = { ranking: [], noneOfThese: null, stability: null, unexplained: [], conflict: null }

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
    whatWouldChange: null,
    completeness: { answered: 0, of: 0, byDimension: [], missingThatMatters: [] },
    basis: {
      intendedFor: INTENDED_FOR,
      limits: LIMITS,
      population: null,
      warnings,
      answers: accountOf(kb, kase, observation, null),
    },
  }
}

function assessIn(
  kb: KnowledgeBase,
  context: CompiledContext,
  kase: Case,
  observation: Observation,
  { redrawn }: AssessOptions,
  warnings: string[],
): Assessed {
  const differential = differentiate(kb, context, observation)
  const isRanked = differential.givens.length > 0
  const ahead = once(() => nextSteps(kb, differential, kase, observation, MOST_STEPS))
  const next = once(() => ahead().steps.map((step) => sayStep(kb, step)))
  const change = once(() => (isRanked ? whatWouldChange({ kb, kase, observation, differential }, context) : null))
  const completeness = once(() => completenessOf(kb, kase, differential, ahead().matter))
  return {
    ...(isRanked ? rankedIn(kb, context, observation, differential, redrawn) : NOT_RANKED),
    case: { id: kase.id, context: context.id },
    status: isRanked ? 'ranked' : 'insufficient',
    why: isRanked ? null : NOTHING_WEIGHS,
    get next() {
      return next()
    },
    get whatWouldChange() {
      return change()
    },
    get completeness() {
      return completeness()
    },
    basis: {
      intendedFor: INTENDED_FOR,
      limits: LIMITS,
      population: context.population,
      warnings,
      answers: accountOf(kb, kase, observation, differential),
    },
  }
}

function rankedIn(
  kb: KnowledgeBase,
  context: CompiledContext,
  observation: Observation,
  differential: Differential,
  redrawn: AssessOptions['redrawn'],
): Pick<Result, keyof typeof NOT_RANKED> {
  const stability = redrawn ? stabilityOf(differential.network, differential.posterior, redrawn(context)) : null
  return {
    ranking: rankingOf(kb, context, differential, stability),
    noneOfThese: {
      rank: differential.rankOfNone,
      support: differential.posterior.none,
      ...spreadFields(stability?.none),
    },
    stability: stability && sayStability(differential, stability),
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

function sayStability(
  { network, posterior }: Differential,
  { runs, seed, spreads, none }: Stability,
): Result['stability'] {
  const first = leaderOf(posterior)
  const flat = leaderOf(flatPriorSupport(network, posterior))
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
