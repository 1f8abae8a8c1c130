import { describe, expect, it } from 'vitest'
import { type Differential, differentiate, ledgerOf, logOddsAlone } from '../../../src/core/assessment/differential.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import type { KnowledgeBase } from '../../../src/core/rules/knowledge-base.ts'
import type { Judgement } from '../../../src/core/rules/schema/evidence.ts'
import type { RuleFile } from '../../../src/core/rules/schema.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import {
  aContext,
  aFinding,
  aJudgement,
  anEvidence,
  aPattern,
  aPrior,
  aVocabulary,
  knowledgeOf,
} from '../../support/rules.ts'

/** A band of one value, so that the frequency is that value. */
const exactly = (finding: string, diagnosis: string, p: number): Judgement =>
  aJudgement(`j-${finding}-${diagnosis}`, finding, diagnosis, p - 1e-6, p + 1e-6)

const CLUSTERS = [
  { id: 'facts', label: 'Facts', independence: 0.5, why: 'For a test.' },
  { id: 'others', label: 'Others', independence: 0, why: 'For a test.' },
]
const FINDINGS = [
  aFinding('on-drug', { group: 'context', asksForExplanation: false }),
  ...['pain', 'fever', 'lesion'].map((id) => aFinding(id)),
  aFinding('scan', { cluster: 'others' }),
]

function knowledge(judgements: readonly Judgement[], more: Partial<RuleFile> = {}): KnowledgeBase {
  return knowledgeOf(aVocabulary({ findings: FINDINGS, clusters: CLUSTERS, judgements: [...judgements], ...more }))
}

function differential(kb: KnowledgeBase, findings: Findings): Differential {
  const [context] = kb.contexts
  if (context === undefined) throw new Error('no context')
  return differentiate(kb, context, observe(kb, caseOf(kb, findings)))
}
const ledger = (found: Differential, diagnosis: string) =>
  found.standings.find((one) => one.diagnosis === diagnosis)?.ledger ?? []
const companion = (found: Differential, diagnosis: string) =>
  found.standings.find((one) => one.diagnosis === diagnosis)?.companion

describe('the ledger', () => {
  const kb = knowledge([
    ...[
      exactly('pain', 'none', 0.1),
      exactly('fever', 'none', 0.1),
      exactly('lesion', 'none', 0.1),
      exactly('scan', 'none', 0.5),
    ],
    ...[
      exactly('pain', 'alpha', 0.8),
      exactly('fever', 'alpha', 0.4),
      exactly('lesion', 'alpha', 0.9),
      exactly('scan', 'alpha', 0.75),
    ],
    exactly('pain', 'beta', 0.4),
  ])

  it('weighs an answer by log10 of how much likelier the diagnosis makes it', () => {
    const [line] = ledger(differential(kb, { scan: true }), 'alpha')
    expect(line).toMatchObject({ finding: 'scan', present: true, counted: 'in-full', with: null })
    expect(line?.weight).toBeCloseTo(Math.log10(0.75 / 0.5), 5)
    expect(ledger(differential(kb, { scan: false }), 'alpha')[0]?.weight).toBeCloseTo(Math.log10(0.25 / 0.5), 5)
  })

  it('counts the strongest view of a cluster in full and the others by their independence, each side by itself', () => {
    const lines = ledger(differential(kb, { pain: true, fever: true, lesion: false }), 'alpha')
    expect(lines.map(({ finding, counted, with: other }) => [finding, counted, other])).toEqual([
      ['lesion', 'in-full', null],
      ['pain', 'in-full', null],
      ['fever', 'in-part', 'pain'],
    ])
    expect(lines[2]?.weight).toBeCloseTo(0.5 * Math.log10(4), 5)
    const denied = ledger(differential(kb, { pain: false, lesion: false }), 'alpha')
    expect(denied.map(({ finding, counted, with: other }) => [finding, counted, other])).toEqual([
      ['lesion', 'in-full', null],
      ['pain', 'in-part', 'lesion'],
    ])
  })

  it('gives the first by id the full weight where two views are equally strong', () => {
    const even = knowledge([
      ...[exactly('pain', 'none', 0.1), exactly('fever', 'none', 0.1)],
      ...[exactly('pain', 'alpha', 0.8), exactly('fever', 'alpha', 0.8)],
    ])
    const lines = ledger(differential(even, { pain: true, fever: true }), 'alpha')
    expect(lines.map(({ finding, counted, with: other }) => [finding, counted, other])).toEqual([
      ['fever', 'in-full', null],
      ['pain', 'in-part', 'fever'],
    ])
  })

  it('has the heaviest line first, and of equal ones the first by id', () => {
    const even = knowledge([
      ...['scan', 'pain'].flatMap((id) => [exactly(id, 'none', 0.1), exactly(id, 'alpha', 0.8)]),
      ...[exactly('lesion', 'none', 0.1), exactly('lesion', 'alpha', 0.2)],
    ])
    const lines = ledger(differential(even, { pain: true, scan: true, lesion: false }), 'alpha')
    expect(lines.map(({ finding }) => finding)).toEqual(['pain', 'scan', 'lesion'])
  })

  it('has a line only where the diagnosis has a figure, and adds up to the odds of the diagnosis alone', () => {
    const found = differential(kb, { pain: true, scan: true })
    expect(ledger(found, 'beta').map(({ finding }) => finding)).toEqual(['pain'])
    found.network.diagnoses.forEach((_, index) => {
      const total = ledgerOf(found.givens, index).reduce(
        (sum, { weight }) => sum + weight,
        (found.network.priorLogOdds[index] ?? 0) / Math.LN10,
      )
      expect(total).toBeCloseTo(logOddsAlone(found.network, found.givens, index) / Math.LN10, 12)
    })
  })

  it('lets a figure at the background weigh exactly nothing, for and against', () => {
    const evidence = [
      anEvidence('b', 'pain', 'none', { n: 1, of: 5 }),
      anEvidence('a', 'pain', 'alpha', { n: 1, of: 6 }),
      anEvidence('c', 'pain', 'beta', { n: 5, of: 6 }),
    ]
    const flat = knowledge([], { evidence })
    expect(flat.contexts[0]?.findings[0]?.given['alpha']?.point).toBe(flat.contexts[0]?.findings[0]?.background.point)
    for (const pain of [true, false]) {
      const found = differential(flat, { pain })
      expect(ledger(found, 'alpha').filter(({ weight, counted }) => weight !== 0 || counted !== 'neutral')).toEqual([])
      const alpha = found.standings.find(({ diagnosis }) => diagnosis === 'alpha')
      expect(alpha?.support).toBeCloseTo(alpha?.priorSupport ?? Number.NaN, 9)
    }
  })
})

describe('a pattern', () => {
  const kb = knowledge(
    [
      ...['pain', 'fever', 'both'].flatMap((id) => [exactly(id, 'none', 0.1), exactly(id, 'alpha', 0.6)]),
      ...[exactly('scan', 'none', 0.1), exactly('scan', 'alpha', 0.6)],
    ],
    { patterns: [aPattern('both', { all: ['pain', 'fever'] }, ['pain', 'fever'])] },
  )
  const lines = (findings: Findings) => ledger(differential(kb, findings), 'alpha').map(({ finding }) => finding)

  it('stands for its parts when it is present', () => {
    expect(lines({ pain: true, fever: true, scan: true }).toSorted()).toEqual(['both', 'scan'])
  })

  it('is neutral when it is denied, and its parts count', () => {
    expect(lines({ pain: true, fever: false }).toSorted()).toEqual(['fever', 'pain'])
    expect(lines({ pain: false })).toEqual(['pain'])
  })

  it('is neutral when it is unknown, and its parts count', () => {
    expect(lines({ pain: true })).toEqual(['pain'])
  })

  it('without a figure in the context leaves its parts alone', () => {
    const judgements = ['pain', 'fever'].flatMap((id) => [exactly(id, 'none', 0.1), exactly(id, 'alpha', 0.6)])
    const bare = knowledge(judgements, { patterns: [aPattern('both', { all: ['pain', 'fever'] }, ['pain', 'fever'])] })
    const found = ledger(differential(bare, { pain: true, fever: true }), 'alpha')
    expect(found.map(({ finding }) => finding).toSorted()).toEqual(['fever', 'pain'])
  })
})

describe('a companion', () => {
  const contexts = [
    aContext('treated', ['alpha', 'beta'], { priors: [aPrior('alpha', 0.2, 0.4), aPrior('beta', 0.2, 0.4)] }),
  ]

  it('lowers a support by explaining the same finding', () => {
    const kb = knowledge([exactly('pain', 'none', 0.02), exactly('pain', 'alpha', 0.9), exactly('pain', 'beta', 0.8)], {
      contexts,
    })
    const found = companion(differential(kb, { pain: true }), 'alpha')
    expect(found).toMatchObject({ diagnosis: 'beta', effect: 'lowers' })
    const alone = 0.3 * 0.9
    expect(found?.supportWithout).toBeCloseTo(alone / (alone + 0.7 * 0.02), 4)
  })

  it('raises a support where the two go together', () => {
    const associations = [
      {
        id: 'a',
        between: ['alpha', 'beta'] as [string, string],
        low: 8,
        high: 8,
        reason: 'For a test.',
        citations: [{ source: 'doe', locator: 'p. 4' }],
      },
    ]
    const judgements = [exactly('pain', 'none', 0.02), exactly('pain', 'beta', 0.8)]
    const kb = knowledge(judgements, { contexts, associations })
    const found = differential(kb, { pain: true })
    expect(companion(found, 'alpha')).toMatchObject({ diagnosis: 'beta', effect: 'raises' })
    expect(companion(found, 'alpha')?.supportWithout).toBeCloseTo(0.3, 6)
  })

  it('is not named where it changes little, or where no answer touches the diagnosis', () => {
    const weak = knowledge(
      [exactly('pain', 'none', 0.5), exactly('pain', 'alpha', 0.55), exactly('pain', 'beta', 0.55)],
      { contexts },
    )
    expect(companion(differential(weak, { pain: true }), 'alpha')).toBeNull()
    const one = knowledge([exactly('pain', 'none', 0.02), exactly('pain', 'alpha', 0.9)], { contexts })
    expect(companion(differential(one, { pain: true }), 'beta')).toBeNull()
    expect(companion(differential(one, {}), 'alpha')).toBeNull()
  })
})

describe('the order', () => {
  it('is by support, then by id', () => {
    const judgements = [exactly('pain', 'none', 0.1), exactly('pain', 'alpha', 0.5), exactly('pain', 'beta', 0.8)]
    const order = (found: Differential) => found.standings.map(({ diagnosis }) => diagnosis)
    expect(order(differential(knowledge(judgements), { pain: true }))).toEqual(['beta', 'alpha'])
    expect(order(differential(knowledge(judgements), { pain: false }))).toEqual(['alpha', 'beta'])
    expect(order(differential(knowledge(judgements), {}))).toEqual(['alpha', 'beta'])
  })
})
