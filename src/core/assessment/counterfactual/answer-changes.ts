/**
 * What further answers change in the arithmetic of a case, without observing all of it again: what they settle, and the patterns that they complete.
 */

import type { Case, Truth } from '../../case/answers.ts'
import { type Observation, truthIn, truthsAfter } from '../../findings/observe.ts'
import type { Choice, ReachOf } from '../../findings/possible-answers.ts'
import { ANSWER } from '../../network/answer-vector.ts'
import type { Change } from '../../network/kernel.ts'
import type { NetworkEntry } from '../../network/noisy-or.ts'
import type { KnowledgeBase, NetworkFinding } from '../../rules/knowledge-base.ts'
import type { Differential } from '../differential.ts'

/** A case and how it ranks, before any further answer. */
export interface Seen {
  readonly kb: KnowledgeBase
  readonly kase: Case
  readonly observation: Observation
  readonly differential: Differential
}

/** What several answers change together. */
export type ChangesBy = (choices: readonly Choice[]) => readonly Change[]

/** One answer by itself often changes just what it settles; for anything else the case is looked at again. */
export function changesIn(seen: Seen, reachOf: ReachOf): ChangesBy {
  const again = lookedAtAgain(seen, reachOf)
  return (choices) => {
    const [only] = choices
    return choices.length === 1 && only !== undefined && reachOf(only.finding.id).direct
      ? plainChanges(seen, only)
      : again(choices)
  }
}

/** Whether two answers change no finding in common, by themselves or through others: then both change what each does. */
export function areApart(reachOf: ReachOf, one: Choice, other: Choice): boolean {
  const { signs } = reachOf(other.finding.id)
  return !reachOf(one.finding.id).signs.some((sign) => signs.includes(sign))
}

function plainChanges({ observation, differential: { network } }: Seen, { settles }: Choice): readonly Change[] {
  return settles.flatMap(({ sign: { id }, present }): readonly Change[] => {
    const entry = network.entryOf[id]
    const standsForIt = observation.replacedBy[id]
    const counts =
      truthIn(observation, id) === 'unknown' && (standsForIt === undefined || !network.entryOf[standsForIt])
    return entry === undefined || !counts
      ? []
      : [{ entry: entry.index, after: present ? ANSWER.present : ANSWER.absent }]
  })
}

function lookedAtAgain(
  { kb, kase, observation, differential: { network, posterior } }: Seen,
  reachOf: ReachOf,
): ChangesBy {
  const patterns = kb.network.filter(({ pattern }) => pattern !== null)
  /** As givensOf in differential.ts. */
  const answerOf = (entry: NetworkEntry, truth: Truth, standsForIt: string | undefined): number => {
    if (
      truth === 'unknown' ||
      (standsForIt !== undefined && network.entryOf[standsForIt]) ||
      (truth === 'absent' && entry.isPattern)
    )
      return ANSWER.none
    return truth === 'present' ? ANSWER.present : ANSWER.absent
  }
  return (choices) => {
    const touched = new Set(choices.flatMap(({ finding }) => reachOf(finding.id).signs))
    const truthOf = truthsAfter(kb, observation, answersWith(kase.answers, choices), touched)
    return [...touched].flatMap((id): Change[] => {
      const entry = network.entryOf[id]
      if (entry === undefined) return []
      const after = answerOf(entry, truthOf(id), standIn(patterns, id, truthOf))
      return after === posterior.answered[entry.index] ? [] : [{ entry: entry.index, after }]
    })
  }
}

/** As observe.ts names it: of several patterns that stand for a finding the first by id. */
function standIn(
  patterns: readonly NetworkFinding[],
  part: string,
  truthOf: (id: string) => Truth,
): string | undefined {
  return patterns.find(({ id, pattern }) => pattern?.replaces.includes(part) && truthOf(id) === 'present')?.id
}

export function answersWith(answers: Case['answers'], choices: readonly Choice[]): Case['answers'] {
  return { ...answers, ...Object.fromEntries(choices.map(({ finding, answer }) => [finding.id, answer])) }
}
