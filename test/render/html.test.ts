import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Result, resultSchema } from '../../src/core/result/schema.ts'
import { redrawnBy, USUAL_REDRAWS } from '../../src/io/compiled-draws.ts'
import { STYLE } from '../../src/render/html/style.ts'
import { renderHtml } from '../../src/render/html.ts'
import { type Element, elementsOf } from '../support/markup.ts'
import { ranked, slugs } from '../support/published-cases.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { aCitation, aLine, aNone, aRankedDiagnosis, aResult } from '../support/results.ts'

const KILOBYTE = 1024
const kb = realKnowledge()
const redrawn = redrawnBy(kb, USUAL_REDRAWS, '')

const of = (change: Partial<Result> = {}): readonly Element[] => elementsOf(renderHtml(aResult(change)))
const named = (name: string, elements: readonly Element[]): readonly Element[] =>
  elements.filter((element) => element.name === name)
const section = (name: string, elements: readonly Element[]): Element | undefined =>
  elements.find((element) => element.name === 'section' && element.attributes['class'] === name)
/** Cells of each row of the tables in a section's text order. */
const rowTexts = (elements: readonly Element[], within: string): readonly string[] => {
  const text = section(within, elements)?.text ?? ''
  return named('tr', elements).flatMap((row) => (row.text !== '' && text.includes(row.text) ? [row.text] : []))
}

/** A result with something in every part of the page. */
const full: Result = aResult({
  case: { id: 'case-1', context: 'a-context' },
  urgent: [{ id: 'now', advice: 'Act now.', sources: [aCitation({ id: 'alarm', locator: 'page 9' })] }],
  ranking: [
    aRankedDiagnosis({
      supportRange: [0.52, 0.86],
      evidence: [
        aLine({
          finding: 'prior',
          label: 'prior',
          answer: 'prior',
          weight: -1.2,
          patients: null,
          judged: true,
          claim: 'Rare here.',
        }),
        aLine({ finding: 'weak', label: 'weak sign', weight: 0.2 }),
        aLine({ finding: 'fever', label: 'fever', answer: 'absent', weight: -0.4 }),
        aLine({ finding: 'strong', label: 'strong sign', weight: 1.4 }),
        aLine({ finding: 'part', label: 'further view', weight: 0.1, counted: 'in-part', with: 'strong' }),
        aLine({ finding: 'silent', label: 'silent sign', weight: 0, counted: 'neutral' }),
      ],
      companion: { diagnosis: 'edema', label: 'Edema', effect: 'lowers', supportWithout: 0.8 },
    }),
    aRankedDiagnosis({
      rank: 2,
      diagnosis: 'edema',
      label: 'Edema',
      words: 'less likely',
      support: 0.2,
      supportRange: [0.001, 0.4],
      notExcluded: true,
    }),
    aRankedDiagnosis({
      rank: 4,
      diagnosis: 'flare',
      label: 'Flare',
      words: 'not supported',
      support: 0.004,
      supportRange: [0, 0.01],
      excludedBy: { finding: 'cells', test: 'biopsy', source: aCitation({ id: 'second', locator: 'Table 2' }) },
    }),
  ],
  noneOfThese: { rank: 3, support: 0.05, supportRange: [0.01, 0.2], firstShare: 0.07 },
  stability: {
    words: 'stable',
    first: 'necrosis',
    firstShare: 0.93,
    runs: 100,
    seed: 1,
    flatPriors: { first: 'necrosis', changes: false },
  },
  next: [
    {
      finding: 'mri',
      question: 'What does the lesion look like?',
      burden: 'imaging',
      expectedGain: 0.3,
      if: { present: 'necrosis', absent: 'edema' },
      means: { present: 'a rim', absent: 'no rim' },
    },
  ],
  conflict: {
    measure: 4,
    between: [{ finding: 'fever', label: 'fever', answer: 'absent' }],
    sentence: 'Fever fits nothing else.',
  },
  unexplained: [{ finding: 'rash', label: 'Rash' }],
  advice: [
    { id: 'a', text: 'Wait.', sources: [aCitation()], disagreesWith: ['b'], difference: 'The stage differs.' },
    { id: 'b', text: 'Do not wait.', sources: [aCitation({ id: 'second' })], disagreesWith: [], difference: null },
    { id: 'c', text: 'Repeat the scan.', sources: [], disagreesWith: [], difference: null },
  ],
  causality: ranked(kb, '003-toxicity-after-rechallenge', { causality: 'imatinib' }).causality,
  completeness: { answered: 1, of: 2, byDimension: [], missingThatMatters: ['mri-pattern'] },
  basis: {
    intendedFor: 'clinicians',
    limits: ['a limit'],
    population: 'some patients',
    warnings: ['ldh: odd'],
    answers: [
      { finding: 'bone-pain', answer: 'present', use: 'counted', why: null },
      { finding: 'fever', answer: 'absent', use: 'counted', why: null },
      { finding: 'ast', answer: '41 U/L', use: 'neutral', why: 'no figure' },
      { finding: 'rash', answer: 'unknown', use: 'neutral', why: null },
    ],
  },
})
const fullPage = elementsOf(renderHtml(full))

describe('the page for a tumor board', () => {
  it('has its parts in the order in which a board needs them', () => {
    const parts = fullPage.flatMap(({ name, attributes }) => {
      if (name === 'header' || name === 'footer' || name === 'h1') return [name]
      return name === 'section' || name === 'details' ? [attributes['class']] : []
    })
    expect(parts).toEqual(
      'header h1 urgent own answers basis tool ranking change ledger unexplained next advice causality sources footer'.split(
        ' ',
      ),
    )
  })

  it('folds the ranking away behind the reader’s own, and everything that gives it away with it', () => {
    const tool = fullPage.find(({ attributes }) => attributes['class'] === 'tool')
    expect(tool?.name).toBe('details')
    expect(tool?.attributes).not.toHaveProperty('open')
    const outside = ['header', 'main']
      .map((name) => fullPage.find((element) => element.name === name)?.text ?? '')
      .join(' ')
    expect(outside.replace(tool?.text ?? '', '')).not.toMatch(/Necrosis|Edema|Flare/)
  })

  it('has a line for each place of one’s own ranking, and for the date', () => {
    const fields = named('input', fullPage).map(({ attributes }) => attributes['id'])
    expect(fields).toEqual(['date', 'own-1', 'own-2', 'own-3', 'own-change'])
    expect(named('label', fullPage).map(({ attributes }) => attributes['for'])).toEqual(fields)
    for (const { attributes } of named('input', fullPage)) expect(attributes['autocomplete']).toBe('off')
  })

  it('names the case in its title and heading', () => {
    expect(named('title', fullPage)[0]?.text).toBe('case-1: ranking by marrowdx')
    expect(named('h1', fullPage)[0]?.text).toBe('case-1')
    expect(named('h1', of({ case: { id: null, context: null } }))[0]?.text).toBe('Case without a name')
  })

  it('skips no level of heading, and labels each section by its own', () => {
    const levels = fullPage.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name.slice(1))] : []))
    expect(levels[0]).toBe(1)
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1)
    for (const { attributes } of named('section', fullPage))
      expect(attributes['aria-labelledby']).toBe(attributes['class'])
  })

  it('gives every table a caption, headed columns and headed rows', () => {
    const tables = named('table', fullPage)
    expect(tables).toHaveLength(4)
    expect(named('caption', fullPage)).toHaveLength(tables.length)
    const scopes = named('th', fullPage).map(({ attributes }) => attributes['scope'])
    expect(new Set(scopes)).toEqual(new Set(['col', 'row', 'rowgroup']))
  })

  it('says of every answer what became of it, and leaves out what is unknown', () => {
    expect(rowTexts(fullPage, 'answers')).toEqual([
      'UseAnswers',
      'counted (2) bone-pain present fever absent',
      'without weight here: no figure (1) ast 41 U/L',
    ])
    expect(section('answers', fullPage)?.text).toContain('Warning: ldh: odd')
    expect(section('answers', fullPage)?.text).not.toContain('rash')
  })

  it('says why there is no ranking, and asks for none', () => {
    const page = of({ status: 'out-of-scope', why: 'Another disease.', ranking: [], noneOfThese: null })
    expect(section('no-ranking', page)?.text).toBe('No ranking Out of scope: Another disease.')
    expect(section('own', page)).toBeUndefined()
    expect(page.some(({ attributes }) => attributes['class'] === 'tool')).toBe(false)
  })
})

describe('the ranking', () => {
  it('shows support as a bar and in words, its number once, with two digits and never as all or nothing', () => {
    expect(rowTexts(fullPage, 'ranking').slice(1)).toEqual([
      '1Necrosis leading support 0.70, range 0.52 to 0.86 0.70 0.52 to 0.86',
      '2Edema less likely not excluded support 0.20, range <0.01 to 0.40 0.20 <0.01 to 0.40',
      '3None of these support 0.05, range 0.01 to 0.20 0.05 0.01 to 0.20',
      '4Flare not supported excluded by biopsy [2] Table 2 support <0.01, range 0.00 to 0.01 <0.01 0.00 to 0.01',
    ])
    expect(section('ranking', fullPage)?.text).toContain('support (model’s posterior, not a risk)')
  })

  it('puts none of these where its support belongs', () => {
    const first = (support: number) =>
      rowTexts(of({ noneOfThese: aNone(support, support > 0.5 ? 1 : 4) }), 'ranking')[1]
    expect(first(0.9)).toContain('None of these')
    expect(first(0.1)).toContain('Necrosis')
  })

  it('draws bars in proportion and whiskers from the 5th to the 95th percentile', () => {
    const bars = fullPage
      .filter(({ attributes }) => attributes['class'] === 'support')
      .map(({ attributes }) => attributes['width'])
    expect(bars).toEqual(['70', '20', '5', '0.4'])
    const whiskers = fullPage
      .filter(({ attributes }) => attributes['class'] === 'whisker')
      .map(({ attributes }) => attributes['d'])
    expect(whiskers[0]).toBe('M52 6H86M52 3V9M86 3V9')
    expect(of().filter(({ attributes }) => attributes['class'] === 'whisker')).toEqual([])
  })

  it('says how firm the order is, what conflicts, and what would change it', () => {
    const text = section('ranking', fullPage)?.text
    expect(text).toContain('Order: stable.')
    expect(text).toContain('first in 93 of 100')
    expect(text).toContain('Conflict: Fever fits nothing else.')
    expect(section('change', fullPage)?.text).toMatch(/^What would change this ./)
  })
})

describe('the ledger', () => {
  it('begins with the start, then has what speaks for it, then what speaks against it, each strongest first', () => {
    const rows = rowTexts(fullPage, 'ledger').slice(1)
    const marks = [
      'Necrosis: leading',
      'Before any answer',
      'Strong sign',
      'Weak sign',
      'Further view',
      'Fever, absent',
      'Lowered by',
      'Little or no weight: silent sign',
      'Edema: less likely, not excluded',
    ]
    for (const [at, mark] of marks.entries()) expect(rows[at]).toContain(mark)
    expect(rows[2]).toBe('Strong sign: seen in 7 of 7 [3] page 1. Counted in: some patients for +1.40+1.40')
    expect(rows[5]).toMatch(/against −0\.40−0\.40$/)
  })

  it('draws what speaks for a diagnosis to the right and what speaks against it to the left, on one scale', () => {
    const drawn = fullPage.filter(({ name }) => name === 'rect').map(({ attributes }) => attributes)
    expect(drawn.find((each) => each['class'] === 'for in-full')).toMatchObject({ x: '50', width: '35' })
    expect(drawn.find((each) => each['class'] === 'against in-full')).toMatchObject({ x: '40', width: '10' })
    expect(drawn.find((each) => each['class'] === 'against prior')).toMatchObject({ x: '20', width: '30' })
  })

  it('marks what counts in part as an outline and in words', () => {
    expect(fullPage.some(({ attributes }) => attributes['class'] === 'for in-part')).toBe(true)
    expect(STYLE).toMatch(/\.in-part \{ fill: none;/)
    expect(section('ledger', fullPage)?.text).toContain('in part beside “strong sign”')
  })

  it('names the patients that were pooled with those of the first source', () => {
    const pooledWith = [
      { rule: 'rule-2', patients: { n: 3, of: 4 }, source: aCitation({ id: 'second', locator: 'page 2' }) },
      { rule: 'rule-3', patients: null, source: aCitation({ id: 'third', locator: 'page 3' }) },
    ]
    const text = section('ledger', of({ ranking: [aRankedDiagnosis({ evidence: [aLine({ pooledWith })] })] }))?.text
    expect(text).toContain('seen in 7 of 7 [1] page 1, pooled with 3 of 4 [2] page 2 [3] page 3')
  })
})

describe('advice and sources', () => {
  it('set what disagrees side by side, with the reason', () => {
    const disagreement = fullPage.find(({ attributes }) => attributes['class'] === 'disagreement')?.text
    expect(disagreement).toMatch(/^The sources disagree Wait\. .*Do not wait\. .*Why: The stage differs\.$/)
    expect(disagreement).not.toContain('Repeat the scan')
  })

  it('number each source once, in the order of the page, and link it by https', () => {
    const entries = fullPage.flatMap(({ attributes: { id } }) => (id?.startsWith('source-') ? [id] : []))
    expect(entries).toEqual(entries.map((_, at) => `source-${at + 1}`))
    expect(section('urgent', fullPage)?.text).toContain('Act now. [1] page 9')
    const links = named('a', fullPage).filter(({ attributes }) => !attributes['href']?.startsWith('#'))
    expect(links[0]).toMatchObject({
      attributes: { href: 'https://doi.org/10.1/first', rel: 'noopener noreferrer' },
      text: 'doi.org/10.1/first',
    })
    for (const { attributes } of links)
      expect(attributes).toEqual({ href: expect.stringMatching(/^https:/), rel: 'noopener noreferrer' })
  })

  it.each([
    'http://example.org/',
    'javascript:alert(1)',
    'https://example.org/ x',
    'https://example.org/\u202e',
    'data:text/html,x',
  ])('do not link %j', (url) => {
    const page = of({
      ranking: [],
      noneOfThese: null,
      urgent: [{ id: 'a', advice: 'Wait.', sources: [aCitation({ url })] }],
    })
    expect(named('a', page).map(({ attributes }) => attributes['href'])).toEqual(['#source-1'])
    expect(section('sources', page)?.text).toContain(url.replace('\u202e', '\\u202e'))
  })
})

describe('the document', () => {
  it('forbids the browser everything but its own style, known by its digest', () => {
    const policy = named('meta', fullPage).find(
      ({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy',
    )
    const digest = createHash('sha256').update(STYLE).digest('base64')
    expect(policy?.attributes['content']).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
    )
  })

  it('has nothing that runs or loads', () => {
    const names = new Set(fullPage.map(({ name }) => name))
    for (const name of ['script', 'link', 'img', 'iframe', 'object', 'embed', 'form', 'use', 'image', 'foreignObject'])
      expect(names).not.toContain(name)
    const attributes = new Set(fullPage.flatMap((element) => Object.keys(element.attributes)))
    expect([...attributes].filter((name) => /^on|^src|^style$|^action|^xlink/.test(name))).toEqual([])
    expect(STYLE).not.toMatch(/@import|url\(|expression|image-set|<|&/)
  })

  it('says its language, its characters, its width and its colours', () => {
    const html = renderHtml(full)
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">/)
    for (const name of ['viewport', 'color-scheme', 'referrer']) expect(html).toContain(`<meta name="${name}"`)
    expect(html.endsWith('</html>\n')).toBe(true)
  })

  it.each(slugs)('of %s is well-formed and light', (slug) => {
    const html = renderHtml(ranked(kb, slug, { redrawn, causality: 'imatinib' }))
    expect(elementsOf(html).length).toBeGreaterThan(100)
    expect(Buffer.byteLength(html)).toBeLessThan(100 * KILOBYTE)
  })
})

/** Keys whose values the page chooses from a list of its own, or which it looks things up by. */
const FIXED = new Set([
  'status',
  'words',
  'counted',
  'use',
  'burden',
  'reported',
  'state',
  'category',
  'whoUmc',
  'criterion',
  'effect',
  'name',
  'url',
  'to',
])
const ANSWERS = new Set(['prior', 'present', 'absent', 'yes', 'no', 'unknown', 'confounded'])

/** The same result with `more` behind every text that comes from a case or from the rules. */
function spoilt(value: unknown, more: string, key = ''): unknown {
  if (typeof value === 'string')
    return FIXED.has(key) || (key === 'answer' && ANSWERS.has(value)) ? value : value + more
  if (Array.isArray(value)) return value.map((item) => spoilt(item, more, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, spoilt(item, more, name)]))
}

/** Elements and the names of their attributes. */
const shape = (elements: readonly Element[]): readonly string[] =>
  elements.map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`)

const PIECES = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='x",
  ']]>',
  '-->',
  '<!--',
  '</style>',
  '</title>',
  '&',
  '&lt;',
  '&#60;',
  '\u202e',
  '\u0000',
  '\u2028',
  '\u200b',
  '\ud800',
  '`',
  'ß骨',
]

describe('what stands in a case or in the rules', () => {
  const hostile = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 6 })), {
    minLength: 1,
    maxLength: 4,
  })

  it('changes neither the elements of the page nor their attributes, and steers nobody', () => {
    const expected = shape(fullPage)
    fc.assert(
      fc.property(hostile, (pieces) => {
        const html = renderHtml(resultSchema.parse(spoilt(full, pieces.join(''))))
        expect(shape(elementsOf(html))).toEqual(expected)
        expect(html).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }),
      { numRuns: 150 },
    )
  })

  it('is read as it was written', () => {
    const id = 'a < b && "c" > \'d\''
    expect(named('h1', of({ case: { id, context: null } }))[0]?.text).toBe(id)
  })
})

/** WCAG 2: relative luminance, and the ratio of two. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] =
      (colour.length === 4 ? colour.slice(1).replace(/./g, '$&$&') : colour.slice(1))
        .match(/../g)
        ?.map((part) => Number.parseInt(part, 16) / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) ?? []
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(['light', 'dark'])('the colours on %s', (scheme) => {
  const [light = '', dark = ''] = [...STYLE.matchAll(/:root \{([^}]*--paper[^}]*)\}/g)].map(([, body]) => body)
  const colours = Object.fromEntries(
    [...(scheme === 'light' ? light : dark).matchAll(/--([a-z-]+): (#[0-9a-f]+)/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
  const on = (paper: string) => (name: string) => contrast(colours[name] ?? '', colours[paper] ?? '')

  it('of text stand out by 4.5 to 1', () => {
    for (const paper of ['paper', 'panel'])
      for (const name of ['ink', 'faint', 'link']) expect(on(paper)(name)).toBeGreaterThanOrEqual(4.5)
    for (const name of ['alarm', 'ink', 'faint', 'link']) expect(on('alarm-panel')(name)).toBeGreaterThanOrEqual(4.5)
  })

  it('of bars, lines to write on and frames stand out by 3 to 1', () => {
    for (const name of ['for', 'against', 'start', 'field', 'alarm'])
      expect(on('paper')(name)).toBeGreaterThanOrEqual(3)
  })
})
