/**
 * What to ask or do next: for each open finding the expected fall of the entropy of the states (Lindley, Ann Math Stat 1956;27:986), set against what it takes to know.
 * Also the counterpart that a reader needs: who would lead after either answer.
 */
import type { Answer, Case } from './answers.ts'
import { evaluate } from './condition.ts'
import type { Differential } from './differential.ts'
import type { KnowledgeBase, NetworkFinding } from './knowledge-base.ts'
import type { Burden, Finding } from './model.ts'
import { type NetworkEntry, posteriorOf, predictedPresent, prepareAll, tryAnswer } from './network.ts'
import type { Observation } from './observe.ts'

/**
 * What a bit of information is worth when it costs this much. Judged: a biopsy must promise twice what a question promises to come before it.
 */
export const WORTH: Readonly<Record<Burden, number>> = { history: 1, examination: 0.95, 'blood-test': 0.85, imaging: 0.7, biopsy: 0.5 }

/** A gain below this many bits is no reason to ask. Judged. */
const LEAST_GAIN = 0.005

export interface NextStep {
  /** The vocabulary finding to answer. */
  readonly finding: Finding
  /** The network finding that the gain was computed for. */
  readonly sign: string
  /** Expected fall of the entropy, in bits; never below 0. */
  readonly expectedGain: number
  readonly leaderIf: { readonly present: string | null; readonly absent: string | null }
  /** Diagnoses that the finding speaks for when present, strongest first. */
  readonly speaksFor: readonly string[]
}

/** Open findings, the best worth first; at most one entry for each askable finding. `null` as leader is "none of these". */
export function nextSteps(kb: KnowledgeBase, differential: Differential, kase: Case, observation: Observation): NextStep[] {
  const { network, givens } = differential
  const prepared = prepareAll(network, givens)
  const now = posteriorOf(network, prepared)
  const findings = new Map(kb.findings.map((finding) => [finding.id, finding]))
  const asked = new Map<string, NextStep>()
  for (const sign of kb.network) {
    const entry = network.entryOf[sign.id]
    const finding = findings.get(sign.askedAs ?? '')
    if (!entry || !finding || sign.pattern || !isOpen(kb, sign, finding, kase, observation)) continue
    const p = predictedPresent(prepared, now, entry)
    const present = tryAnswer(network, prepared, { entry, present: true })
    const absent = tryAnswer(network, prepared, { entry, present: false })
    const expectedGain = Math.max(0, now.entropy - p * present.entropy - (1 - p) * absent.entropy)
    if (expectedGain < LEAST_GAIN || expectedGain <= (asked.get(finding.id)?.expectedGain ?? 0)) continue
    const leaderOf = (posterior: typeof present) => leader(network.diagnoses, posterior.support, posterior.none)
    asked.set(finding.id, {
      finding,
      sign: sign.id,
      expectedGain,
      leaderIf: { present: leaderOf(present), absent: leaderOf(absent) },
      speaksFor: producersOf(network.diagnoses, entry),
    })
  }
  const worth = (step: NextStep) => step.expectedGain * WORTH[step.finding.burden]
  return [...asked.values()].sort((a, b) => worth(b) - worth(a) || (a.finding.id < b.finding.id ? -1 : 1))
}

/** Still worth an answer: nothing known yet, and able to apply. What was not done can be done; what is equivocal or does not apply is settled. */
function isOpen(kb: KnowledgeBase, sign: NetworkFinding, finding: Finding, kase: Case, observation: Observation): boolean {
  if (observation.truths[sign.id] !== 'unknown') return false
  const answer: Answer | undefined = kase.answers[finding.id]
  if (answer && !(answer.kind === 'state' && (answer.state === 'unknown' || answer.state === 'not-done'))) return false
  if (!finding.appliesIf) return true
  const examinations = new Set(kb.network.filter(({ cluster }) => cluster === 'examinations').map(({ id }) => id))
  // An examination that has not been done can still be done; any other open or denied parent closes its group.
  const truthOf = (id: string) => (examinations.has(id) ? 'present' : (observation.truths[id] ?? 'unknown'))
  return evaluate(finding.appliesIf, truthOf, kase.answers) === 'present'
}

function leader(diagnoses: readonly string[], support: readonly number[], none: number): string | null {
  return diagnoses.reduce<{ id: string | null; support: number }>(
    (best, id, index) => ((support[index] ?? 0) > best.support ? { id, support: support[index] ?? 0 } : best),
    { id: null, support: none },
  ).id
}

function producersOf(diagnoses: readonly string[], entry: NetworkEntry): string[] {
  return entry.producers
    .map((producer, i) => ({ id: diagnoses[producer] ?? '', missRatio: entry.missRatio[i] ?? 1 }))
    .filter(({ missRatio }) => missRatio < 1)
    .sort((a, b) => a.missRatio - b.missRatio || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
}
