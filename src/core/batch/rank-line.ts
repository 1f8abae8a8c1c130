/** From the slots of a case to its ranking in one context: the arithmetic of states.ts on tables that are laid out once. */

import { ABSENT, PRESENT, type Slots, type SlotTable, UNKNOWN } from '../findings/compiled-conditions.ts'
import { ANSWER, type Answered } from '../network/answer-vector.ts'
import { arithmeticOf } from '../network/kernel.ts'
import { networkOf } from '../network/noisy-or.ts'
import { leaderOf, priorSupportOf } from '../network/posterior.ts'
import { canBeExcluded, wordFor } from '../result/support-words.ts'
import type { CompiledContext, KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Encode } from './byte-buffer.ts'
import { type Piece, piecesOf, type Ranked } from './print-brief.ts'

/** Null when no answer weighs in the context. */
export type Ranker = (slots: Slots) => Ranked | null

export function rankerOf(kb: KnowledgeBase, context: CompiledContext, table: SlotTable, encode: Encode): Ranker {
  const network = networkOf(kb, context)
  const { rankInto } = arithmeticOf(network)
  const priors = priorSupportOf(network)
  const takeAnswers = answersIn(kb, context, table)
  const tests = testsOf(kb, network.diagnoses, table)
  const rows = network.diagnoses.map((id) => piecesOf(id, network.diagnoses.length, encode))
  const answered = new Uint8Array(network.entries.length)
  const support = network.diagnoses.map(() => 0)
  const order = network.diagnoses.map((_, diagnosis) => diagnosis)
  const excluded = network.diagnoses.map(() => false)
  const pieces: Piece[] = []
  const supportAt = (diagnosis: number): number => support[diagnosis] ?? 0
  const place = (slots: Slots, diagnosis: number, isFirst: boolean): void => {
    const own = supportAt(diagnosis)
    const test = tests[diagnosis] ?? null
    const isOut =
      test?.(slots) === true && canBeExcluded({ support: own, priorSupport: priors[diagnosis] ?? 0, isFirst })
    excluded[diagnosis] = isOut
    const piece = rows[diagnosis]?.(wordFor(own, isOut), test !== null && !isOut)
    if (piece !== undefined) pieces[diagnosis] = piece
  }
  // Positions are in order of the ids.
  const inPlace = (a: number, b: number): number =>
    Number(excluded[a]) - Number(excluded[b]) || supportAt(b) - supportAt(a) || a - b
  return (slots) => {
    if (!takeAnswers(slots, answered)) return null
    const none = rankInto(answered, support)
    const first = leaderOf({ support, none })
    for (let diagnosis = 0; diagnosis < rows.length; diagnosis++) place(slots, diagnosis, diagnosis === first)
    order.sort(inPlace)
    const placeOfNone = order.filter((diagnosis) => excluded[diagnosis] !== true && supportAt(diagnosis) > none).length
    return { order, support, none, placeOfNone, pieces }
  }
}

/** What differential.ts calls the givens; false when there are none. */
function answersIn(
  kb: KnowledgeBase,
  context: CompiledContext,
  table: SlotTable,
): (slots: Slots, answered: Answered) => boolean {
  const network = networkOf(kb, context)
  const slotOf = Int32Array.from(network.entries, ({ id }) => table.slotOf(id))
  const isPattern = Uint8Array.from(network.entries, (entry) => (entry.isPattern ? 1 : 0))
  const patterns = kb.network.flatMap(({ id, pattern }): PatternSlots[] =>
    pattern === null
      ? []
      : [
          {
            slot: table.slotOf(id),
            counts: network.entryOf[id] !== undefined,
            replaces: pattern.replaces.map(table.slotOf),
          },
        ],
  )
  const replaced = new Uint8Array(kb.network.length + 1)
  return (slots, answered) => {
    markReplaced(patterns, slots, replaced)
    let any = false
    for (let entry = 0; entry < slotOf.length; entry++) {
      const slot = slotOf[entry] ?? 0
      const level = slots[slot] ?? UNKNOWN
      const counts = level !== UNKNOWN && replaced[slot] !== 1 && !(level === ABSENT && isPattern[entry] === 1)
      answered[entry] = !counts ? ANSWER.none : level === PRESENT ? ANSWER.present : ANSWER.absent
      any ||= counts
    }
    return any
  }
}

interface PatternSlots {
  readonly slot: number
  /** Has figures in the context. */
  readonly counts: boolean
  readonly replaces: readonly number[]
}

/** By slot of a part 0: it stands for itself; 1: the first pattern that is present and names it stands for it; 2: that pattern has no figures here. */
function markReplaced(patterns: readonly PatternSlots[], slots: Slots, replaced: Uint8Array): void {
  replaced.fill(0)
  for (const { slot, counts, replaces } of patterns) {
    if (slots[slot] !== PRESENT) continue
    for (const part of replaces) if (replaced[part] === 0) replaced[part] = counts ? 1 : 2
  }
}

/** By position of the diagnosis, whether its test is negative and can be relied on, as support-words.ts tells it; null where none is named. */
function testsOf(
  kb: KnowledgeBase,
  diagnoses: readonly string[],
  table: SlotTable,
): readonly (((slots: Slots) => boolean) | null)[] {
  return diagnoses.map((id) => {
    const rule = kb.diagnoses.find((diagnosis) => diagnosis.id === id)?.mustBeExcluded
    if (!rule) return null
    const test = table.slotOf(rule.test)
    const unless = rule.unless.map(({ present, settledBy = [] }) => ({
      present: table.slotOf(present),
      settledBy: settledBy.map(table.slotOf),
    }))
    return (slots) =>
      slots[test] === ABSENT &&
      !unless.some(
        ({ present, settledBy }) => slots[present] === PRESENT && !settledBy.some((slot) => slots[slot] === ABSENT),
      )
  })
}
