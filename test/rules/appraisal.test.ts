/** The appraisals of the built-in rules: complete, with a place for every answer, and with no more weight than they allow. */
import { describe, expect, it } from 'vitest'
import { MOST_DECADES, weightByQuestions } from '../../src/core/rules/compile/case-report-weight.ts'
import { caseReportsIn } from '../../src/core/rules/compile.ts'
import { type Appraisal, QUESTIONS, type QuestionName } from '../../src/core/rules/schema/evidence.ts'
import type { RuleFile } from '../../src/core/rules/schema.ts'
import { ruleFiles } from '../support/real-rules.ts'

const rules = ruleFiles.map(({ value }) => value)
const carriers = rules.filter(({ evidence = [] }) => evidence.length > 0)
const reports = rules.filter(({ source }) => source?.report !== undefined)
const used = caseReportsIn(rules)

const LOWER = { yes: 'unclear', unclear: 'no' } as const

function lowered({ questions, ...rest }: Appraisal, name: QuestionName): Appraisal | null {
  const one = questions?.[name]
  if (questions === undefined || one === undefined || one.answer === 'no') return null
  return { ...rest, questions: { ...questions, [name]: { ...one, answer: LOWER[one.answer] } } }
}

describe('appraisals', () => {
  it.each(carriers)(
    '$source.id says its design, and its patients or why their number is not known',
    ({ appraisal }) => {
      expect(appraisal?.design).toBeDefined()
      expect(appraisal?.patients ?? appraisal?.note).toBeDefined()
      if (appraisal?.design === 'other') expect(appraisal.note).toBeDefined()
    },
  )

  it('count no patients beyond those of the source, where figures count patients', () => {
    const tooMany = carriers.filter(({ appraisal, evidence = [] }) => {
      const most = Math.max(...evidence.map(({ figure }) => ('of' in figure ? figure.of : 0)))
      return appraisal?.patients !== undefined && appraisal.note === undefined && most > appraisal.patients
    })
    expect(tooMany.map(({ source }) => source?.id)).toEqual([])
  })

  it('answer the eight questions for each of the five reports, with a reason and a place', () => {
    expect(reports).toHaveLength(5)
    for (const { appraisal } of reports) {
      expect(appraisal?.design).toBe('case-report')
      for (const name of QUESTIONS) {
        expect(appraisal?.questions?.[name].reason.length).toBeGreaterThan(20)
        expect(appraisal?.questions?.[name].locator.length).toBeGreaterThan(2)
      }
    }
  })

  it('call nothing a case report that counts more than one patient', () => {
    const several = carriers.filter(
      ({ appraisal, evidence = [] }) =>
        appraisal?.design === 'case-report' && evidence.some(({ figure }) => 'of' in figure && figure.of > 1),
    )
    expect(several.map(({ source }) => source?.id)).toEqual([])
  })

  it('take no background from a case report', () => {
    const backgrounds = carriers.filter(
      ({ appraisal, evidence = [] }) =>
        appraisal?.design === 'case-report' && evidence.some(({ diagnosis }) => diagnosis === 'none'),
    )
    expect(backgrounds.map(({ source }) => source?.id)).toEqual([])
  })
})

describe('the weight of the reports', () => {
  it('is that of their answers or less, and brings no diagnosis more than one report may, in any context', () => {
    expect(used.length).toBeGreaterThan(10)
    for (const { source, weight, held, decades } of used) {
      const appraisal = rules.find((file) => file.source?.id === source)?.appraisal
      expect(weight).toBe(weightByQuestions(appraisal?.questions))
      expect(held).toBeGreaterThan(0)
      expect(held).toBeLessThanOrEqual(weight)
      expect(decades).toBeLessThanOrEqual(MOST_DECADES)
    }
  })

  it('rises nowhere when any answer of any report is lowered', () => {
    let tried = 0
    for (const report of reports)
      for (const name of QUESTIONS) {
        const appraisal = report.appraisal === undefined ? null : lowered(report.appraisal, name)
        if (appraisal === null) continue
        tried += 1
        const changed: readonly RuleFile[] = rules.map((file) => (file === report ? { ...file, appraisal } : file))
        const after = caseReportsIn(changed)
        expect(after.map(({ context, diagnosis, source }) => [context, diagnosis, source])).toEqual(
          used.map(({ context, diagnosis, source }) => [context, diagnosis, source]),
        )
        after.forEach(({ source, held, weight }, at) => {
          expect(held).toBeLessThanOrEqual(used[at]?.held ?? 0)
          if (source === report.source?.id) expect(weight).toBeLessThan(used[at]?.weight ?? 0)
          else expect(held).toBe(used[at]?.held)
        })
      }
    expect(tried).toBeGreaterThan(20)
  })
})
