/** The advice of the built-in rules: where it was given, what covers it, and what a named context implies for it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assessment/assess.ts'
import { impliedBy } from '../../src/core/findings/implied-answers.ts'
import { caseOf, type Findings, isConsistent } from '../support/answers-for.ts'
import { randomFindings } from '../support/random-case.ts'
import { realKnowledge } from '../support/real-rules.ts'

const kb = realKnowledge()
const options = { toolVersion: '1.2.3', warnings: [] }

function resultOf(findings: Findings, context?: string) {
  const result = assess(kb, caseOf(kb, findings, context), options)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join('; '))
  return result
}
const urgentIn = (findings: Findings, context?: string): readonly string[] =>
  resultOf(findings, context).urgent.map(({ id }) => id)
const adviceIn = (findings: Findings, context?: string): readonly string[] =>
  resultOf(findings, context).advice.map(({ id }) => id)

describe('a named context implies the answers that define it', () => {
  const signs = {
    'bone-pain': true,
    'pain-severity': 'severe',
    'pain-site': ['back'],
    wbc: { value: 60, unit: '10*9/L' },
    dyspnea: true,
  }

  it('does not silence urgent advice that asks for the disease', () => {
    const spelled = { ...signs, 'underlying-disease': 'all', 'remission-state': 'complete-remission' }
    expect(urgentIn(signs, 'acute-leukemia-in-remission')).toEqual(urgentIn(spelled, 'acute-leukemia-in-remission'))
    expect(urgentIn(signs, 'acute-leukemia-in-remission')).toContain('hyperleukocytosis-leukostasis')
  })

  it('is the same as giving its defining answers, where these are single', () => {
    const patients = randomFindings(kb)
    fc.assert(
      fc.property(patients, fc.constantFrom(...kb.contexts), (findings, context) => {
        const implied = impliedBy(kb, context.when, caseOf(kb, findings).answers)
        const spelled: Record<string, unknown> = { ...findings }
        for (const [id, answer] of Object.entries(implied)) {
          if (answer.kind === 'state') spelled[id] = answer.state
          else if (answer.kind === 'options')
            spelled[id] = kb.findings.find((one) => one.id === id)?.many ? answer.options : answer.options[0]
        }
        fc.pre(isConsistent(kb, spelled))
        const [named, given] = [findings, spelled].map((each) => assess(kb, caseOf(kb, each, context.id), options))
        const part = (result: typeof named) =>
          result === undefined || 'problems' in result
            ? 'refused'
            : {
                urgent: result.urgent,
                advice: result.advice,
                ranking: result.ranking,
                next: result.next,
                change: result.whatWouldChange,
              }
        expect(part(named)).toEqual(part(given))
      }),
      { numRuns: 60, seed: 10 },
    )
  })

  it('stays an error where the given answers deny it', () => {
    const kase = caseOf(kb, { 'underlying-disease': 'cml', 'bone-pain': true }, 'acute-leukemia-in-remission')
    expect(assess(kb, kase, options)).toMatchObject({ problems: [{ path: 'context' }] })
  })
})

describe('advice outside its disease', () => {
  const onImatinib = { 'imatinib-current': true, 'bone-pain': true }

  it.each(['cml', 'ph-positive-all'])('does not suspend imatinib in %s', (disease) => {
    expect(adviceIn({ ...onImatinib, 'underlying-disease': disease })).not.toContain('suspend-imatinib-and-image')
  })

  it('still shows it in GIST', () => {
    expect(adviceIn({ ...onImatinib, 'underlying-disease': 'gist' })).toContain('suspend-imatinib-and-image')
  })

  it('lowers no dose in CML, nor after a reaction of grade 5', () => {
    const rash = { 'imatinib-current': true, 'skin-rash': true, 'skin-rash-kind': ['exfoliative'] }
    expect(adviceIn({ ...rash, 'underlying-disease': 'cml' })).not.toContain('lower-dose-rather-than-none')
    expect(adviceIn({ ...rash, 'underlying-disease': 'gist' })).toContain('lower-dose-rather-than-none')
    expect(adviceIn({ ...rash, 'underlying-disease': 'gist', 'skin-reaction-grade': '5' })).not.toContain(
      'lower-dose-rather-than-none',
    )
  })

  it('has the diseases of every entry declared', () => {
    expect(kb.advice.filter(({ givenIn }) => givenIn !== 'any' && givenIn.length === 0)).toEqual([])
  })
})

describe('advice of the reports', () => {
  it('000: high dose or long duration of imatinib is a trigger, and is not said beside the advice that covers it', () => {
    const pain = { 'underlying-disease': 'gist', 'imatinib-current': true, 'bone-pain': true }
    const dose = { value: 600, unit: 'mg/d' }
    expect(adviceIn(pain)).not.toContain('necrosis-after-high-dose-or-long-course')
    expect(adviceIn({ ...pain, 'imatinib-dose': dose })).toContain('necrosis-after-high-dose-or-long-course')
    const withScan = adviceIn({ ...pain, 'imatinib-dose': dose, 'new-scan-lesion': true })
    expect(withScan).toContain('biopsy-before-change-of-treatment')
    expect(withScan).not.toContain('necrosis-after-high-dose-or-long-course')
  })

  it('002: chest CT and antimicrobials stand beside suspected necrosis', () => {
    const child = { 'underlying-disease': 'all', dyspnea: true, 'bone-pain': true, 'gcsf-exposure': true }
    expect(adviceIn(child)).toContain('chest-ct-and-antimicrobials-beside-necrosis')
  })

  it('febrile neutropenia is said once', () => {
    const found = urgentIn({ 'underlying-disease': 'aml', fever: true, anc: { value: 0.3, unit: '10*9/L' } })
    expect(found.filter((id) => /neutro/.test(id))).toEqual(['febrile-neutropenia-antibiotics'])
  })
})
