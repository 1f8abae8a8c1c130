import { describe, expect, it } from 'vitest'
import { type Answered, compare, differenceOf } from '../../../src/core/assessment/compare.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import { aLine, aNone, aRankedDiagnosis, aResult } from '../../support/results.ts'
import { aContext, aDiagnosis, aFinding, aJudgement, aPrior, aVocabulary, knowledgeOf } from '../../support/rules.ts'

const prior = (weight: number) => aLine({ finding: 'prior', label: 'Before any finding', answer: 'prior', weight })
const line = (finding: string, weight: number) =>
  aLine({ finding, label: finding, weight, rule: `rule of ${finding} ${weight}` })

const result = aResult({
  ranking: [
    aRankedDiagnosis({
      diagnosis: 'alpha',
      evidence: [prior(-1), line('pain', 0.5), line('fever', 0.25), line('rash', 0.25), line('lump', -0.5)],
    }),
    aRankedDiagnosis({
      diagnosis: 'beta',
      rank: 2,
      evidence: [prior(-0.5), line('fever', 0.25), line('itch', 1), line('rash', 0.5)],
    }),
  ],
  noneOfThese: aNone(0.1),
})

describe('the difference of two diagnoses', () => {
  const { lines, total, first, second } = differenceOf(result, 'alpha', 'beta')

  it('has the prior first, then every answer that has a figure for either, the largest difference first, then by id', () => {
    expect(lines.map(({ finding, difference }) => [finding, difference])).toEqual([
      ['prior', -0.5],
      ['itch', -1],
      ['lump', -0.5],
      ['pain', 0.5],
      ['rash', -0.25],
      ['fever', 0],
    ])
  })

  it('says for which of the two a line speaks, with the line of each, and null where it has no figure', () => {
    expect(lines.map(({ speaksFor }) => speaksFor)).toEqual([
      'second',
      'second',
      'second',
      'first',
      'second',
      'neither',
    ])
    const rash = lines.find(({ finding }) => finding === 'rash')
    expect(rash).toMatchObject({
      first: { weight: 0.25, rule: 'rule of rash 0.25' },
      second: { weight: 0.5, rule: 'rule of rash 0.5' },
    })
    expect(lines.find(({ finding }) => finding === 'itch')).toMatchObject({ first: null, second: { weight: 1 } })
  })

  it('adds up to the odds of the one less those of the other', () => {
    expect([first.oddsAlone, second.oddsAlone, total]).toEqual([-0.5, 1.25, -1.75])
  })

  it('is the other way round with the names the other way round', () => {
    const turned = differenceOf(result, 'beta', 'alpha')
    expect(turned.lines.map(({ finding, difference }) => [finding, difference])).toEqual(
      lines.map(({ finding, difference }) => [finding, 0 - difference]),
    )
  })

  it('against none of these is the ledger itself', () => {
    const plain = differenceOf(result, 'alpha', null)
    expect(plain.lines.map(({ finding, difference, second: other }) => [finding, difference, other])).toEqual([
      ['prior', -1, null],
      ['lump', -0.5, null],
      ['pain', 0.5, null],
      ['fever', 0.25, null],
      ['rash', 0.25, null],
    ])
    expect(plain.second).toMatchObject({
      diagnosis: null,
      label: 'none of these',
      support: 0.1,
      oddsAlone: 0,
      words: null,
      rank: null,
    })
  })

  it('of a diagnosis that is not ranked is a mistake of the caller', () => {
    expect(() => differenceOf(result, 'gamma', 'beta')).toThrow('gamma')
  })
})

describe('a comparison in a case', () => {
  const kb = knowledgeOf(
    aVocabulary({
      findings: [
        aFinding('on-drug', { group: 'context', asksForExplanation: false }),
        aFinding('pain'),
        aFinding('fever'),
      ],
      diagnoses: [aDiagnosis('alpha'), aDiagnosis('beta'), aDiagnosis('gamma')],
      contexts: [
        aContext('treated', ['alpha', 'beta'], {
          priors: [aPrior('alpha', 0.5, 0.5), aPrior('beta', 0.5, 0.5)],
          cannotOccur: [{ diagnosis: 'gamma', reason: 'It needs no drug.' }],
        }),
      ],
      judgements: ['pain', 'fever'].flatMap((finding, at) => [
        aJudgement(`j-${finding}-none`, finding, 'none', 0.05, 0.15),
        aJudgement(`j-${finding}`, finding, at === 0 ? 'alpha' : 'beta', at === 0 ? 0.4 : 0.8, at === 0 ? 0.5 : 0.9),
      ]),
    }),
  )
  const answered = (
    findings: Findings,
    pair: readonly [string | null, string | null] = ['alpha', 'beta'],
  ): Answered => {
    const found = compare(kb, caseOf(kb, findings), pair, { toolVersion: '1', warnings: [] })
    if ('problems' in found) throw new Error(JSON.stringify(found.problems))
    return found
  }

  it('shows what would exchange the two, whichever of them is named first', () => {
    const pain = { 'on-drug': true, pain: true }
    const sets = answered(pain).comparison?.flipSets
    expect(
      sets?.map(({ exchanges, answers }) => [exchanges, answers.map(({ finding, answer }) => [finding, answer])]),
    ).toEqual([[['alpha', 'beta'], [['fever', 'present']]]])
    expect(answered(pain, ['beta', 'alpha']).comparison?.flipSets).toEqual(sets)
  })

  it('is none where nothing is ranked', () => {
    expect(answered({ 'on-drug': true })).toMatchObject({
      comparison: null,
      cannotOccur: [],
      result: { status: 'insufficient' },
    })
    expect(answered({ 'on-drug': false })).toMatchObject({ comparison: null, result: { status: 'out-of-scope' } })
  })

  it('names those that cannot occur in the context', () => {
    expect(answered({ 'on-drug': true, pain: true }, ['gamma', 'alpha'])).toMatchObject({
      comparison: null,
      cannotOccur: ['gamma'],
    })
  })
})
