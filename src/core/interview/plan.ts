import type { Finding } from '../rules/schema/vocabulary.ts'
import { type Candidate, candidatesOf } from './candidates.ts'
import { catalogueOf, isUndecided } from './open-questions.ts'
import { contextQuestions, urgentQuestions } from './opening-questions.ts'
import type { Situation } from './situation.ts'
import { leadOf } from './stopping.ts'

/** The one to ask of those that matter, the best worth first; null when there are none. `last` is what was asked last. */
export type Chooser = (mattering: readonly Candidate[], last: Finding | undefined) => Candidate | null

export interface Halt {
  readonly kind: 'stop'
  readonly reason: 'nothing-left' | 'clear' | 'all-asked' | 'out-of-scope'
}

/** Asked for its own sake, before anything is weighed. */
export interface Fixed {
  readonly kind: 'context' | 'urgent'
  readonly finding: Finding
  /** Such questions that can be asked now, this one among them. */
  readonly left: number
}

export interface Weighed {
  readonly kind: 'planned'
  readonly chosen: Candidate
  /** All that matter, the chosen one among them. */
  readonly mattering: readonly Candidate[]
}

export function plan(situation: Situation, choose: Chooser): Fixed | Weighed | Halt {
  if (situation.scope.kind === 'out') return { kind: 'stop', reason: 'out-of-scope' }
  const context = contextQuestions(situation)
  const urgent = urgentQuestions(situation)
  const [first] = [...context, ...urgent]
  if (first !== undefined)
    return { kind: context.length > 0 ? 'context' : 'urgent', finding: first, left: context.length + urgent.length }
  return planWeighed(situation, choose)
}

/** As `plan`, without what is asked for its own sake. */
export function planWeighed(situation: Situation, choose: Chooser): Weighed | Halt {
  const { ranking, interview, kb } = situation
  if (ranking === null) return { kind: 'stop', reason: 'nothing-left' }
  if (leadOf(situation, ranking) === 'clear') return { kind: 'stop', reason: 'clear' }
  const last = catalogueOf(kb).findings.get(interview.asked.at(-1) ?? '')
  const candidates = candidatesOf(situation, ranking)
  let mattering = candidates.filter(({ matters }) => matters)
  for (;;) {
    const chosen = choose(mattering, last)
    if (chosen === null) return { kind: 'stop', reason: candidates.length === 0 ? 'all-asked' : 'nothing-left' }
    if (isUndecided(situation, chosen.finding)) return { kind: 'planned', chosen, mattering }
    mattering = mattering.filter((each) => each !== chosen)
  }
}
