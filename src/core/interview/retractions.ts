/** What has to give way to a fresh answer: the newest answer is kept, and of the earlier ones all that contradict nothing. */
import type { CaseProblem } from '../case/answers.ts'
import { scopeOf } from '../findings/context.ts'
import { contextContradicts } from '../findings/implied-answers.ts'
import { observe } from '../findings/observe.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import { caseOf } from './situation.ts'
import type { Interview, RawFindings, SetAside } from './state.ts'

export type Reconciled = Pick<Interview, 'findings' | 'context' | 'setAside'>

/**
 * The answers that can stand beside the fresh one. Where two earlier answers exclude each other now, the one that comes first in the
 * vocabulary stays: questions stand there before those that depend on them.
 * @returns problems when the fresh answer contradicts itself
 */
export function reconcile(
  kb: KnowledgeBase,
  { findings, context }: Pick<Interview, 'findings' | 'context'>,
  fresh: string,
): Reconciled | { readonly problems: readonly CaseProblem[] } {
  const alone = { [fresh]: findings[fresh] }
  const problems = contradictions(kb, alone)
  if (problems.length > 0) return { problems }
  const setAside = contradictions(kb, findings).length > 0 ? givingWay(kb, findings, alone) : []
  const gone = new Set(setAside.map(({ finding }) => finding))
  const kept = Object.fromEntries(Object.entries(findings).filter(([id]) => !gone.has(id)))
  const denied = deniedContext(kb, kept, context)
  return { findings: kept, context: denied ? null : context, setAside: denied ? [...setAside, denied] : setAside }
}

function givingWay(kb: KnowledgeBase, findings: RawFindings, alone: RawFindings): SetAside[] {
  const setAside: SetAside[] = []
  let kept = alone
  for (const { id } of kb.findings) {
    if (!Object.hasOwn(findings, id) || Object.hasOwn(alone, id)) continue
    const next = { ...kept, [id]: findings[id] }
    const [problem] = contradictions(kb, next)
    if (problem === undefined) kept = next
    else setAside.push({ finding: id, value: findings[id], because: problem.message })
  }
  return setAside
}

function contradictions(kb: KnowledgeBase, findings: RawFindings): readonly CaseProblem[] {
  return observe(kb, caseOf(kb, findings, null)).problems
}

function deniedContext(kb: KnowledgeBase, findings: RawFindings, context: string | null): SetAside | null {
  if (context === null) return null
  const kase = caseOf(kb, findings, context)
  const scope = scopeOf(kb, context, kase.answers, observe(kb, kase))
  if (scope.kind === 'out' || scope.kind === 'unsettled') return null
  if (scope.kind === 'in' && !contextContradicts(kb, kase)) return null
  return { finding: 'context', value: context, because: `the answers deny "${context}" (${scope.context.label})` }
}
