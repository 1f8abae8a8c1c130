/** Why a question is asked, as data: what its answers would do to the order, on which sources that rests, and what else turns on it. */

import { leavesOf } from '../findings/condition.ts'
import type { NetworkEntry } from '../network/noisy-or.ts'
import { cite, groundOf } from '../result/cite.ts'
import type { Citation, LedgerLine } from '../result/schema.ts'
import type { Frequency, KnowledgeBase, SourcedAdvice } from '../rules/knowledge-base.ts'
import type { Condition } from '../rules/schema/terms.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import {
  type AnswerEffect,
  answersOf,
  type Effect,
  effectOf,
  type Named,
  namedDiagnosis,
  type Separated,
  separatedBy,
  statesOf,
} from './answer-effects.ts'
import type { OpenSign } from './candidates.ts'
import { catalogueOf } from './open-questions.ts'
import { type Ranking, type Situation, truthOf } from './situation.ts'

/** A figure behind the effects: a diagnosis, or none of them, in which the sign was counted or judged. */
export interface WhySource extends Pick<LedgerLine, 'rule' | 'claim' | 'patients' | 'judged' | 'source'> {
  /** Null for the background, the finding without any of the diagnoses. */
  readonly diagnosis: Named | null
}

interface Decides {
  /** Contexts that may still hold, or hold, by this answer. */
  readonly contexts: readonly Named[]
  /** Questions that are asked only after some answers to this one. */
  readonly questions: readonly Named[]
  /** Urgent advice that can come of it. */
  readonly urgent: readonly { readonly id: string; readonly advice: string; readonly sources: readonly Citation[] }[]
}

export interface Why {
  readonly phase: 'context' | 'urgent' | 'planned'
  /** The sign that the figures speak of: read off this answer, or else off the best question that the answer opens. */
  readonly sign: (Named & { readonly readOff: 'this' | 'opened' }) | null
  /** Expected fall of the entropy by that sign, in bits. */
  readonly expectedGain: number
  /** It is, or opens, the test that excludes a diagnosis which must not be missed. */
  readonly required: boolean
  /** The most separated first. */
  readonly separates: readonly Separated[]
  /** For a yes/no question the answers yes and no, else the states of the sign; null where it is read off another question. */
  readonly ifPresent: Effect | null
  readonly ifAbsent: Effect | null
  /** Enumerations and quantities only: each answer that says something of its own. */
  readonly answers: readonly AnswerEffect[]
  readonly sources: readonly WhySource[]
  readonly decides: Decides
}

/** What is known of a question's signs; both lists the most telling first. */
export interface Weighing {
  readonly signs: readonly OpenSign[]
  readonly opens: readonly OpenSign[]
  readonly required: boolean
}

export function whyOf(
  situation: Situation,
  phase: Why['phase'],
  finding: Finding,
  { signs, opens, required }: Weighing,
): Why {
  const { ranking } = situation
  const decides = decidesOf(situation, finding)
  const best = signs[0] ?? opens[0]
  if (ranking === null || best === undefined)
    return {
      phase,
      sign: null,
      expectedGain: 0,
      required,
      separates: [],
      ifPresent: null,
      ifAbsent: null,
      answers: [],
      sources: [],
      decides,
    }
  const states = statesOf(situation, finding, signs)
  return {
    phase,
    sign: { id: best.sign.id, label: best.sign.label, readOff: signs[0] === undefined ? 'opened' : 'this' },
    expectedGain: best.expectedGain,
    required,
    separates: separatedBy(situation.kb, ranking, best.entry),
    ifPresent: states && effectOf(situation.kb, ranking, states.present),
    ifAbsent: states && effectOf(situation.kb, ranking, states.absent),
    answers: answersOf(situation, ranking, finding, signs),
    sources: sourcesOf(situation.kb, ranking, best.entry),
    decides,
  }
}

/** The figures of the diagnoses that make the sign likelier, then those of the background. */
function sourcesOf(kb: KnowledgeBase, { context }: Ranking, { id }: NetworkEntry): readonly WhySource[] {
  const row = context.findings.find(({ finding }) => finding === id)
  if (row === undefined) return []
  const cited = (diagnosis: Named | null, { rules }: Pick<Frequency, 'rules'>): readonly WhySource[] =>
    rules.map((rule) => {
      const { claim, patients, judged, source, locator } = groundOf(context, rule)
      return { diagnosis, rule, claim, patients, judged, source: cite(kb, source, locator) }
    })
  return [
    ...Object.entries(row.given).flatMap(([diagnosis, frequency]) => cited(namedDiagnosis(kb, diagnosis), frequency)),
    ...cited(null, row.background),
  ]
}

function decidesOf(situation: Situation, finding: Finding): Decides {
  const { kb } = situation
  const names = new Set([
    finding.id,
    ...kb.network.filter(({ origins }) => origins.some((one) => one.finding === finding.id)).map(({ id }) => id),
  ])
  const turnsOn = (condition: Condition | undefined): boolean =>
    condition !== undefined && leavesOf(condition).some((leaf) => names.has(leaf))
  return {
    contexts: kb.contexts
      .filter(({ when }) => turnsOn(when) && truthOf(situation, when) !== 'absent')
      .map(({ id, label }) => ({ id, label })),
    questions: [...catalogueOf(kb).findings.values()]
      .filter(({ appliesIf }) => turnsOn(appliesIf))
      .map(({ id, label }) => ({ id, label })),
    urgent: kb.advice
      .filter(({ urgency, when }) => urgency === 'urgent' && turnsOn(when) && truthOf(situation, when) === 'unknown')
      .map((one) => ({ id: one.id, advice: one.text, sources: citationsOf(kb, one) })),
  }
}

function citationsOf(kb: KnowledgeBase, { source, locator, also = [] }: SourcedAdvice): readonly Citation[] {
  return [{ source, locator }, ...also].map((one) => cite(kb, one.source, one.locator))
}
