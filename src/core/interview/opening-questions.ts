/** What is asked before anything is weighed: what decides the context, then what cannot wait. */

import { unknownLeaves } from '../findings/condition.ts'
import { truthIn } from '../findings/observe.ts'
import type { Condition } from '../rules/schema/terms.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { catalogueOf, couldBe, isOpen, isUndecided, mayOpen, openParents } from './open-questions.ts'
import { holds, type Situation, truthOf } from './situation.ts'

/** What the context still turns on and what belongs to it, in the order of asking; only what can be asked now. */
export function contextQuestions(situation: Situation): readonly Finding[] {
  const needed = neededForContext(situation)
  const declared = situation.kb.opening.filter(({ stage }) => stage === 'context')
  const listed = new Set(declared.map(({ finding }) => finding))
  const wanted = declared.filter(
    ({ finding, onlyIf }) => needed.has(finding) || (onlyIf !== undefined && holds(situation, onlyIf)),
  )
  const others = situation.kb.findings.filter(({ id }) => needed.has(id) && !listed.has(id))
  return askableNow(situation, [...wanted.map(({ finding }) => finding), ...others.map(({ id }) => id)])
}

/** What cannot wait, in the order of asking; only what can be asked now. */
export function urgentQuestions(situation: Situation): readonly Finding[] {
  const wanted = situation.kb.opening.filter(
    ({ stage, onlyIf, unless }) =>
      stage === 'urgent' &&
      (onlyIf === undefined || holds(situation, onlyIf)) &&
      (unless === undefined || !holds(situation, unless)),
  )
  return askableNow(
    situation,
    wanted.map(({ finding }) => finding),
  )
}

function askableNow(situation: Situation, ids: readonly string[]): readonly Finding[] {
  const { findings } = catalogueOf(situation.kb)
  return ids.flatMap((id) => {
    const finding = findings.get(id)
    return finding !== undefined && isOpen(situation, finding) && isUndecided(situation, finding) ? [finding] : []
  })
}

/** Ids on which turns which context holds, or whether a pattern does of which all but the circumstances is known. */
function neededForContext(situation: Situation): ReadonlySet<string> {
  const conditions = [...contextsInQuestion(situation), ...patternsInWaiting(situation)]
  return new Set(conditions.flatMap((when) => openParents(situation, when).map(({ id }) => id)))
}

/** Conditions of the contexts that may still come to hold: all, or those before the one that holds, since the first that is true does. */
function contextsInQuestion(situation: Situation): readonly Condition[] {
  const { kb, kase, scope } = situation
  if (kase.context !== null) return []
  const held = scope.kind === 'in' ? kb.contexts.findIndex(({ id }) => id === scope.context.id) : kb.contexts.length
  return kb.contexts
    .slice(0, held)
    .map(({ when }) => when)
    .filter((when) => truthOf(situation, when) === 'unknown' && couldBe(situation, when, 'present'))
}

/** A pattern that only circumstances keep open, which are no findings of the network and so would never be planned. */
function patternsInWaiting(situation: Situation): readonly Condition[] {
  const { kb, kase, observation, ranking } = situation
  const { askedAs, findings } = catalogueOf(kb)
  return kb.network.flatMap(({ id, pattern }) => {
    if (pattern === null || ranking?.network.entryOf[id] === undefined || !couldBe(situation, pattern.when, 'present'))
      return []
    const leaves = unknownLeaves(pattern.when, (leaf) => truthIn(observation, leaf), kase.answers)
    const circumstances = leaves.every((leaf) => {
      const finding = findings.get(leaf)
      return finding !== undefined && !askedAs.has(leaf) && mayOpen(situation, finding)
    })
    return circumstances && leaves.length > 0 ? [pattern.when] : []
  })
}
