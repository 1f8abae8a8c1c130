/** What two sets of rules say differently: entries by kind and id, and the fields that changed. Order and files do not count. */

import { byName } from '../text/sort.ts'
import type { RuleEntry } from './rule-entries.ts'

/** One part of an entry; `undefined` where one side has none. */
export interface FieldChange {
  /** `figure.n`, `priors[bone-metastasis].low`; items of a list are named by what identifies them, else by number. */
  readonly field: string
  readonly old: unknown
  readonly new: unknown
}

export interface RuleChange {
  readonly kind: string
  readonly id: string
  readonly what: 'added' | 'removed' | 'changed'
  /** In the order of the fields' names; empty for an entry that was added or removed. */
  readonly fields: readonly FieldChange[]
}

/** By kind and id. */
export function diffEntries(old: readonly RuleEntry[], next: readonly RuleEntry[]): readonly RuleChange[] {
  const [before, after] = [keyed(old), keyed(next)]
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  return keys
    .flatMap((key) => changeOf(before.get(key), after.get(key)))
    .sort((a, b) => byName(a.kind, b.kind) || byName(a.id, b.id) || byName(a.what, b.what))
}

/** Few entries share kind and id (a unit's spellings, what is not used of a dossier entry); those are told apart by their number. */
function keyed(entries: readonly RuleEntry[]): ReadonlyMap<string, RuleEntry> {
  const map = new Map<string, RuleEntry>()
  for (const entry of entries) {
    let number = 0
    while (map.has(JSON.stringify([entry.kind, entry.id, number]))) number += 1
    map.set(JSON.stringify([entry.kind, entry.id, number]), entry)
  }
  return map
}

function changeOf(old: RuleEntry | undefined, next: RuleEntry | undefined): readonly RuleChange[] {
  const entry = next ?? old
  if (entry === undefined) return []
  const { kind, id } = entry
  if (old === undefined || next === undefined)
    return [{ kind, id, what: old === undefined ? 'added' : 'removed', fields: [] }]
  const fields = changedFields('', old.value, next.value)
  return fields.length === 0
    ? []
    : [{ kind, id, what: 'changed', fields: [...fields].sort((a, b) => byName(a.field, b.field)) }]
}

function changedFields(field: string, old: unknown, next: unknown): readonly FieldChange[] {
  const [before, after] = [partsOf(old), partsOf(next)]
  if (before === null || after === null || before.list !== after.list)
    return JSON.stringify(old) === JSON.stringify(next) ? [] : [{ field, old, new: next }]
  const inside = (part: string): string =>
    before.list ? `${field}[${part}]` : field === '' ? part : `${field}.${part}`
  return [...new Set([...before.parts.keys(), ...after.parts.keys()])].flatMap((part) =>
    changedFields(inside(part), before.parts.get(part), after.parts.get(part)),
  )
}

interface Parts {
  readonly list: boolean
  readonly parts: ReadonlyMap<string, unknown>
}

/** What a value is compared by; null for a scalar and for a list of scalars, which are compared whole. */
function partsOf(value: unknown): Parts | null {
  if (typeof value !== 'object' || value === null) return null
  if (!Array.isArray(value)) return { list: false, parts: new Map(Object.entries(value)) }
  const items: readonly unknown[] = value
  const maps = items.flatMap((item) =>
    typeof item === 'object' && item !== null ? [new Map<string, unknown>(Object.entries(item))] : [],
  )
  if (maps.length < items.length || maps.length === 0) return null
  const names = maps.map(nameOf)
  const unique = names.every((name) => name !== null) && new Set(names).size === names.length
  return {
    list: true,
    parts: new Map(items.map((item, index) => [unique ? (names[index] ?? '') : String(index), item])),
  }
}

/** What tells the items of a list of the rules apart. */
const IDENTIFYING = ['id', 'value', 'diagnosis', 'unit', 'source'] as const

function nameOf(item: ReadonlyMap<string, unknown>): string | null {
  const name = IDENTIFYING.map((key) => item.get(key)).find((value) => typeof value === 'string')
  return typeof name === 'string' ? name : null
}
