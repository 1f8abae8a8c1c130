/** Which advice holds for a case, what of it cannot wait, and which of it disagrees. */
import type { Answer, Truth } from '../case/answers.ts'
import { evaluate } from '../findings/condition.ts'
import { cite } from '../result/cite.ts'
import type { Citation, Result } from '../result/schema.ts'
import type { KnowledgeBase, SourcedAdvice } from '../rules/knowledge-base.ts'

/** Advice whose condition is true (unknown is not true) and that has not been followed yet. Sorted by id. */
export function advise(
  kb: KnowledgeBase,
  truths: Readonly<Record<string, Truth>>,
  answers: Readonly<Record<string, Answer>>,
): { urgent: Result['urgent']; advice: Result['advice'] } {
  const truthOf = (id: string): Truth => truths[id] ?? 'unknown'
  const holds = kb.advice
    .filter(({ when }) => evaluate(when, truthOf, answers) === 'present')
    .filter(({ unless }) => unless === undefined || evaluate(unless, truthOf, answers) !== 'present')
    .filter(({ settledBy }) => !settledBy?.some((id) => truthOf(id) !== 'unknown'))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const shown = new Set(holds.map(({ id }) => id))
  return {
    urgent: holds.filter(({ urgency }) => urgency === 'urgent').map((entry) => asUrgent(kb, entry)),
    advice: holds
      .filter(({ urgency }) => urgency === 'routine')
      .map((entry) => {
        const disagreesWith = (entry.disagreesWith ?? []).filter((id) => shown.has(id))
        return {
          id: entry.id,
          text: entry.text,
          sources: sourcesOf(kb, entry),
          disagreesWith,
          difference: disagreesWith.length > 0 ? (entry.difference ?? null) : null,
        }
      }),
  }
}

/** As a result holds what cannot wait. */
export function asUrgent(kb: KnowledgeBase, entry: SourcedAdvice): Result['urgent'][number] {
  return { id: entry.id, advice: entry.text, sources: sourcesOf(kb, entry) }
}

function sourcesOf(kb: KnowledgeBase, entry: SourcedAdvice): Citation[] {
  return [{ source: entry.source, locator: entry.locator }, ...(entry.also ?? [])].map(({ source, locator }) =>
    cite(kb, source, locator),
  )
}
