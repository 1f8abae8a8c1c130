/**
 * What to ask or do next: for each open finding its expected gain (gain.ts), set against what it takes to know.
 * Also the counterpart that a reader needs: who would lead after either answer.
 */

import type { Answer, Case } from '../case/answers.ts'
import { evaluate } from '../findings/condition.ts'
import { type Observation, truthIn } from '../findings/observe.ts'
import { type Planner, plannerFor } from '../network/information-gain.ts'
import { isProducer, type NetworkEntry } from '../network/noisy-or.ts'
import { leaderOf } from '../network/posterior.ts'
import { numberAt } from '../numbers/number-at.ts'
import { WORD_BOUNDS } from '../result/support-words.ts'
import type { KnowledgeBase, NetworkFinding } from '../rules/knowledge-base.ts'
import type { Burden } from '../rules/schema/burden.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { byName } from '../text/sort.ts'
import type { Differential } from './differential.ts'

/**
 * What a bit of information is worth when it costs this much. Judged: a biopsy must promise twice what a question promises to come before it.
 */
export const WORTH: Readonly<Record<Burden, number>> = {
  history: 1,
  examination: 0.95,
  'blood-test': 0.85,
  imaging: 0.7,
  biopsy: 0.5,
}

/** A gain below this many bits is no reason to ask. Judged. */
const LEAST_GAIN = 0.005

/** An open answer worth at least this many bits is named as missing. Judged. */
const MATTERS = 0.05

export interface NextSteps {
  /** At most as many as asked for, and the required tests. */
  readonly steps: readonly NextStep[]
  /** Ids of the vocabulary findings whose answer is missing and matters. */
  readonly matter: readonly string[]
}

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
  /** The test that excludes a diagnosis which must not be missed and is still open. */
  readonly required: boolean
}

/**
 * Open findings, the best worth first: the best of each cluster, since one view of a fact leaves little for the next, and the tests that exclude
 * what must not be missed, as long as it is not out of the question. `null` as leader is "none of these".
 */
export function nextSteps(
  kb: KnowledgeBase,
  differential: Differential,
  kase: Case,
  observation: Observation,
  most: number,
): NextSteps {
  const planner = plannerFor(differential.network, differential.posterior)
  const open = openFindings(kb, differential, planner, kase, observation, requiredTests(kb, differential))
  const best = new Map<string, OpenFinding>()
  for (const each of open)
    if (each.expectedGain >= LEAST_GAIN)
      best.set(each.entry.cluster.id, betterOf(best.get(each.entry.cluster.id), each))
  const asked = new Map<string, OpenFinding>()
  for (const each of [...best.values(), ...open.filter(({ required }) => required)])
    asked.set(each.finding.id, betterOf(asked.get(each.finding.id), each))
  const ordered = [...asked.values()].sort((a, b) => worth(b) - worth(a) || byName(a.finding.id, b.finding.id))
  return {
    steps: ordered
      .filter(({ required }, index) => index < most || required)
      .map((each) => asStep(differential, planner, each)),
    matter: ordered.filter(({ expectedGain }) => expectedGain >= MATTERS).map(({ finding }) => finding.id),
  }
}

function worth({ expectedGain, finding }: OpenFinding): number {
  return expectedGain * WORTH[finding.burden]
}

function betterOf(known: OpenFinding | undefined, step: OpenFinding): OpenFinding {
  return known && worth(known) >= worth(step) ? known : step
}

/** The named tests of diagnoses that are not excluded and still have some support. */
export function requiredTests(kb: KnowledgeBase, { standings }: Differential): Set<string> {
  const standingOf = new Map(standings.map((standing) => [standing.diagnosis, standing]))
  const open = kb.diagnoses.filter(({ id }) => {
    const standing = standingOf.get(id)
    return standing?.exclusion === 'not-excluded' && standing.support >= WORD_BOUNDS.lessLikely
  })
  return new Set(open.flatMap(({ mustBeExcluded }) => (mustBeExcluded ? [mustBeExcluded.test] : [])))
}

interface OpenFinding {
  readonly finding: Finding
  readonly entry: NetworkEntry
  readonly expectedGain: number
  readonly required: boolean
}

function openFindings(
  kb: KnowledgeBase,
  { network }: Differential,
  planner: Planner,
  kase: Case,
  observation: Observation,
  required: ReadonlySet<string>,
): OpenFinding[] {
  return openSigns(kb, kase, observation, ({ id }) => network.entryOf[id] !== undefined).flatMap(
    ({ sign, finding }) => {
      const entry = network.entryOf[sign.id]
      return entry === undefined
        ? []
        : [{ finding, entry, expectedGain: planner.expectedGain(entry), required: required.has(sign.id) }]
    },
  )
}

/** Network findings that can still be asked for, with the question that is asked for each. */
export function openSigns(
  kb: KnowledgeBase,
  kase: Case,
  observation: Observation,
  matters: (sign: NetworkFinding) => boolean,
): { readonly sign: NetworkFinding; readonly finding: Finding }[] {
  const findings = new Map(kb.findings.map((finding) => [finding.id, finding]))
  const examinations = examinationsIn(kb)
  return kb.network.flatMap((sign) => {
    const finding = findings.get(sign.askedAs ?? '')
    return finding && !sign.pattern && matters(sign) && isOpen(examinations, sign, finding, kase, observation)
      ? [{ sign, finding }]
      : []
  })
}

/** Network findings that say only that somebody has looked. */
export function examinationsIn(kb: KnowledgeBase): ReadonlySet<string> {
  return new Set(kb.network.filter(({ isExamination }) => isExamination).map(({ id }) => id))
}

function asStep(
  { network }: Differential,
  planner: Planner,
  { finding, entry, expectedGain, required }: OpenFinding,
): NextStep {
  const leaderIf = (present: boolean): string | null => {
    const leader = leaderOf(planner.supportAfter({ entry, present }))
    return leader === null ? null : (network.diagnoses[leader] ?? null)
  }
  return {
    finding,
    sign: entry.id,
    expectedGain,
    required,
    leaderIf: { present: leaderIf(true), absent: leaderIf(false) },
    speaksFor: producersOf(network.diagnoses, entry),
  }
}

/** Nobody has looked yet. */
function canStillBeDone(answer: Answer): boolean {
  if (answer.kind === 'state') return answer.state === 'unknown' || answer.state === 'not-done'
  return answer.kind === 'options' && answer.noEvidence === 'not-done'
}

/** Still worth an answer: nothing known yet, and able to apply. What was not done can be done; what is equivocal or does not apply is settled. */
function isOpen(
  examinations: ReadonlySet<string>,
  sign: NetworkFinding,
  finding: Finding,
  kase: Case,
  observation: Observation,
): boolean {
  if (observation.truths[sign.id] !== 'unknown') return false
  const answer: Answer | undefined = kase.answers[finding.id]
  if (answer && !canStillBeDone(answer)) return false
  if (!finding.appliesIf) return true
  // An examination that has not been done can still be done; any other open or denied parent closes its group.
  const truthOf = (id: string) => (examinations.has(id) ? 'present' : truthIn(observation, id))
  return evaluate(finding.appliesIf, truthOf, kase.answers) === 'present'
}

function producersOf(diagnoses: readonly string[], entry: NetworkEntry): string[] {
  return entry.cluster.producers
    .map((producer, i) => ({ producer, missRatio: numberAt(entry.missRatio, i) }))
    .filter(({ producer }) => isProducer(entry, producer))
    .sort((a, b) => a.missRatio - b.missRatio || a.producer - b.producer)
    .map(({ producer }) => diagnoses[producer] ?? '')
}
