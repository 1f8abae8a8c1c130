/**
 * Conditions and network findings as slots of one small table, so that a line of a stream is observed without looking anything up by name.
 * The logic is that of condition.ts: with absent < unknown < present "all" is the least, "any" the greatest, and "not" turns the scale round.
 */
import type { Answer, Truth } from '../case/answers.ts'
import type { Condition } from '../rules/schema/terms.ts'
import { evaluate } from './condition.ts'

export const ABSENT = 0
export const UNKNOWN = 1
export const PRESENT = 2

/** By slot ABSENT, UNKNOWN or PRESENT. */
export type Slots = Uint8Array
export type Compiled = (slots: Slots) => number

const levelOf = (truth: Truth): number => (truth === 'present' ? PRESENT : truth === 'absent' ? ABSENT : UNKNOWN)

/** An enumerated finding with the options that make a condition true; what it says depends on the answer to that finding alone. */
interface OptionLeaf {
  readonly slot: number
  readonly condition: Exclude<Condition, string> & { readonly finding: string }
}

export interface SlotTable {
  readonly compile: (condition: Condition) => Compiled
  /** Slot of a network finding; one that the rules do not hold has a slot that stays unknown. */
  readonly slotOf: (networkFinding: string) => number
  /** The option leaves that read a finding, among all conditions compiled so far. */
  readonly leavesOf: (finding: string) => readonly OptionLeaf[]
  readonly size: () => number
}

export function slotTable(networkFindings: readonly string[]): SlotTable {
  const signs = new Map(networkFindings.map((id, slot) => [id, slot]))
  const nowhere = networkFindings.length
  const leaves = new Map<string, OptionLeaf>()
  const slotOf = (id: string): number => signs.get(id) ?? nowhere
  const leafSlot = (condition: OptionLeaf['condition']): number => {
    const key = JSON.stringify(condition)
    const leaf = leaves.get(key) ?? { slot: nowhere + 1 + leaves.size, condition }
    leaves.set(key, leaf)
    return leaf.slot
  }
  const compile = (condition: Condition): Compiled => {
    if (typeof condition === 'string') return readSlot(slotOf(condition))
    if ('finding' in condition) return readSlot(leafSlot(condition))
    if ('not' in condition) return turnedRound(compile(condition.not))
    return 'all' in condition ? least(condition.all.map(compile)) : greatest(condition.any.map(compile))
  }
  return {
    compile,
    slotOf,
    leavesOf: (finding) => [...leaves.values()].filter(({ condition }) => condition.finding === finding),
    size: () => nowhere + 1 + leaves.size,
  }
}

/** What an answer says of an option leaf, whatever else is answered. */
export function leafLevel({ condition }: OptionLeaf, answer: Answer): number {
  return levelOf(evaluate(condition, () => 'unknown', { [condition.finding]: answer }))
}

const readSlot =
  (slot: number): Compiled =>
  (slots) =>
    slots[slot] ?? UNKNOWN

const turnedRound =
  (part: Compiled): Compiled =>
  (slots) =>
    PRESENT - part(slots)

const least =
  (parts: readonly Compiled[]): Compiled =>
  (slots) => {
    let level = PRESENT
    for (const part of parts) level = Math.min(level, part(slots))
    return level
  }

const greatest =
  (parts: readonly Compiled[]): Compiled =>
  (slots) => {
    let level = ABSENT
    for (const part of parts) level = Math.max(level, part(slots))
    return level
  }
