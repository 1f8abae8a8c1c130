import { describe, expect, it } from 'vitest'
import { differentiate } from '../../../src/core/assessment/differential.ts'
import { type NextSteps, nextSteps } from '../../../src/core/assessment/next-steps.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import type { KnowledgeBase } from '../../../src/core/rules/knowledge-base.ts'
import type { Judgement } from '../../../src/core/rules/schema/evidence.ts'
import type { Finding } from '../../../src/core/rules/schema/vocabulary.ts'
import type { RuleFile } from '../../../src/core/rules/schema.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import {
  aContext,
  aDiagnosis,
  aFinding,
  aJudgement,
  anEnumeration,
  aPattern,
  aPrior,
  aVocabulary,
  knowledgeOf,
} from '../../support/rules.ts'

const exactly = (finding: string, diagnosis: string, p: number): Judgement =>
  aJudgement(`j-${finding}-${diagnosis}`, finding, diagnosis, p * 0.9999, p)
/** A finding as telling as it gets here. */
const telling = (finding: string, diagnosis = 'alpha', q = 0.9): readonly Judgement[] => [
  exactly(finding, 'none', 0.1),
  exactly(finding, diagnosis, q),
]

const CLUSTERS = ['facts', 'others', 'more', 'examinations'].map((id) => ({
  id,
  label: id,
  independence: 0.2,
  why: 'For a test.',
  ...(id === 'examinations' ? { examinations: true as const } : {}),
}))
const ON_DRUG = aFinding('on-drug', { group: 'context', asksForExplanation: false })

function knowledge(
  findings: readonly Finding[],
  judgements: readonly Judgement[],
  more: Partial<RuleFile> = {},
): KnowledgeBase {
  return knowledgeOf(
    aVocabulary({ findings: [ON_DRUG, ...findings], clusters: CLUSTERS, judgements: [...judgements], ...more }),
  )
}

function steps(kb: KnowledgeBase, findings: Findings, most = 6): NextSteps {
  const [context] = kb.contexts
  if (context === undefined) throw new Error('no context')
  const kase = caseOf(kb, findings)
  const observation = observe(kb, kase)
  return nextSteps(kb, differentiate(kb, context, observation), kase, observation, most)
}
const asked = (found: NextSteps): readonly string[] => found.steps.map(({ finding }) => finding.id)

describe('what to ask next', () => {
  it('is what is open and tells something, the best worth first', () => {
    const kb = knowledge(
      [aFinding('pain'), aFinding('fever', { cluster: 'others' }), aFinding('dull', { cluster: 'more' })],
      [...telling('pain', 'alpha', 0.5), ...telling('fever', 'alpha', 0.9), ...telling('dull', 'alpha', 0.1)],
    )
    expect(asked(steps(kb, {}))).toEqual(['fever', 'pain'])
    expect(asked(steps(kb, { fever: false }))).toEqual(['pain'])
    expect(asked(steps(kb, { fever: true, pain: true }))).toEqual([])
  })

  it('is never an invasive test before a cheaper one of equal worth', () => {
    const kb = knowledge(
      [
        aFinding('biopsy', { burden: 'biopsy' }),
        aFinding('pain', { cluster: 'others' }),
        aFinding('film', { cluster: 'more', burden: 'imaging' }),
      ],
      [...telling('biopsy'), ...telling('pain'), ...telling('film')],
    )
    expect(asked(steps(kb, {}))).toEqual(['pain', 'film', 'biopsy'])
  })

  it('is the first by id of two that are worth the same', () => {
    for (const [first, second] of [
      ['others', 'more'],
      ['more', 'others'],
    ]) {
      const findings = [aFinding('ache', { cluster: first ?? '' }), aFinding('pain', { cluster: second ?? '' })]
      expect(asked(steps(knowledge(findings, [...telling('ache'), ...telling('pain')]), {}))).toEqual(['ache', 'pain'])
    }
  })

  it('is one finding of each cluster, since one view of a fact leaves little for the next', () => {
    const kb = knowledge(
      [aFinding('pain'), aFinding('ache')],
      [...telling('pain', 'alpha', 0.9), ...telling('ache', 'alpha', 0.8)],
    )
    expect(asked(steps(kb, {}))).toEqual(['pain'])
  })

  it('asks an enumerated finding once, whatever number of signs is read off it', () => {
    const kb = knowledge(
      [anEnumeration('look', 'rim', 'line', 'none')],
      [...telling('rim'), ...telling('line', 'beta')],
      {
        derived: [
          {
            id: 'rim',
            label: 'Rim',
            cluster: 'facts',
            from: [{ finding: 'look', present: ['rim'], absent: ['line', 'none'] }],
          },
          {
            id: 'line',
            label: 'Line',
            cluster: 'others',
            from: [{ finding: 'look', present: ['line'], absent: ['rim', 'none'] }],
          },
        ],
      },
    )
    expect(asked(steps(kb, {}))).toEqual(['look'])
  })

  it('leaves patterns out: only their parts can be asked', () => {
    const kb = knowledge([aFinding('pain'), aFinding('fever', { cluster: 'others' })], [...telling('both')], {
      patterns: [aPattern('both', { all: ['pain', 'fever'] }, [])],
    })
    expect(asked(steps(kb, {}))).toEqual([])
  })

  it('asks again for what was not done or is unknown, but not for what is equivocal or does not apply', () => {
    const kb = knowledge([aFinding('pain')], telling('pain'))
    for (const state of ['not-done', 'unknown', null]) expect(asked(steps(kb, { pain: state }))).toEqual(['pain'])
    for (const state of ['equivocal', 'not-applicable']) expect(asked(steps(kb, { pain: state }))).toEqual([])
  })

  it('names what it speaks for, strongest first, and who would lead after either answer', () => {
    const kb = knowledge(
      [aFinding('pain')],
      [exactly('pain', 'none', 0.02), exactly('pain', 'alpha', 0.6), exactly('pain', 'beta', 0.95)],
      {
        contexts: [
          aContext('treated', ['alpha', 'beta'], { priors: [aPrior('alpha', 0.2, 0.3), aPrior('beta', 0.2, 0.4)] }),
        ],
      },
    )
    const [step] = steps(kb, {}).steps
    expect(step).toMatchObject({
      sign: 'pain',
      speaksFor: ['beta', 'alpha'],
      leaderIf: { present: 'beta', absent: null },
      required: false,
    })
    expect(step?.expectedGain).toBeGreaterThan(0.1)
  })

  it('is worth the expected fall of the entropy: of an even chance, told rightly nine times of ten, about half a bit', () => {
    const kb = knowledge([aFinding('pain')], telling('pain'), {
      contexts: [aContext('treated', ['alpha', 'beta'], { priors: [aPrior('alpha', 0.4, 0.6), aPrior('beta')] })],
    })
    const entropy = -0.9 * Math.log2(0.9) - 0.1 * Math.log2(0.1)
    expect(steps(kb, {}).steps[0]?.expectedGain).toBeCloseTo(1 - entropy, 3)
  })

  it('lists at most as many as asked for, and says of all whether they matter', () => {
    const kb = knowledge(
      [aFinding('pain'), aFinding('fever', { cluster: 'others' }), aFinding('faint', { cluster: 'more' })],
      [...telling('pain'), ...telling('fever', 'alpha', 0.8), ...telling('faint', 'alpha', 0.2)],
    )
    const found = steps(kb, {}, 1)
    expect(asked(found)).toEqual(['pain'])
    expect(found.matter).toEqual(['pain', 'fever'])
  })
})

describe('questions that depend on others', () => {
  const findings = [
    aFinding('marrow-study', { cluster: 'examinations', burden: 'biopsy', asksForExplanation: false }),
    aFinding('necrosis', { appliesIf: 'marrow-study', burden: 'biopsy' }),
    aFinding('pain', { cluster: 'others' }),
    aFinding('night-pain', { appliesIf: 'pain', cluster: 'more' }),
  ]
  const kb = knowledge(findings, [...telling('necrosis'), ...telling('night-pain')])

  it('can be proposed although the examination has not been done: it still can be', () => {
    expect(asked(steps(kb, {}))).toEqual(['necrosis'])
    expect(asked(steps(kb, { 'marrow-study': false }))).toEqual(['necrosis'])
    expect(asked(steps(kb, { 'marrow-study': 'not-done' }))).toEqual(['necrosis'])
  })

  it('are closed by any other parent that is denied or not known yet', () => {
    expect(asked(steps(kb, { pain: false }))).toEqual(['necrosis'])
    expect(asked(steps(kb, { pain: 'equivocal' }))).toEqual(['necrosis'])
    expect(asked(steps(kb, { pain: true }))).toEqual(['night-pain', 'necrosis'])
  })
})

describe('the test that excludes what must not be missed', () => {
  const mustBeExcluded = { test: 'biopsy', named: 'biopsy of the lesion', unless: [], source: 'doe', locator: 'p. 5' }
  const findings = [
    aFinding('biopsy', { burden: 'biopsy' }),
    ...['b', 'c'].map((id) => aFinding(`pain-${id}`, { cluster: id === 'b' ? 'others' : 'more' })),
  ]
  const rules = (prior: number, q: number): KnowledgeBase =>
    knowledge(
      findings,
      [...telling('biopsy', 'alpha', q), ...telling('pain-b', 'beta'), ...telling('pain-c', 'beta')],
      {
        diagnoses: [aDiagnosis('alpha', { mustBeExcluded }), aDiagnosis('beta')],
        contexts: [
          aContext('treated', ['alpha', 'beta'], { priors: [aPrior('alpha', prior / 2, prior * 1.5), aPrior('beta')] }),
        ],
      },
    )

  it('is always among the steps, beyond their number and below the least gain', () => {
    const found = steps(rules(0.03, 0.12), {}, 1)
    expect(asked(found)).toEqual(['pain-b', 'biopsy'])
    const [, biopsy] = found.steps
    expect([biopsy?.required, (biopsy?.expectedGain ?? 1) < 0.005]).toEqual([true, true])
  })

  it('is not pressed once the diagnosis is out of the question, or excluded', () => {
    expect(asked(steps(rules(0.01, 0.12), {}, 1))).toEqual(['pain-b'])
    expect(asked(steps(rules(0.3, 0.9), { biopsy: false }, 1))).toEqual(['pain-b'])
  })
})
