import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RankedDiagnosis, Result } from '../../src/core/result/schema.ts'
import { displayWidth } from '../../src/render/layout.ts'
import { plain, type TextStyle } from '../../src/render/style.ts'
import { groupsOf } from '../../src/render/text/advice.ts'
import { renderText } from '../../src/render/text.ts'
import { aCitation, aLine, aNone, aRankedDiagnosis, aResult } from '../support/results.ts'

const style = (change: Partial<TextStyle> = {}): TextStyle => ({
  width: 80,
  paint: plain,
  unicode: true,
  hyperlinks: false,
  ...change,
})
const text = (change: Partial<Result>, look: Partial<TextStyle> = {}): string =>
  renderText(aResult(change), style(look))
const place = (report: string, part: string): number => {
  expect(report).toContain(part)
  return report.indexOf(part)
}
const advice = (id: string, disagreesWith: string[] = []): Result['advice'][number] => ({
  id,
  text: `Do ${id}.`,
  sources: [aCitation()],
  disagreesWith,
  difference: disagreesWith.length === 0 ? null : 'They differ.',
})

const everything: Partial<Result> = {
  urgent: [
    { id: 'now', advice: 'Do this at once.', sources: [aCitation({ id: 'urgent-source', title: 'On urgency' })] },
  ],
  ranking: [
    aRankedDiagnosis({
      evidence: [
        aLine({ finding: 'prior', answer: 'prior', claim: 'It is rare.', patients: null, judged: true, weight: -2 }),
        aLine({ label: 'weaker finding', weight: 0.2, patients: null, judged: true }),
        aLine({
          label: 'stronger finding',
          weight: 0.9,
          pooledWith: [{ rule: 'r2', patients: { n: 3, of: 4 }, source: aCitation({ id: 'second' }) }],
        }),
        aLine({
          label: 'fever',
          answer: 'absent',
          weight: -0.4,
          patients: { n: 12.4, of: 40 },
          counted: 'in-part',
          with: 'bone-pain',
        }),
        aLine({ label: 'silent finding', weight: 0, counted: 'neutral' }),
      ],
      companion: { diagnosis: 'relapse', label: 'Relapse', effect: 'raises', supportWithout: 0.5 },
    }),
    aRankedDiagnosis({
      rank: 2,
      diagnosis: 'relapse',
      label: 'Relapse',
      words: 'plausible',
      support: 0.2,
      notExcluded: true,
    }),
    aRankedDiagnosis({
      rank: 3,
      diagnosis: 'metastasis',
      label: 'Metastasis',
      words: 'not supported',
      support: 0.01,
      excludedBy: {
        finding: 'biopsy',
        test: 'a biopsy of the lesion',
        source: aCitation({ id: 'third', title: 'On biopsy' }),
      },
      evidence: [aLine({ label: 'never explained here' })],
    }),
  ],
  next: [
    {
      finding: 'mri',
      question: 'What does the MRI show?',
      burden: 'imaging',
      expectedGain: 0.1,
      if: { present: 'relapse', absent: 'necrosis' },
      means: { present: 'rim: speaks for Relapse', absent: 'not so: speaks against Relapse' },
    },
  ],
  unexplained: [{ finding: 'rash', label: 'rash' }],
  advice: [advice('stop', ['go-on']), advice('rest'), advice('go-on', ['stop'])],
  completeness: {
    answered: 3,
    of: 9,
    byDimension: [
      { dimension: 'pain', label: 'Pain', answered: 1, of: 2 },
      { dimension: 'marrow', label: 'Marrow, tissue and cultures', answered: 2, of: 7 },
    ],
    missingThatMatters: ['mri'],
  },
  basis: {
    intendedFor: 'clinicians',
    limits: ['a limit'],
    population: 'some patients',
    warnings: ['findings.ldh: implausible'],
    answers: [
      { finding: 'rash', answer: 'present', use: 'not-evaluable', why: 'no limit given' },
      { finding: 'fever', answer: 'absent', use: 'counted', why: null },
      { finding: 'ldh', answer: '9 U/L', use: 'not-evaluable', why: 'no limit given' },
      { finding: 'mri', answer: 'unknown', use: 'not-evaluable', why: 'no evidence either way' },
    ],
  },
}

describe('a report', () => {
  it('goes from what cannot wait to what it rests on', () => {
    const report = text(everything)
    const order = [
      'Cannot wait',
      'Ranking',
      'What speaks for and against',
      'Unexplained',
      'Next',
      'Advice from the sources',
      'Basis',
      'Sources',
    ]
    const places = order.map((heading) => place(report, `\n${heading}\n`))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('has no percentage but in the unit of an answer', () => {
    expect(text(everything)).not.toContain('%')
  })

  it('puts none of these where its support puts it, with a rank of its own', () => {
    const report = text({ ...everything, noneOfThese: aNone(0.1, 3) })
    expect(place(report, '\n  3 None of these')).toBeGreaterThan(place(report, '\n  2 Relapse'))
    expect(place(report, '\n  3 None of these')).toBeLessThan(place(report, '\n  3 Metastasis'))
    const first = text({ ...everything, noneOfThese: aNone(0.9, 1) })
    expect(place(first, '\n  1 None of these')).toBeLessThan(place(first, '\n  1 Necrosis'))
  })

  it('says which diagnoses are not excluded and by which test one was', () => {
    const report = text(everything)
    expect(report).toMatch(/ 2 Relapse .*\n {6}not excluded\n/)
    expect(report).toMatch(/ 3 Metastasis .*\n {6}excluded by a biopsy of the lesion \[2\] page 1\n/)
  })

  it('explains the leaders and no others', () => {
    const report = text(everything)
    expect(report).toContain('\nNecrosis: leading\n')
    expect(report).toContain('\nRelapse: plausible, not excluded\n')
    expect(report).not.toContain('never explained here')
  })

  it('explains three leaders at most, and behind them what is not excluded while it still has support', () => {
    const named = (rank: number, change: Partial<RankedDiagnosis>) =>
      aRankedDiagnosis({ rank, diagnosis: `d${rank}`, label: `Name ${rank}`, words: 'plausible', ...change })
    const open: Partial<RankedDiagnosis> = { words: 'less likely', notExcluded: true }
    const ranking = [
      named(1, {}),
      named(2, {}),
      named(3, {}),
      named(4, {}),
      named(5, open),
      named(6, { ...open, words: 'not supported' }),
    ]
    const explained = [...text({ ranking }).matchAll(/^Name (\d): /gm)].map(([, rank]) => rank)
    expect(explained).toEqual(['1', '2', '3', '5'])
  })

  it('gives every line its count and whom it was counted in, or says that nobody counted, and its source', () => {
    const report = text(everything, { width: 100 })
    expect(report).toContain(
      '    + Stronger finding: seen in 7 of 7 [3] page 1, pooled with 3 of 4 [4] page 1. Counted in: some\n      patients\n    + Weaker finding: judged, not counted [3] page 1\n',
    )
    expect(report).toContain(
      '    - Fever, absent: seen in about 12 of 40 [3] page 1; counts in part beside "silent finding".\n      Counted in: some patients\n',
    )
    expect(report).toContain('  little or no weight: silent finding\n')
    expect(report).toContain('  before any answer: It is rare. (judged) [3] page 1\n')
    expect(report).toContain('Raised by the possibility of relapse in the same patient.')
  })

  it('lists each source once, with its year and its address', () => {
    const list = text(everything).split('\nSources\n')[1] ?? ''
    expect(list).toContain(' [1] On urgency (1999)\n')
    expect([...list.matchAll(/\[(\d)\]/g)].map(([, number]) => number)).toEqual(['1', '2', '3', '4'])
    expect(text(everything).match(/https:\/\/doi\.org/g)).toHaveLength(4)
  })

  it('says what either answer to the next question would put first', () => {
    const report = text(everything)
    expect(report).toContain('  1 What does the MRI show? (imaging)\n')
    expect(report).toContain(
      '      - rim: speaks for Relapse; first would be Relapse\n      - not so: speaks against Relapse; first would be Necrosis\n',
    )
  })

  it('puts sources that disagree side by side', () => {
    const report = text(everything)
    expect(report).toContain(
      '  The sources disagree\n    one:   Do stop. [3] page 1\n    other: Do go-on. [3] page 1\n    why:   They differ.\n',
    )
    expect(report).toContain('  - Do rest. [3] page 1\n')
  })

  it('says why there is no ranking, and then has none', () => {
    const report = text({ status: 'out-of-scope', why: 'Nobody like this.', ranking: [], noneOfThese: null })
    expect(report).toContain('Out of scope: no ranking. Nobody like this.\n')
    expect(report).not.toContain('\nRanking\n')
  })

  it('says what it used, what it could not use and why, and what it did not know', () => {
    const report = text(everything)
    expect(report).toContain(
      '  Used: 3 answers: 1 counted, 2 not evaluable\n    - not evaluable (no limit given): rash present, ldh 9 U/L\n',
    )
    expect(report).toContain('  Population: some patients\n')
    expect(report).toContain('  Not known, and it matters: mri\n')
    expect(report).toContain('  Warning: findings.ldh: implausible\n')
    expect(report).toContain('  Made with: marrowdx 1.2.3, rules 7\n')
  })

  it('says how much of each part is known, in lines of 60 columns that keep a count whole', () => {
    expect(text(everything, { width: 200 })).toContain(
      '  Known: 3 of the 9 findings that have a figure here (Pain 1 of 2; Marrow, tissue and cultures 2 of 7)\n',
    )
    const known = text(everything, { width: 60 }).split('\n')
    expect(known.filter((line) => /1 of 2|2 of 7/.test(line) && line.length <= 60)).not.toEqual([])
    expect(known).toContainEqual(expect.stringContaining('Pain 1 of 2'))
    expect(known).toContainEqual(expect.stringContaining('cultures 2 of 7'))
  })

  it('says right under the ranking that the answers fit no diagnosis well', () => {
    const conflict = { measure: 3.1, between: [], sentence: 'Nothing fits.' }
    const report = text({ ...everything, conflict })
    expect(place(report, '    Conflict: Nothing fits.\n')).toBeGreaterThan(place(report, '\nRanking\n'))
    expect(place(report, 'Conflict:')).toBeLessThan(place(report, '\nWhat speaks for and against\n'))
    expect(text(everything)).not.toContain('Conflict')
  })

  it('names eight of what it did not know and counts the rest', () => {
    const completeness = {
      answered: 3,
      of: 19,
      byDimension: [],
      missingThatMatters: Array.from({ length: 10 }, (_, at) => `f${at}`),
    }
    const report = text({ completeness })
    expect(report).toContain('  Not known, and it matters: f0, f1, f2, f3, f4, f5, f6, f7 and 2 more\n')
  })

  it('is ASCII throughout where the terminal is not UTF-8', () => {
    expect(text(everything)).toContain('███████░░░')
    const ascii = text(everything, { unicode: false })
    expect(ascii).toContain('#######...')
    expect(ascii).toMatch(/^[\x20-\x7e\n]*$/)
  })

  it('shows the control characters of a case and sends none', () => {
    const report = text({ case: { id: '\u001b]0;title\u0007\u202e\u009b', context: null } })
    expect(report).toContain('Case \\u001b]0;title\\u0007\\u202e\\u009b')
  })

  it('links only https addresses, and reads the same without the links', () => {
    const linked = text(everything, { hyperlinks: true })
    expect(linked).toContain('\u001b]8;;https://doi.org/10.1/first\u001b\\')
    expect(stripVTControlCharacters(linked)).toBe(text(everything))
    const ranking = [aRankedDiagnosis({ evidence: [aLine({ source: aCitation({ url: 'http://example.org' }) })] })]
    expect(text({ ranking }, { hyperlinks: true })).not.toContain('\u001b')
  })

  it('keeps to its width from 20 columns on and loses no word', () => {
    const wide = text(everything, { width: 100 })
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 100 }), (width) => {
        const report = text(everything, { width })
        for (const line of report.split('\n'))
          if (/\S +\S+ \S/.test(line.trim())) expect(displayWidth(line), line).toBeLessThanOrEqual(Math.max(width, 30))
        const words = (of: string): readonly string[] => of.split(/[\s░█]+/).toSorted()
        expect(words(report)).toEqual(words(wide))
      }),
      { seed: 7 },
    )
  })
})

describe('advice that disagrees', () => {
  it('is one group through a third piece as well', () => {
    const groups = groupsOf([advice('a', ['c']), advice('b', ['c']), advice('c', []), advice('d')])
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([['a', 'b', 'c'], ['d']])
  })
})
