/** The compiled network as plain data under documented keys, with how to read it: what another program needs to get the same states and the same numbers. */
import { ANSWER_STATES } from '../../core/case/answers.ts'
import { isEvidence } from '../../core/findings/condition.ts'
import { namedRules } from '../../core/result/named-rules.ts'
import type { CompiledContext, Frequency, NetworkFinding, WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { exportedCondition } from './export/condition.ts'
import { exportedOrigin } from './export/origin.ts'
import { FORMULAS, READING } from './export/reading.ts'
import { exportedFinding } from './export/vocabulary.ts'
import { waysOf } from './export/ways.ts'

/** As a case file writes the states of an answer. */
const STATES = {
  present: [true, 'present'],
  absent: [false, 'absent'],
  withoutEvidence: [null, ...ANSWER_STATES.filter((state) => !isEvidence({ kind: 'state', state }))],
} as const

const findingOf = ({ id, label, cluster, askedAs, burden, origins, pattern }: NetworkFinding): object => ({
  id,
  label,
  cluster,
  askedAs,
  burden,
  origins: origins.map(exportedOrigin),
  pattern: pattern === null ? null : { when: exportedCondition(pattern.when), replaces: pattern.replaces },
})

const contextOf = (
  kb: WholeKnowledgeBase,
  { id, label, population, when, priors, cannotOccur, findings, associations }: CompiledContext<Frequency>,
): object => ({
  id,
  label,
  population,
  when: exportedCondition(when),
  ways: waysOf(kb, when),
  priors,
  cannotOccur,
  associations,
  findings,
})

/** The keys are described in rules/README.md. */
export function networkOf(kb: WholeKnowledgeBase): object {
  return {
    schemaVersion: 2,
    rules: namedRules(kb),
    reading: READING,
    formulas: FORMULAS,
    answerStates: STATES,
    vocabulary: kb.findings
      .filter(({ carriedBy }) => carriedBy === undefined)
      .map((finding) => exportedFinding(kb, finding)),
    contradictions: kb.contradictions.map(({ id, never, unless, say }) => ({
      id,
      never: exportedCondition(never),
      unless: unless === undefined ? undefined : exportedCondition(unless),
      say,
    })),
    findings: kb.network.map(findingOf),
    clusters: kb.clusters.map(({ id, label, independence, why }) => ({
      id,
      label,
      independence,
      why,
      findings: kb.network.filter(({ cluster }) => cluster === id).map((finding) => finding.id),
    })),
    diagnoses: kb.diagnoses.map(({ id, label }) => ({ id, label })),
    contexts: kb.contexts.map((context) => contextOf(kb, context)),
  }
}
