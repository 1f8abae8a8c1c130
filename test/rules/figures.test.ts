/** What the figures of the built-in rules must hold among themselves, each block named after what a reader found wrong. */
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assess.ts'
import { readCaseValue } from '../../src/core/case.ts'
import type { Origin } from '../../src/core/model/vocabulary.ts'
import { realKnowledge } from '../support/real-rules.ts'

const kb = realKnowledge()

/** Supports by diagnosis, `none` for none of these. */
function supportsOf(context: string, findings: Readonly<Record<string, unknown>>): (diagnosis: string) => number {
  const read = readCaseValue({ schemaVersion: 1, context, findings }, kb)
  if (read.case === null) throw new Error(JSON.stringify(read.problems))
  const result = assess(kb, read.case, { toolVersion: '', warnings: [] })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  const { ranking, noneOfThese } = result
  const supports = new Map(ranking.map(({ diagnosis, support }) => [diagnosis, support]))
  return (diagnosis) => (diagnosis === 'none' ? noneOfThese?.support : supports.get(diagnosis)) ?? Number.NaN
}

const rising = (values: readonly number[]): boolean => values.every((value, at) => at === 0 || value > (values[at - 1] ?? Number.NaN))

describe('LDH is graded by multiples of the limit', () => {
  const REMISSION = 'acute-leukemia-in-remission'
  const at = (value: number) => supportsOf(REMISSION, { ldh: { value, unit: 'U/L', upperLimit: 250 } })
  const STEPS = ['ldh-raised', 'ldh-above-2x', 'ldh-above-5x', 'ldh-above-10x']

  it('tells 260 from 2,000 and 9,000 U/L: each step raises necrosis and relapse and lowers none of these', () => {
    const supports = [200, 260, 2000, 9000].map(at)
    expect(rising(supports.map((of) => of('bone-marrow-necrosis')))).toBe(true)
    expect(rising(supports.map((of) => of('leukemia-relapse')))).toBe(true)
    expect(rising(supports.map((of) => -of('none')))).toBe(true)
  })

  it('leaves a value without a limit open where laboratories differ', () => {
    const steps = STEPS.flatMap((id) => kb.network.find((finding) => finding.id === id)?.origins ?? [])
    for (const origin of steps) {
      if (!('timesUpperLimit' in origin)) continue
      expect(origin.withoutLimit).toEqual({
        presentBeyond: 700 * (origin.timesUpperLimit ?? 0),
        absentWithin: 120 * (origin.timesUpperLimit ?? 0),
      })
    }
    expect(steps).toHaveLength(STEPS.length)
  })

  it('makes no higher step more frequent than a lower one, in any context and diagnosis', () => {
    const pairs = STEPS.slice(1).map((high, at) => ({ narrow: high, wide: STEPS[at] ?? '' }))
    expect(pairs.flatMap(moreFrequentThan)).toEqual([])
  })
})

/** Where one finding cannot be without another, no diagnosis may show it more often, nor may the background. */
interface Implied {
  readonly narrow: string
  readonly wide: string
}

function moreFrequentThan({ narrow, wide }: Implied): string[] {
  return kb.contexts.flatMap(({ id, findings }) => {
    const [less, more] = [narrow, wide].map((name) => findings.find(({ finding }) => finding === name))
    if (less === undefined || more === undefined) return []
    const diagnoses = new Set(['none', ...Object.keys(less.given), ...Object.keys(more.given)])
    const of = (one: typeof less, diagnosis: string) => (one.given[diagnosis] ?? one.background).point
    return [...diagnoses]
      .filter((diagnosis) => of(less, diagnosis) > of(more, diagnosis) + 1e-12)
      .map((diagnosis) => `${id}: ${narrow} ${of(less, diagnosis).toFixed(3)} > ${wide} ${of(more, diagnosis).toFixed(3)} in ${diagnosis}`)
  })
}

/** A contradiction of two parts, `A and not B`, says that A implies B. */
function byContradiction(): Implied[] {
  return kb.contradictions.flatMap(({ never, unless }) => {
    const parts = typeof never === 'object' && 'all' in never ? never.all : []
    const [narrow, denied] = parts
    const wide = typeof denied === 'object' && 'not' in denied ? denied.not : null
    return parts.length === 2 && unless === undefined && typeof narrow === 'string' && typeof wide === 'string' ? [{ narrow, wide }] : []
  })
}

/** Of two findings read off the same value or list of options, the one whose cut-off lies beyond the other's, or whose options are among the other's. */
function byOrigin(): Implied[] {
  const single = kb.network.flatMap(({ id, origins }) =>
    origins.length === 1 && origins[0] !== undefined ? [{ id, origin: origins[0] }] : [],
  )
  return single.flatMap((narrow) =>
    single
      .filter((wide) => wide.id !== narrow.id && implies(narrow.origin, wide.origin))
      .map((wide) => ({ narrow: narrow.id, wide: wide.id })),
  )
}

function implies(narrow: Origin, wide: Origin): boolean {
  if (narrow.finding !== wide.finding) return false
  if ('present' in narrow && 'present' in wide)
    return narrow.present.length < wide.present.length && narrow.present.every((value) => wide.present.includes(value))
  if (!('read' in narrow && 'read' in wide) || narrow.read !== wide.read) return false
  return (
    (narrow.timesUpperLimit ?? 0) > (wide.timesUpperLimit ?? Number.POSITIVE_INFINITY) ||
    (narrow.above ?? Number.NEGATIVE_INFINITY) > (wide.above ?? Number.POSITIVE_INFINITY) ||
    (narrow.below ?? Number.POSITIVE_INFINITY) < (wide.below ?? Number.NEGATIVE_INFINITY)
  )
}

describe('pancytopenia implies neutropenia, leukopenia, thrombocytopenia and anemia', () => {
  const LINES = ['neutropenia', 'leukopenia', 'thrombocytopenia', 'anemia'].map((wide) => ({ narrow: 'pancytopenia', wide }))
  const implied = [...LINES, ...byContradiction(), ...byOrigin()]

  it('finds the pairs by the contradictions and cut-offs of the rules', () => {
    expect(implied).toContainEqual({ narrow: 'febrile-neutropenia', wide: 'neutropenia' })
    expect(implied).toContainEqual({ narrow: 'kit-positive', wide: 'malignant-cells-in-lesion' })
    expect(implied).toContainEqual({ narrow: 'ldh-above-10x', wide: 'ldh-raised' })
    expect(implied).toContainEqual({ narrow: 'bone-scan-marked', wide: 'bone-scan-increased' })
  })

  it('is nowhere more frequent than what it implies, nor is any other finding of such a pair', () => {
    expect([...new Set(implied.flatMap(moreFrequentThan))]).toEqual([])
  })
})
