/**
 * What further answers change in the arithmetic of a case, without observing all of it again: what they settle, and the patterns that they complete.
 */
import type { Case, Truth } from '../answers.ts'
import { ANSWER, type Change } from '../arithmetic.ts'
import type { Differential } from '../differential.ts'
import type { KnowledgeBase, NetworkFinding } from '../knowledge-base.ts'
import type { NetworkEntry } from '../network.ts'
import { type Observation, truthIn, truthsAfter } from '../observe.ts'
import type { Choice, ReachOf } from './choices.ts'

/** A case and how it ranks, before any further answer. */
export interface Seen {
  readonly kb: KnowledgeBase
  readonly kase: Case
  readonly observation: Observation
  readonly differential: Differential
}

type Shifts = (choices: readonly Choice[]) => readonly Change[]

/** What answers do by themselves is put together; where some reach the same finding, the case is looked at again with these. */
export function shiftsIn(seen: Seen, reachOf: ReachOf): Shifts {
  const again = changesIn(seen, reachOf)
  const known = new Map<string, readonly Change[]>()
  const changesBy = (choices: readonly Choice[]): readonly Change[] => {
    const [only, ...others] = choices
    return only !== undefined && others.length === 0 && reachOf(only.finding.id).direct ? plainChanges(seen, only) : again(choices)
  }
  const numbers = new Map<Choice, number>()
  const keyOf = (choices: readonly Choice[]): string => choices.map((choice) => numberOf(numbers, choice)).join()
  return (choices) =>
    groupsIn(choices, reachOf).flatMap((group) => {
      const key = keyOf(group)
      const made = known.get(key) ?? changesBy(group)
      known.set(key, made)
      return made
    })
}

function numberOf(numbers: Map<Choice, number>, choice: Choice): number {
  const number = numbers.get(choice) ?? numbers.size
  numbers.set(choice, number)
  return number
}

/** Those that reach a finding in common, by themselves or through others, are in one group. */
function groupsIn(choices: readonly Choice[], reachOf: ReachOf): readonly (readonly Choice[])[] {
  if (choices.length === 1) return [choices]
  const groups: Choice[][] = []
  for (const choice of choices) {
    const { signs } = reachOf(choice.finding.id)
    const touched = groups.filter((group) => group.some(({ finding }) => reachOf(finding.id).signs.some((sign) => signs.includes(sign))))
    const joined = [...touched.flat(), choice]
    for (const group of touched) groups.splice(groups.indexOf(group), 1)
    groups.push(joined)
  }
  return groups
}

function plainChanges({ observation, differential: { network } }: Seen, { settles }: Choice): readonly Change[] {
  return settles.flatMap(({ sign: { id }, present }): readonly Change[] => {
    const entry = network.entryOf[id]
    const standsForIt = observation.replacedBy[id]
    const counts = truthIn(observation, id) === 'unknown' && (standsForIt === undefined || !network.entryOf[standsForIt])
    return entry === undefined || !counts ? [] : [{ entry: entry.index, after: present ? ANSWER.present : ANSWER.absent }]
  })
}

function changesIn(
  { kb, kase, observation, differential: { network, posterior } }: Seen,
  reachOf: ReachOf,
): (choices: readonly Choice[]) => Change[] {
  const patterns = kb.network.filter(({ pattern }) => pattern !== null)
  /** As givensOf in differential.ts. */
  const answerOf = (entry: NetworkEntry, truth: Truth, standsForIt: string | undefined): number => {
    if (truth === 'unknown' || (standsForIt !== undefined && network.entryOf[standsForIt]) || (truth === 'absent' && entry.isPattern))
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
function standIn(patterns: readonly NetworkFinding[], part: string, truthOf: (id: string) => Truth): string | undefined {
  return patterns.find(({ id, pattern }) => pattern?.replaces.includes(part) && truthOf(id) === 'present')?.id
}

export function answersWith(answers: Case['answers'], choices: readonly Choice[]): Case['answers'] {
  return { ...answers, ...Object.fromEntries(choices.map(({ finding, answer }) => [finding.id, answer])) }
}
