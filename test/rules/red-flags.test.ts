/** Red flags and advice, one test for each line of what went wrong: what cannot wait is shown, and what was given for one disease is not shown in another. */
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assessment/assess.ts'
import { readCaseValue } from '../../src/core/case/read.ts'
import type { Result } from '../../src/core/result/schema.ts'
import { loadKnowledge } from '../../src/core/rules/compile.ts'
import { realKnowledge, ruleFiles, ruleTexts } from '../support/real-rules.ts'

const kb = realKnowledge()
type Findings = Readonly<Record<string, unknown>>

function assessed(findings: Findings, context?: string): Result {
  const { case: kase, problems } = readCaseValue(
    { schemaVersion: 1, ...(context === undefined ? {} : { context }), findings },
    kb,
  )
  if (kase === null) throw new Error(JSON.stringify(problems))
  const result = assess(kb, kase, { toolVersion: '0.0.0', warnings: [] })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result
}

const ids = (entries: readonly { readonly id: string }[]): readonly string[] => entries.map(({ id }) => id)
const urgentIn = (findings: Findings, context?: string): readonly string[] => ids(assessed(findings, context).urgent)
const adviceIn = (findings: Findings, context?: string): readonly string[] => ids(assessed(findings, context).advice)
const quantity = (value: number, unit: string): object => ({ value, unit })
const ALL = { 'underlying-disease': 'all', 'remission-state': 'complete-remission' }
const GIST = { 'underlying-disease': 'gist', 'imatinib-current': true }
const CML = { 'underlying-disease': 'cml', 'imatinib-current': true }

const advice = ruleFiles.flatMap(({ value }) => value.advice ?? [])
function textOf(id: string): string {
  const entry = advice.find((one) => one.id === id)
  if (entry === undefined) throw new Error(`no advice ${id}`)
  return entry.text
}

describe('a named context does not silence advice', () => {
  const findings = {
    'bone-pain': true,
    'pain-site': ['back'],
    'pain-severity': 'severe',
    wbc: quantity(60, '10*9/L'),
    dyspnea: true,
    ldh: [
      { day: 1, value: 300, unit: 'U/L', upperLimit: 250 },
      { day: 8, value: 3000, unit: 'U/L', upperLimit: 250 },
    ],
    'other-necrosis-drug': ['cytotoxic-chemotherapy'],
  }

  it('acute-leukemia-in-remission by its name raises the same urgent items as underlying-disease: all', () => {
    const byName = urgentIn(findings, 'acute-leukemia-in-remission')
    expect(byName).toEqual(urgentIn({ ...findings, ...ALL }))
    expect(byName).toEqual(
      expect.arrayContaining([
        'breathless-with-suspected-necrosis',
        'severe-spinal-pain-in-cancer',
        'tumor-lysis-chemistry',
      ]),
    )
  })

  it('nor does it silence the advice that is no emergency', () => {
    expect(adviceIn(findings, 'acute-leukemia-in-remission')).toEqual(adviceIn({ ...findings, ...ALL }))
  })
})

describe('fever with low white cells is febrile neutropenia until counted', () => {
  it.each(['pancytopenia', 'leukopenia', 'neutropenia'])('%s without a count says: count now', (sign) => {
    const { urgent } = assessed({ ...ALL, fever: true, [sign]: true })
    expect(urgent.find(({ id }) => id === 'fever-with-low-neutrophils')?.advice).toMatch(/count the neutrophils now/)
  })

  it('low white cells by their number say so too', () => {
    expect(urgentIn({ ...ALL, fever: true, wbc: quantity(1.2, '10*9/L') })).toContain('fever-with-low-neutrophils')
  })

  it('not where the neutrophils were counted and are normal', () => {
    expect(urgentIn({ ...ALL, fever: true, leukopenia: true, anc: quantity(2.5, '10*9/L') })).not.toContain(
      'fever-with-low-neutrophils',
    )
  })
})

describe('nothing urgent was shown for', () => {
  it('hypotension-or-shock with fever: sepsis until shown otherwise', () => {
    expect(urgentIn({ ...ALL, fever: true, 'hypotension-or-shock': true })).toContain('sepsis-with-low-pressure')
  })

  it.each([88, 89, 90, 91])('an oxygen saturation of %d % in room air', (value) => {
    const found = urgentIn({ ...ALL, 'oxygen-saturation': quantity(value, '%'), 'on-supplemental-oxygen': false })
    expect(found).toEqual(expect.arrayContaining(['hypoxemia-marrow-embolism', 'pulmonary-embolism']))
  })

  it('the saturation of 80 to 90 % that report 002 gives, which is evaluable without the limit of its laboratory', () => {
    const { urgent, basis } = assessed({
      ...ALL,
      'oxygen-saturation': { atLeast: 80, atMost: 90, unit: '%' },
      'on-supplemental-oxygen': false,
    })
    expect(ids(urgent)).toContain('hypoxemia-marrow-embolism')
    expect(basis.answers.find(({ finding }) => finding === 'oxygen-saturation')?.use).not.toBe('not-evaluable')
  })

  it.each([95, 98])('(a saturation of %d % in room air still raises nothing)', (value) => {
    expect(urgentIn({ ...ALL, 'oxygen-saturation': quantity(value, '%'), 'on-supplemental-oxygen': false })).toEqual([])
  })

  it.each<[string, Findings]>([
    ['erythroderma', { 'skin-rash': true, 'skin-rash-kind': 'erythroderma', fever: true }],
    [
      'exfoliation of grade 4 with fever',
      { 'skin-rash': true, 'skin-rash-kind': 'exfoliative', 'skin-reaction-grade': '4', fever: true },
    ],
    ['exfoliation with fever', { 'skin-rash': true, 'skin-rash-kind': 'exfoliative', fever: true }],
  ])('%s', (_, findings) => {
    expect(urgentIn({ ...GIST, ...findings })).toContain('erythroderma-or-exfoliation')
  })
})

describe('was missing altogether:', () => {
  it.each<[string, Findings]>([
    ['marrow necrosis', { 'marrow-necrosis-share': quantity(60, '%'), platelets: quantity(30, '10*9/L') }],
    ['shock', { 'hypotension-or-shock': true, thrombocytopenia: true }],
    ['tretinoin', { 'other-necrosis-drug': ['tretinoin'], thrombocytopenia: true }],
  ])('disseminated intravascular coagulation, few platelets beside %s', (_, findings) => {
    expect(urgentIn({ 'underlying-disease': 'aml', ...findings })).toContain('disseminated-coagulation')
  })

  it.each(['tretinoin', 'arsenic-trioxide'])('differentiation syndrome on %s', (drug) => {
    for (const sign of ['fever', 'dyspnea', 'hypotension-or-shock']) {
      expect(urgentIn({ 'underlying-disease': 'aml', 'other-necrosis-drug': [drug], [sign]: true }), sign).toContain(
        'differentiation-syndrome',
      )
    }
    expect(urgentIn({ 'underlying-disease': 'aml', 'other-necrosis-drug': [drug] })).not.toContain(
      'differentiation-syndrome',
    )
  })

  it.each(['fever', 'febrile-neutropenia'])('sepsis, low pressure with %s', (sign) => {
    expect(urgentIn({ 'hypotension-or-shock': true, [sign]: true })).toContain('sepsis-with-low-pressure')
  })

  it('pulmonary embolism as a cause of low oxygen', () => {
    const { urgent } = assessed({ ...GIST, hypoxemia: true })
    expect(urgent.find(({ id }) => id === 'pulmonary-embolism')?.advice).toMatch(/CT angiography/)
  })
})

describe('texts', () => {
  it('the four hours of observation are for outpatients before discharge, not for acute leukemia', () => {
    expect(textOf('febrile-neutropenia-antibiotics')).toMatch(/within one hour/)
    expect(textOf('febrile-neutropenia-antibiotics')).toMatch(
      /acute leukemia .* in hospital; the four hours .* low-risk outpatients/,
    )
  })

  it('tumor lysis: one clinical sign alone is not it, and an adult limit is called one beside that of children', () => {
    const text = textOf('tumor-lysis-chemistry')
    expect(text).toMatch(/one sign alone is neither/)
    expect(text).toMatch(/adults: .*phosphate above 4\.5 mg\/dL; children: .*phosphate above 6\.5 mg\/dL/)
    expect(text).toMatch(
      /Laboratory tumor lysis with a raised creatinine, a dysrhythmia or a seizure is clinical tumor lysis/,
    )
  })

  it('cord compression: dexamethasone with the caution for untreated or relapsed leukemia', () => {
    expect(textOf('cord-compression-signs')).toMatch(
      /leukemia or lymphoma is suspected, untreated or relapsed, ask hematology before the first dose/,
    )
  })

  it('no advice sends the reader to an office that only the British health service has', () => {
    for (const { id, text } of advice) expect(text, id).not.toMatch(/coordinator/i)
  })
})

describe('advice outside its disease', () => {
  const PAIN = { 'bone-pain': true, 'skin-rash': true, 'skin-rash-kind': 'exfoliative', 'skin-reaction-grade': '3' }

  it.each(['ph-positive-all', 'cml', 'all', 'aml', 'other'])(
    'suspend-imatinib-and-image, of adjuvant GIST, is not shown in %s',
    (disease) => {
      const shown = adviceIn({ 'underlying-disease': disease, 'imatinib-current': true, ...PAIN })
      expect(shown).not.toContain('suspend-imatinib-and-image')
    },
  )

  it('and in GIST it is never unopposed', () => {
    const { advice: shown } = assessed({ ...GIST, ...PAIN })
    expect(shown.find(({ id }) => id === 'suspend-imatinib-and-image')?.disagreesWith).toContain('do-not-stop-lightly')
  })

  it('lower-dose-rather-than-none does not offer 100 mg or sunitinib to CML', () => {
    expect(adviceIn({ ...CML, ...PAIN })).not.toContain('lower-dose-rather-than-none')
    expect(adviceIn({ ...GIST, ...PAIN })).toContain('lower-dose-rather-than-none')
  })

  it('nor after a skin reaction of grade 5', () => {
    expect(adviceIn({ ...GIST, ...PAIN, 'skin-reaction-grade': '5' })).not.toContain('lower-dose-rather-than-none')
  })

  it('is not shown where the disease is not known', () => {
    const inOneDisease = advice.filter(({ givenIn }) => givenIn !== 'any').map(({ id }) => id)
    const shown = adviceIn({ 'imatinib-current': true, ...PAIN, fever: true, neutropenia: true })
    expect(shown.filter((id) => inOneDisease.includes(id))).toEqual([])
  })

  it('every advice says in which diseases it was given: rules check names a disease that is none, and rules that name no finding for diseases', () => {
    const changed = (from: string, to: string) =>
      loadKnowledge(
        ruleTexts.map(({ name, text }) => ({ name, text: text.replaceAll(from, to) })),
        'sha256-test',
      ).diagnostics.map(({ code }) => code)
    expect(changed('givenIn: [gist]', 'givenIn: [gits]')).toContain('unknown-option')
    expect(changed('\n  givenIn: [gist]', '')).toContain('missing-key')
    expect(changed('diseaseFinding: underlying-disease', '')).toEqual(['missing-section'])
    expect(changed('diseaseFinding: underlying-disease', 'diseaseFinding: ldh')).toContain('wrong-finding-type')
  })
})

describe('was not in the advice yet:', () => {
  it.each<[string, Findings]>([
    ['a high dose', { 'imatinib-dose': quantity(800, 'mg/d') }],
    ['a long duration', { 'imatinib-duration': quantity(4, 'a') }],
  ])('report 000, %s of imatinib as a trigger', (_, findings) => {
    expect(adviceIn({ ...GIST, 'bone-pain': true, ...findings })).toContain('necrosis-after-high-dose-or-long-course')
    expect(adviceIn({ ...GIST, 'bone-pain': true })).not.toContain('necrosis-after-high-dose-or-long-course')
  })

  it('report 002, chest CT and antimicrobials beside necrosis', () => {
    const findings = { ...ALL, dyspnea: true, 'marrow-necrosis-share': quantity(80, '%') }
    expect(adviceIn(findings)).toContain('chest-ct-and-antimicrobials-beside-necrosis')
    expect(textOf('chest-ct-and-antimicrobials-beside-necrosis')).toMatch(/CT of the chest .* cover infection/)
  })
})

describe('the same advice is never printed twice', () => {
  it.each<[string, Findings]>([
    ['named', { 'febrile-neutropenia': true, fever: true, neutropenia: true }],
    [
      'by its numbers',
      { 'body-temperature': quantity(39, 'Cel'), anc: quantity(0.2, '10*9/L'), wbc: quantity(0.8, '10*9/L') },
    ],
  ])('febrile neutropenia, %s', (_, findings) => {
    const shown = urgentIn({ ...ALL, ...findings }).filter((id) =>
      ['febrile-neutropenia-antibiotics', 'fever-with-low-neutrophils'].includes(id),
    )
    expect(shown).toEqual(['febrile-neutropenia-antibiotics'])
  })

  it('a dose and a course are not spoken of beside the biopsy that covers them', () => {
    const findings = { ...GIST, 'bone-pain': true, 'imatinib-dose': quantity(800, 'mg/d'), 'pathologic-fracture': true }
    const shown = adviceIn(findings)
    expect(shown).toContain('biopsy-before-change-of-treatment')
    expect(shown).not.toContain('necrosis-after-high-dose-or-long-course')
  })
})
