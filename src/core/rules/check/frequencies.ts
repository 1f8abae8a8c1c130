/** Figures are possible, stated the right way round, and have a background to be held against. */

import { liesBelow, type Stated, statedByEvidence, statedByJudgement } from '../compile/frequency.ts'
import {
  backgroundOf,
  type Figure,
  type FigureRow,
  type FigureTable,
  NONE,
  type Pooled,
  rowsOf,
  tabulate,
} from '../compile/pooling.ts'
import { type Diagnostic, diagnostic, fileAndLine, type Location } from '../diagnostic.ts'
import type { Path } from '../parse/positions.ts'
import type { Evidence, Judgement } from '../schema/evidence.ts'
import { at, type Pack, type Placed } from './pack.ts'

type Found = readonly Diagnostic[]

export function checkFigures(pack: Pack): Found {
  const stated = placedFigures(pack)
  const table = tabulate(stated.map((one) => one.figure))
  const places = new Map(stated.map((one) => [one.figure.rule, one.where] as const))
  const contexts = pack.contexts.map(({ value }) => ({
    id: value.id,
    rows: rowsOf(table, { settings: value.settings, diagnoses: value.priors.map((prior) => prior.diagnosis) }),
  }))
  return [
    ...turnedBands(pack),
    ...countsAboveTheirTotal(pack),
    ...duplicateJudgements(stated),
    ...(pack.whole ? missingBackgrounds(contexts, places, table) : []),
    ...frequenciesBelow(contexts, places),
  ]
}

interface PlacedFigure {
  readonly figure: Figure
  readonly where: Location
}

interface ContextRows {
  readonly id: string
  readonly rows: readonly FigureRow[]
}

/** Figures whose names all stand for something and whose numbers are possible; the others have been told. */
function placedFigures(pack: Pack): readonly PlacedFigure[] {
  const usable = ({ value }: Placed<Evidence | Judgement>): boolean =>
    pack.names.network.has(value.finding) &&
    pack.names.setting.has(value.setting) &&
    (value.diagnosis === NONE || pack.names.diagnosis.has(value.diagnosis))
  const place = (entry: Placed<Evidence | Judgement>, stated: Stated): PlacedFigure => {
    const { id, finding, diagnosis, setting } = entry.value
    return { figure: { rule: id, report: null, finding, diagnosis, setting, stated }, where: at(entry) }
  }
  return [
    ...pack.evidence
      .filter((entry) => usable(entry) && isPossible(entry.value))
      .map((entry) => place(entry, statedByEvidence(entry.value))),
    ...pack.judgements
      .filter((entry) => usable(entry) && entry.value.low <= entry.value.high)
      .map((entry) => place(entry, statedByJudgement(entry.value))),
  ]
}

const isPossible = ({ figure }: Evidence): boolean => 'class' in figure || figure.n <= figure.of

function countsAboveTheirTotal(pack: Pack): Found {
  return pack.evidence.flatMap((entry) => {
    const { figure } = entry.value
    if (!('of' in figure) || figure.n <= figure.of) return []
    return [diagnostic('frequency-above-count', at(entry, 'figure', 'n'), { n: figure.n, of: figure.of })]
  })
}

interface PlacedBand {
  readonly entry: Placed<unknown>
  readonly low: number | undefined
  readonly high: number | undefined
  readonly path: Path
}

function turnedBands(pack: Pack): Found {
  const bands: readonly PlacedBand[] = [
    ...[...pack.judgements, ...pack.associations].map((entry) => ({
      entry,
      low: entry.value.low,
      high: entry.value.high,
      path: ['low'],
    })),
    ...pack.contexts.flatMap((entry) =>
      entry.value.priors.map((prior, index) => ({
        entry,
        low: prior.low,
        high: prior.high,
        path: ['priors', index, 'low'],
      })),
    ),
    ...pack.findings.flatMap(findingBands),
  ]
  return bands.flatMap(({ entry, low, high, path }) =>
    low !== undefined && high !== undefined && low > high
      ? [diagnostic('band-turned-round', at(entry, ...path), { low, high })]
      : [],
  )
}

function findingBands(entry: Pack['findings'][number]): readonly PlacedBand[] {
  const { possible, plausible, mixups = [] } = entry.value
  return [
    { entry, low: possible?.[0], high: possible?.[1], path: ['possible'] },
    { entry, low: plausible?.[0], high: plausible?.[1], path: ['plausible'] },
    ...mixups.flatMap((mixup, index) => [
      { entry, low: mixup.from, high: mixup.to, path: ['mixups', index, 'from'] },
      { entry, low: mixup.upperLimitFrom, high: mixup.upperLimitTo, path: ['mixups', index, 'upperLimitFrom'] },
    ]),
  ]
}

/** In one setting somebody judged twice: which of the two is meant cannot be told. */
function duplicateJudgements(figures: readonly PlacedFigure[]): Found {
  const firsts = new Map<string, Location>()
  return figures.flatMap(({ figure, where }) => {
    if (figure.stated.kind !== 'judged') return []
    const { finding, diagnosis, setting } = figure
    const key = JSON.stringify([finding, diagnosis, setting])
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, where)
    return first
      ? [diagnostic('duplicate-judgement', where, { finding, diagnosis, setting, first: fileAndLine(first) })]
      : []
  })
}

/** Once for each finding, at its first figure, with all contexts that have a figure and no background to hold it against. */
function missingBackgrounds(
  contexts: readonly ContextRows[],
  places: ReadonlyMap<string, Location>,
  table: FigureTable,
): Found {
  return [...table.keys()].flatMap((finding) => {
    const lacking = contexts.flatMap(({ id, rows }) => {
      const row = rows.find((one) => one.finding === finding)
      return row && row.background === null && row.given.length > 0 ? [{ id, row }] : []
    })
    const where = places.get(lacking[0]?.row.given[0]?.pooled.rules[0] ?? '')
    return where
      ? [diagnostic('background-missing', where, { finding, contexts: lacking.map((one) => one.id).join(', ') })]
      : []
  })
}

/** Once for each group of figures, in the first context in which it lies below the background. */
function frequenciesBelow(contexts: readonly ContextRows[], places: ReadonlyMap<string, Location>): Found {
  const told = new Set<string>()
  return contexts.flatMap(({ id: context, rows }) =>
    rows.flatMap(({ finding, background: pooledBackground, given }) => {
      if (pooledBackground === null) return []
      const background = backgroundOf(pooledBackground).point
      return given.flatMap(({ diagnosis, pooled }) => {
        const rule = pooled.rules[0] ?? ''
        const where = places.get(rule)
        if (where === undefined || told.has(rule) || !liesBelow(pooled.stated, background)) return []
        told.add(rule)
        const args = {
          finding,
          diagnosis,
          context,
          frequency: figureWords(pooled),
          background: backgroundWords(pooledBackground),
        }
        return [diagnostic('frequency-below-background', where, args)]
      })
    }),
  )
}

function figureWords({ stated }: Pooled): string {
  if (stated.kind === 'counts') return `${Number(stated.n.toFixed(1))} of ${Number(stated.of.toFixed(1))}`
  return `${percent(stated.low)} to ${percent(stated.high)}`
}

/** Fewer patients than this are never shown as a percentage. */
const COUNTED_OUT = 10

function backgroundWords(pooled: Pooled): string {
  const few = pooled.stated.kind === 'counts' && pooled.stated.of < COUNTED_OUT
  return few ? figureWords(pooled) : percent(backgroundOf(pooled).point)
}

function percent(value: number): string {
  return `${Number((value * 100).toPrecision(3))} %`
}
