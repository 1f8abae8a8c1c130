/** What the scales say of a drug that was never given, of each other, and of a later use without harm. Real rules. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess } from '../../../src/core/assessment/assess.ts'
import { type Causality, causalityShape } from '../../../src/core/result/causality.ts'
import { plain } from '../../../src/render/style.ts'
import { renderText } from '../../../src/render/text.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import { CASES } from '../../support/published-cases.ts'
import { randomFindings } from '../../support/random-case.ts'
import { realKnowledge } from '../../support/real-rules.ts'

const kb = realKnowledge()
const published = (slug: string): Findings => JSON.parse(readFileSync(join(CASES, `${slug}.json`), 'utf8')).findings

function resultOf(findings: Findings, drug: string) {
  const result = assess(kb, caseOf(kb, findings), { toolVersion: '0', warnings: [], causality: drug })
  if ('problems' in result) throw new Error(JSON.stringify(result))
  return result
}
const causalityOf = (findings: Findings, drug = 'imatinib'): Causality =>
  causalityShape.parse(resultOf(findings, drug).causality)
const textOf = (findings: Findings, drug: string): string =>
  renderText(resultOf(findings, drug), { width: 400, paint: plain, unicode: true, hyperlinks: false })

describe('a drug that was never given (002: "possible")', () => {
  const NECROSIS = published('002-necrosis-after-marrow')
  const {
    'gcsf-exposure': _,
    'gcsf-to-onset': __,
    'gcsf-dechallenge': ___,
    'gcsf-given-again': ____,
    ...noGcsf
  } = NECROSIS

  it.each<[string, Findings, string]>([
    ['imatinib, which nobody mentioned', NECROSIS, 'imatinib'],
    ['G-CSF, which nobody mentioned', noGcsf, 'g-csf'],
  ])('is not assessed before it is known to have been given: %s', (_name, findings, drug) => {
    const { given, naranjo, whoUmc, differs } = causalityOf(findings, drug)
    expect([given.answer, naranjo.score, naranjo.category, whoUmc, differs]).toEqual([
      'unknown',
      null,
      'unassessable',
      'unassessable',
      null,
    ])
    expect(given.openUntil.length).toBeGreaterThan(0)
    expect(textOf(findings, drug)).toMatch(
      /It is not known that (imatinib|G-CSF) was given: neither Naranjo nor WHO-UMC assesses/,
    )
  })

  it.each<[string, Findings, string]>([
    ['imatinib', { ...NECROSIS, 'imatinib-current': false, 'imatinib-stopped': false }, 'imatinib'],
    ['G-CSF', { ...noGcsf, 'gcsf-exposure': false }, 'g-csf'],
  ])('is not assessed by either scale, in words: %s', (label, findings, drug) => {
    const { given, naranjo, whoUmc, raisedBy, e2b } = causalityOf(findings, drug)
    expect([given.answer, naranjo.score, naranjo.reachable, naranjo.category, whoUmc, raisedBy]).toEqual([
      'no',
      null,
      null,
      'unassessable',
      'unassessable',
      [],
    ])
    expect(given.say).toBe(
      `${label} was not given in the time that this event is about: neither Naranjo nor WHO-UMC assesses a drug that was not given.`,
    )
    expect(e2b[0]).toMatchObject({ name: 'actionTaken', code: 9 })
    expect(textOf(findings, drug)).toContain(`${label} was not given in the time that this event is about`)
    expect(textOf(findings, drug)).not.toMatch(/: possible\.|WHO-UMC: possible/)
  })

  it.each<[string, Findings]>([
    ['taken now', { 'imatinib-current': true }],
    ['stopped before the event', { 'imatinib-stopped': true, 'imatinib-stop-timing': 'before-event' }],
    ['of which a dose is given', { 'imatinib-dose': { value: 400, unit: 'mg/d' } }],
    ['of which the time to the event is given', { 'imatinib-start-to-onset': { value: 15, unit: 'd' } }],
  ])('is not a drug that was %s', (_name, findings) => {
    const { given, naranjo } = causalityOf(findings)
    expect([given.answer, given.say, naranjo.score === null]).toEqual(['yes', null, false])
  })

  it('gets no category from either scale in any case', () => {
    fc.assert(
      fc.property(randomFindings(kb), fc.constantFrom('imatinib', 'g-csf'), (findings, drug) => {
        const { given, naranjo, whoUmc } = causalityOf(findings, drug)
        expect((given.answer === 'yes') === (naranjo.category !== 'unassessable')).toBe(true)
        if (given.answer !== 'yes') expect(whoUmc).toBe('unassessable')
      }),
      { numRuns: 60 },
    )
  })
})

describe('where Naranjo and WHO-UMC differ (003: probable, possible)', () => {
  const LEVELS: Readonly<Record<string, number>> = {
    doubtful: 0,
    unlikely: 0,
    possible: 1,
    probable: 2,
    definite: 3,
    certain: 3,
  }

  it('one line says so and names the criterion that makes WHO-UMC the weaker, with what would answer it', () => {
    const { naranjo, whoUmc, differs } = causalityOf(published('003-toxicity-before-rechallenge'))
    expect([naranjo.category, whoUmc]).toEqual(['probable', 'possible'])
    expect(differs).toMatch(
      /^Naranjo and WHO-UMC differ: Naranjo 5 \(probable\), WHO-UMC possible\. .*No disease and no other drug explains it \(not known; item 5 \(unknown\), open until answered: .*other-necrosis-drug/,
    )
    expect(textOf(published('003-toxicity-before-rechallenge'), 'imatinib')).toContain('Naranjo and WHO-UMC differ')
  })

  it('names the answer that stands against the criterion', () => {
    const { naranjo, whoUmc, differs } = causalityOf({
      ...published('001-edema-after-rechallenge'),
      'trauma-history': true,
    })
    expect([naranjo.category, whoUmc]).toEqual(['probable', 'possible'])
    expect(differs).toMatch(
      /No disease and no other drug explains it \(not so; item 5 \(-1\): trauma-history present\)/,
    )
  })

  it('names the Naranjo item that WHO-UMC does not ask for, where Naranjo is the weaker', () => {
    const { naranjo, whoUmc, differs } = causalityOf({
      ...published('001-edema-after-rechallenge'),
      'other-necrosis-drug': ['none'],
      'gcsf-exposure': false,
    })
    expect([naranjo.category, whoUmc]).toEqual(['probable', 'certain'])
    expect(differs).toMatch(
      /WHO-UMC does not ask what holds the score of Naranjo down: item 1 \(0\): bone-pain present/,
    )
  })

  it('a line stands exactly where both have assessed and do not say the same, and it names an item', () => {
    const drugged = fc.tuple(
      randomFindings(kb),
      fc.constantFrom<Findings>({}, published('003-toxicity-before-rechallenge'), published('004-flare-after-pet')),
    )
    fc.assert(
      fc.property(drugged, fc.constantFrom('imatinib', 'g-csf'), ([findings, more], drug) => {
        const result = assess(kb, caseOf(kb, { ...findings, ...more }), {
          toolVersion: '0',
          warnings: [],
          causality: drug,
        })
        fc.pre(!('problems' in result) && result.causality !== null)
        if ('problems' in result || result.causality === null) return
        const { naranjo, whoUmc, differs } = result.causality
        const [one, other] = [LEVELS[naranjo.category], LEVELS[whoUmc]]
        const expected = one !== undefined && other !== undefined && one !== other
        expect((differs ?? '').includes('Naranjo and WHO-UMC differ')).toBe(expected)
        if (expected) expect(differs).toMatch(/item \d+ \(/)
      }),
      { numRuns: 80 },
    )
  })
})

describe('later harmless use of a suspect (002: another G-CSF, without pain)', () => {
  const REPORT = published('002-necrosis-after-marrow')
  const again = (value: string): Causality => causalityOf({ ...REPORT, 'gcsf-given-again': value }, 'g-csf')
  const itemFour = ({ naranjo }: Causality) => naranjo.items.find(({ item }) => item === 4)
  const rechallenge = ({ whoUmcCriteria }: Causality) =>
    whoUmcCriteria.find(({ criterion }) => criterion === 'rechallenge')?.state

  it('is entered by a finding with a question, a definition and codes', () => {
    const finding = kb.findings.find(({ id }) => id === 'gcsf-given-again')
    expect(finding?.ask).toMatch(/\?$/)
    expect(finding?.definition).toContain('nothing like this event came back')
    expect(finding?.codes?.map(({ code }) => code)).toEqual(['L03AA02', 'L03AA10', 'L03AA13'])
    expect(REPORT['gcsf-given-again']).toBe('other-product-harmless')
  })

  it('of the same product is a rechallenge: no in item 4, not met in WHO-UMC, 2 in E2B', () => {
    const assessed = again('same-product-harmless')
    expect([
      itemFour(assessed)?.answer,
      itemFour(assessed)?.points,
      rechallenge(assessed),
      assessed.rechallenge,
    ]).toEqual(['no', -1, 'not-met', 2])
    expect(assessed.whoUmc).toBe('possible')
  })

  it('of the same product that brought it back is a yes: 2 points, met, 1 in E2B', () => {
    const assessed = again('same-product-recurred')
    expect([
      itemFour(assessed)?.answer,
      itemFour(assessed)?.points,
      rechallenge(assessed),
      assessed.rechallenge,
    ]).toEqual(['yes', 2, 'met', 1])
  })

  it.each([
    ['other-product-harmless', 'it did not come back'],
    ['other-product-recurred', 'it came back'],
  ])('of another product is no rechallenge, and is not passed over: %s', (value, said) => {
    const assessed = again(value)
    expect([itemFour(assessed)?.answer, rechallenge(assessed), assessed.rechallenge]).toEqual([
      'unknown',
      'unknown',
      null,
    ])
    expect(assessed.warnings.join(' ')).toContain(`Another G-CSF product was given later and ${said}`)
  })

  it.each(['not-tried', 'not-done'])('%s is known not to have been done', (value) => {
    expect(again(value).e2b.find(({ name }) => name === 'rechallenge')).toMatchObject({ code: 4, reported: 'not-done' })
  })
})
