import { describe, expect, it } from 'vitest'
import { assess } from '../../../src/core/assessment/assess.ts'
import type { Result } from '../../../src/core/result/schema.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import {
  aContext,
  aDiagnosis,
  aFinding,
  aJudgement,
  anEnumeration,
  anEvidence,
  anException,
  aSource,
  aVocabulary,
  knowledgeOf,
} from '../../support/rules.ts'

const mustBeExcluded = {
  test: 'biopsy',
  named: 'biopsy of the lesion',
  unless: [anException('fever')],
  source: 'roe',
  locator: 'p. 9',
}
const kb = knowledgeOf(
  aVocabulary({
    findings: [
      anEnumeration('disease', 'gist', 'other'),
      aFinding('on-drug', { group: 'context', asksForExplanation: false }),
      aFinding('pain'),
      aFinding('fever'),
      aFinding('biopsy', { burden: 'biopsy' }),
      aFinding('night-pain', { appliesIf: 'pain' }),
    ],
    diagnoses: [aDiagnosis('alpha', { mustBeExcluded }), aDiagnosis('beta')],
    contexts: [
      aContext('treated', ['alpha', 'beta'], { when: { all: ['on-drug', { finding: 'disease', is: ['gist'] }] } }),
    ],
    contradictions: [{ id: 'never', never: { all: ['pain', { not: 'fever' }] }, say: 'pain comes with fever here' }],
    evidence: [
      anEvidence('small', 'pain', 'alpha', { n: 3, of: 4 }, { also: [{ source: 'roe', locator: 'table 1' }] }),
      anEvidence('background', 'pain', 'none', { n: 1, of: 19 }),
    ],
    judgements: [
      aJudgement('j-biopsy', 'biopsy', 'alpha', 0.8, 0.95),
      aJudgement('j-biopsy-none', 'biopsy', 'none', 0.01, 0.05),
    ],
  }),
  {
    source: aSource('roe'),
    appraisal: { design: 'cohort' },
    evidence: [anEvidence('large', 'pain', 'alpha', { n: 16, of: 20 })],
  },
)

const TREATED = { disease: 'gist', 'on-drug': true }
const options = { toolVersion: '1.2.3', warnings: [] }
const outcome = (findings: Findings, context?: string) => assess(kb, caseOf(kb, findings, context), options)

function resultOf(findings: Findings, context?: string): Result {
  const result = outcome(findings, context)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result
}

describe('an assessment', () => {
  it('names the tool, the rules, the case and its population', () => {
    const result = resultOf({ ...TREATED, pain: true })
    expect(result).toMatchObject({
      tool: { name: 'marrowdx', version: '1.2.3' },
      rules: { version: '1', digest: 'sha256-0' },
      case: { id: null, context: 'treated' },
      status: 'ranked',
      why: null,
      basis: { population: 'Patients of treated' },
    })
  })

  it('repeats the warnings of the reader', () => {
    const warning = {
      code: 'likely-mixup',
      severity: 'warning',
      path: 'findings.ldh',
      message: 'looks like ukat/L',
      position: null,
    } as const
    const result = assess(kb, caseOf(kb, TREATED), { ...options, warnings: [warning] })
    expect('basis' in result && result.basis.warnings).toEqual(['findings.ldh: looks like ukat/L'])
  })

  it('pools figures into one line, the largest count first', () => {
    const line = resultOf({ ...TREATED, pain: true }).ranking.find(({ diagnosis }) => diagnosis === 'alpha')
      ?.evidence[1]
    expect(line).toMatchObject({
      finding: 'pain',
      answer: 'present',
      rule: 'large',
      patients: { n: 16, of: 20 },
      judged: false,
    })
    expect(line?.pooledWith.map(({ rule, patients, source }) => [rule, patients, source.id, source.locator])).toEqual([
      ['small', { n: 3, of: 4 }, 'doe', 'p. of small'],
      ['small', null, 'roe', 'table 1'],
    ])
  })

  it('says by which test a diagnosis is excluded, and when it is not', () => {
    const alpha = (findings: Findings) =>
      resultOf({ ...TREATED, ...findings }).ranking.find(({ diagnosis }) => diagnosis === 'alpha')
    expect(alpha({ biopsy: false })).toMatchObject({
      notExcluded: false,
      excludedBy: { finding: 'biopsy', test: 'biopsy of the lesion', source: { id: 'roe', locator: 'p. 9' } },
    })
    expect(alpha({ biopsy: false, fever: true })).toMatchObject({ notExcluded: true, excludedBy: null })
    expect(alpha({ pain: true })).toMatchObject({ notExcluded: true, excludedBy: null })
    const beta = resultOf({ ...TREATED, pain: true }).ranking.find(({ diagnosis }) => diagnosis === 'beta')
    expect(beta).toMatchObject({ notExcluded: false, excludedBy: null })
  })

  it('is refused where answers contradict each other, or deny the context that the case names', () => {
    expect(outcome({ ...TREATED, pain: true, fever: false })).toMatchObject({
      problems: [{ code: 'contradiction', path: 'findings.fever' }],
    })
    expect(outcome({ disease: 'other' }, 'treated')).toMatchObject({
      problems: [{ code: 'contradiction', path: 'context' }],
    })
  })

  it('is out of scope where no context holds, and asks for nothing then', () => {
    const result = resultOf({ disease: 'other', pain: true })
    expect(result).toMatchObject({
      status: 'out-of-scope',
      why: 'Not for this.',
      ranking: [],
      noneOfThese: null,
      next: [],
    })
    expect(result.basis.answers.map(({ finding }) => finding)).toEqual(['disease', 'pain'])
  })

  it('is insufficient where the context is open, and asks what would settle it', () => {
    const result = resultOf({ disease: 'gist', pain: true })
    expect(result).toMatchObject({ status: 'insufficient', ranking: [], noneOfThese: null, case: { context: null } })
    expect(result.why).toContain('on-drug')
    expect(result.next.map(({ finding, expectedGain }) => [finding, expectedGain])).toEqual([['on-drug', 0]])
  })

  it('is insufficient where nothing weighs, and still says what to ask', () => {
    const result = resultOf(TREATED)
    expect(result).toMatchObject({
      status: 'insufficient',
      ranking: [],
      noneOfThese: null,
      case: { context: 'treated' },
    })
    expect(result.next.length).toBeGreaterThan(0)
  })

  it('says who would lead after either answer, and what the question is about', () => {
    const [step] = resultOf({ ...TREATED, pain: true }).next
    expect(step).toMatchObject({
      finding: 'biopsy',
      question: 'Is there biopsy?',
      if: { present: 'alpha' },
      means: { present: 'Label of biopsy: speaks for Label of alpha', absent: 'not so: speaks against Label of alpha' },
    })
    expect(resultOf(TREATED).next.map((each) => each.if.absent)).toContain('none of these')
  })
})
