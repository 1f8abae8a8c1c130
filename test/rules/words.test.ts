/** The lines of a report that contradicted each other, or could not hold for the patient; each by its sentence. */
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assessment/assess.ts'
import { readCaseValue } from '../../src/core/case/read.ts'
import type { Result } from '../../src/core/result/schema.ts'
import { plain } from '../../src/render/style.ts'
import { renderText } from '../../src/render/text.ts'
import { realKnowledge } from '../support/real-rules.ts'

const kb = realKnowledge()

function read(
  findings: Readonly<Record<string, unknown>>,
): Result | { readonly problems: readonly { readonly message: string }[] } {
  const { case: kase, problems } = readCaseValue({ schemaVersion: 1, findings }, kb)
  return kase === null ? { problems } : assess(kb, kase, { toolVersion: '0', warnings: [] })
}

function resultOf(findings: Readonly<Record<string, unknown>>): Result {
  const result = read(findings)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result
}

const textOf = (result: Result): string =>
  renderText(result, { paint: plain, width: 200, unicode: true, hyperlinks: false })

const pelvis = {
  'underlying-disease': 'gist',
  'imatinib-current': true,
  'imatinib-stopped': false,
  'bone-pain': true,
  'pain-site': ['pelvis'],
  'new-scan-lesion': true,
  'lesion-site': ['pelvis'],
  'bone-scan-uptake': 'increased',
  'bone-scan-pattern': 'focal',
}

describe('"What would change this"', () => {
  it('proposes the biopsy that has to be done, not spinal cord compression for a pelvic lesion', () => {
    const asked = resultOf(pelvis).whatWouldChange?.answers.map(({ finding }) => finding)
    expect(asked).toEqual(['malignant-cells-in-lesion'])
  })

  it.each(['cord-compression', 'vertebral-collapse', 'disc-or-endplate-involvement'])(
    'asks for %s only where the spine may be at stake',
    (id) => {
      const matters = (findings: Readonly<Record<string, unknown>>) =>
        resultOf(findings).completeness.missingThatMatters
      expect(matters(pelvis)).not.toContain(id)
      expect(kb.findings.find((finding) => finding.id === id)?.appliesIf).toEqual({
        any: ['lesion-in-spine', 'pain-in-back', 'neurologic-deficit'],
      })
    },
  )
})

describe('"Against: band-like uptake, absent"', () => {
  it('is no argument against metastasis, yet stays in the ledger with its weight', () => {
    const result = resultOf(pelvis)
    const metastasis = result.ranking.find(({ diagnosis }) => diagnosis === 'bone-metastasis')
    expect(metastasis?.evidence.map(({ finding }) => finding)).toContain('bone-scan-band-like')
    const text = textOf(result)
    expect(text).not.toMatch(/- Band-like uptake on bone scan, absent/)
    expect(text).toMatch(/little or no weight: .*Band-like uptake on bone scan, absent/)
  })
})

describe('answers that contradict each other', () => {
  const stopped = {
    'underlying-disease': 'gist',
    'bone-pain': true,
    'imatinib-current': true,
    'imatinib-stopped': true,
  }

  it('`imatinib-current: true` with stopped before the event is an error that names both', () => {
    const result = read({ ...stopped, 'imatinib-stop-timing': 'before-event' })
    expect('problems' in result ? result.problems.map(({ message }) => message) : []).toEqual([
      expect.stringMatching(/"imatinib-current" and "imatinib-stop-timing"/),
    ])
  })

  it('is none where imatinib was given again', () => {
    expect(read({ ...stopped, 'imatinib-stop-timing': 'before-event', 'imatinib-restarted': true })).not.toHaveProperty(
      'problems',
    )
  })

  it('`fever: true` with 37.8 Cel, called fever, is none, and fever is present', () => {
    const { basis } = resultOf({ ...pelvis, fever: true, 'body-temperature': { value: 37.8, unit: 'Cel' } })
    expect(basis.answers.map(({ finding }) => finding)).toContain('fever')
  })

  it('37.8 Cel alone still denies fever, and 39 Cel contradicts its denial', () => {
    const evidence = (findings: Readonly<Record<string, unknown>>) =>
      resultOf(findings).ranking.flatMap((entry) =>
        entry.evidence.filter(({ finding }) => finding === 'fever').map(({ answer }) => answer),
      )
    expect(new Set(evidence({ ...pelvis, 'body-temperature': { value: 37.8, unit: 'Cel' } }))).toEqual(
      new Set(['absent']),
    )
    expect(new Set(evidence({ ...pelvis, fever: true, 'body-temperature': { value: 37.8, unit: 'Cel' } }))).toEqual(
      new Set(['present']),
    )
    expect(read({ ...pelvis, fever: false, 'body-temperature': { value: 39, unit: 'Cel' } })).toHaveProperty('problems')
  })
})

describe('an equivocal biopsy', () => {
  it('is asked to be repeated', () => {
    const { advice } = resultOf({ ...pelvis, 'malignant-cells-in-lesion': 'equivocal' })
    expect(advice.map(({ id }) => id)).toContain('repeat-equivocal-biopsy')
  })

  it('is asked to be repeated where it was a marrow study', () => {
    const leukemia = {
      'underlying-disease': 'all',
      'remission-state': 'complete-remission',
      'bone-pain': true,
      'marrow-study-done': true,
    }
    const { advice } = resultOf({ ...leukemia, 'malignant-cells-in-marrow': 'equivocal' })
    expect(advice.map(({ id }) => id)).toContain('repeat-equivocal-marrow-study')
  })
})
