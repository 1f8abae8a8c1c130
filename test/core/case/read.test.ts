import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCase, readCaseValue } from '../../../src/core/case/read.ts'
import { aKnowledgeBase } from '../../support/knowledge.ts'

const kb = aKnowledgeBase()
const findings = (answers: Record<string, unknown>) => readCaseValue({ schemaVersion: 1, findings: answers }, kb)
const answerTo = (id: string, given: unknown) => findings({ [id]: given }).case?.answers[id] ?? null
/** `code path message` of everything wrong with one answer. */
const wrongWith = (id: string, given: unknown) =>
  findings({ [id]: given }).problems.map(({ code, path, message }) => `${code} ${path} ${message}`)
const exact = (value: number) => ({ low: value, high: value, level: null, upperLimit: null, lowerLimit: null })

describe('a case file', () => {
  it('is read whole', () => {
    const text = JSON.stringify({
      schemaVersion: 1,
      id: 'case 1',
      context: 'gist-on-imatinib',
      findings: {
        'bone-pain': true,
        fever: 'absent',
        'mri-enhancement': 'rim',
        'fdg-uptake': 'not-applicable',
        'pain-site': ['pelvis', 'back'],
        'pain-started-on': { value: 2, unit: 'mo' },
        'calcium-total': { level: 'normal' },
        ldh: [
          { day: 8, value: 3257, unit: 'U/L', upperLimit: 250 },
          { day: 7, value: 677, unit: 'U/L' },
        ],
      },
    })
    expect(readCase(text, kb)).toEqual({
      case: {
        id: 'case 1',
        context: 'gist-on-imatinib',
        answers: {
          'bone-pain': { kind: 'state', state: 'present' },
          fever: { kind: 'state', state: 'absent' },
          'mri-enhancement': { kind: 'options', options: ['rim'] },
          'fdg-uptake': { kind: 'state', state: 'not-applicable' },
          'pain-site': { kind: 'options', options: ['pelvis', 'back'], others: 'unknown' },
          'pain-started-on': { kind: 'readings', readings: [exact(60.875)] },
          'calcium-total': {
            kind: 'readings',
            readings: [{ ...exact(0), low: -Infinity, high: Infinity, level: 'normal' }],
          },
          ldh: { kind: 'readings', readings: [exact(677), { ...exact(3257), upperLimit: 250 }] },
        },
      },
      problems: [],
    })
  })

  it('may leave out id and context', () => {
    expect(findings({}).case).toEqual({ id: null, context: null, answers: {} })
  })

  it('shows everything that is wrong at once, in the order of the text, each with its place', () => {
    const text =
      '{\n "findings": {\n  "bone-pian": true,\n  "fever": "perhaps",\n  "ldh": {"value": 5, "unit": "g/L"}},\n "contxt": "x"\n}'
    const { case: read, problems } = readCase(text, kb)
    expect(read).toBeNull()
    expect(problems.map(({ code, path, position }) => [code, path, position?.line, position?.col])).toEqual([
      ['missing-key', '', 1, 1],
      ['unknown-finding', 'findings.bone-pian', 3, 3],
      ['unknown-option', 'findings.fever', 4, 12],
      ['unknown-unit', 'findings.ldh.unit', 5, 31],
      ['unknown-key', 'contxt', 6, 2],
    ])
  })

  it('that is no JSON has only that problem', () => {
    expect(readCase('{', kb)).toMatchObject({ case: null, problems: [{ code: 'invalid-json' }] })
  })

  it('is an object with findings', () => {
    expect(readCaseValue([1], kb).problems).toMatchObject([{ code: 'wrong-type' }])
    expect(readCaseValue(7, kb).problems).toMatchObject([
      { code: 'wrong-type', message: 'a case is an object, not a number' },
    ])
    expect(readCaseValue({ schemaVersion: 1 }, kb).problems).toMatchObject([
      { code: 'missing-key', message: '"findings" is missing' },
    ])
    expect(readCaseValue({ schemaVersion: 1, findings: [] }, kb).problems).toMatchObject([
      { code: 'wrong-type', path: 'findings' },
    ])
  })

  it('of another version is not read any further', () => {
    expect(readCaseValue({ schemaVersion: 2, what: 'ever' }, kb).problems).toMatchObject([
      { code: 'unsupported-version', path: 'schemaVersion' },
    ])
    expect(readCaseValue({ schemaVersion: '1', findings: {} }, kb).problems).toMatchObject([
      { code: 'unsupported-version' },
    ])
  })

  it('names a known context or none', () => {
    const context = (given: unknown) => readCaseValue({ schemaVersion: 1, context: given, findings: {} }, kb).problems
    expect(context('cml-on-imatinib')).toEqual([])
    expect(context('gist-on-imatinb')).toMatchObject([
      { code: 'unknown-context', path: 'context', message: 'unknown context; did you mean "gist-on-imatinib"?' },
    ])
    expect(context('x')).toMatchObject([
      { message: 'unknown context; gist-on-imatinib or cml-on-imatinib is expected' },
    ])
    expect(context(3)).toMatchObject([{ code: 'wrong-type' }])
  })

  it('has an id of at most 8192 characters', () => {
    const id = (given: unknown) => readCaseValue({ schemaVersion: 1, id: given, findings: {} }, kb)
    expect(id('x'.repeat(8192)).case?.id).toHaveLength(8192)
    expect(id('x'.repeat(8193)).problems).toMatchObject([{ code: 'text-too-long', path: 'id' }])
    expect(id(null).problems).toMatchObject([{ code: 'wrong-type', message: 'text is expected, not null' }])
  })

  it('keeps a case that only has warnings', () => {
    const { case: read, problems } = findings({ ldh: { value: 20_000, unit: 'U/L' } })
    expect(read?.answers['ldh']).toEqual({ kind: 'readings', readings: [exact(20_000)] })
    expect(problems).toEqual([
      {
        code: 'implausible-value',
        severity: 'warning',
        path: 'findings.ldh.value',
        message: 'outside what is plausible, 50 to 15000 U/L',
        position: null,
      },
    ])
  })

  it('makes nothing throw and is never quoted', () => {
    const given = fc.oneof(fc.jsonValue(), fc.constantFrom('present', 'secret-answer', '10,5', 1e308))
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...kb.findings.map(({ id }) => id)), given), (answers) => {
        for (const { message } of readCase(JSON.stringify({ schemaVersion: 1, findings: answers }), kb).problems)
          expect(message).not.toContain('secret')
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

describe('the name of a finding', () => {
  it.each([
    ['bone-pian', 'unknown finding; did you mean "bone-pain"?'],
    ['bone ache', 'unknown finding; did you mean "bone-pain"?'],
    ['Lactate_Dehydrogenase', 'unknown finding; did you mean "ldh"?'],
    ['something-else', 'unknown finding'],
    ['constructor', 'unknown finding'],
    ['ldh-upper-limit', 'not a finding of its own: write it as "upperLimit" inside "ldh"'],
    ['ldh-baseline', 'not a finding of its own: write it as an earlier reading in the list of "ldh"'],
    ['ldh-raised', 'this is read off other answers; answer "ldh" instead'],
    ['spike-in-remission', 'unknown finding'],
  ])('%s that is none says what is meant', (id, message) => {
    expect(findings({ [id]: true }).problems).toMatchObject([{ code: 'unknown-finding', message }])
  })

  it('__proto__ is an unknown finding like any other', () => {
    const { problems } = readCase('{"schemaVersion": 1, "findings": {"__proto__": {"fever": true}}}', kb)
    expect(problems).toMatchObject([
      { code: 'unknown-finding', path: 'findings.__proto__', position: { line: 1, col: 35 } },
    ])
    expect(readCase('{"schemaVersion": 1, "__proto__": 1, "findings": {}}', kb).problems).toMatchObject([
      { code: 'unknown-key' },
    ])
  })

  it('that was given up leads to its successors', () => {
    expect(findings({ 'malignant-cells-on-biopsy': true }).problems).toMatchObject([
      {
        code: 'retired-finding',
        message:
          'this finding was given up; answer "malignant-cells-in-lesion" and "malignant-cells-in-marrow" instead',
      },
    ])
  })

  it('is shown cleaned and short', () => {
    expect(findings({ [`a\u001b${'b'.repeat(99)}`]: true }).problems[0]?.path).toBe(
      `findings["a\\u001b${'b'.repeat(32)}…"]`,
    )
  })
})

describe('an answer in words', () => {
  it.each([
    [true, 'present'],
    ['present', 'present'],
    [false, 'absent'],
    ['absent', 'absent'],
    ['equivocal', 'equivocal'],
    ['not-done', 'not-done'],
    ['unknown', 'unknown'],
    ['not-applicable', 'not-applicable'],
    [null, 'unknown'],
  ])('%s to a yes/no finding is the state %s', (given, state) => {
    expect(answerTo('fever', given)).toEqual({ kind: 'state', state })
  })

  it.each([
    ['yes', 'unknown-option findings.fever unknown answer; did you mean "present"?'],
    ['true', 'unknown-option findings.fever unknown answer; did you mean "present"?'],
    [
      'rather',
      'unknown-option findings.fever unknown answer; true, false, equivocal, not-done, unknown or not-applicable is expected',
    ],
    [1, 'wrong-type findings.fever true or false is expected, not a number'],
    [['present'], 'wrong-type findings.fever true or false is expected, not a list'],
    [{}, 'wrong-type findings.fever true or false is expected, not an object'],
  ])('%j to a yes/no finding is refused', (given, problem) => {
    expect(wrongWith('fever', given)).toEqual([problem])
  })

  it('of an enumerated finding is one of its options, or a state of no evidence', () => {
    expect(answerTo('mri-enhancement', 'none')).toEqual({ kind: 'options', options: ['none'] })
    expect(answerTo('mri-enhancement', 'equivocal')).toEqual({ kind: 'state', state: 'equivocal' })
    expect(answerTo('mri-enhancement', null)).toEqual({ kind: 'state', state: 'unknown' })
  })

  it('that is an option and a state of no evidence is kept as the option', () => {
    expect(answerTo('sex', 'unknown')).toEqual({ kind: 'options', options: ['unknown'], noEvidence: 'undecided' })
    expect(answerTo('fdg-uptake', 'not-done')).toEqual({
      kind: 'options',
      options: ['not-done'],
      noEvidence: 'not-done',
    })
  })

  it.each([
    ['mri-enhancement', 'rimm', 'unknown-option findings.mri-enhancement unknown option; did you mean "rim"?'],
    [
      'mri-enhancement',
      'present',
      'unknown-option findings.mri-enhancement unknown option; none, rim, homogeneous or not-given is expected',
    ],
    [
      'mri-enhancement',
      ['rim'],
      'wrong-type findings.mri-enhancement one option is expected, not a list: none, rim, homogeneous or not-given',
    ],
    [
      'mri-enhancement',
      true,
      'wrong-type findings.mri-enhancement one of the options is expected, not true or false: none, rim, homogeneous or not-given',
    ],
    [
      'ecog',
      2,
      'wrong-type findings.ecog one of the options is expected, not a number; write the number in double quotes',
    ],
    ['pain-site', 'spine', 'unknown-option findings.pain-site unknown option; did you mean "back"?'],
    ['pain-site', ['pelvis', 'spine'], 'unknown-option findings.pain-site[1] unknown option; did you mean "back"?'],
    [
      'pain-site',
      ['pelvis', 3],
      'wrong-type findings.pain-site[1] one of the options is expected, not a number: back, pelvis or skull',
    ],
    [
      'pain-site',
      [],
      'wrong-type findings.pain-site the list names no option; leave the finding out if nothing is known',
    ],
    [
      'other-drug',
      ['none', 'tretinoin'],
      'contradiction findings.other-drug "none" and other options contradict each other',
    ],
    [
      'fdg-uptake',
      'nodule-within-mass',
      'retired-finding findings.fdg-uptake this option was given up; answer "tumor-fdg-uptake" instead',
    ],
  ])('to %s that is %j is refused', (id, given, problem) => {
    expect(wrongWith(id, given)).toEqual([problem])
  })

  it('may be a list where several can hold, each named once', () => {
    expect(answerTo('pain-site', ['skull', 'back', 'skull'])).toEqual({
      kind: 'options',
      options: ['skull', 'back'],
      others: 'unknown',
    })
    expect(answerTo('pain-site', 'back')).toEqual({ kind: 'options', options: ['back'], others: 'unknown' })
  })
})

describe('a quantity', () => {
  it('is converted with its limits to the canonical unit', () => {
    expect(answerTo('ldh', { value: 11, unit: 'ukat/L', upperLimit: 4.2, lowerLimit: 2 })).toEqual({
      kind: 'readings',
      readings: [{ ...exact(660), upperLimit: 252, lowerLimit: 120 }],
    })
  })

  it('may be a bound or a range', () => {
    expect(answerTo('oxygen-saturation', { atLeast: 51, unit: '%' })).toMatchObject({
      readings: [{ low: 51, high: Infinity }],
    })
    expect(answerTo('hemoglobin', { atMost: 90, unit: 'g/L' })).toMatchObject({
      readings: [{ low: -Infinity, high: 9 }],
    })
    expect(answerTo('hemoglobin', { atLeast: 80, atMost: 90, unit: 'g/L' })).toMatchObject({
      readings: [{ low: 8, high: 9 }],
    })
  })

  it('may be a state of no evidence', () => {
    expect(answerTo('ldh', 'not-done')).toEqual({ kind: 'state', state: 'not-done' })
    expect(answerTo('ldh', null)).toEqual({ kind: 'state', state: 'unknown' })
  })

  it.each([
    [250, 'missing-unit findings.ldh a number needs its unit: { "value": …, "unit": "U/L" }'],
    [
      '250',
      'wrong-type findings.ldh a quantity is expected, { "value": …, "unit": "U/L" }, not text; write it without quotes',
    ],
    [{ value: 250 }, 'missing-unit findings.ldh the unit is missing: U/L, ukat/L, nkat/L or [IU]/L'],
    [{ value: 250, unit: 7 }, 'wrong-type findings.ldh.unit a unit in double quotes is expected, not a number'],
    [
      { value: 250, unit: 'mg/L' },
      'unknown-unit findings.ldh.unit not a unit of this finding; U/L, ukat/L, nkat/L or [IU]/L is expected',
    ],
    [{ unit: 'U/L' }, 'missing-key findings.ldh a value, or atLeast or atMost, is missing'],
    [{ value: 250, atMost: 300, unit: 'U/L' }, 'wrong-type findings.ldh give either value, or atLeast and atMost'],
    [
      { atLeast: 300, atMost: 250, unit: 'U/L' },
      'impossible-value findings.ldh the range is turned round: atLeast lies above atMost',
    ],
    [
      { value: '10,5', unit: 'U/L' },
      'wrong-type findings.ldh.value a number is expected, not text; write it without quotes and with a decimal point instead of the comma',
    ],
    [{ value: '', unit: 'U/L' }, 'wrong-type findings.ldh.value a number is expected, not text'],
    [{ value: null, unit: 'U/L' }, 'wrong-type findings.ldh.value a number is expected, not null'],
    [
      { value: 250, unit: 'U/L', uperLimit: 240 },
      'unknown-key findings.ldh.uperLimit unknown key; did you mean "upperLimit"?',
    ],
    [
      { value: 250, unit: 'U/L', method: 'x' },
      'unknown-key findings.ldh.method unknown key; known are value, atLeast, atMost, level, unit, upperLimit, lowerLimit, day and date',
    ],
    [{ level: 'high', unit: 'U/L' }, 'unknown-key findings.ldh.unit beside a level no number, limit or unit may stand'],
    [{ level: 'raised' }, 'unknown-option findings.ldh.level "low", "normal" or "high" is expected'],
    [{ level: 3 }, 'wrong-type findings.ldh.level "low", "normal" or "high" is expected'],
    [{ value: 0, unit: 'U/L' }, 'impossible-value findings.ldh.value outside what is possible, 1 to 100000 U/L'],
    [{ atLeast: -5, unit: 'U/L' }, 'impossible-value findings.ldh.atLeast outside what is possible, 1 to 100000 U/L'],
    [
      { value: 0.6, unit: 'U/L' },
      'impossible-value findings.ldh.value outside what is possible, 1 to 100000 U/L; this looks like ukat/L',
    ],
    [{ value: 250, unit: 'U/L', upperLimit: 0 }, 'impossible-value findings.ldh.upperLimit a limit lies above 0'],
    [
      { value: 250, unit: 'U/L', upperLimit: 5000 },
      'impossible-value findings.ldh.upperLimit outside what is possible, 50 to 1500 U/L',
    ],
    [
      { value: 250, unit: 'U/L', upperLimit: '240' },
      'wrong-type findings.ldh.upperLimit a number is expected, not text; write it without quotes',
    ],
    [
      { value: 250, unit: 'U/L', upperLimit: 240, lowerLimit: 240 },
      'impossible-value findings.ldh.lowerLimit the lower limit must lie below the upper limit',
    ],
    [
      { value: 250, unit: 'U/L', lowerLimit: 200_000 },
      'impossible-value findings.ldh.lowerLimit outside what is possible, 1 to 100000 U/L',
    ],
    [{ value: 250, unit: 'U/L', day: 1, date: '2026-01-01' }, 'wrong-type findings.ldh give either day or date'],
    [
      { value: 250, unit: 'U/L', date: '2026-02-30' },
      'wrong-type findings.ldh.date a calendar date such as "2026-01-03" is expected',
    ],
    [
      { value: 250, unit: 'U/L', date: 2026 },
      'wrong-type findings.ldh.date a calendar date such as "2026-01-03" is expected',
    ],
    [[], 'wrong-type findings.ldh the list holds no reading; leave the finding out if nothing is known'],
    [[null], 'wrong-type findings.ldh[0] a quantity is expected, { "value": …, "unit": "U/L" }, not null'],
  ])('%j is refused', (given, problem) => {
    expect(wrongWith('ldh', given)).toEqual([problem])
    expect(findings({ ldh: given }).case).toBeNull()
  })

  it('that must be whole is refused with a fraction', () => {
    expect(wrongWith('pain-score', { value: 7.5, unit: '{score}' })).toEqual([
      'impossible-value findings.pain-score.value a whole number is expected',
    ])
    expect(answerTo('pain-score', { value: 7, unit: '{score}' })).toEqual({ kind: 'readings', readings: [exact(7)] })
  })

  it('without its unit says why that matters, where the vocabulary knows', () => {
    const say = '5 may be nearly normal or clearly raised'
    expect(wrongWith('crp', 5)).toEqual([
      `missing-unit findings.crp a number needs its unit: { "value": …, "unit": "mg/L" }; ${say}`,
    ])
    expect(wrongWith('crp', { value: 5 })).toEqual([
      `missing-unit findings.crp the unit is missing: mg/L or mg/dL; ${say}`,
    ])
  })

  it.each([
    ['ldh', { value: 4.2, unit: 'U/L' }, ['likely-mixup findings.ldh.value this looks like ukat/L']],
    ['ldh', { value: 4.2, unit: '[IU]/L' }, ['likely-mixup findings.ldh.value this looks like ukat/L']],
    ['ldh', { value: 4.2, unit: 'ukat/L' }, []],
    ['hemoglobin', { value: 28, unit: 'g/dL' }, ['likely-mixup findings.hemoglobin.value this looks like g/L']],
    [
      'hemoglobin',
      { value: 8, unit: 'g/dL', upperLimit: 10.5 },
      ['likely-mixup findings.hemoglobin.upperLimit this looks like mmol/L (the limit is one in mmol/L)'],
    ],
    ['hemoglobin', { value: 8, unit: 'g/dL', lowerLimit: 10.5 }, []],
    [
      'ldh',
      { value: 900, unit: 'U/L', upperLimit: 800 },
      ['implausible-value findings.ldh.upperLimit outside what is plausible, 120 to 700 U/L'],
    ],
    ['wbc', { value: 0, unit: '/uL' }, []],
  ])('of %s as %j is taken with the right warnings', (id, given, warnings) => {
    expect(wrongWith(id, given)).toEqual(warnings)
    expect(answerTo(id, given)).not.toBeNull()
  })
})

describe('a series', () => {
  const values = (given: unknown) => {
    const answer = answerTo('ldh', given)
    return answer?.kind === 'readings' ? answer.readings.map(({ low }) => low) : null
  }
  const at = (value: number, time: Record<string, unknown> = {}) => ({ value, unit: 'U/L', ...time })

  it('is put into the order of days, readings of one day as listed', () => {
    expect(values([at(300, { day: 8 }), at(200, { day: -1 }), at(400, { day: 8 }), at(100, { day: 2.5 })])).toEqual([
      200, 100, 300, 400,
    ])
  })

  it('is put into the order of dates', () => {
    expect(
      values([at(300, { date: '2026-02-01' }), at(200, { date: '2025-12-31' }), at(100, { date: '2026-01' })]),
    ).toEqual([200, 100, 300])
  })

  it('without times keeps the order of the list', () => {
    expect(values([at(300), at(100), at(200)])).toEqual([300, 100, 200])
  })

  it('with some times keeps the order of the list when that agrees with them', () => {
    expect(values([at(300), at(100, { day: 1 }), at(200), at(150, { day: 2 })])).toEqual([300, 100, 200, 150])
  })

  it.each([
    [
      [at(1, { day: 2 }), at(2), at(3, { day: 1 })],
      'some readings have no day and the others are not in order; give it for all of them',
    ],
    [
      [at(1, { date: '2026' }), at(2), at(3, { date: '2025' })],
      'some readings have no date and the others are not in order; give it for all of them',
    ],
    [
      [at(1, { day: 2 }), at(2, { date: '2026-01-01' })],
      'days and dates cannot be put into one order; give the same for all readings',
    ],
    [
      [at(1, { date: '2026-01' }), at(2, { date: '2026-01-03' })],
      'these dates do not settle an order; give them to the day',
    ],
  ])('whose order is not settled is refused: %#', (given, message) => {
    const plausible = given.map((entry) => ({ ...entry, value: entry.value * 100 }))
    expect(wrongWith('ldh', plausible)).toEqual([`wrong-type findings.ldh ${message}`])
  })

  it('names the reading that is wrong, and only that', () => {
    expect(wrongWith('ldh', [at(300, { day: 2 }), at(200, { day: 'one' }), { value: 100, day: 1 }])).toEqual([
      'wrong-type findings.ldh[1].day a number is expected, not text',
      'missing-unit findings.ldh[2] the unit is missing: U/L, ukat/L, nkat/L or [IU]/L',
    ])
  })
})

describe('a date or duration', () => {
  const days = (given: unknown, id = 'pain-started-on') => {
    const answer = answerTo(id, given)
    return answer?.kind === 'readings' ? answer.readings.map(({ low, high }) => [low, high]) : answer
  }

  it('in any usual unit comes out in days', () => {
    expect(days({ value: 3, unit: 'wk' })).toEqual([[21, 21]])
    expect(days({ atLeast: 1, unit: 'a' })).toEqual([[365.25, Infinity]])
    expect(days({ atMost: 2, unit: 'mo' })).toEqual([[-Infinity, 60.875]])
  })

  it('may be an ISO 8601 duration', () => {
    expect(days('P2M')).toEqual([[60.875, 60.875]])
    expect(days('P15D')).toEqual([[15, 15]])
    expect(days('P1Y2W')).toEqual([[379.25, 379.25]])
    expect(days('P0.5M')).toEqual([[15.21875, 15.21875]])
  })

  it('may be a date, to the day, month or year, where the finding takes one', () => {
    for (const date of ['2024-02-29', '2026-01', '2026'])
      expect(answerTo('pain-started-on', date)).toEqual({ kind: 'date', date })
    expect(wrongWith('remission-duration', '2026-01-03')).toEqual([
      'wrong-type findings.remission-duration a duration is expected here, not a date',
    ])
  })

  it('may be a state of no evidence', () => {
    expect(answerTo('remission-duration', 'unknown')).toEqual({ kind: 'state', state: 'unknown' })
  })

  const form = '{ "value": 2, "unit": "mo" } or a date such as "2026-01-03" is expected'
  it.each([
    [7, `missing-unit findings.pain-started-on ${form}; a number needs its unit`],
    [[{ value: 2, unit: 'mo' }], `wrong-type findings.pain-started-on ${form}; not a list`],
    ['2 months', `wrong-type findings.pain-started-on ${form}`],
    ['P', `wrong-type findings.pain-started-on ${form}`],
    ['PT4H', `wrong-type findings.pain-started-on ${form}`],
    ['2023-02-29', `wrong-type findings.pain-started-on ${form}`],
    ['2023-04-31', `wrong-type findings.pain-started-on ${form}`],
    ['1900-02-29', `wrong-type findings.pain-started-on ${form}`],
    ['2023-13', `wrong-type findings.pain-started-on ${form}`],
    ['0000', `wrong-type findings.pain-started-on ${form}`],
    ['2,5', `wrong-type findings.pain-started-on ${form}`],
    [
      { value: 2, unit: 'h' },
      'unknown-unit findings.pain-started-on.unit not a unit of this finding; d, wk, mo or a is expected',
    ],
    [
      { value: 2, unit: 'mo', day: 3 },
      'unknown-key findings.pain-started-on.day unknown key; known are value, atLeast, atMost and unit',
    ],
    [
      { value: -2, unit: 'mo' },
      'impossible-value findings.pain-started-on.value outside what is possible, 0 to 7300 d',
    ],
    ['P40Y', 'impossible-value findings.pain-started-on outside what is possible, 0 to 7300 d'],
  ])('%j is refused', (given, problem) => {
    expect(wrongWith('pain-started-on', given)).toEqual([problem])
    expect(answerTo('pain-started-on', given)).toBeNull()
  })

  it('that is implausible is taken with a warning', () => {
    expect(wrongWith('remission-duration', 'P30Y')).toEqual([
      'implausible-value findings.remission-duration outside what is plausible, 0 to 9125 d',
    ])
  })
})
