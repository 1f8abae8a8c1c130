/** Causality of a suspected drug: tables worked by hand from the five reports, and each rule of the scales by itself. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { assess } from '../../../src/core/assessment/assess.ts'
import { assessCausality, findSuspect, suspectedIn } from '../../../src/core/causality/assess.ts'
import { categoryOf } from '../../../src/core/causality/naranjo.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import { type Causality, causalityShape } from '../../../src/core/result/causality.ts'
import { loadKnowledge } from '../../../src/core/rules/compile.ts'
import type { Suspect } from '../../../src/core/rules/schema/suspects.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import { CASES } from '../../support/published-cases.ts'
import { realKnowledge } from '../../support/real-rules.ts'
import { aVocabulary, rulesOf } from '../../support/rules.ts'

const kb = realKnowledge()
const TABLES = join(import.meta.dirname, '../../../fixtures/causality')

const tableShape = z.strictObject({
  case: z.string(),
  drug: z.string(),
  ownReport: z.string(),
  items: z.array(z.tuple([z.enum(['yes', 'no', 'unknown', 'confounded']), z.number(), z.string().min(10)])).length(10),
  score: z.number(),
  category: z.string(),
  reachable: z.tuple([z.number(), z.number()]),
  whoUmc: z.string(),
  e2b: z.tuple([z.number().nullable(), z.number().nullable(), z.number().nullable()]),
})
const tables = readdirSync(TABLES)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => tableShape.parse(parse(readFileSync(join(TABLES, name), 'utf8'))))

const published = (slug: string): Findings => JSON.parse(readFileSync(join(CASES, `${slug}.json`), 'utf8')).findings

function causalityOf(findings: Findings, drug = 'imatinib', ownReport?: string): Causality {
  const result = assess(kb, caseOf(kb, findings), { toolVersion: '0', warnings: [], causality: drug, ownReport })
  if ('problems' in result || result.causality === null) throw new Error(JSON.stringify(result))
  return causalityShape.parse(result.causality)
}
const item = ({ naranjo }: Causality, number: number) => naranjo.items[number - 1]
const answer = (findings: Findings, number: number, drug?: string) => item(causalityOf(findings, drug), number)?.answer

const STOPPED = { 'imatinib-stopped': true, 'imatinib-stop-timing': 'because-of-event' }
const AGAIN = { ...STOPPED, 'imatinib-restarted': true }
const TAKEN = { 'imatinib-current': true, 'imatinib-stopped': false }

describe('the tables worked by hand', () => {
  it('cover all five reports', () => {
    expect([...new Set(tables.map((table) => table.case.slice(0, 3)))]).toEqual(['000', '001', '002', '003', '004'])
  })

  it.each(tables)('$case, $drug: item by item', (table) => {
    const { naranjo, whoUmc, actionTaken, outcome, rechallenge } = causalityOf(
      published(table.case),
      table.drug,
      table.ownReport,
    )
    expect(naranjo.items.map((one) => [one.item, one.answer, one.points])).toEqual(
      table.items.map(([said, points], index) => [index + 1, said, points]),
    )
    const { score, category, reachable } = naranjo
    expect({ score, category, reachable, whoUmc, e2b: [actionTaken, outcome, rechallenge] }).toEqual({
      score: table.score,
      category: table.category,
      reachable: table.reachable,
      whoUmc: table.whoUmc,
      e2b: table.e2b,
    })
  })

  it('add up', () => {
    for (const { items, score } of tables) expect(items.reduce((sum, [, points]) => sum + points, 0)).toBe(score)
  })

  it('give 8 for report 001 once it is known that no other drug was given, which is what the evidence dossier counts for it', () => {
    const told = {
      ...published('001-edema-after-rechallenge'),
      'other-necrosis-drug': ['none'],
      'gcsf-exposure': false,
    }
    const { naranjo, whoUmc } = causalityOf(told)
    expect([naranjo.score, naranjo.category, item(causalityOf(told), 5)?.answer, whoUmc]).toEqual([
      8,
      'probable',
      'no',
      'certain',
    ])
    const before = causalityOf({ ...told, 'earlier-imatinib-reaction': true })
    expect([before.naranjo.score, before.naranjo.category]).toEqual([9, 'definite'])
  })
})

describe('the scale', () => {
  it.each([
    [13, 'definite'],
    [9, 'definite'],
    [8, 'probable'],
    [5, 'probable'],
    [4, 'possible'],
    [1, 'possible'],
    [0, 'doubtful'],
    [-4, 'doubtful'],
  ])('calls %i %s', (score, category) => expect(categoryOf(score)).toBe(category))

  it('scores nothing where nothing is known, and says what cannot be asked', () => {
    const { naranjo, whoUmc, whoUmcCriteria, warnings, differs } = causalityOf({})
    expect(naranjo.items.map(({ answer: said, points }) => [said, points])).toEqual(
      Array.from({ length: 10 }, () => ['unknown', 0]),
    )
    expect(naranjo.notAskable.map((one) => one.item)).toEqual([6, 7])
    // 1 + 2 + 1 + 2 + 2 + 1 + 1 + 1 at best; -1 for items 2, 4 and 5 at worst.
    expect(naranjo.reachable).toEqual([-3, 11])
    expect([naranjo.score, naranjo.category, whoUmc]).toEqual([null, 'unassessable', 'unassessable'])
    expect(whoUmcCriteria.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'unknown'))
    expect([warnings, differs]).toEqual([[], null])
  })

  it('names for every open item the findings that would answer it, and for every answered one those that did', () => {
    const { naranjo } = causalityOf({ ...TAKEN, 'imatinib-dose': { value: 400, unit: 'mg/d' }, 'skin-rash': true })
    expect(item({ naranjo } as Causality, 2)?.decidedBy).toEqual([
      { finding: 'imatinib-current', answer: 'present' },
      { finding: 'imatinib-dose', answer: '400 mg/d' },
      { finding: 'imatinib-stopped', answer: 'absent' },
    ])
    expect(item({ naranjo } as Causality, 3)?.openUntil).toEqual(['dechallenge-resolution'])
    expect(item({ naranjo } as Causality, 4)).toMatchObject({ answer: 'unknown', openUntil: [] })
    expect(item({ naranjo } as Causality, 9)?.openUntil).toEqual(['earlier-imatinib-reaction'])
  })
})

describe('item 1, earlier reports', () => {
  it('takes two reports where it is not known which of them the case comes from', () => {
    const edema = published('001-edema-after-rechallenge')
    expect(answer(edema, 1)).toBe('no')
    expect(causalityOf(edema).warnings.join(' ')).toMatch(
      /painful marrow edema: the rules hold one report; two are asked for/,
    )
    expect(causalityOf(edema, 'imatinib', 'jnccn-2013-imatinib-bone-edema').warnings.join(' ')).toMatch(
      /no other report/,
    )
  })

  it('takes one where it is known, and never the case its own', () => {
    const edema = published('001-edema-after-rechallenge')
    expect(item(causalityOf(edema, 'imatinib', 'kim-2023-imatinib-bm-necrosis-gist'), 1)).toMatchObject({
      answer: 'yes',
    })
    const own = item(
      causalityOf(published('003-toxicity-after-rechallenge'), 'imatinib', 'hwang-2010-imatinib-skin-neutropenia'),
      1,
    )
    expect(own?.answer).toBe('yes')
    expect(own?.sources.map(({ id }) => id)).not.toContain('hwang-2010-imatinib-skin-neutropenia')
    expect(own?.sources.length).toBeGreaterThan(1)
  })
})

describe('item 2, the order of things', () => {
  it.each([
    ['stopped because of the event', STOPPED, 'yes'],
    ['taken, with the time from the start', { ...TAKEN, 'imatinib-start-to-onset': { value: 2, unit: 'a' } }, 'yes'],
    ['taken, and nothing said of when', TAKEN, 'unknown'],
    ['neither taken nor stopped', { 'imatinib-current': false, 'imatinib-stopped': false }, 'no'],
    ['stopped before the event', { 'imatinib-stopped': true, 'imatinib-stop-timing': 'before-event' }, 'unknown'],
  ])('%s', (_, findings, expected) => expect(answer(findings, 2)).toBe(expected))

  it('warns that an event after the stop is no question for these scales', () => {
    const { warnings, whoUmc } = causalityOf({ 'imatinib-stopped': true, 'imatinib-stop-timing': 'before-event' })
    expect([warnings.join(' '), whoUmc]).toEqual([
      expect.stringContaining('began after imatinib had been stopped'),
      'unlikely',
    ])
  })
})

describe('item 3, stopping', () => {
  it.each([
    ['resolved', 'yes'],
    ['improved', 'yes'],
    ['unchanged', 'no'],
    ['worsened', 'no'],
    ['not-tried', 'unknown'],
  ])('%s', (course, expected) => expect(answer({ ...STOPPED, 'dechallenge-resolution': course }, 3)).toBe(expected))

  it.each([
    ['a steroid', { 'corticosteroid-given': true }, 'corticosteroid'],
    ['antimicrobials', { 'response-to-antimicrobials': 'improved' }, 'antimicrobial'],
    ['the end of G-CSF', { 'gcsf-exposure': true, 'gcsf-dechallenge': 'resolved' }, 'G-CSF'],
  ])('is confounded by %s: it scores, with a warning', (_, other, word) => {
    const better = { ...STOPPED, 'dechallenge-resolution': 'resolved' }
    const confounded = causalityOf({ ...better, ...other })
    expect(item(confounded, 3)).toMatchObject({ answer: 'confounded', points: 1 })
    expect(confounded.warnings.filter((warning) => warning.includes(word))).toHaveLength(1)
    const worse = causalityOf({ ...STOPPED, 'dechallenge-resolution': 'worsened', ...other })
    expect([item(worse, 3)?.answer, worse.warnings]).toEqual(['no', []])
  })

  it('of G-CSF is confounded by the stop of another suspected drug', () => {
    const both = {
      'gcsf-exposure': true,
      'gcsf-dechallenge': 'improved',
      ...STOPPED,
      'dechallenge-resolution': 'improved',
    }
    expect(item(causalityOf(both, 'g-csf'), 3)).toMatchObject({ answer: 'confounded', points: 1 })
  })

  it('says which trial was not done', () => {
    const done = item(causalityOf({ ...STOPPED, 'dechallenge-resolution': 'not-tried' }), 3)
    expect(done?.decidedBy).toEqual([{ finding: 'dechallenge-resolution', answer: 'not-tried' }])
    expect(item(causalityOf(STOPPED), 3)?.decidedBy).toEqual([])
  })
})

describe('items 4 and 8, giving it again', () => {
  it.each([
    ['recurred', ['yes', 'unknown'], [2, 0]],
    ['recurred-above-a-dose', ['yes', 'yes'], [2, 1]],
    ['did-not-recur', ['no', 'no'], [-1, 0]],
    ['not-tried', ['unknown', 'unknown'], [0, 0]],
  ])('%s', (course, said, points) => {
    const assessed = causalityOf({ ...AGAIN, 'rechallenge-recurrence': course })
    expect([4, 8].map((number) => item(assessed, number)?.answer)).toEqual(said)
    expect([4, 8].map((number) => item(assessed, number)?.points)).toEqual(points)
  })

  it('count for imatinib only where imatinib is known to have been given again', () => {
    const other = { ...STOPPED, 'gcsf-exposure': true, 'rechallenge-recurrence': 'recurred' }
    expect(answer(other, 4)).toBe('unknown')
    expect(answer({ ...other, 'imatinib-restarted': false }, 4)).toBe('unknown')
    expect(answer({ ...other, 'imatinib-restarted': false, 'tki-stopped': false }, 4, 'g-csf')).toBe('yes')
  })

  it('takes better on a lower dose of a drug that went on for a dose response', () => {
    expect(answer({ ...TAKEN, 'dechallenge-resolution': 'improved' }, 8)).toBe('yes')
  })
})

describe('item 5, other causes', () => {
  const tested = {
    ...AGAIN,
    'bone-pain': true,
    'malignant-cells-in-lesion': false,
    'lesion-culture': 'negative',
    'trauma-history': false,
    'other-necrosis-drug': ['none'],
    'gcsf-exposure': false,
  }
  it('is "no" when the deciding tests were done', () => expect(answer(tested, 5)).toBe('no'))

  it.each(['malignant-cells-in-lesion', 'lesion-culture', 'trauma-history', 'other-necrosis-drug', 'gcsf-exposure'])(
    'is open without %s',
    (id) => {
      const { [id as keyof typeof tested]: _, ...less } = tested
      const open = item(causalityOf(less), 5)
      expect(open?.answer).toBe('unknown')
      expect(open?.openUntil).toContain(id)
    },
  )

  it.each([
    ['tumor in the lesion', { 'malignant-cells-in-lesion': true }],
    ['infection of the lesion', { 'lesion-culture': 'positive' }],
    ['an injury', { 'trauma-history': true }],
    ['another drug', { 'other-necrosis-drug': ['cytotoxic-chemotherapy'] }],
    ['G-CSF', { 'gcsf-exposure': true }],
    ['osteonecrosis', { 'osteonecrosis-on-imaging': true }],
  ])('is "yes" with %s, whatever else was excluded', (_, found) => {
    expect(item(causalityOf({ ...tested, ...found }), 5)).toMatchObject({ answer: 'yes', points: -1 })
  })

  it('takes a lesion that is gone for no tumor only off the drug, which also makes tumors go', () => {
    const { 'malignant-cells-in-lesion': _, ...open } = tested
    expect(answer({ ...open, 'imaging-resolved': true }, 5)).toBe('no')
    const onDrug = { ...open, ...TAKEN, 'imaging-resolved': true }
    expect(
      answer(
        Object.fromEntries(
          Object.entries(onDrug).filter(([id]) => !['imatinib-stop-timing', 'imatinib-restarted'].includes(id)),
        ),
        5,
      ),
    ).toBe('unknown')
  })
})

describe('WHO-UMC', () => {
  const certain = {
    ...published('001-edema-after-rechallenge'),
    'other-necrosis-drug': ['none'],
    'gcsf-exposure': false,
  }
  const without = (...ids: readonly string[]): Findings =>
    Object.fromEntries(Object.entries(certain).filter(([id]) => !ids.includes(id)))
  const NOT_AGAIN = { ...without('rechallenge-recurrence', 'rechallenge-days'), 'imatinib-restarted': false }

  it.each([
    ['certain', 'every criterion is met', certain],
    ['probable', 'it was not given again', NOT_AGAIN],
    ['probable', 'other causes are open, but it went with the drug and came back', without('gcsf-exposure')],
    ['possible', 'other causes are open and it was not given again', { ...NOT_AGAIN, 'gcsf-exposure': null }],
    ['possible', 'another cause was found', { ...certain, 'trauma-history': true }],
    ['possible', 'nothing is known of a stop', without('dechallenge-resolution', 'dechallenge-days')],
    ['possible', 'something else changed at the stop', { ...NOT_AGAIN, 'corticosteroid-given': true }],
    ['possible', 'it did not come back', { ...without('rechallenge-days'), 'rechallenge-recurrence': 'did-not-recur' }],
    ['unlikely', 'it began off the drug', { 'imatinib-stopped': true, 'imatinib-stop-timing': 'before-event' }],
    ['unassessable', 'the drug was not taken', { 'imatinib-current': false, 'imatinib-stopped': false }],
    ['conditional', 'the time is open', { 'imatinib-current': true }],
    ['unassessable', 'nothing is known of the drug', { 'bone-pain': true }],
  ])('is %s where %s', (category, _, findings) => expect(causalityOf(findings).whoUmc).toBe(category))

  it('says what would raise it, and nothing where nothing can', () => {
    expect(causalityOf(certain).raisedBy).toEqual([])
    expect(causalityOf(without('gcsf-exposure')).raisedBy).toMatchObject([
      { to: 'certain', findings: ['gcsf-exposure'] },
    ])
    expect(causalityOf({ 'imatinib-current': true }).raisedBy).toMatchObject([{ to: 'possible' }])
    expect(causalityOf(published('000-necrosis-after-biopsy')).raisedBy).toEqual([])
  })

  it('keeps its word: with the findings answered as named the category is the one announced', () => {
    const open = without('gcsf-exposure', 'other-necrosis-drug')
    const [step] = causalityOf(open).raisedBy
    expect(step?.findings).toEqual(['gcsf-exposure', 'other-necrosis-drug'])
    expect(causalityOf({ ...open, 'gcsf-exposure': false, 'other-necrosis-drug': ['none'] }).whoUmc).toBe(step?.to)
  })
})

describe('E2B(R3)', () => {
  const e2b = (findings: Findings, drug?: string) =>
    causalityOf(findings, drug).e2b.map(({ code, reported }) => [code, reported])
  const SILENT = [
    [0, 'not-reported'],
    [0, 'not-reported'],
    [null, 'not-reported'],
  ]

  it.each<[Findings, number]>([
    [STOPPED, 1],
    [{ 'imatinib-stopped': true }, 1],
    [{ 'imatinib-stopped': true, 'imatinib-stop-timing': 'before-event' }, 9],
    [{ 'imatinib-stopped': 'unknown' }, 0],
    [{}, 0],
    [TAKEN, 0],
  ])('action taken: %j is %i', (findings, code) => expect(causalityOf(findings).actionTaken).toBe(code))

  it.each<[string, number, number | null]>([
    ['resolved', 1, null],
    ['improved', 2, null],
    ['unchanged', 3, null],
    ['worsened', 3, null],
  ])('outcome: %s is %i', (course, outcome, rechallenge) => {
    const assessed = causalityOf({ ...STOPPED, 'dechallenge-resolution': course })
    expect([assessed.outcome, assessed.rechallenge]).toEqual([outcome, rechallenge])
  })

  describe('the outcome of 001 and 003, who recovered: dechallenge decides when nothing later is given', () => {
    const outcome = (findings: Findings, drug?: string) =>
      causalityOf(findings, drug).e2b.find(({ name }) => name === 'outcome')

    it.each(['001-edema-after-rechallenge', '003-toxicity-after-rechallenge'])(
      '%s is recovered, and says that its return has no end yet',
      (slug) => {
        expect(outcome(published(slug))).toMatchObject({
          code: 1,
          say: expect.stringMatching(/how that ended is not given \(event-outcome\)/),
        })
      },
    )

    it.each<[string, string | null, number]>([
      ['resolved', 'recurred', 1],
      ['improved', 'recurred-above-a-dose', 2],
      ['resolved', 'did-not-recur', 1],
      ['worsened', 'did-not-recur', 3],
    ])('%s off the drug and %s on it is %i', (course, back, code) => {
      expect(outcome({ ...AGAIN, 'dechallenge-resolution': course, 'rechallenge-recurrence': back })?.code).toBe(code)
    })

    it('is a return without an end where nothing is said of the stop', () => {
      expect(outcome({ ...AGAIN, 'rechallenge-recurrence': 'recurred' })).toMatchObject({
        code: 3,
        say: expect.stringContaining('the last that is known'),
      })
    })

    it.each<[string, number]>([
      ['recovered', 1],
      ['recovering', 2],
      ['not-recovered', 3],
      ['recovered-with-sequelae', 4],
      ['fatal', 5],
    ])('is what the last look says, where that is given: %s is %i', (last, code) => {
      const course = {
        ...AGAIN,
        'dechallenge-resolution': 'resolved',
        'rechallenge-recurrence': 'recurred',
        'event-outcome': last,
      }
      expect(outcome(course)).toMatchObject({ code, say: null })
      expect(
        outcome({ 'gcsf-exposure': true, 'gcsf-dechallenge': 'worsened', 'event-outcome': last }, 'g-csf')?.code,
      ).toBe(code)
    })
  })

  it.each<[Findings, number | null, string]>([
    [{ ...AGAIN, 'rechallenge-recurrence': 'recurred' }, 1, 'reported'],
    [{ ...AGAIN, 'rechallenge-recurrence': 'recurred-above-a-dose' }, 1, 'reported'],
    [{ ...AGAIN, 'rechallenge-recurrence': 'did-not-recur' }, 2, 'reported'],
    [AGAIN, 3, 'reported'],
    [{ ...AGAIN, 'rechallenge-recurrence': 'unknown' }, 3, 'reported'],
    [{ ...STOPPED, 'rechallenge-recurrence': 'not-tried' }, 4, 'not-done'],
    [{ ...STOPPED, 'rechallenge-recurrence': 'not-done' }, 4, 'not-done'],
    [{ ...STOPPED, 'imatinib-restarted': false }, 4, 'not-done'],
    [{ ...STOPPED, 'rechallenge-recurrence': 'unknown' }, null, 'not-reported'],
    [STOPPED, null, 'not-reported'],
  ])('given again: %j is %j, %s', (findings, code, reported) => {
    expect(e2b(findings)[2]).toEqual([code, reported])
  })

  it('keeps "not done" apart from "not reported" for the outcome too', () => {
    expect(e2b({ ...TAKEN, 'dechallenge-resolution': 'not-done' })[1]).toEqual([0, 'not-done'])
    expect(e2b({ ...TAKEN, 'dechallenge-resolution': 'unknown' })[1]).toEqual([0, 'not-reported'])
    expect(e2b({})).toEqual(SILENT)
    expect(
      e2b({ 'rechallenge-recurrence': 'unknown', 'dechallenge-resolution': 'unknown', 'imatinib-stopped': 'unknown' }),
    ).toEqual(SILENT)
  })

  it('of G-CSF reads its own stop', () => {
    expect(e2b({ 'gcsf-exposure': true, 'gcsf-dechallenge': 'improved' }, 'g-csf')).toEqual([
      [1, 'reported'],
      [2, 'reported'],
      [null, 'not-reported'],
    ])
    expect(e2b({ 'gcsf-exposure': true, ...STOPPED }, 'g-csf')).toEqual(SILENT)
  })
})

describe('where the ranking and the scales differ', () => {
  const differs = (
    findings: Findings,
    first: { readonly diagnosis: string; readonly words?: string },
  ): string | null => {
    const kase = caseOf(kb, findings)
    const ranking = [{ words: 'leading', ...first, label: `Label of ${first.diagnosis}` }]
    return assessCausality(kb, kase, observe(kb, kase), 'imatinib', { ranking }).differs
  }
  const STRONG = { ...AGAIN, 'dechallenge-resolution': 'resolved', 'rechallenge-recurrence': 'recurred' }
  const NEVER_TAKEN = { 'imatinib-current': false, 'imatinib-stopped': false }

  it('one line says so, and names the answer that makes the scales speak for the drug', () => {
    expect(differs(STRONG, { diagnosis: 'bone-metastasis' })).toMatch(
      /Naranjo 5 \(probable\).*first is Label of bone-metastasis.*not an effect of imatinib.*item 2 \(\+2\): imatinib-stop-timing because-of-event/,
    )
  })

  it('says that the drug was not given where the ranking speaks for it', () => {
    expect(differs(NEVER_TAKEN, { diagnosis: 'imatinib-toxicity' })).toMatch(
      /imatinib was not given \(imatinib-current absent, imatinib-stopped absent\), but first is Label of imatinib-toxicity.*an effect of imatinib/,
    )
  })

  it('names what is missing where nothing pulls', () => {
    expect(differs({ 'imatinib-current': true }, { diagnosis: 'imatinib-toxicity' })).toMatch(
      /What is missing is item 1: /,
    )
  })

  it('names what pulls the scales down where the ranking speaks for the drug', () => {
    const { 'bone-pain': pain, ...down } = { ...TAKEN, 'bone-pain': true, 'trauma-history': true }
    expect(pain).toBe(true)
    expect(differs(down, { diagnosis: 'imatinib-toxicity' })).toMatch(
      /doubtful.*an effect of imatinib.*item 5 \(-1\): trauma-history present/,
    )
  })

  it.each<[string, Findings, { diagnosis: string; words?: string }]>([
    ['they agree for the drug', STRONG, { diagnosis: 'imatinib-toxicity' }],
    ['they agree against it', NEVER_TAKEN, { diagnosis: 'bone-metastasis' }],
    ['the lesion that leads says nothing of its cause', STRONG, { diagnosis: 'bone-marrow-necrosis' }],
    ['nothing leads', STRONG, { diagnosis: 'bone-metastasis', words: 'plausible' }],
    ['the scales take no side', STOPPED, { diagnosis: 'bone-metastasis' }],
  ])('no line stands where %s', (_, findings, first) => expect(differs(findings, first)).toBeNull())

  it.each(tables)('no line of the ranking stands where they agree: $case', ({ case: slug, drug }) => {
    expect(causalityOf(published(slug), drug).differs ?? '').not.toContain('ranking')
  })
})

describe('the suspects of the rules', () => {
  it('are found by id, label and synonym, in any case of letters', () => {
    expect(
      ['imatinib', 'Imatinib', 'GLIVEC', 'g-csf', 'G-CSF', 'filgrastim', 'aspirin'].map(
        (name) => findSuspect(kb, name)?.id ?? null,
      ),
    ).toEqual(['imatinib', 'imatinib', 'imatinib', 'g-csf', 'g-csf', 'g-csf', null])
  })

  it('are not guessed: an unknown drug or report is an error of the caller', () => {
    expect(() => causalityOf({}, 'aspirin')).toThrow(RangeError)
    expect(() => causalityOf({}, 'imatinib', 'nobody-1999')).toThrow(RangeError)
  })

  it.each<[Findings, string | null]>([
    [{ 'imatinib-current': true }, 'imatinib'],
    [STOPPED, 'imatinib'],
    [{ 'gcsf-exposure': true }, 'g-csf'],
    [{ 'gcsf-exposure': true, 'imatinib-current': true }, 'imatinib'],
    [{ 'imatinib-stopped': true, 'imatinib-stop-timing': 'before-event' }, null],
    [{}, null],
  ])('are made so by the answers: %j', (findings, drug) => {
    const kase = caseOf(kb, findings)
    expect(suspectedIn(kb, kase, observe(kb, kase))?.id ?? null).toBe(drug)
    const result = assess(kb, kase, { toolVersion: '0', warnings: [], causalityOfSuspected: true })
    expect('problems' in result ? null : (result.causality?.drug ?? null)).toBe(drug)
  })

  it('name reports that are in the bibliography, with a place in each', () => {
    const cited = kb.suspects.flatMap(({ reports }) => reports.flatMap(({ sources }) => sources))
    expect(cited.filter(({ source, locator }) => kb.sources[source] === undefined || locator.length < 3)).toEqual([])
    expect(cited.length).toBeGreaterThan(10)
  })

  it('are not assessed unless asked for', () => {
    const result = assess(kb, caseOf(kb, published('001-edema-after-rechallenge')), { toolVersion: '0', warnings: [] })
    expect('problems' in result ? 'problems' : result.causality).toBeNull()
  })

  const aSuspect = (more: Partial<Suspect> = {}): Suspect => ({
    id: 'pill',
    label: 'pill',
    suspectedWhen: 'on-drug',
    given: { yes: 'on-drug' },
    causes: ['alpha'],
    mayCause: [],
    items: { afterDrug: { yes: 'on-drug' } },
    reports: [],
    confounders: [],
    cautions: [],
    e2b: { actionTaken: [], outcome: [], rechallenge: [] },
    ...more,
  })
  const codes = (...suspects: readonly Suspect[]): readonly string[] =>
    loadKnowledge(rulesOf(aVocabulary({ suspects: [...suspects] })), 'sha256-0').diagnostics.map(({ code }) => code)

  it.each<[string, Partial<Suspect>]>([
    ['unknown-finding', { suspectedWhen: 'on-drugg' }],
    ['unknown-finding', { given: { yes: 'on-drugg' } }],
    ['unknown-finding', { given: { yes: 'on-drug', no: 'off-drug' } }],
    ['unknown-finding', { items: { dechallenge: { yes: { not: 'better' } } } }],
    ['unknown-finding', { items: { dechallenge: { yes: 'pain', no: 'better' } } }],
    ['unknown-finding', { confounders: [{ when: 'other', say: 'x' }] }],
    ['unknown-finding', { e2b: { actionTaken: [{ code: 1, when: 'stopped' }], outcome: [], rechallenge: [] } }],
    ['unknown-diagnosis', { causes: ['gamma'] }],
    ['unknown-diagnosis', { mayCause: ['gamma'] }],
    [
      'unknown-source',
      { reports: [{ reaction: 'pain', when: 'pain', sources: [{ source: 'roe', locator: 'p. 1' }] }] },
    ],
  ])('are checked: %s in %j', (code, more) => expect(codes(aSuspect(more))).toEqual([code]))

  it('are checked for doubles, and accepted when nothing is wrong', () => {
    expect(codes(aSuspect())).toEqual([])
    expect(codes(aSuspect(), aSuspect())).toEqual(['duplicate-id'])
  })
})
