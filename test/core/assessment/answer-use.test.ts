import { describe, expect, it } from 'vitest'
import { accountOf, completenessOf, sayAnswer, unexplainedBy } from '../../../src/core/assessment/answer-use.ts'
import { differentiate } from '../../../src/core/assessment/differential.ts'
import type { Answer, Reading } from '../../../src/core/case/answers.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import {
  aFinding,
  aJudgement,
  anEnumeration,
  aPattern,
  aQuantity,
  aVocabulary,
  knowledgeOf,
} from '../../support/rules.ts'

const weighs = (finding: string) => [
  aJudgement(`j-${finding}-none`, finding, 'none', 0.05, 0.15),
  aJudgement(`j-${finding}-alpha`, finding, 'alpha', 0.6, 0.9),
]

const kb = knowledgeOf(
  aVocabulary({
    findings: [
      aFinding('on-drug', { group: 'context', asksForExplanation: false }),
      aFinding('pain'),
      aFinding('fever'),
      aFinding('rash', { group: 'signs' }),
      aFinding('healthy', { group: 'signs', asksForExplanation: false }),
      anEnumeration('look', 'rim', 'none', 'other'),
      aQuantity('ldh'),
    ],
    derived: [
      { id: 'rim', label: 'Rim', cluster: 'facts', from: [{ finding: 'look', present: ['rim'], absent: ['none'] }] },
      {
        id: 'ldh-raised',
        label: 'LDH raised',
        cluster: 'facts',
        from: [{ finding: 'ldh', read: 'highest', timesUpperLimit: 1, absentOnlyIf: 'fever' }],
      },
    ],
    patterns: [aPattern('both', { all: ['pain', 'fever'] }, ['pain', 'fever'])],
    judgements: [...weighs('pain'), ...weighs('fever'), ...weighs('both'), ...weighs('rim'), ...weighs('ldh-raised')],
  }),
)

function observed(findings: Findings) {
  const [context] = kb.contexts
  if (context === undefined) throw new Error('no context')
  const kase = caseOf(kb, findings)
  const observation = observe(kb, kase)
  return { kase, observation, differential: differentiate(kb, context, observation) }
}

describe('the account of the answers', () => {
  const uses = (findings: Findings) => {
    const { kase, observation, differential } = observed(findings)
    return accountOf(kb, kase, observation, differential).map(({ finding, answer, use, why }) => [
      finding,
      answer,
      use,
      why,
    ])
  }

  it('says of every answer what became of it, in the order of the vocabulary', () => {
    expect(uses({ look: 'rim', rash: true, pain: true, 'on-drug': true })).toEqual([
      ['on-drug', 'present', 'context', 'describes the patient and the treatment'],
      ['pain', 'present', 'counted', null],
      ['rash', 'present', 'neutral', 'no figure for it in this context'],
      ['look', 'rim', 'counted', null],
    ])
  })

  it('names the pattern that stands for an answer', () => {
    expect(uses({ pain: true, fever: true })).toEqual([
      ['pain', 'present', 'in-pattern', 'both'],
      ['fever', 'present', 'in-pattern', 'both'],
    ])
  })

  it('says why an answer says nothing', () => {
    expect(uses({ pain: 'equivocal', look: 'other', ldh: { value: 400, unit: 'U/L' } })).toEqual([
      ['pain', 'equivocal', 'not-evaluable', 'no evidence either way'],
      ['look', 'other', 'not-evaluable', 'the option says too little for this'],
      ['ldh', '400 U/L', 'not-evaluable', expect.stringContaining('limit')],
    ])
  })

  it('is given without a ranking too, and then counts nothing', () => {
    const { kase, observation } = observed({ pain: true })
    expect(accountOf(kb, kase, observation, null)).toMatchObject([{ finding: 'pain', use: 'neutral' }])
  })
})

describe('the unexplained', () => {
  it('is what is present, asks for an explanation, and is made likelier by no diagnosis', () => {
    const { observation, differential } = observed({
      'on-drug': true,
      pain: true,
      rash: true,
      healthy: true,
      look: 'rim',
    })
    expect(unexplainedBy(kb, observation, differential)).toEqual([{ finding: 'rash', label: 'Label of rash' }])
    const { observation: none, differential: without } = observed({ rash: false })
    expect(unexplainedBy(kb, none, without)).toEqual([])
  })
})

describe('completeness', () => {
  const complete = (findings: Findings, matter: string[] = []) => {
    const { kase, differential } = observed(findings)
    return completenessOf(kb, kase, differential, matter)
  }

  it('counts each finding that can weigh here once, and those of them that are known', () => {
    expect(complete({ pain: true, fever: 'unknown', look: 'other', rash: true }, ['fever'])).toEqual({
      answered: 1,
      of: 4,
      byDimension: [
        { dimension: 'pain', label: 'pain', answered: 1, of: 2 },
        { dimension: 'blood', label: 'blood', answered: 0, of: 1 },
        { dimension: 'imaging', label: 'imaging', answered: 0, of: 1 },
      ],
      missingThatMatters: ['fever'],
    })
  })

  it('is the same whichever way a finding is answered, even one that keeps a reading from denying anything', () => {
    const read = { ldh: { value: 100, unit: 'U/L', upperLimit: 250 } }
    expect(complete({ fever: true, ...read })).toMatchObject({ answered: 2 })
    expect(complete({ fever: false, ...read })).toEqual(complete({ fever: true, ...read }))
  })
})

describe('an answer in words', () => {
  const reading = (more: Partial<Reading>): Reading => ({
    low: 1,
    high: 1,
    level: null,
    upperLimit: null,
    lowerLimit: null,
    ...more,
  })
  const said = (...readings: readonly Reading[]): Answer => ({ kind: 'readings', readings })

  it.each<[Answer, string | undefined, string]>([
    [{ kind: 'state', state: 'not-done' }, undefined, 'not-done'],
    [{ kind: 'options', options: ['back', 'pelvis'] }, undefined, 'back, pelvis'],
    [{ kind: 'date', date: '2026-01' }, 'd', '2026-01'],
    [said(reading({ low: 3257.4, high: 3257.4 })), 'U/L', '3257 U/L'],
    [said(reading({ low: -Infinity, high: 5 })), '%', 'at most 5 %'],
    [said(reading({ low: 51, high: Infinity })), '%', 'at least 51 %'],
    [said(reading({ low: 5, high: 10 })), '%', '5 to 10 %'],
    [said(reading({ level: 'high', low: -Infinity, high: Infinity })), 'U/L', 'high'],
    [said(reading({}), reading({ low: 2, high: 2 })), 'U/L', '1 U/L, then 2 U/L'],
    [said(reading({ low: 0.5, high: 0.5 })), undefined, '0.5'],
  ])('%j in %s reads "%s"', (answer, unit, words) => {
    expect(sayAnswer(answer, unit)).toBe(words)
  })
})
