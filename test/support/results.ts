/** Results by hand, for renderers: every part that a report can have, and a way to change one of them. */
import type { Citation, LedgerLine, RankedDiagnosis, Result } from '../../src/core/result/schema.ts'

export const aCitation = (change: Partial<Citation> = {}): Citation => ({
  id: 'first-source',
  title: 'The first source',
  year: 1999,
  locator: 'page 1',
  url: 'https://doi.org/10.1/first',
  ...change,
})

export const aLine = (change: Partial<LedgerLine> = {}): LedgerLine => ({
  finding: 'bone-pain',
  label: 'bone pain',
  answer: 'present',
  weight: 0.5,
  counted: 'in-full',
  with: null,
  rule: 'rule-1',
  claim: 'a claim',
  patients: { n: 7, of: 7 },
  population: 'some patients',
  judged: false,
  source: aCitation(),
  pooledWith: [],
  ...change,
})

export const aRankedDiagnosis = (change: Partial<RankedDiagnosis> = {}): RankedDiagnosis => ({
  rank: 1,
  diagnosis: 'necrosis',
  label: 'Necrosis',
  words: 'leading',
  support: 0.7,
  supportRange: null,
  firstShare: null,
  priorSupport: 0.1,
  notExcluded: false,
  excludedBy: null,
  evidence: [aLine()],
  companion: null,
  ...change,
})

/** After the one diagnosis of `aResult`, unless it says otherwise. */
export const aNone = (support: number, rank = 2): NonNullable<Result['noneOfThese']> => ({
  rank,
  support,
  supportRange: null,
  firstShare: null,
})

export const aResult = (change: Partial<Result> = {}): Result => ({
  schemaVersion: 1,
  tool: { name: 'marrowdx', version: '1.2.3' },
  rules: { version: '7', digest: 'sha256-0' },
  case: { id: 'case-1', context: 'a-context' },
  status: 'ranked',
  why: null,
  urgent: [],
  ranking: [aRankedDiagnosis()],
  noneOfThese: aNone(0.05),
  stability: null,
  next: [],
  whatWouldChange: null,
  unexplained: [],
  conflict: null,
  advice: [],
  causality: null,
  completeness: { answered: 1, of: 2, byDimension: [], missingThatMatters: [] },
  basis: { intendedFor: 'clinicians', limits: ['a limit'], population: 'some patients', warnings: [], answers: [] },
  ...change,
})
