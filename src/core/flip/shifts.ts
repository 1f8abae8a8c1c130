/**
 * What further answers change in the arithmetic of a case, cluster by cluster, without observing all of it again: what they settle, and the patterns
 * that they complete.
 */
import type { Case, Truth } from '../answers.ts'
import { numberAt } from '../cells.ts'
import { codesOf, digitOf } from '../cluster-tables.ts'
import type { Differential } from '../differential.ts'
import type { KnowledgeBase, NetworkFinding } from '../knowledge-base.ts'
import type { Given, NetworkCluster, NetworkEntry } from '../network.ts'
import { type Observation, truthIn, truthsAfter } from '../observe.ts'
import type { Choice, ReachOf } from './choices.ts'

/** A case and how it ranks, before any further answer. */
export interface Seen {
  readonly kb: KnowledgeBase
  readonly kase: Case
  readonly observation: Observation
  readonly differential: Differential
}

/** What the answers of a cluster become. */
export interface Shift {
  readonly cluster: NetworkCluster
  readonly code: number
  /** Where that is all: the one answer that is new. */
  readonly only: Given | null
}

type Shifts = (choices: readonly Choice[]) => readonly Shift[]

/** What answers do by themselves is put together; where they reach the same finding, the case is looked at again. */
export function shiftsIn(seen: Seen, reachOf: ReachOf): Shifts {
  const codes = codesOf(seen.differential.network, seen.differential.givens)
  const again = changesIn(seen, reachOf)
  const own = new Map<Choice, readonly Change[]>()
  const ownOf = (choice: Choice): readonly Change[] => {
    const made = own.get(choice) ?? (reachOf(choice.finding.id).direct ? plainChanges(seen, choice) : again([choice]))
    own.set(choice, made)
    return made
  }
  const apart = (choice: Choice, at: number, choices: readonly Choice[]): boolean => {
    const { signs } = reachOf(choice.finding.id)
    return choices.every((other, index) => index <= at || !reachOf(other.finding.id).signs.some((sign) => signs.includes(sign)))
  }
  return (choices) => together(codes, choices.every(apart) ? choices.flatMap(ownOf) : again(choices))
}

function together(codes: Float64Array, changes: readonly Change[]): readonly Shift[] {
  const shifts: Shift[] = []
  for (const { entry, before, after } of changes) {
    const { cluster } = entry
    const at = shifts.findIndex((shift) => shift.cluster === cluster)
    const code = (shifts[at]?.code ?? numberAt(codes, cluster.index)) + digit(entry, after) - digit(entry, before)
    if (at >= 0) shifts[at] = { cluster, code, only: null }
    else shifts.push({ cluster, code, only: before === 0 ? { entry, present: after === 1 } : null })
  }
  return shifts
}

/** A finding whose answer enters the arithmetic otherwise than before: 0 not at all, 1 as present, 2 as absent. */
interface Change {
  readonly entry: NetworkEntry
  readonly before: number
  readonly after: number
}

const digit = (entry: NetworkEntry, code: number): number => (code === 0 ? 0 : digitOf(entry, code === 1))

function plainChanges({ observation, differential: { network } }: Seen, { settles }: Choice): readonly Change[] {
  return settles.flatMap(({ sign: { id }, present }): readonly Change[] => {
    const entry = network.entryOf[id]
    const standsForIt = observation.replacedBy[id]
    const counts = truthIn(observation, id) === 'unknown' && (standsForIt === undefined || !network.entryOf[standsForIt])
    return entry === undefined || !counts ? [] : [{ entry, before: 0, after: present ? 1 : 2 }]
  })
}

function changesIn({ kb, kase, observation, differential: { network } }: Seen, reachOf: ReachOf): (choices: readonly Choice[]) => Change[] {
  const patterns = kb.network.filter(({ pattern }) => pattern !== null)
  /** As givensOf in differential.ts. */
  const codeOf = (entry: NetworkEntry, truth: Truth, standsForIt: string | undefined): number => {
    if (truth === 'unknown' || (standsForIt !== undefined && network.entryOf[standsForIt]) || (truth === 'absent' && entry.isPattern))
      return 0
    return truth === 'present' ? 1 : 2
  }
  return (choices) => {
    const touched = new Set(choices.flatMap(({ finding }) => reachOf(finding.id).signs))
    const truthOf = truthsAfter(kb, observation, answersWith(kase.answers, choices), touched)
    return [...touched].flatMap((id): Change[] => {
      const entry = network.entryOf[id]
      if (entry === undefined) return []
      const before = codeOf(entry, truthIn(observation, id), observation.replacedBy[id])
      const after = codeOf(entry, truthOf(id), standIn(patterns, id, truthOf))
      return before === after ? [] : [{ entry, before, after }]
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
