import { describe, expect, it } from 'vitest'
import type { Answer, Level, Reading } from '../../../src/core/case/answers.ts'
import { readCaseValue } from '../../../src/core/case/read.ts'
import { testReadings } from '../../../src/core/findings/cut-off.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import type { KnowledgeBase } from '../../../src/core/rules/knowledge-base.ts'
import type { LimitTest } from '../../../src/core/rules/schema/vocabulary.ts'
import { aFinding, aKnowledgeBase, aNetworkFinding, aQuantity } from '../../support/knowledge.ts'

const base = aKnowledgeBase()
const observing = (findings: Record<string, unknown>, kb: KnowledgeBase = base) => {
  const { case: read, problems } = readCaseValue({ schemaVersion: 1, findings }, kb)
  if (read === null) throw new Error(JSON.stringify(problems))
  return observe(kb, read)
}
const truth = (id: string, findings: Record<string, unknown>) => observing(findings).truths[id]
const contradictions = (findings: Record<string, unknown>, kb: KnowledgeBase = base) =>
  observing(findings, kb).problems.map(({ code, path, message }) => `${code} ${path} ${message}`)

const exact = (value: number, rest: Partial<Reading> = {}): Reading => ({
  low: value,
  high: value,
  level: null,
  upperLimit: null,
  lowerLimit: null,
  ...rest,
})
const between = (low: number, high: number): Reading => ({ ...exact(0), low, high })
const inWords = (level: Level): Reading => ({ ...between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY), level })
const testing = (test: Omit<LimitTest, 'finding' | 'read'> & Partial<LimitTest>, ...readings: Reading[]) =>
  testReadings({ finding: 'q', read: 'last', ...test }, readings).truth

describe('answers in words', () => {
  it('give a yes/no finding its state, and nothing for the states of no evidence', () => {
    expect(truth('bone-pain', { 'bone-pain': true })).toBe('present')
    expect(truth('bone-pain', { 'bone-pain': false })).toBe('absent')
    for (const state of ['equivocal', 'not-done', 'unknown', 'not-applicable', null])
      expect(truth('bone-pain', { 'bone-pain': state })).toBe('unknown')
    expect(truth('bone-pain', {})).toBe('unknown')
  })

  it('are turned round where the rules say so', () => {
    expect(truth('no-pain', { 'bone-pain': true })).toBe('absent')
    expect(truth('no-pain', { 'bone-pain': false })).toBe('present')
  })

  it('as options make present or absent what the rules list, and leave the rest unknown', () => {
    expect(truth('rim-enhancement', { 'mri-enhancement': 'rim' })).toBe('present')
    expect(truth('rim-enhancement', { 'mri-enhancement': 'none' })).toBe('absent')
    expect(truth('rim-enhancement', { 'mri-enhancement': 'homogeneous' })).toBe('unknown')
    expect(truth('rim-enhancement', { 'mri-enhancement': 'not-given' })).toBe('unknown')
  })

  it('in a list make present what any of them does', () => {
    expect(truth('pain-in-back', { 'pain-site': ['pelvis', 'back', 'skull'] })).toBe('present')
    expect(truth('pain-in-back', { 'pain-site': ['pelvis', 'skull'] })).toBe('absent')
    expect(truth('pain-in-back', { 'pain-site': ['pelvis'] })).toBe('unknown')
  })
})

describe('a fixed cut-off', () => {
  it('is met or not by an exact value, the cut-off itself by "at least" only', () => {
    expect([37.9, 38, 38.1].map((value) => testing({ atLeast: 38 }, exact(value)))).toEqual([
      'absent',
      'present',
      'present',
    ])
    expect([99, 100, 101].map((value) => testing({ above: 100 }, exact(value)))).toEqual([
      'absent',
      'absent',
      'present',
    ])
    expect([0.49, 0.5, 0.51].map((value) => testing({ below: 0.5 }, exact(value)))).toEqual([
      'present',
      'absent',
      'absent',
    ])
  })

  it('is settled by a bound or range that lies on one side', () => {
    expect(testing({ above: 50 }, between(51, Infinity))).toBe('present')
    expect(testing({ above: 50 }, between(-Infinity, 50))).toBe('absent')
    expect(testing({ above: 50 }, between(50, 60))).toBe('unknown')
    expect(testing({ atLeast: 50 }, between(50, 60))).toBe('present')
    expect(testing({ atLeast: 50 }, between(40, 50))).toBe('unknown')
    expect(testing({ below: 50 }, between(40, 49))).toBe('present')
    expect(testing({ below: 50 }, between(40, 50))).toBe('unknown')
    expect(testing({ below: 50 }, between(50, 60))).toBe('absent')
  })

  it('is denied by a level that is normal or on the other side, and left open by one on its own', () => {
    expect((['low', 'normal', 'high'] as const).map((level) => testing({ above: 1 }, inWords(level)))).toEqual([
      'absent',
      'absent',
      'unknown',
    ])
    expect((['low', 'normal', 'high'] as const).map((level) => testing({ atLeast: 1 }, inWords(level)))).toEqual([
      'absent',
      'absent',
      'unknown',
    ])
    expect((['low', 'normal', 'high'] as const).map((level) => testing({ below: 1 }, inWords(level)))).toEqual([
      'unknown',
      'absent',
      'absent',
    ])
  })
})

describe("a cut-off at the laboratory's limit", () => {
  it('is that of the reading itself', () => {
    expect(testing({ timesUpperLimit: 1 }, exact(250, { upperLimit: 250 }))).toBe('absent')
    expect(testing({ timesUpperLimit: 1 }, exact(251, { upperLimit: 250 }))).toBe('present')
    expect(testing({ timesUpperLimit: 3 }, exact(0.3, { upperLimit: 0.1 }))).toBe('absent')
    expect(testing({ timesLowerLimit: 1 }, exact(3.9, { lowerLimit: 4 }))).toBe('present')
    expect(testing({ timesLowerLimit: 1 }, exact(4, { lowerLimit: 4 }))).toBe('absent')
    expect(testing({ timesLowerLimit: 1 }, exact(3, { upperLimit: 10 }))).toBe('unknown')
  })

  it('without a limit is settled only beyond what the rules declare', () => {
    const upper = { timesUpperLimit: 1, withoutLimit: { presentBeyond: 700, absentWithin: 120 } }
    expect([120, 121, 700, 701].map((value) => testing(upper, exact(value)))).toEqual([
      'absent',
      'unknown',
      'unknown',
      'present',
    ])
    const lower = { timesLowerLimit: 1, withoutLimit: { presentBeyond: 12, absentWithin: 13 } }
    expect([11.9, 12, 12.9, 13].map((value) => testing(lower, exact(value)))).toEqual([
      'present',
      'unknown',
      'unknown',
      'absent',
    ])
    expect(testing({ timesUpperLimit: 1 }, exact(1e6))).toBe('unknown')
  })

  it('is settled by a level in words, a multiple of it by a denial only', () => {
    const levels = (test: Partial<LimitTest>) =>
      (['low', 'normal', 'high'] as const).map((level) => testing(test, inWords(level)))
    expect(levels({ timesUpperLimit: 1 })).toEqual(['absent', 'absent', 'present'])
    expect(levels({ timesUpperLimit: 2 })).toEqual(['absent', 'absent', 'unknown'])
    expect(levels({ timesUpperLimit: 0.5 })).toEqual(['unknown', 'unknown', 'present'])
    expect(levels({ timesLowerLimit: 1 })).toEqual(['present', 'absent', 'absent'])
    expect(levels({ timesLowerLimit: 0.5 })).toEqual(['unknown', 'absent', 'absent'])
    expect(levels({ timesLowerLimit: 2 })).toEqual(['present', 'unknown', 'unknown'])
  })
})

describe('a series', () => {
  it('is read where the cut-off says', () => {
    const readings = [exact(10), exact(30), exact(20)]
    expect(testing({ read: 'last', above: 25 }, ...readings)).toBe('absent')
    expect(testing({ read: 'highest', above: 25 }, ...readings)).toBe('present')
    expect(testing({ read: 'highest', below: 35 }, ...readings)).toBe('present')
    expect(testing({ read: 'highest', below: 25 }, ...readings)).toBe('absent')
    expect(testing({ read: 'lowest', below: 15 }, ...readings)).toBe('present')
    expect(testing({ read: 'lowest', above: 15 }, ...readings)).toBe('absent')
    expect(testing({ read: 'lowest', above: 5 }, ...readings)).toBe('present')
  })

  it('is open where a bound or a word may be the one to read', () => {
    expect(testing({ read: 'highest', above: 25 }, exact(20), between(15, 30))).toBe('unknown')
    expect(testing({ read: 'highest', above: 25 }, exact(40), between(15, 50))).toBe('present')
    expect(testing({ read: 'highest', above: 25 }, exact(20), between(5, 15))).toBe('absent')
    expect(testing({ read: 'lowest', below: 15 }, inWords('normal'), exact(10))).toBe('present')
    expect(testing({ read: 'lowest', above: 15 }, inWords('high'), exact(20))).toBe('unknown')
  })

  it('reads the highest by its own limit, whatever limit lower readings lack', () => {
    expect(testing({ read: 'highest', timesUpperLimit: 1 }, exact(100), exact(200, { upperLimit: 250 }))).toBe('absent')
  })

  it('without any reading says nothing', () => {
    expect(testReadings({ finding: 'q', read: 'last', above: 1 }, [])).toEqual({
      truth: 'unknown',
      why: 'no reading is given',
      singles: [],
    })
  })
})

describe("a rise over the patient's own earlier value", () => {
  const rise = { timesBaseline: 3, baseline: 'lowest', read: 'highest' } as const

  it('is counted from the baseline that the rules name', () => {
    const readings = [exact(300), exact(100), exact(200), exact(400)]
    expect(testing({ ...rise, baseline: 'lowest' }, ...readings)).toBe('present')
    expect(testing({ ...rise, baseline: 'first' }, ...readings)).toBe('absent')
    expect(testing({ ...rise, baseline: 'previous' }, ...readings)).toBe('absent')
    expect(testing({ ...rise, baseline: 'previous' }, exact(100), exact(300))).toBe('present')
  })

  it('needs a reading before the one that is read', () => {
    expect(testing(rise, exact(3000))).toBe('unknown')
    expect(testing(rise, exact(3000), exact(100))).toBe('unknown')
    expect(testing({ ...rise, read: 'last' }, exact(3000), exact(100))).toBe('absent')
  })

  it('is settled by bounds only where they leave no doubt', () => {
    expect(testing(rise, between(100, 120), exact(360))).toBe('present')
    expect(testing(rise, between(100, 120), exact(330))).toBe('unknown')
    expect(testing(rise, between(100, 120), exact(299))).toBe('absent')
    expect(testing(rise, inWords('normal'), exact(299))).toBe('unknown')
  })

  it('from nothing is any rise, and nothing again is none', () => {
    expect(testing(rise, exact(0), exact(5))).toBe('present')
    expect(testing({ ...rise, read: 'last' }, exact(0), exact(0))).toBe('absent')
  })
})

describe('low, normal or high', () => {
  const calcium = (given: unknown) => truth('calcium-low', { 'calcium-total': given })
  it.each([
    [{ level: 'low' }, 'present'],
    [{ level: 'normal' }, 'absent'],
    [{ value: 2, unit: 'mmol/L', lowerLimit: 2.1 }, 'present'],
    [{ value: 2.2, unit: 'mmol/L', lowerLimit: 2.1 }, 'absent'],
    [{ value: 3, unit: 'mmol/L', upperLimit: 2.6 }, 'absent'],
    [{ value: 2, unit: 'mmol/L', upperLimit: 2.6 }, 'unknown'],
    [{ value: 2, unit: 'mmol/L', lowerLimit: 2.1, upperLimit: 2.6 }, 'present'],
    [{ value: 2, unit: 'mmol/L' }, 'unknown'],
    [{ atLeast: 2, unit: 'mmol/L', lowerLimit: 2.1, upperLimit: 2.6 }, 'unknown'],
    [[{ level: 'low' }, { level: 'high' }], 'absent'],
  ])('of %j is read off the word or the limits: %s', (given, expected) => {
    expect(calcium(given)).toBe(expected)
  })
})

describe('several answers to one fact', () => {
  const celsius = (...values: number[]) => values.map((value) => ({ value, unit: 'Cel' }))

  it('add up when they agree or one of them is silent', () => {
    expect(observing({ fever: true, 'body-temperature': celsius(39) })).toMatchObject({
      truths: { fever: 'present' },
      origins: { fever: ['body-temperature', 'fever'] },
      problems: [],
    })
    expect(truth('fever', { fever: true, 'body-temperature': 'not-done' })).toBe('present')
    expect(truth('fever', { fever: 'unknown', 'body-temperature': celsius(37) })).toBe('absent')
  })

  it('contradict each other when every reading denies the word', () => {
    const message =
      '"fever" and "body-temperature" contradict each other: one says that there is "fever", the other denies it'
    expect(contradictions({ fever: true, 'body-temperature': celsius(37, 37.5) })).toEqual([
      `contradiction findings.fever ${message}`,
    ])
    expect(contradictions({ fever: false, 'body-temperature': celsius(39) })).toHaveLength(1)
    expect(observing({ fever: false, 'body-temperature': celsius(39) }).truths['fever']).toBe('unknown')
  })

  it('are settled by the measured value when only some readings deny the word', () => {
    expect(observing({ fever: false, 'body-temperature': celsius(37, 39) })).toMatchObject({
      truths: { fever: 'present' },
      origins: { fever: ['body-temperature'] },
      problems: [],
    })
  })

  it('in two measured series leave the fact unknown when they differ as read', () => {
    const kb = aKnowledgeBase({
      findings: [aQuantity('share', '%'), aQuantity('count', '1')],
      network: [
        aNetworkFinding('blasts', [
          { finding: 'share', read: 'highest', above: 0 },
          { finding: 'count', read: 'last', above: 0 },
        ]),
      ],
      contradictions: [],
    })
    const share = [0, 5].map((value) => ({ value, unit: '%' }))
    const nothing = { value: 0, unit: '1' }
    expect(observing({ share, count: nothing }, kb)).toMatchObject({ truths: { blasts: 'unknown' }, problems: [] })
    expect(contradictions({ share: { value: 5, unit: '%' }, count: nothing }, kb)).toHaveLength(1)
  })

  it('under oxygen let a good saturation deny nothing, and a low one count', () => {
    const saturation = (value: number) => ({ value, unit: '%' })
    expect(truth('hypoxemia', { 'on-oxygen': false, 'oxygen-saturation': saturation(97) })).toBe('absent')
    expect(truth('hypoxemia', { 'on-oxygen': true, 'oxygen-saturation': saturation(97) })).toBe('unknown')
    expect(truth('hypoxemia', { 'oxygen-saturation': saturation(97) })).toBe('unknown')
    expect(truth('hypoxemia', { 'on-oxygen': true, 'oxygen-saturation': saturation(85) })).toBe('present')
    expect(contradictions({ hypoxemia: true, 'on-oxygen': true, 'oxygen-saturation': saturation(97) })).toEqual([])
    expect(contradictions({ hypoxemia: true, 'on-oxygen': false, 'oxygen-saturation': saturation(97) })).toHaveLength(1)
  })
})

describe('a contradiction', () => {
  it('that the rules name is refused with both answers', () => {
    expect(contradictions({ 'malignant-cells-in-lesion': true, 'bone-pain': false })).toEqual([
      'contradiction findings.bone-pain "bone-pain" and "malignant-cells-in-lesion" contradict each other: a lesion hurts here',
    ])
    expect(contradictions({ 'malignant-cells-in-lesion': true })).toEqual([])
  })

  it('is told with all others, in the order of their places', () => {
    const places = contradictions({
      'mri-done': false,
      'mri-enhancement': 'rim',
      'malignant-cells-in-lesion': true,
      'bone-pain': false,
      fever: true,
      'body-temperature': { value: 37, unit: 'Cel' },
    })
    expect(places.map((each) => each.split(' ')[1])).toEqual([
      'findings.bone-pain',
      'findings.fever',
      'findings.mri-enhancement',
    ])
  })

  it('within one answer is told as the rules tell it', () => {
    const kb = aKnowledgeBase({
      contradictions: [{ id: 'male', never: { finding: 'sex', is: ['male'] }, say: 'no men here' }],
    })
    expect(contradictions({ sex: 'male' }, kb)).toEqual(['contradiction findings.sex no men here'])
  })

  it('is an answer to what does not apply, unless the answer is no evidence', () => {
    expect(contradictions({ 'mri-done': false, 'mri-enhancement': 'rim' })).toEqual([
      'contradiction findings.mri-enhancement this is answered, but by "mri-done" it does not apply',
    ])
    expect(contradictions({ 'mri-done': false, 'mri-enhancement': 'not-given' })).toEqual([])
    expect(contradictions({ 'mri-done': false, 'mri-enhancement': 'not-done' })).toEqual([])
    expect(contradictions({ 'mri-done': 'unknown', 'mri-enhancement': 'rim' })).toEqual([])
    expect(contradictions({ 'mri-done': true, 'mri-enhancement': 'rim' })).toEqual([])
  })
})

describe('a pattern', () => {
  const spike = [
    { value: 677, unit: 'U/L' },
    { value: 3257, unit: 'U/L' },
  ]

  it('that is present stands for its parts and rests on their answers', () => {
    const seen = observing({ ldh: spike, 'in-remission': true })
    expect(seen.truths['spike-in-remission']).toBe('present')
    expect(seen.replacedBy).toEqual({ 'ldh-spike': 'spike-in-remission', 'ldh-raised': 'spike-in-remission' })
    expect(seen.origins['spike-in-remission']).toEqual(['in-remission', 'ldh'])
  })

  it('that is absent or unknown replaces nothing', () => {
    expect(observing({ ldh: spike, 'in-remission': false })).toMatchObject({
      truths: { 'spike-in-remission': 'absent' },
      replacedBy: {},
    })
    expect(observing({ ldh: spike })).toMatchObject({
      truths: { 'spike-in-remission': 'unknown' },
      replacedBy: {},
      origins: { 'spike-in-remission': [] },
    })
  })

  it('may be made of patterns; of two that replace the same the first by id is named', () => {
    const pattern = (id: string, when: string, replaces: string[]) =>
      aNetworkFinding(id, [], { pattern: { when, replaces } })
    const kb = aKnowledgeBase({
      findings: [aFinding('part')],
      network: [
        aNetworkFinding('part', [{ finding: 'part' }]),
        pattern('b', 'part', ['part']),
        pattern('a', 'b', ['part', 'b']),
      ],
      contradictions: [],
    })
    expect(observing({ part: true }, kb).replacedBy).toEqual({ part: 'a', b: 'a' })
  })

  it('that leads back to itself, or to nothing, is unknown', () => {
    const pattern = (id: string, when: string) => aNetworkFinding(id, [], { pattern: { when, replaces: [] } })
    const kb = aKnowledgeBase({
      findings: [],
      network: [pattern('a', 'b'), pattern('b', 'a'), pattern('c', 'nowhere')],
      contradictions: [],
    })
    expect(observing({}, kb).truths).toEqual({ a: 'unknown', b: 'unknown', c: 'unknown' })
  })
})

describe('an answer that settles nothing', () => {
  const why = (findings: Record<string, unknown>) => observing(findings).notEvaluable

  it('is named with the reason', () => {
    expect(why({ ldh: { value: 300, unit: 'U/L' } })).toEqual([
      { finding: 'ldh', why: "the laboratory's upper limit is not given, and the value alone does not decide" },
    ])
    expect(why({ 'pain-started-on': '2026-01-03' })).toMatchObject([
      { finding: 'pain-started-on', why: expect.stringContaining('a date alone') },
    ])
    expect(why({ 'pain-started-on': { atMost: 2, unit: 'mo' } })).toEqual([
      { finding: 'pain-started-on', why: 'the value may lie on either side of the cut-off' },
    ])
    expect(why({ 'mri-enhancement': 'homogeneous' })).toEqual([
      { finding: 'mri-enhancement', why: 'the option says too little for this' },
    ])
    expect(why({ 'oxygen-saturation': { value: 97, unit: '%' } })).toMatchObject([
      { why: expect.stringContaining('under these circumstances') },
    ])
    expect(
      why({ 'mri-enhancement': 'homogeneous', 'body-temperature': { level: 'high' } }).map(({ finding }) => finding),
    ).toEqual(['body-temperature', 'mri-enhancement'])
    expect(why({ 'calcium-total': { value: 2, unit: 'mmol/L' } })).toMatchObject([
      { why: 'whether it is low, normal or high is not known' },
    ])
    expect(why({ 'body-temperature': { level: 'high' } })).toMatchObject([
      { why: 'a level in words does not decide this cut-off' },
    ])
  })

  it('is not named when it settles anything, is no evidence, or is read by no rule', () => {
    expect(why({ ldh: { value: 3000, unit: 'U/L' } })).toEqual([])
    expect(why({ ldh: 'unknown', 'fdg-uptake': 'none', 'mri-enhancement': 'not-given' })).toEqual([])
  })
})

describe('an observation', () => {
  it('knows every network finding and does not depend on the order of answers', () => {
    const answers: [string, Answer][] = [
      ['bone-pain', { kind: 'state', state: 'present' }],
      ['fever', { kind: 'state', state: 'absent' }],
      ['ldh', { kind: 'readings', readings: [exact(677), exact(3257)] }],
    ]
    const seen = observe(base, { id: null, context: null, answers: Object.fromEntries(answers) })
    expect(Object.keys(seen.truths)).toEqual(base.network.map(({ id }) => id))
    expect(observe(base, { id: 'x', context: null, answers: Object.fromEntries(answers.toReversed()) })).toEqual(seen)
  })

  it('takes an answer of the wrong kind for no answer', () => {
    const wrong: Record<string, Answer> = {
      'bone-pain': { kind: 'readings', readings: [exact(1)] },
      fever: { kind: 'options', options: ['rim'] },
      ldh: { kind: 'state', state: 'present' },
      'mri-enhancement': { kind: 'readings', readings: [exact(1)] },
      'calcium-total': { kind: 'options', options: ['low'] },
    }
    expect(Object.values(observe(base, { id: null, context: null, answers: wrong }).truths)).not.toContain('present')
  })
})
