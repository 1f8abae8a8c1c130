/**
 * What one answer does to the slots, whatever else is answered: worked out once for each answer that a stream brings. The meaning of an answer
 * is observe/origin.ts; how the views of several answers are put together is state.ts.
 */

import type { Encode } from '../batch/byte-buffer.ts'
import { type Answer, warningText } from '../case/answers.ts'
import type { Member } from '../case/read.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Finding, Origin } from '../rules/schema/vocabulary.ts'
import { onceFor } from '../text/lazy.ts'
import { cleanJson } from '../text/printable.ts'
import { type Compiled, leafLevel, type SlotTable } from './compiled-conditions.ts'
import { isEvidence } from './condition.ts'
import { type View, viewOf } from './reading.ts'

/** Bits of what is said about a network finding; the views of several answers are put together by "or". */
export const SAYS = {
  measuredPresent: 1,
  measuredAbsent: 2,
  statedPresent: 4,
  statedAbsent: 8,
  /** Every reading by itself says so; both together may be a contradiction. */
  alwaysPresent: 16,
  alwaysAbsent: 32,
  /** Counts only where nothing else is said. */
  yieldingAbsent: 64,
} as const

export interface Warned {
  readonly text: string
  readonly json: Uint8Array
}

export interface Effects {
  /** Position in the vocabulary. */
  readonly finding: number
  /** Slot and level of the option leaves that the answer settles, in pairs. */
  readonly leaves: readonly number[]
  /** Slot and SAYS bits of the network findings that it is seen as, in pairs. */
  readonly views: readonly number[]
  /** Views that depend on another finding. */
  readonly dependent: readonly DependentView[]
  /** Must not be absent, or the finding was answered although it does not apply. */
  readonly appliesIf: Compiled | null
  /** About the answer. */
  readonly warnings: readonly Warned[]
}

interface DependentView {
  readonly slot: number
  /** SAYS bits where the condition is present, and where it is not. */
  readonly ifPresent: number
  readonly otherwise: number
  readonly when: Compiled
}

/** An origin of a network finding, by the vocabulary finding that it reads. */
interface Reader {
  readonly slot: number
  readonly origin: Origin
  readonly denies: Compiled | null
}

export type EffectsOf = (member: Member) => Effects

/** All conditions of the rules must be compiled by `table` before an answer is asked for. */
export function effectsBy(kb: KnowledgeBase, table: SlotTable, encode: Encode): EffectsOf {
  const positions = new Map(kb.findings.map(({ id }, index) => [id, index]))
  const readers = readersOf(kb, table)
  const applies = new Map(
    kb.findings.map(({ id, appliesIf }) => [id, appliesIf === undefined ? null : table.compile(appliesIf)]),
  )
  const leavesBy = onceFor((id: string) => table.leavesOf(id))
  return ({ finding, answer, warnings }) => {
    const read = readers.get(finding.id) ?? []
    return {
      finding: positions.get(finding.id) ?? -1,
      leaves: leavesBy(finding.id).flatMap((leaf) => [leaf.slot, leafLevel(leaf, answer)]),
      views: read.flatMap(({ slot, origin, denies }) =>
        denies === null ? [slot, says(viewOf(origin, answer, () => 'unknown'))] : [],
      ),
      dependent: read.flatMap(({ slot, origin, denies }) => {
        if (denies === null) return []
        const [ifPresent = 0, otherwise = 0] = (['present', 'unknown'] as const).map((truth) =>
          says(viewOf(origin, answer, () => truth)),
        )
        return [{ slot, ifPresent, otherwise, when: denies }]
      }),
      appliesIf: mayBeMisapplied(finding, answer) ? (applies.get(finding.id) ?? null) : null,
      warnings: warnings.map(warningText).map((text) => ({ text, json: encode(cleanJson(JSON.stringify(text))) })),
    }
  }
}

function readersOf(kb: KnowledgeBase, table: SlotTable): ReadonlyMap<string, readonly Reader[]> {
  const readers = new Map<string, Reader[]>()
  for (const { id, origins, pattern } of kb.network) {
    if (pattern !== null) continue
    for (const origin of origins) {
      const known = readers.get(origin.finding) ?? []
      readers.set(origin.finding, known)
      const denies = 'read' in origin && origin.absentOnlyIf !== undefined ? table.compile(origin.absentOnlyIf) : null
      known.push({ slot: table.slotOf(id), origin, denies })
    }
  }
  return readers
}

/** As observe.ts tells it: a plain no is consistent with a finding that does not apply, except as the result of a test. */
function mayBeMisapplied({ burden }: Finding, answer: Answer): boolean {
  const plainNo = answer.kind === 'state' && answer.state === 'absent'
  return isEvidence(answer) && (!plainNo || burden === 'imaging' || burden === 'biopsy')
}

function says(view: View | null): number {
  if (view === null) return 0
  const { truth, singles, measured, yields } = view
  if (yields) return SAYS.yieldingAbsent
  const settled = singles.length > 0
  return (
    (truth === 'present' ? (measured ? SAYS.measuredPresent : SAYS.statedPresent) : 0) |
    (truth === 'absent' ? (measured ? SAYS.measuredAbsent : SAYS.statedAbsent) : 0) |
    (settled && singles.every((each) => each === 'present') ? SAYS.alwaysPresent : 0) |
    (settled && singles.every((each) => each === 'absent') ? SAYS.alwaysAbsent : 0)
  )
}
