/** Random patients of the real rules: a context to stand in, then answers to any findings, each taken only if it contradicts nothing said before. */
import fc from 'fast-check'
import type { KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import { answersOf, type Findings, isConsistent, present, solverFor } from './answers-for.ts'

/** Answers tried for one patient. */
const MOST_ANSWERS = 30

export function randomFindings(kb: KnowledgeBase): fc.Arbitrary<Findings> {
  const solver = solverFor(kb)
  const answers = [...answersOf(kb)].filter(([, raws]) => raws.length > 0)
  const starts = [{}, ...kb.contexts.map(({ when }) => solver.findingsFor(present(when)) ?? {})]
  const answer = fc
    .constantFrom(...answers)
    .chain(([id, raws]) => fc.constantFrom(...raws).map((raw) => [id, raw] as const))
  return fc
    .record({ start: fc.constantFrom(...starts), more: fc.array(answer, { maxLength: MOST_ANSWERS }) })
    .map(({ start, more }) => {
      let findings: Findings = start
      for (const [id, raw] of more) {
        const next: Findings = { ...findings, [id]: raw }
        if (!Object.hasOwn(findings, id) && isConsistent(kb, next)) findings = next
      }
      return findings
    })
}
