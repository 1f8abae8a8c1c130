/** Which context a case belongs to: the named one, the one its answers settle, or none. */
import type { Answer } from '../case/answers.ts'
import type { CompiledContext, KnowledgeBase } from '../rules/knowledge-base.ts'
import { evaluate, unknownLeaves } from './condition.ts'
import { type Observation, truthIn } from './observe.ts'

export type Scope =
  | { readonly kind: 'in'; readonly context: CompiledContext }
  /** `settledBy`: findings whose answer would decide. */
  | { readonly kind: 'unsettled'; readonly settledBy: readonly string[] }
  | { readonly kind: 'out' }
  /** The case names a context that its own answers deny. */
  | { readonly kind: 'denied'; readonly context: CompiledContext }

/**
 * The first context, in the order of the rules, whose condition is true. A named context wins unless the answers deny it.
 * Where none is true but some could still be, the case is unsettled.
 */
export function scopeOf(
  kb: KnowledgeBase,
  named: string | null,
  answers: Readonly<Record<string, Answer>>,
  observation: Observation,
): Scope {
  const truthOf = (id: string) => truthIn(observation, id)
  const truths = kb.contexts.map((context) => ({ context, truth: evaluate(context.when, truthOf, answers) }))
  if (named !== null) {
    const chosen = truths.find(({ context }) => context.id === named)
    if (chosen)
      return chosen.truth === 'absent'
        ? { kind: 'denied', context: chosen.context }
        : { kind: 'in', context: chosen.context }
  }
  const settled = truths.find(({ truth }) => truth === 'present')
  if (settled) return { kind: 'in', context: settled.context }
  const open = truths.filter(({ truth }) => truth === 'unknown')
  if (open.length === 0) return { kind: 'out' }
  const leaves = open.flatMap(({ context }) => unknownLeaves(context.when, truthOf, answers))
  return { kind: 'unsettled', settledBy: kb.findings.map(({ id }) => id).filter((id) => leaves.includes(id)) }
}
