/** The rows of a context → its findings with their frequencies, in which no case report counts for more than it may (case-report-weight.ts). */

import { log10 } from '../../numbers/elementary.ts'
import { sortedBy } from '../../text/sort.ts'
import type { ContextFinding, Frequency } from '../knowledge-base.ts'
import { type CaseReport, MOST_DECADES } from './case-report-weight.ts'
import { frequencyOf, intervalOf, type Stated } from './frequency.ts'
import { backgroundOf, type Figure, type FigureRow, type Pooled } from './pooling.ts'

/** What part of a patient each patient of a figure counts as: 1, and less for a case report. */
type WeightOf = (figure: Figure) => number

/** A case report in one context and for one diagnosis. */
export interface HeldReport {
  readonly diagnosis: string
  readonly source: string
  /** By the questions; above 0, at most 1. */
  readonly weight: number
  /** As used: never more, and less where all its findings together would bring more than they may. */
  readonly held: number
  /** Sum of the most that each of its findings can weigh for or against the diagnosis, in decades, as used. */
  readonly decades: number
}

/**
 * The pooled figures with weights. Counts shrink, n and m alike, so that the frequency comes to lie between what it were without the report and with
 * all of it. An interval that only case reports give (a class judged from words) counts as one patient of each, else it stands as it is.
 */
function weighed({ figures, stated }: Pooled, background: number, weightOf: WeightOf): Stated {
  if (stated.kind !== 'counts') {
    const patients = sum(
      figures.map((figure) => (figure.report === null ? Number.POSITIVE_INFINITY : weightOf(figure))),
    )
    return Number.isFinite(patients) ? intervalOf(stated, patients, background) : stated
  }
  const total = (of: 'n' | 'of'): number =>
    sum(figures.map((figure) => (figure.stated.kind === 'counts' ? figure.stated[of] * weightOf(figure) : 0)))
  return { kind: 'counts', n: total('n'), of: total('of') }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Weights are tried in thousandths, so that no rounding of a machine decides. */
const STEPS = 1000

interface Part {
  readonly pooled: Pooled
  readonly background: number
}

/** Every case report among the rows of one context, by diagnosis and source. */
export function heldReports(rows: readonly FigureRow[]): readonly HeldReport[] {
  const found = new Map<string, Pick<HeldReport, 'diagnosis' | 'source' | 'weight'> & { readonly parts: Part[] }>()
  for (const { background: pooledBackground, given } of rows) {
    if (pooledBackground === null) continue
    const background = backgroundOf(pooledBackground).point
    for (const { diagnosis, pooled } of given)
      for (const { source, weight } of reportsIn(pooled)) {
        const key = keyOf(diagnosis, source)
        const report = found.get(key) ?? { diagnosis, source, weight, parts: [] }
        report.parts.push({ pooled: only(pooled, source), background })
        found.set(key, report)
      }
  }
  return sortedBy(found.entries(), ([key]) => key).map(([, { parts, ...report }]) => {
    const held = Math.min(report.weight, mostWeight(parts.map(atMost)))
    return { ...report, held, decades: decades(parts, held) }
  })
}

const keyOf = (diagnosis: string, source: string): string => `${diagnosis} ${source}`

function reportsIn({ figures }: Pooled): Iterable<CaseReport> {
  return new Map(figures.flatMap(({ report }) => (report === null ? [] : [[report.source, report] as const]))).values()
}

/** Alone a report raises a frequency further than beside others, so what is held alone holds in any pool. */
function only({ figures, ...pooled }: Pooled, source: string): Pooled {
  return { ...pooled, figures: figures.filter(({ report }) => report?.source === source) }
}

function decades(parts: readonly Part[], weight: number): number {
  return sum(
    parts.map(({ pooled, background }) => {
      const { point } = frequencyOf(
        weighed(pooled, background, () => weight),
        background,
        [],
      )
      return Math.max(log10(point / background), log10((1 - background) / (1 - point)))
    }),
  )
}

/**
 * The part as if its patients all had the finding. The cap is found with this, so that it rests on which findings a report has, not on how high its
 * figures are: else a raised figure would lower the weight of its neighbors, and with them the diagnosis.
 */
function atMost({ pooled, background }: Part): Part {
  const full = (stated: Stated): Stated =>
    stated.kind === 'counts' ? { ...stated, n: stated.of } : { ...stated, low: 1, high: 1 }
  const figures = pooled.figures.map((figure) => ({ ...figure, stated: full(figure.stated) }))
  return { pooled: { ...pooled, figures, stated: full(pooled.stated) }, background }
}

/** The greatest weight at which the parts stay within what one report may bring; more weight never brings less. */
function mostWeight(parts: readonly Part[]): number {
  let [low, high] = [0, STEPS]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (decades(parts, middle / STEPS) <= MOST_DECADES) low = middle
    else high = middle - 1
  }
  return low / STEPS
}

/** The rows that weigh anything: those with a background and at least one diagnosis. A case report counts for what it may, everything else in full. */
export function contextFindings(rows: readonly FigureRow[]): readonly ContextFinding<Frequency>[] {
  const held = new Map(heldReports(rows).map((one) => [keyOf(one.diagnosis, one.source), one.held]))
  const weightOf =
    (diagnosis: string): WeightOf =>
    ({ report }) =>
      report === null ? 1 : (held.get(keyOf(diagnosis, report.source)) ?? report.weight)
  return rows.flatMap(({ finding, background: pooledBackground, given }) => {
    if (pooledBackground === null || given.length === 0) return []
    const background = backgroundOf(pooledBackground)
    const frequencies = given.map(({ diagnosis, pooled }) => {
      const frequency = frequencyOf(
        weighed(pooled, background.point, weightOf(diagnosis)),
        background.point,
        pooled.rules,
      )
      return [diagnosis, { ...frequency, patients: patientsOf(pooled.stated) }] as const
    })
    return [{ finding, background, given: Object.fromEntries(frequencies) }]
  })
}

/** Whole patients, as the sources count them. */
function patientsOf(stated: Stated): Frequency['patients'] {
  return stated.kind === 'counts' ? { n: stated.n, of: stated.of } : null
}
