import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { sortDiagnostics } from '../../../src/core/rules/diagnostic.ts'
import { locate, locateKey } from '../../../src/core/rules/parse/positions.ts'
import { parseRuleFile } from '../../../src/core/rules/parse.ts'
import { ruleFile } from '../../../src/core/rules/schema.ts'
import { aVocabulary } from '../../support/rules.ts'

const parse = (text: string) => parseRuleFile({ name: 'a.yaml', text })

/** Code, line and column of each problem. */
const problems = (text: string) =>
  parse(text).diagnostics.map(({ code, location }) => `${location.line}:${location.col} ${code}`)

describe('parseRuleFile', () => {
  it('returns the value and no diagnostics for a good file', () => {
    const { value, diagnostics } = parse('settings:\n- { id: trial, label: A trial }\n')
    expect(diagnostics).toEqual([])
    expect(value).toEqual({ settings: [{ id: 'trial', label: 'A trial' }] })
  })

  it('keeps the place of every value and key', () => {
    const { positions } = parse('settings:\n- { id: trial, label: A trial }\n')
    expect(locate('a.yaml', positions, ['settings', 0, 'label'])).toEqual({ file: 'a.yaml', line: 2, col: 23 })
    expect(locateKey('a.yaml', positions, ['settings', 0, 'label'])).toEqual({ file: 'a.yaml', line: 2, col: 16 })
    expect(locate('a.yaml', positions, ['settings', 0, 'missing'])).toEqual({ file: 'a.yaml', line: 2, col: 3 })
  })

  it('takes one byte order mark without moving the columns', () => {
    expect(parse('\ufeffversion: x\n').value).toEqual({ version: 'x' })
    expect(problems('\ufeffversion: 1\n')).toEqual(['1:10 wrong-type'])
    expect(problems('\ufeff\ufeffversion: x\n')).toEqual(['1:1 control-character'])
  })

  it('takes lines that end in CR LF, and refuses a lone CR', () => {
    expect(parse('version: x\r\noutOfScope: y\r\n').value).toEqual({ version: 'x', outOfScope: 'y' })
    expect(problems('version: x\routOfScope: y')).toEqual(['1:11 control-character'])
  })

  it.each([
    ['nothing at all', ''],
    ['a comment', '# no more\n'],
    ['a null', '~\n'],
    ['a document start', '---\n'],
  ])('calls %s empty', (_, text) => {
    expect(problems(text)).toEqual(['1:1 empty-file'])
  })

  it('refuses a root that is not a map', () => {
    expect(problems('- a\n')).toEqual(['1:1 wrong-type'])
  })

  it('points at a misspelt key alone, not at the key that is missing for it', () => {
    expect(problems('settings:\n- id: trial\n  lable: A trial\n')).toEqual(['3:3 unknown-key'])
  })

  it('refuses __proto__ like any other unknown key', () => {
    expect(problems('__proto__: { version: x }\n')).toEqual(['1:1 unknown-key'])
  })

  it('refuses every key that is there twice, the number 1 and the text "1" among them', () => {
    expect(problems('version: x\nversion: y\nversion: z\n')).toEqual(['2:1 duplicate-key', '3:1 duplicate-key'])
    expect(problems('1: x\n"1": y\n')).toEqual(['2:1 duplicate-key', '1:1 unknown-key'])
  })

  it('has no value when a key is there twice, although the first is kept for other checks', () => {
    const { value, sound } = parse('version: x\nversion: y\n')
    expect(value).toBeNull()
    expect(sound.rules).toEqual({ version: 'x' })
  })

  it('refuses a key that is no text', () => {
    expect(problems('? [a]\n: b\n')).toEqual(['1:3 yaml-syntax'])
  })

  it('tells all aliases, anchors and tags at their places and nothing after them', () => {
    expect(problems('version: &a x\noutOfScope: *a\nsettings: !!seq []\n')).toEqual([
      '1:10 yaml-alias',
      '2:13 yaml-alias',
      '3:11 yaml-tag',
    ])
  })

  it('refuses an anchor of a list inside which an alias makes a cycle', () => {
    expect(problems('settings: &a [*a]\n')).toEqual(['1:11 yaml-alias', '1:15 yaml-alias'])
  })

  it('refuses a merge key and does not complain of the keys that it would have brought', () => {
    expect(problems('settings:\n- { <<: { label: A trial }, id: trial }\n')).toEqual(['2:5 yaml-merge-key'])
    expect(problems('<<: { version: x }\n')).toEqual(['1:1 yaml-merge-key'])
  })

  it('finds control characters that are written as escapes', () => {
    expect(problems('version: "a\\eb"\n')).toEqual(['1:10 control-character'])
  })

  it.each(['.inf', '-.inf', '.nan', '1e999', '9007199254740993'])('refuses the number %s', (number) => {
    expect(problems(`clusters:\n- { id: a, label: A, independence: ${number}, why: w }\n`)).toEqual([
      '2:36 unusable-number',
    ])
  })

  it('explains the form of a figure that was most likely meant', () => {
    const evidence = '{ id: e, dossier: [], finding: f, diagnosis: d, setting: s, population: p, locator: l, claim: c'
    expect(problems(`evidence:\n- ${evidence}, figure: { n: 7, off: 9 } }`)).toEqual(['2:116 unknown-key'])
    expect(problems(`evidence:\n- ${evidence}, figure: { n: 7 } }`)).toEqual(['2:108 missing-key'])
    expect(problems(`evidence:\n- ${evidence}, figure: 7 }`)).toEqual(['2:108 wrong-shape'])
  })

  it('finds what is wrong deep inside a condition', () => {
    const never = '{ all: [fever, { any: [{ not: Pain }, { finding: density, is: [] }] }] }'
    expect(problems(`contradictions:\n- { id: a, say: s, never: ${never} }`)).toEqual([
      '2:57 invalid-id',
      '2:89 empty-value',
    ])
  })

  it('explains the wrong option of an origin', () => {
    const from = (origin: string) => problems(`derived:\n- { id: a, label: A, cluster: c, from: [${origin}] }`)
    expect(from('{ finding: f, read: latest, above: 1 }')).toEqual(['2:61 unknown-value'])
    expect(from('{ finding: f, presnt: [a], absent: [] }')).toEqual(['2:55 unknown-key'])
    expect(from('{ finding: f, level: { present: [high], absent: [none] } }')).toEqual(['2:90 unknown-value'])
  })

  it('tells a wrong value inside a pair, and a map where a word belongs', () => {
    const rest = 'low: 1, high: 2, reason: r, citations: [{ source: s, locator: l }]'
    expect(problems(`associations:\n- { id: a, between: [Alpha, beta], ${rest} }`)).toEqual(['2:22 invalid-id'])
    expect(problems('settings:\n- id: {}\n  label: A\nfindings:\n- many: {}\n')).toContain('5:9 unknown-value')
  })

  it('leaves out of the sound part only the entries that have a problem', () => {
    const { value, sound } = parse(
      'settings:\n- { id: a }\n- { id: b, label: B }\nversion: 3\noutOfScope: x\nvresion: y\n',
    )
    expect(value).toBeNull()
    expect(sound.rules).toEqual({ settings: [{ id: 'b', label: 'B' }], outOfScope: 'x' })
    expect(sound.lostIds).toEqual(['a'])
    expect(sound.lostSections).toEqual(['settings', 'version', 'vresion'])
    expect(locate('a.yaml', sound.places, ['settings', 0, 'id'])).toEqual({ file: 'a.yaml', line: 3, col: 9 })
  })

  it('keeps nothing of a file whose root is wrong', () => {
    expect(parse('- { id: a }\n').sound.rules).toEqual({})
  })

  it('reads flow and block style alike', () => {
    const rules = aVocabulary()
    expect(parse(JSON.stringify(rules)).value).toEqual(parse(JSON.stringify(rules, null, 2)).value)
  })

  it.each([
    ['lists', '['.repeat(200_000)],
    ['maps', '{a: '.repeat(100_000)],
    ['block lists', '- '.repeat(100_000)],
    ['explicit keys', '? '.repeat(100_000)],
  ])('refuses %s without end at the 33rd level', (_, text) => {
    expect(problems(text).map((problem) => problem.replace(/^\S+ /, ''))).toEqual(['too-deep'])
  })

  it('refuses as many keys as a quadratic search for duplicates would choke on', () => {
    const text = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join('\n')
    expect(problems(text).map((problem) => problem.replace(/^\S+ /, ''))).toEqual(['too-many-nodes'])
  })

  it('refuses more than 1 MiB', () => {
    expect(problems(`version: x\n#${'a'.repeat(1024 * 1024)}`)).toEqual(['1:1 file-too-large'])
  })

  it('refuses a lone surrogate', () => {
    expect(problems('version: a\ud800b')).toEqual(['1:11 control-character'])
  })

  it('never throws, and has a value exactly when it has no diagnostics, for any text', () => {
    const piece = fc.constantFrom(
      ...[
        '\n',
        '  ',
        '- ',
        ': ',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '&a ',
        '*a',
        '!!str ',
        '%YAML 1.1',
        '---',
        '...',
        '<<',
        '|\n',
        '>',
        '#',
        '? ',
        '\t',
        '~',
      ],
      ...[
        'version',
        'settings',
        'id',
        'label',
        'evidence',
        'figure',
        'never',
        'contradictions',
        'x',
        '1',
        '.inf',
        'true',
        '\u0000',
        '\u202e',
      ],
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, (any) => {
        const { value, diagnostics } = parse(any)
        expect(value === null).toBe(diagnostics.length > 0)
      }),
      { numRuns: 2000 },
    )
  })

  it('never throws for any value in place of any part of a good file', () => {
    const rules = aVocabulary()
    const keys = Object.keys(rules)
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 4 }), (key, value) => {
        const parsed = parse(JSON.stringify({ ...rules, [key]: value }))
        expect(parsed.value === null).toBe(parsed.diagnostics.length > 0)
      }),
    )
  })
})

describe('sortDiagnostics', () => {
  it('sorts by file, line, column, code and arguments, and drops repetitions', () => {
    const one = (file: string, line: number, col: number, key: string) =>
      ({ code: 'missing-key', severity: 'error', location: { file, line, col }, args: { key } }) as const
    const sorted = [
      one('a', 1, 2, 'x'),
      one('a', 1, 2, 'y'),
      one('a', 1, 10, 'a'),
      one('a', 2, 1, 'a'),
      one('b', 1, 1, 'a'),
    ]
    expect(sortDiagnostics([...sorted, ...sorted].reverse())).toEqual(sorted)
  })
})

describe('a number of a rule file', () => {
  const codesOf = (text: string) => parseRuleFile({ name: 'x.yaml', text }).diagnostics.map(({ code }) => code)
  const evidence = (figure: string) =>
    `source: { id: a, type: article, title: T, verified: v }\nevidence:\n- { id: e, dossier: [], finding: f, diagnosis: d, setting: s, population: p, figure: ${figure}, locator: l, claim: c }\n`
  const source = (year: string) => `source: { id: a, type: article, title: T, verified: v, year: ${year} }\n`
  const design = (patients: string) => `appraisal: { design: cohort, patients: ${patients} }\n`

  it.each([
    ['fractional patients', evidence('{ n: 2.5, of: 7 }'), 'wrong-type'],
    ['a fraction of all patients', evidence('{ n: 2, of: 7.5 }'), 'wrong-type'],
    [
      'a fraction of all patients beside a percentage',
      evidence('{ n: 2.5, of: 7.5, fromPercent: true }'),
      'wrong-type',
    ],
    ['no patient at all', evidence('{ n: 0, of: 0 }'), 'out-of-range'],
    ['more patients than people', evidence('{ n: 1, of: 99999999999 }'), 'out-of-range'],
    ['patients below none', evidence('{ n: -1, of: 7 }'), 'out-of-range'],
    ['the year -1', source('-1'), 'out-of-range'],
    ['the year 20', source('20'), 'out-of-range'],
    ['half a year', source('2020.5'), 'wrong-type'],
    ['the year 0x7e4', source('0x7e4'), 'number-notation'],
    ['the year 0o3744', source('0o3744'), 'number-notation'],
    ['the year 2.02e3', source('2.02e3'), 'number-notation'],
    ['the year +2020', source('+2020'), 'number-notation'],
    ['patients 007', design('007'), 'number-notation'],
    ['patients .5', design('.5'), 'number-notation'],
    ['patients 1.', design('1.'), 'number-notation'],
    ['patients 12.5', design('12.5'), 'wrong-type'],
    ['patients 0', design('0'), 'out-of-range'],
  ])('%s is refused', (_, text, code) => {
    expect(codesOf(text)).toEqual([code])
  })

  it('need not be whole where a printed percentage was turned into it', () => {
    expect(codesOf(evidence('{ n: 2.5, of: 7, fromPercent: true }'))).toEqual([])
  })

  it('has a least and a largest value wherever the schema takes one', () => {
    const open: string[] = []
    const look = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return
      const { type, minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema as Record<string, unknown>
      const low = minimum ?? exclusiveMinimum
      const high = maximum ?? exclusiveMaximum
      const bounded = typeof low === 'number' && typeof high === 'number' && high < Number.MAX_SAFE_INTEGER
      if ((type === 'number' || type === 'integer') && !bounded) open.push(path)
      for (const [key, inside] of Object.entries(schema)) look(inside, `${path}/${key}`)
    }
    look(z.toJSONSchema(ruleFile), '')
    expect(open).toEqual([])
  })
})
