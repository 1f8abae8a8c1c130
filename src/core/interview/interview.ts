/**
 * The questionnaire as plain state: which question comes next and why, what an answer does to the answers before it, and where the order stands.
 * First what decides the context and what cannot wait, then what tells most for its burden. How it is asked is the conversation's part.
 */
import { advise } from '../assessment/advice.ts'
import type { CaseProblem } from '../case/answers.ts'
import { readCaseValue } from '../case/read.ts'
import { isEvidence } from '../findings/condition.ts'
import { leaderOf } from '../network/posterior.ts'
import type { Result } from '../result/schema.ts'
import { type StandingWord, wordFor } from '../result/support-words.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { type Candidate, choose, weighingOf } from './candidates.ts'
import { catalogueOf, isOpen } from './open-questions.ts'
import { plan } from './plan.ts'
import { reconcile } from './retractions.ts'
import { type Situation, situationOf } from './situation.ts'
import type { Interview, RawFindings } from './state.ts'
import { type Lead, leadOf } from './stopping.ts'
import { type Weighing, type Why, whyOf } from './why.ts'

export type { AnswerEffect, Effect, Shift } from './answer-effects.ts'
export type { Interview, RawFindings, SetAside } from './state.ts'
export type { Why, WhySource } from './why.ts'

export interface Question {
  readonly kind: 'question'
  readonly finding: Finding
  readonly why: Why
  /** Other findings whose answer would settle the same, a count in place of a yes or no; still open, in the order of the vocabulary. */
  readonly alternatives: readonly Finding[]
  /** Answers so far that say something. */
  readonly answered: number
  /** About how many questions are left, this one among them. */
  readonly aboutLeft: number
}

export interface Stop {
  readonly kind: 'stop'
  /** `ended` is never planned: the user ended it. `nothing-left`: no open answer could change the order, or no answer is left that could make one. */
  readonly reason: 'nothing-left' | 'clear' | 'all-asked' | 'out-of-scope' | 'ended'
}

export interface Standing {
  /** False while no context holds, or nothing answered weighs. */
  readonly ranked: boolean
  /** A diagnosis; null where nothing is ranked, or "none of these" leads. */
  readonly leader: string | null
  readonly label: string | null
  /** The word that a result has for the leader. */
  readonly words: StandingWord | null
  readonly lead: Lead
  readonly urgent: Result['urgent']
}

/** Half of all interviews plan no more questions than this after the context and what cannot wait (`npm run bench:ask`). */
const USUALLY_PLANNED = 20

/**
 * @param findings must read (`readCase`); what is there is not asked again, except where it is null
 * @param context as the case file names it
 */
export function startInterview(
  findings: RawFindings,
  id: string | null = null,
  context: string | null = null,
): Interview {
  return { id, context, findings, asked: [], setAside: [], before: null }
}

/** Deterministic: the same interview gives the same question. @throws RangeError when the answers do not read */
export function nextQuestion(kb: KnowledgeBase, interview: Interview): Question | Stop {
  const situation = situationOf(kb, interview)
  const next = plan(situation, choose)
  if (next.kind === 'stop') return next
  if (next.kind === 'planned') return asQuestion(situation, next.kind, next.chosen, aboutLeft(next.mattering))
  return asQuestion(
    situation,
    next.kind,
    { finding: next.finding, ...weighingOf(situation, next.finding) },
    next.left + USUALLY_PLANNED,
  )
}

/**
 * Takes an answer as a case file has it; `null` leaves it open and counts as asked. An error leaves the interview as it is; a warning
 * comes with the new one. Earlier answers that cannot stand beside it are set aside, and are open again.
 */
export function answerQuestion(
  kb: KnowledgeBase,
  interview: Interview,
  finding: string,
  value: unknown,
): { readonly interview: Interview; readonly problems: readonly CaseProblem[] } {
  const read = readCaseValue({ schemaVersion: 1, findings: { [finding]: value } }, kb)
  if (read.case === null) return { interview, problems: read.problems }
  const findings = { ...interview.findings, [finding]: value }
  const reconciled = reconcile(kb, { findings, context: interview.context }, finding)
  if ('problems' in reconciled) return { interview, problems: reconciled.problems }
  const gone = new Set([finding, ...reconciled.setAside.map((one) => one.finding)])
  return {
    interview: {
      id: interview.id,
      context: reconciled.context,
      findings: reconciled.findings,
      asked: [...interview.asked.filter((id) => !gone.has(id)), finding],
      setAside: [...interview.setAside.filter((one) => !gone.has(one.finding)), ...reconciled.setAside],
      before: interview,
    },
    problems: read.problems,
  }
}

/** Takes the last answer back, with all that it set aside; at the start nothing changes. */
export function back(interview: Interview): Interview {
  return interview.before ?? interview
}

/** Who leads and how clearly. @throws RangeError when the answers do not read */
export function standingOf(kb: KnowledgeBase, interview: Interview): Standing {
  const situation = situationOf(kb, interview)
  const { ranking, observation, kase } = situation
  const { urgent } = advise(situation.kb, observation.truths, kase.answers)
  if (ranking === null || ranking.givens.length === 0)
    return { ranked: false, leader: null, label: null, words: null, lead: 'open', urgent }
  const { network, posterior } = ranking
  const lead = leadOf(situation, ranking)
  const first = leaderOf(posterior)
  if (first === null) return { ranked: true, leader: null, label: null, words: null, lead, urgent }
  const leader = network.diagnoses[first] ?? ''
  const label = kb.diagnoses.find(({ id }) => id === leader)?.label ?? leader
  return { ranked: true, leader, label, words: wordFor(posterior.support[first] ?? 0, false), lead, urgent }
}

function asQuestion(
  situation: Situation,
  phase: Why['phase'],
  asked: Weighing & { readonly finding: Finding },
  left: number,
): Question {
  const { finding } = asked
  return {
    kind: 'question',
    finding,
    why: whyOf(situation, phase, finding, asked),
    alternatives: alternativesTo(situation, finding),
    answered: Object.values(situation.kase.answers).filter(isEvidence).length,
    aboutLeft: left,
  }
}

function alternativesTo(situation: Situation, { id }: Finding): readonly Finding[] {
  const { findings, askedAs } = catalogueOf(situation.kb)
  const readFrom = new Set((askedAs.get(id) ?? []).flatMap(({ origins }) => origins.map(({ finding }) => finding)))
  return [...findings.values()].filter(
    (finding) => finding.id !== id && readFrom.has(finding.id) && isOpen(situation, finding),
  )
}

/** One view of a fact leaves little for the next: each cluster counts once. */
function aboutLeft(mattering: readonly Candidate[]): number {
  const clusters = new Set(
    mattering.map(({ signs, opens, finding }) => (signs[0] ?? opens[0])?.entry.cluster.id ?? finding.id),
  )
  return Math.min(clusters.size, USUALLY_PLANNED)
}
