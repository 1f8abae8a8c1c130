/** What the figures of the built-in rules must hold among themselves, each block named after what a reader found wrong. */
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assessment/assess.ts'
import { readCaseValue } from '../../src/core/case/read.ts'
import type { Origin } from '../../src/core/rules/schema/vocabulary.ts'
import { realKnowledge, ruleFiles } from '../support/real-rules.ts'

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

const rising = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value > (values[at - 1] ?? Number.NaN))

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
      .map(
        (diagnosis) =>
          `${id}: ${narrow} ${of(less, diagnosis).toFixed(3)} > ${wide} ${of(more, diagnosis).toFixed(3)} in ${diagnosis}`,
      )
  })
}

/** A contradiction of two parts, `A and not B`, says that A implies B. */
function byContradiction(): Implied[] {
  return kb.contradictions.flatMap(({ never, unless }) => {
    const parts = typeof never === 'object' && 'all' in never ? never.all : []
    const [narrow, denied] = parts
    const wide = typeof denied === 'object' && 'not' in denied ? denied.not : null
    return parts.length === 2 && unless === undefined && typeof narrow === 'string' && typeof wide === 'string'
      ? [{ narrow, wide }]
      : []
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
  const LINES = ['neutropenia', 'leukopenia', 'thrombocytopenia', 'anemia'].map((wide) => ({
    narrow: 'pancytopenia',
    wide,
  }))
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

describe('a sclerotic lesion, or one that radiograph and CT do not show, is no argument against a treated metastasis', () => {
  const lesion = { 'bone-pain': true, 'new-scan-lesion': true }
  const withDensity = (density: Readonly<Record<string, unknown>>) =>
    supportsOf('gist-on-imatinib', { ...lesion, ...density })
  const againstNone = (of: (diagnosis: string) => number) => of('bone-metastasis') / of('none')

  it('learns nothing about lysis from a normal radiograph or CT', () => {
    expect(withDensity({ 'lesion-density': 'normal' })('bone-metastasis')).toBe(withDensity({})('bone-metastasis'))
  })

  it('weighs a sclerotic lesion in GIST on imatinib no more for none of these than for metastasis', () => {
    expect(againstNone(withDensity({ 'lesion-density': 'sclerotic' }))).toBeGreaterThanOrEqual(
      againstNone(withDensity({})),
    )
  })
})

describe('a percentage that no whole number gives is no count', () => {
  /** The percentage as printed, from the claim; where it has none, n of m back in percent. */
  const printed = ({
    claim,
    figure: { n, of },
  }: {
    readonly claim: string
    readonly figure: { readonly n: number; readonly of: number }
  }) => {
    const share = (100 * n) / of
    const near = (text: string) => Math.min(Math.abs(Number(text) - share), Math.abs(100 - Number(text) - share))
    const inClaim = [...claim.matchAll(/(\d+(?:\.\d+)?) ?%/g)]
      .map(([, text]) => text ?? '')
      .filter((text) => near(text) < 0.5)
    return inClaim.length > 0
      ? inClaim
      : [0, 1].map((digits) => share.toFixed(digits)).filter((text) => near(text) <= 5 / of)
  }
  const given = (text: string, of: number): boolean => {
    const digits = text.split('.')[1]?.length ?? 0
    const half = 0.5 / 10 ** digits + 1e-9
    const from = Math.ceil(((Number(text) - half) * of) / 100)
    return (100 * from) / of <= Number(text) + half
  }
  const made = ruleFiles.flatMap(({ value }) =>
    (value.evidence ?? []).flatMap(({ id, claim, figure }) => ('fromPercent' in figure ? [{ id, claim, figure }] : [])),
  )

  it('55.1 % of 65 is none, 55.1 % of 49 and 64.9 % of 57 are', () => {
    expect([given('55.1', 65), given('55.1', 49), given('64.9', 57), given('92', 44)]).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('holds for every figure made of a percentage', () => {
    const impossible = made.filter((entry) => !printed(entry).some((text) => given(text, entry.figure.of)))
    expect(impossible.map(({ id }) => id)).toEqual([])
    expect(made.length).toBeGreaterThan(15)
  })
})

describe('figures that are no P(finding | diagnosis)', () => {
  const NOT_A_SHARE_OF_PATIENTS = [
    ...['skin-015', 'ifx-017', 'ifx-018', 'ifx-024', 'ifx-025', 'ifx-030', 'ifx-032', 'ifx-033'],
    ...['osteo-007', 'osteo-010', 'osteo-041', 'onec-012', 'onec-017', 'met-062'],
  ]
  const used = ruleFiles.flatMap(({ value }) => value.evidence ?? []).flatMap(({ dossier }) => dossier)
  const listed = ruleFiles.flatMap(({ value }) => value.notUsed ?? []).flatMap(({ dossier }) => dossier)

  it.each(NOT_A_SHARE_OF_PATIENTS)('%s is listed as not used, with the reason, and counts nowhere', (id) => {
    expect(used).not.toContain(id)
    expect(listed).toContain(id)
  })

  it.each([
    ['mri-edema-like', 'insufficiency-fracture'],
    ['mri-fracture-line', 'insufficiency-fracture'],
    ['imaging-resolved', 'insufficiency-fracture'],
    ['mri-infarct-like', 'osteonecrosis'],
    ['pain-acute', 'osteonecrosis'],
    ['mri-t1-dark', 'osteomyelitis'],
    ['mri-t2-bright', 'osteomyelitis'],
    ['anemia', 'bone-metastasis'],
    ['rechallenge-recurred', 'imatinib-toxicity'],
  ])('%s still speaks for %s, by a judged band', (finding, diagnosis) => {
    for (const { findings, priors } of kb.contexts) {
      const row = findings.find((one) => one.finding === finding)
      if (row === undefined || !priors.some((prior) => prior.diagnosis === diagnosis)) continue
      expect(row.given[diagnosis]?.point).toBeGreaterThan(row.background.point)
    }
  })

  it('a rash that exfoliates is as rare without the drug as its own reason says: 0.1 to 1 %', () => {
    const judged = ruleFiles.flatMap(({ value }) => value.judgements ?? [])
    const bands = judged.filter((one) => one.finding === 'rash-exfoliative' && one.diagnosis === 'none')
    expect(bands.map(({ low, high }) => [low, high])).toEqual([[0.001, 0.01]])
  })
})

describe('a prior whose citation is chosen by the finding', () => {
  /** New scan spots, and lesions that were sent to biopsy. */
  const CHOSEN_BY_A_LESION = ['new-abnormality-bone-scan-301', 'zhang-2018-new-bone-lesion-biopsy-117']

  it('does not stand beside the likelihood of a lesion for metastasis in GIST', () => {
    const priors = ruleFiles
      .flatMap(({ value }) => value.contexts ?? [])
      .filter(({ id }) => id.startsWith('gist'))
      .flatMap((context) => context.priors)
      .filter(({ diagnosis }) => diagnosis === 'bone-metastasis')
    expect(priors.length).toBeGreaterThan(2)
    for (const { citations, high } of priors) {
      for (const source of CHOSEN_BY_A_LESION) expect(citations.map((one) => one.source)).not.toContain(source)
      expect(high).toBeLessThanOrEqual(0.25)
    }
  })
})
