/**
 * The state of a case's slots from the effects of its answers: what observe.ts works out by name, in the order of the rules. It only tells good
 * cases from others: a case with anything to object to is observed again by observe.ts, which says what it is.
 */

import type { KnowledgeBase, NetworkFinding } from '../rules/knowledge-base.ts'
import type { Condition } from '../rules/schema/terms.ts'
import { sortedBy } from '../text/sort.ts'
import { type Effects, SAYS, type Warned } from './answer-effects.ts'
import { ABSENT, type Compiled, PRESENT, type Slots, type SlotTable, UNKNOWN } from './compiled-conditions.ts'
import { leavesOf } from './condition.ts'

export interface CaseState {
  readonly slots: Slots
  /** Forgets the last case. */
  readonly begin: () => void
  /** False when the finding was answered before. */
  readonly take: (effects: Effects) => boolean
  /** JSON of each warning, in the order of the texts, whatever that of the answers. */
  readonly warnings: () => readonly Uint8Array[]
  /** Settles everything; false when the answers contradict each other, or one does not apply. */
  readonly settle: () => boolean
}

/** By SAYS bits the level: numbers come before words, and where they disagree nothing is known. */
const LEVELS = Uint8Array.from({ length: 128 }, (_, bits) => {
  const measured = bits & (SAYS.measuredPresent | SAYS.measuredAbsent)
  const counted = measured === 0 ? (bits >> 2) & 3 : measured
  if (bits === SAYS.yieldingAbsent) return ABSENT
  return counted === SAYS.measuredPresent ? PRESENT : counted === SAYS.measuredAbsent ? ABSENT : UNKNOWN
})
const NO_WARNINGS: readonly Uint8Array[] = []
const BOTH_WAYS = SAYS.alwaysPresent | SAYS.alwaysAbsent

export function caseState(kb: KnowledgeBase, table: SlotTable): CaseState {
  const never = kb.contradictions.map(({ never, unless }) => ({
    never: table.compile(never),
    unless: unless === undefined ? null : table.compile(unless),
  }))
  const steps = inOrder(kb.network.filter(dependsOnOthers)).map((finding) => stepOf(finding, table))
  const said = new Uint8Array(kb.network.length + 1)
  const slots = new Uint8Array(table.size())
  const lastCase = new Int32Array(kb.findings.length)
  const taken: Effects[] = []
  const warned: Warned[] = []
  let number = 0
  return {
    slots,
    begin: () => {
      slots.fill(UNKNOWN)
      said.fill(0)
      taken.length = 0
      number += 1
    },
    take: (effects) => {
      if (lastCase[effects.finding] === number) return false
      lastCase[effects.finding] = number
      const { leaves, views } = effects
      for (let at = 0; at < leaves.length; at += 2) slots[leaves[at] ?? 0] = leaves[at + 1] ?? UNKNOWN
      for (let at = 0; at < views.length; at += 2) {
        const slot = views[at] ?? 0
        said[slot] = (said[slot] ?? 0) | (views[at + 1] ?? 0)
      }
      taken.push(effects)
      return true
    },
    warnings: () => {
      warned.length = 0
      for (const { warnings } of taken) for (const warning of warnings) warned.push(warning)
      return warned.length === 0 ? NO_WARNINGS : sortedBy(warned, ({ text }) => text).map(({ json }) => json)
    },
    settle: () =>
      settleStated(said, slots) &&
      steps.every((step) => settleStep(step, said, slots, taken)) &&
      never.every((one) => one.never(slots) !== PRESENT || one.unless?.(slots) === PRESENT) &&
      taken.every(({ appliesIf }) => appliesIf === null || appliesIf(slots) !== ABSENT),
  }
}

/** The findings that depend on no other; false where two answers may contradict each other. */
function settleStated(said: Uint8Array, slots: Slots): boolean {
  let consistent = true
  for (let slot = 0; slot < said.length; slot++) {
    const bits = said[slot] ?? 0
    if (bits === 0) continue
    slots[slot] = LEVELS[bits] ?? UNKNOWN
    if ((bits & BOTH_WAYS) === BOTH_WAYS) consistent = false
  }
  return consistent
}

function settleStep({ slot, pattern }: Step, said: Uint8Array, slots: Slots, taken: readonly Effects[]): boolean {
  if (pattern !== null) {
    slots[slot] = pattern(slots)
    return true
  }
  let bits = said[slot] ?? 0
  for (const { dependent } of taken) {
    for (const view of dependent)
      if (view.slot === slot) bits |= view.when(slots) === PRESENT ? view.ifPresent : view.otherwise
  }
  slots[slot] = LEVELS[bits] ?? UNKNOWN
  return (bits & BOTH_WAYS) !== BOTH_WAYS
}

interface Step {
  readonly slot: number
  /** Null for a finding with a view that depends on another. */
  readonly pattern: Compiled | null
}

function stepOf({ id, pattern }: NetworkFinding, table: SlotTable): Step {
  return { slot: table.slotOf(id), pattern: pattern === null ? null : table.compile(pattern.when) }
}

function conditionsOf({ pattern, origins }: NetworkFinding): readonly Condition[] {
  if (pattern !== null) return [pattern.when]
  return origins.flatMap((origin) =>
    'read' in origin && origin.absentOnlyIf !== undefined ? [origin.absentOnlyIf] : [],
  )
}

const dependsOnOthers = (finding: NetworkFinding): boolean => conditionsOf(finding).length > 0

/** Each behind those that its conditions name; the rules hold no cycle. */
function inOrder(findings: readonly NetworkFinding[]): readonly NetworkFinding[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]))
  const ordered = new Set<NetworkFinding>()
  const place = (finding: NetworkFinding, above: readonly NetworkFinding[]): void => {
    if (above.includes(finding)) return
    for (const id of conditionsOf(finding).flatMap(leavesOf)) {
      const needed = byId.get(id)
      if (needed) place(needed, [...above, finding])
    }
    ordered.add(finding)
  }
  for (const finding of findings) place(finding, [])
  return [...ordered]
}
