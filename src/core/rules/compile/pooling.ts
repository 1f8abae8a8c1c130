/**
 * Which figures belong together and which of them a context uses: counts of one finding, diagnosis and setting add up, and a context takes
 * the first of its settings that has any figure. The arithmetic is frequency.ts; what a case report counts for is frequencies.ts.
 */

import { byName, sortedBy } from '../../text/sort.ts'
import type { Frequency } from '../knowledge-base.ts'
import type { CaseReport } from './case-report-weight.ts'
import { backgroundFrequency, type Stated } from './frequency.ts'

/** Diagnosis id under which backgrounds stand. */
export const NONE = 'none'

/** One figure of the rules, with what it is about. */
export interface Figure {
  readonly rule: string
  /** The case report that gives it; null where anything else does. */
  readonly report: CaseReport | null
  readonly finding: string
  readonly diagnosis: string
  readonly setting: string
  readonly stated: Stated
}

/** Finding → diagnosis → setting → figures by rule id. */
export type FigureTable = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, readonly Figure[]>>>

/** A context as far as figures go: its kinds of population, nearest first, and the diagnoses that can occur. */
export interface FigureContext {
  readonly settings: readonly string[]
  readonly diagnoses: readonly string[]
}

/** Figures of one finding, diagnosis and setting that are used together, and what they say together. */
export interface Pooled {
  readonly figures: readonly Figure[]
  readonly stated: Stated
  /** The one with most patients first, then by id. */
  readonly rules: readonly string[]
}

/** What one context has for one finding. */
export interface FigureRow {
  readonly finding: string
  readonly background: Pooled | null
  /** By diagnosis that can occur, sorted by id. */
  readonly given: readonly { readonly diagnosis: string; readonly pooled: Pooled }[]
}

export function tabulate(figures: readonly Figure[]): FigureTable {
  const table = new Map<string, Map<string, Map<string, Figure[]>>>()
  for (const figure of sortedBy(figures, (one) => one.rule)) {
    const diagnoses = entry(table, figure.finding, () => new Map<string, Map<string, Figure[]>>())
    const settings = entry(diagnoses, figure.diagnosis, () => new Map<string, Figure[]>())
    entry(settings, figure.setting, (): Figure[] => []).push(figure)
  }
  return table
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const value = map.get(key) ?? make()
  map.set(key, value)
  return value
}

/** Counts before classes before judgements; counts add up, of several intervals the whole span is what is known. */
export function pool(figures: readonly Figure[]): Pooled | null {
  const counts = figures.flatMap(({ rule, stated }) => (stated.kind === 'counts' ? [{ rule, ...stated }] : []))
  if (counts.length > 0) {
    const stated: Stated = { kind: 'counts', n: sum(counts.map((one) => one.n)), of: sum(counts.map((one) => one.of)) }
    const rules = [...counts].sort((a, b) => b.of - a.of || byName(a.rule, b.rule)).map((one) => one.rule)
    return { figures: figures.filter((one) => one.stated.kind === 'counts'), stated, rules }
  }
  return poolIntervals(figures, 'class') ?? poolIntervals(figures, 'judged')
}

function poolIntervals(figures: readonly Figure[], kind: 'class' | 'judged'): Pooled | null {
  const used = figures.flatMap((figure) => (figure.stated.kind === kind ? [{ figure, stated: figure.stated }] : []))
  if (used.length === 0) return null
  const low = Math.min(...used.map((one) => one.stated.low))
  const high = Math.max(...used.map((one) => one.stated.high))
  return {
    figures: used.map((one) => one.figure),
    stated: { kind, low, high },
    rules: used.map((one) => one.figure.rule),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** The figures of the first setting that has any. */
function choose(settings: ReadonlyMap<string, readonly Figure[]> | undefined, order: readonly string[]): Pooled | null {
  const figures = order.map((setting) => settings?.get(setting)).find((found) => found !== undefined)
  return figures ? pool(figures) : null
}

/** What a context has of every finding that the table knows, by finding id; also of findings for which it has too little. */
export function rowsOf(table: FigureTable, context: FigureContext): readonly FigureRow[] {
  const diagnoses = [...context.diagnoses].sort(byName)
  return sortedBy(table.keys(), (finding) => finding).map((finding) => {
    const figures = table.get(finding)
    const given = diagnoses.flatMap((diagnosis) => {
      const pooled = choose(figures?.get(diagnosis), context.settings)
      return pooled ? [{ diagnosis, pooled }] : []
    })
    return { finding, background: choose(figures?.get(NONE), context.settings), given }
  })
}

/** A background as the network uses it. */
export function backgroundOf(pooled: Pooled): Frequency {
  return backgroundFrequency(pooled.stated, pooled.rules)
}
