/** Exactly at a limit and just beyond it: the places where one sign more or less goes unnoticed. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Level, Reading } from '../../../../src/core/case/answers.ts'
import type { Itemised } from '../../../../src/core/causality/naranjo.ts'
import { whoUmcOf } from '../../../../src/core/causality/who-umc.ts'
import { testLevels } from '../../../../src/core/findings/cut-off.ts'
import { LARGEST_CLUSTER, MOST_DIAGNOSES } from '../../../../src/core/network/noisy-or.ts'
import type { NaranjoItem } from '../../../../src/core/result/causality.ts'
import { accountOf } from '../../../../src/core/review/source.ts'
import { tracedFigures, usedFrequencies } from '../../../../src/core/review/trace.ts'
import { loadKnowledge } from '../../../../src/core/rules/compile.ts'
import type { WholeKnowledgeBase } from '../../../../src/core/rules/knowledge-base.ts'
import { type ParsedFile, parseRuleFile } from '../../../../src/core/rules/parse.ts'
import type { RuleFile } from '../../../../src/core/rules/schema.ts'
import { readRuleFolder } from '../../../../src/io/rules.ts'
import { renderDiagnostics } from '../../../../src/render/diagnostics.ts'
import {
  aContext,
  aDiagnosis,
  aFinding,
  aJudgement,
  anEvidence,
  aSource,
  aVocabulary,
  rulesOf,
} from '../../../support/rules.ts'

describe('a value against its laboratory limits', () => {
  const at = (value: number, limits: Partial<Reading>): Reading => ({
    low: value,
    high: value,
    level: null,
    upperLimit: null,
    lowerLimit: null,
    ...limits,
  })
  const is = (level: Level, reading: Reading) =>
    testLevels({ present: [level], absent: (['low', 'normal', 'high'] as const).filter((each) => each !== level) }, [
      reading,
    ]).truth
  const BOTH = { lowerLimit: 30, upperLimit: 70 }

  it('is not low at the lower limit itself, and low just below it', () => {
    expect([29.9, 30, 30.1].map((value) => is('low', at(value, { lowerLimit: 30 })))).toEqual([
      'present',
      'absent',
      'absent',
    ])
    expect([29.9, 30, 30.1].map((value) => is('low', at(value, BOTH)))).toEqual(['present', 'absent', 'absent'])
  })

  it('is not high at the upper limit itself, and high just above it', () => {
    expect([69.9, 70, 70.1].map((value) => is('high', at(value, { upperLimit: 70 })))).toEqual([
      'absent',
      'absent',
      'present',
    ])
    expect([69.9, 70, 70.1].map((value) => is('high', at(value, BOTH)))).toEqual(['absent', 'absent', 'present'])
  })

  it('is normal at both limits', () => {
    expect([29.9, 30, 70, 70.1].map((value) => is('normal', at(value, BOTH)))).toEqual([
      'absent',
      'present',
      'present',
      'absent',
    ])
  })
})

describe('the WHO-UMC reading', () => {
  type Given = Partial<Record<number, NaranjoItem['answer']>>
  /** @param unknowable an item that no answer can settle any more; `not-askable` one that no finding asks for */
  const items = (answers: Given, unknowable?: number, askable = true): readonly Itemised[] =>
    Array.from({ length: 10 }, (_, index) => {
      const answer = answers[index + 1] ?? 'unknown'
      const never = index + 1 === unknowable
      const item = { item: index + 1, question: '', answer, points: 0, decidedBy: [], openUntil: [], sources: [] }
      return { item, points: [0], canBeKnown: !never, askable: !never || askable }
    })
  const of = (answers: Given, ...rest: [unknowable?: number, askable?: boolean]) =>
    whoUmcOf(items(answers, ...rest), { given: 'yes', suspected: false })
  const category = (...args: Parameters<typeof of>) => of(...args).whoUmc
  const NOTHING_ELSE = { 2: 'yes', 5: 'no' } as const

  it.each<[string, Given]>([
    ['probable', { ...NOTHING_ELSE, 3: 'confounded', 4: 'yes' }],
    ['possible', { ...NOTHING_ELSE, 3: 'confounded' }],
    ['possible', { ...NOTHING_ELSE, 4: 'yes' }],
    ['possible', { ...NOTHING_ELSE, 3: 'no', 4: 'yes' }],
  ])('takes a confounded stop only with a return: %s for %j', (expected, answers) =>
    expect(category(answers)).toBe(expected),
  )

  it.each<[string, Given]>([
    ['probable', { 2: 'yes', 3: 'yes', 4: 'yes' }],
    ['possible', { 2: 'yes', 3: 'yes' }],
    ['possible', { 2: 'yes', 3: 'yes', 4: 'yes', 5: 'yes' }],
  ])('takes unknown other causes only with a return: %s for %j', (expected, answers) =>
    expect(category(answers)).toBe(expected),
  )

  it.each<[string, Given]>([
    ['probable', { ...NOTHING_ELSE, 3: 'yes' }],
    ['possible', { ...NOTHING_ELSE, 3: 'no' }],
    ['possible', { 2: 'yes', 3: 'yes', 5: 'yes' }],
    ['possible', { ...NOTHING_ELSE, 3: 'yes', 4: 'no' }],
  ])('demands that it went with the drug and that nothing else explains it: %s for %j', (expected, answers) =>
    expect(category(answers)).toBe(expected),
  )

  it('calls the time not met only where it is asked for and no answer can settle it any more', () => {
    expect(category({})).toBe('unassessable')
    expect(category({}, 2)).toBe('unlikely')
    expect(category({}, 2, false)).toBe('unassessable')
  })

  it.each([5, 3, 10, 4])('leaves every other criterion unknown then: item %i', (item) => {
    expect(of(NOTHING_ELSE_THAN(item), item).whoUmcCriteria.find((one) => one.item === item)?.state).toBe('unknown')
  })
  const NOTHING_ELSE_THAN = (item: number): Given => ({ 2: 'yes', ...(item === 5 ? {} : { 5: 'no' }) })
})

interface Pack {
  readonly kb: WholeKnowledgeBase
  readonly parsed: readonly ParsedFile[]
}

function load(...parts: readonly RuleFile[]): Pack {
  const files = rulesOf(...parts)
  const { kb, diagnostics, parsed } = loadKnowledge(files, 'sha256-0')
  if (kb === null) throw new Error(renderDiagnostics(diagnostics, files))
  return { kb, parsed }
}

const codesOf = (...parts: readonly RuleFile[]): readonly string[] =>
  loadKnowledge(rulesOf(...parts), 'sha256-0').diagnostics.map(({ code }) => code)

describe('the entries that cite a source', () => {
  it('are those of other files, all of them, and not its own', () => {
    const { kb, parsed } = load(aVocabulary({ evidence: [anEvidence('own', 'pain', 'alpha', { n: 8, of: 10 })] }), {
      judgements: [aJudgement('other', 'pain', 'none', 0.1, 0.3), aJudgement('another', 'pain', 'beta', 0.2, 0.4)],
    })
    const account = accountOf(kb, parsed, 'doe')
    if ('unknown' in account) throw new Error('no account')
    expect(account.citedBy.map(({ id, location }) => [id, location.file])).toEqual([
      ['another', 'rules/1.yaml'],
      ['other', 'rules/1.yaml'],
    ])
    expect(account.evidence.map(({ id }) => id)).toEqual(['own'])
  })
})

describe('the size limits of the arithmetic', () => {
  const withDiagnoses = (count: number): RuleFile => {
    const ids = Array.from({ length: count }, (_, index) => `d${index}`)
    return aVocabulary({ diagnoses: ids.map((id) => aDiagnosis(id)), contexts: [aContext('treated', ids)] })
  }
  const withCluster = (count: number): RuleFile => {
    const findings = Array.from({ length: count - 3 }, (_, index) => aFinding(`f${index}`))
    return aVocabulary({ findings: [...(aVocabulary().findings ?? []), ...findings] })
  }

  it('hold the most diagnoses of a context, and no more', () => {
    expect(codesOf(withDiagnoses(MOST_DIAGNOSES))).not.toContain('too-many-diagnoses')
    expect(codesOf(withDiagnoses(MOST_DIAGNOSES + 1))).toContain('too-many-diagnoses')
  })

  it('hold the most findings of a cluster, and no more', () => {
    expect(codesOf(withCluster(LARGEST_CLUSTER))).not.toContain('cluster-too-large')
    expect(codesOf(withCluster(LARGEST_CLUSTER + 1))).toContain('cluster-too-large')
  })
})

describe('the size limits of a rule file', () => {
  const codes = (text: string): readonly string[] =>
    parseRuleFile({ name: 'a.yaml', text }).diagnostics.map(({ code }) => code)

  it('take 32 levels and no 33rd', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
    expect([32, 33].map((depth) => codes(nested(depth)).includes('too-deep'))).toEqual([false, true])
  })

  it('take 20,000 parts and no more', () => {
    const parts = (count: number): string => `[${Array.from({ length: count - 1 }, () => '1').join(',')}]`
    expect([20_000, 20_001].map((count) => codes(parts(count)).includes('too-many-nodes'))).toEqual([false, true])
  })

  it('take 1 MiB of text and no more', () => {
    const long = (length: number): string => 'version: x\n#'.padEnd(length, 'a')
    expect([1024 * 1024, 1024 * 1024 + 1].map((length) => codes(long(length)))).toEqual([[], ['file-too-large']])
  })
})

describe('the size limits of a rule folder', () => {
  const MIB = 1024 * 1024
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'marrowdx-limits-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const put = (name: string, length: number): void => {
    writeFileSync(join(folder, name), '')
    truncateSync(join(folder, name), length)
  }
  const read = () => readRuleFolder({ folder, name: 'pack' })

  it('take a file of exactly 1 MiB and none that is a byte longer', () => {
    put('a.yaml', MIB)
    expect(read().ok).toBe(true)
    put('a.yaml', MIB + 1)
    expect(read()).toMatchObject({ ok: false, failure: { kind: 'rules' } })
  })

  it('take files of exactly 16 MiB together and not a byte more', () => {
    for (let at = 10; at < 26; at += 1) put(`f${at}.yaml`, MIB)
    expect(read().ok).toBe(true)
    put('g.yaml', 1)
    expect(read()).toMatchObject({ ok: false, failure: { lines: [expect.stringContaining('16 MiB')] } })
  })
})

describe('the order of the trace', () => {
  const evidence = (id: string, finding: string, locator: string) =>
    anEvidence(id, finding, 'alpha', { n: 8, of: 10 }, { locator, setting: 'trial' })
  const judged = (id: string, finding: string, diagnosis: string, locator = 'p. 1') =>
    aJudgement(id, finding, diagnosis, 0.1, 0.3, { locator })
  const pack = (): Pack =>
    load(
      aVocabulary({
        evidence: [evidence('e-9', 'pain', 'p. 2'), evidence('e-1', 'fever', 'p. 2'), evidence('e-5', 'pain', 'p. 1')],
        judgements: [
          judged('a-0', 'pain', 'none', 'p. 2'),
          judged('z-2', 'fever', 'none'),
          judged('b-1', 'fever', 'beta'),
          judged('c-1', 'pain', 'beta'),
        ],
      }),
      { source: aSource('abe'), appraisal: { design: 'cohort' }, evidence: [evidence('z-9', 'pain', 'p. 3')] },
    )

  it('is that of the sources, then of the places in them, then of the ids', () => {
    const { kb, parsed } = pack()
    expect(tracedFigures(kb, parsed).map(({ id, source }) => [source.id, source.locator, id].join(' '))).toEqual([
      'abe p. 3 z-9',
      'doe p. 1 b-1',
      'doe p. 1 c-1',
      'doe p. 1 e-5',
      'doe p. 1 z-2',
      'doe p. 2 a-0',
      'doe p. 2 e-1',
      'doe p. 2 e-9',
    ])
  })

  it('of the frequencies in use is that of the findings, then the background, then the diagnoses', () => {
    const order = usedFrequencies(pack().kb).map(({ finding, diagnosis }) => `${finding} ${diagnosis}`)
    expect(order).toEqual(['fever none', 'fever alpha', 'fever beta', 'pain none', 'pain alpha', 'pain beta'])
  })
})
