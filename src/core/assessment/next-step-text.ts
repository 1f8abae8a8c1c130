/** What to ask or do next, as a result says it. */

import type { Result } from '../result/schema.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import { labelOf } from './labels.ts'
import type { NextStep } from './next-steps.ts'

/** The answers that would settle the context, as steps of their own. */
export function settlingSteps(kb: KnowledgeBase, settledBy: readonly string[]): Result['next'] {
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

export function sayStep(
  kb: KnowledgeBase,
  { finding, sign, expectedGain, leaderIf, speaksFor }: NextStep,
): Result['next'][number] {
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
