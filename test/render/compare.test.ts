import { describe, expect, it } from 'vitest'
import { differenceOf } from '../../src/core/assessment/compare.ts'
import type { Exchange, Result } from '../../src/core/result/schema.ts'
import { comparisonJson, renderComparison } from '../../src/render/compare.ts'
import { renderMarkdown } from '../../src/render/markdown.ts'
import { plain } from '../../src/render/style.ts'
import { changeSentence } from '../../src/render/text/change.ts'
import { renderText } from '../../src/render/text.ts'
import { aCitation, aLine, aRankedDiagnosis, aResult } from '../support/results.ts'

const style = { width: 60, paint: plain, unicode: true, hyperlinks: false }

const answer = (label: string, change: Partial<Exchange['answers'][number]> = {}): Exchange['answers'][number] => ({
  finding: label,
  label,
  question: `${label}?`,
  burden: 'imaging',
  answer: 'present',
  settles: [],
  ...change,
})
const anExchange = (change: Partial<Exchange> = {}): Exchange => ({
  exchanges: ['necrosis', 'relapse'],
  answers: [answer('rim'), answer('LDH', { burden: 'blood-test', answer: 'at least 250 U/L' })],
  thenLeads: 'relapse',
  ...change,
})

const result = aResult({
  ranking: [
    aRankedDiagnosis({
      evidence: [
        aLine({
          finding: 'prior',
          label: 'Before any finding',
          answer: 'prior',
          claim: 'It is rare.',
          weight: -1,
          judged: true,
        }),
        aLine({ finding: 'bone-pain', label: 'bone pain', weight: 0.5 }),
        aLine({
          finding: 'fever',
          label: 'fever',
          answer: 'absent',
          weight: -0.25,
          counted: 'in-part',
          with: 'bone-pain',
        }),
        aLine({ finding: 'cough', label: 'cough', weight: 0 }),
      ],
      companion: { diagnosis: 'relapse', label: 'Relapse', effect: 'lowers', supportWithout: 0.8 },
    }),
    aRankedDiagnosis({
      diagnosis: 'relapse',
      label: 'Relapse',
      rank: 2,
      words: 'plausible',
      support: 0.2,
      notExcluded: true,
      evidence: [
        aLine({
          finding: 'prior',
          label: 'Before any finding',
          answer: 'prior',
          claim: 'Every third comes back.',
          weight: -0.5,
        }),
        aLine({
          finding: 'bone-pain',
          label: 'bone pain',
          weight: 0.25,
          patients: null,
          judged: true,
          source: aCitation({ id: 'second', locator: 'page 9' }),
        }),
      ],
    }),
  ],
})

const report = (
  flipSets: readonly Exchange[] = [],
  first: string | null = 'necrosis',
  second: string | null = 'relapse',
): string => renderComparison(result, { ...differenceOf(result, first, second), flipSets }, style)

describe('the report of a comparison', () => {
  it('shows how both stand and what each line is for either, with its source', () => {
    const text = report()
    expect(text).toContain('  A Necrosis ')
    expect(text).toContain('  B Relapse ')
    expect(text).toContain('\n      not excluded\n')
    expect(text).toContain(
      [
        'For A: Necrosis',
        '  +0.25  Bone pain',
        '         A +0.50: seen in 7 of 7 [1] page 1. Counted in:',
        '           some patients',
        '         B +0.25: judged, not counted [2] page 9',
        '',
      ].join('\n'),
    )
    expect(text).toContain(
      'For B: Relapse\n  -0.25  Fever, absent\n         A -0.25: seen in 7 of 7 [1] page 1; counts in\n           part beside "bone pain". Counted in: some\n           patients\n         B: no figure, so no weight\n',
    )
    expect(text).toContain('Neutral\n  weigh the same for both: cough\n')
  })

  it('has the priors with their reasons, the sum of all lines, and that a companion matters', () => {
    const text = report()
    expect(text).toContain('  -0.50  Before any finding\n         A -1.00: It is rare. (judged) [1] page 1\n')
    expect(text).toContain('Sum\n  -0.50  ')
    expect(text).toContain('A is lowered by the possibility of relapse in the\n         same patient.')
  })

  it('lists what would exchange them, and who would lead then if it is a third', () => {
    const text = report([anExchange(), anExchange({ answers: [answer('rim')], thenLeads: null })])
    expect(text).toContain('  1 Rim: present (imaging); and LDH: at least 250 U/L (blood\n    test)\n')
    expect(text).toContain('  2 Rim: present (imaging); first would then be none of\n    these\n')
    expect(report()).toContain('What would exchange them\n  No open answer was found that does')
  })

  it('calls none of these what all is weighed against', () => {
    expect(report([], 'necrosis', null)).toContain('B: what all is weighed against')
  })

  it('keeps to its width and loses no word', () => {
    const shown = { ...differenceOf(result, 'necrosis', 'relapse'), flipSets: [anExchange()] }
    const words = (text: string): readonly string[] => text.split(/\s+/).toSorted()
    const wide = renderComparison(result, shown, { ...style, width: 100 })
    for (const width of [40, 60, 80]) {
      const text = renderComparison(result, shown, { ...style, width })
      expect(words(text)).toEqual(words(wide))
      for (const line of text.split('\n').filter((each) => !each.includes('https://')))
        expect(line.length, line).toBeLessThanOrEqual(width)
    }
  })

  it('says why there is none, in text and in JSON', () => {
    const none: Result = aResult({ status: 'insufficient', why: 'Too little.', ranking: [], noneOfThese: null })
    expect(renderComparison(none, null, style)).toContain('Insufficient: no ranking. Too little.')
    expect(comparisonJson(none, null)).toMatchObject({ status: 'insufficient', why: 'Too little.', comparison: null })
  })
})

describe('what would change the order, in a report', () => {
  it('is one sentence under the ranking', () => {
    const changed = { ...result, whatWouldChange: anExchange() }
    const sentence = 'Relapse would pass necrosis with rim: present (imaging); and LDH: at least 250 U/L (blood test).'
    expect(changeSentence(changed)).toBe(sentence)
    expect(renderText(changed, { ...style, width: 200 })).toContain(
      `\nWhat would change this\n  ${sentence}\n\nWhat speaks for and against\n`,
    )
    expect(renderMarkdown(changed)).toContain(`## What would change this\n\n${sentence}\n\n## For and against\n`)
  })

  it('says who would lead where it is neither of the two', () => {
    expect(
      changeSentence({ ...result, whatWouldChange: anExchange({ answers: [answer('rim')], thenLeads: null }) }),
    ).toBe('Relapse would pass necrosis with rim: present (imaging). First would then be none of these.')
  })

  it('says that nothing was found, and nothing where nothing is ranked', () => {
    expect(changeSentence(result)).toMatch(/^No open answer was found/)
    expect(changeSentence({ ...result, ranking: [] })).toBeNull()
  })
})
