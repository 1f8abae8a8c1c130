/** Where an interview stands: its answers read and observed, the context they settle, and the arithmetic of that context. */

import { givensOf } from '../assessment/differential.ts'
import type { Case } from '../case/answers.ts'
import { readCaseValue } from '../case/read.ts'
import { assuming } from '../findings/assumed-conditions.ts'
import { evaluate } from '../findings/condition.ts'
import { type Scope, scopeOf } from '../findings/context.ts'
import { type Observation, observe, truthIn } from '../findings/observe.ts'
import { type Planner, plannerFor } from '../network/information-gain.ts'
import { type Given, type Network, networkOf } from '../network/noisy-or.ts'
import { infer, type Posterior, priorSupportOf } from '../network/posterior.ts'
import type { CompiledContext, KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Condition } from '../rules/schema/terms.ts'
import type { Interview, RawFindings } from './state.ts'

export interface Situation {
  readonly kb: KnowledgeBase
  readonly interview: Interview
  readonly kase: Case
  readonly observation: Observation
  readonly scope: Scope
  /** Null while no context holds. */
  readonly ranking: Ranking | null
}

export interface Ranking {
  readonly context: CompiledContext
  readonly network: Network
  readonly givens: readonly Given[]
  readonly posterior: Posterior
  /** Supports before any finding, by position in `network.diagnoses`. */
  readonly before: readonly number[]
  readonly planner: Planner
}

/** @throws RangeError when the answers do not read; whoever starts an interview reads the case file first. */
export function situationOf(rules: KnowledgeBase, interview: Interview): Situation {
  const kb = assuming(rules, interview.context)
  const kase = caseOf(kb, interview.findings, interview.context)
  const observation = observe(kb, kase)
  const scope = scopeOf(kb, kase.context, kase.answers, observation)
  return {
    kb,
    interview,
    kase,
    observation,
    scope,
    ranking: scope.kind === 'in' ? rankingIn(kb, scope.context, observation) : null,
  }
}

export function caseOf(kb: KnowledgeBase, findings: RawFindings, context: string | null): Case {
  const named = context === null ? {} : { context }
  const { case: read, problems } = readCaseValue({ schemaVersion: 1, ...named, findings }, kb)
  if (read === null)
    throw new RangeError(`the answers of the interview do not read: ${problems.map(({ path }) => path).join(', ')}`)
  return read
}

/** Not answered yet, not even by "unknown"; null in a case file is an empty line to fill in. */
export function isUnanswered({ findings, asked }: Interview, finding: string): boolean {
  const value = Object.hasOwn(findings, finding) ? findings[finding] : null
  return (value === null || value === undefined) && !asked.includes(finding)
}

/** Whether a condition holds by the answers so far. */
export function holds({ observation, kase }: Situation, condition: Condition): boolean {
  return truthOf({ observation, kase }, condition) === 'present'
}

export function truthOf({ observation, kase }: Pick<Situation, 'observation' | 'kase'>, condition: Condition) {
  return evaluate(condition, (id) => truthIn(observation, id), kase.answers)
}

function rankingIn(kb: KnowledgeBase, context: CompiledContext, observation: Observation): Ranking {
  const network = networkOf(kb, context)
  const givens = givensOf(network, observation.truths, observation.replacedBy)
  const before = priorSupportOf(network)
  const posterior = infer(network, givens)
  return { context, network, givens, posterior, before, planner: plannerFor(network, posterior) }
}
