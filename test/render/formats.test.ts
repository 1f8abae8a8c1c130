import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseProblem } from '../../src/core/case/answers.ts'
import type { Result } from '../../src/core/result/schema.ts'
import { cleanText } from '../../src/core/text/printable.ts'
import {
  type CaseFailure,
  FORMATS,
  type FormatName,
  type Formatter,
  failureOf,
  formatterFor,
} from '../../src/render/formats.ts'
import { renderJson } from '../../src/render/json.ts'
import { renderMarkdown } from '../../src/render/markdown.ts'
import { plain } from '../../src/render/style.ts'
import { renderText } from '../../src/render/text.ts'
import { aCitation, aRankedDiagnosis, aResult } from '../support/results.ts'
import { readTable } from '../support/table.ts'

const STYLE = { width: 80, paint: plain, unicode: true, hyperlinks: false }
const AT = { file: 'a.json' }

const formatter = (format: FormatName, titled = false): Promise<Formatter> =>
  formatterFor(format, { style: async () => STYLE, titled })

const aProblem = (change: Partial<CaseProblem> = {}): CaseProblem => ({
  code: 'unknown-finding',
  severity: 'error',
  path: 'findings.feever',
  message: 'unknown finding; did you mean "fever"?',
  position: null,
  ...change,
})

const aFailure = (...more: readonly CaseProblem[]): CaseFailure => failureOf({ line: 17 }, [aProblem(), ...more])

/** What a program gets: one object a row, by the names in the header row. */
async function tableOf(
  format: 'csv' | 'tsv',
  pieces: (formatter: Formatter) => readonly string[],
): Promise<Readonly<Record<string, string>>[]> {
  const made = await formatter(format)
  const [head = [], ...rows] = readTable(made.head + pieces(made).join(made.between), format === 'csv' ? ',' : '\t')
  for (const row of rows) expect(row).toHaveLength(head.length)
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])))
}

const named = (id: string | null): Result => aResult({ case: { id, context: 'a-context' } })

describe('every format', () => {
  it.each(FORMATS)('%s ends the pieces of a result and of a failure with a line break', async (format) => {
    const made = await formatter(format)
    expect(made.result(aResult(), AT)).toMatch(/[^\n]\n$/)
    expect(made.failure(aFailure())).toMatch(/[^\n]\n$/)
  })

  it.each(FORMATS)('%s lets nothing through that steers a terminal', async (format) => {
    const made = await formatter(format, true)
    const sly = 'a\u001b[31m\u202e\u0007\u2028\u009b'
    const failure = {
      at: { file: sly },
      error: { code: 'unknown-finding', message: sly, path: sly },
      others: [],
    } as const
    const result = { ...named(sly), why: sly, status: 'insufficient' } as const
    expect(made.result(result, { file: sly }) + made.failure(failure)).not.toMatch(
      /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/u,
    )
  })

  it.each(FORMATS)('%s names every problem of a case that failed, and where the case was', async (format) => {
    const text = (await formatter(format)).failure(
      aFailure(aProblem({ path: 'findings.ldh', message: 'the unit is missing' })),
    )
    for (const part of ['17', 'findings.feever', 'unknown finding', 'findings.ldh', 'the unit is missing'])
      expect(text).toContain(part)
  })
})

describe('a failure', () => {
  it('has the errors of a case in their order, and no warnings', () => {
    const odd = aProblem({ severity: 'warning', code: 'implausible-value' })
    const second = aProblem({ code: 'missing-unit' })
    const { error, others } = failureOf(AT, [odd, aProblem(), second])
    expect([error, ...others].map(({ code }) => code)).toEqual(['unknown-finding', 'missing-unit'])
  })

  it('cannot be made of warnings alone', () => {
    expect(() => failureOf(AT, [aProblem({ severity: 'warning' })])).toThrow('without an error')
  })

  it('is the object of the contract in JSON, with further problems under others', async () => {
    const { failure } = await formatter('ndjson')
    const error = {
      code: 'unknown-finding',
      message: 'unknown finding; did you mean "fever"?',
      path: 'findings.feever',
    }
    expect(JSON.parse(failure(aFailure()))).toEqual({ line: 17, error })
    expect(JSON.parse(failure(aFailure(aProblem({ path: 'x' }))))).toEqual({
      line: 17,
      error: { ...error, others: [{ ...error, path: 'x' }] },
    })
    expect(JSON.parse(failure(failureOf(AT, [aProblem()])))).toEqual({ file: 'a.json', error })
  })
})

describe('text, Markdown and JSON', () => {
  it('are the whole report, without a title when there is one case', async () => {
    expect((await formatter('text')).result(aResult(), AT)).toBe(renderText(aResult(), STYLE))
    expect((await formatter('markdown')).result(aResult(), AT)).toBe(renderMarkdown(aResult()))
    expect((await formatter('json')).result(aResult(), AT)).toBe(renderJson(aResult()))
  })

  it('name the place above each of several, where a person reads them', async () => {
    expect((await formatter('text', true)).result(aResult(), AT)).toBe(`a.json\n\n${renderText(aResult(), STYLE)}`)
    const odd = { file: 'a*b*.json' }
    expect((await formatter('markdown', true)).result(aResult(), odd)).toBe(
      `**a\\*b\\*.json**\n\n${renderMarkdown(aResult())}`,
    )
    expect((await formatter('json', true)).result(aResult(), AT)).toBe(renderJson(aResult()))
  })
})

describe('NDJSON', () => {
  it('is the JSON without its white space, on one line', async () => {
    const id = 'a "b"\u0000\n\u202e\u007f 骨'
    const made = (await formatter('ndjson')).result(named(id), AT)
    const indented = (await formatter('json')).result(named(id), AT)
    expect(made.split('\n')).toHaveLength(2)
    expect(made).toBe(
      `${indented.replace(/\n */g, '').replace(/("(?:[^"\\]|\\.)*")|(:) /g, (_, text?: string) => text ?? ':')}\n`,
    )
    expect(JSON.parse(made)).toEqual(named(id))
  })
})

describe.each(['csv', 'tsv'] as const)('%s', (format) => {
  it('has one row for each case and diagnosis, each with all that belongs to the case', async () => {
    const second = aRankedDiagnosis({
      rank: 2,
      diagnosis: 'edema',
      label: 'Edema',
      words: 'less likely',
      notExcluded: true,
      excludedBy: { finding: 'marrow', test: 'a marrow study', source: aCitation() },
    })
    const urgent = ['fever', 'cord'].map((id) => ({ id, advice: 'Act.', sources: [] }))
    const result = aResult({
      urgent,
      ranking: [aRankedDiagnosis({ supportRange: [0.52, 0.86], firstShare: 0.93 }), second],
    })
    const rows = await tableOf(format, (made) => [made.result(result, AT), made.result(named(null), { line: 2 })])
    const ofCase = {
      file: 'a.json',
      line: '',
      case_id: 'case-1',
      context: 'a-context',
      status: 'ranked',
      why: '',
      urgent: 'fever; cord',
      none_of_these_support: '0.05',
      tool_version: '1.2.3',
      rules_version: '7',
      rules_digest: 'sha256-0',
      rules_packs: '',
      error_code: '',
      error_path: '',
      error_message: '',
    }
    const first = {
      rank: '1',
      diagnosis: 'necrosis',
      label: 'Necrosis',
      words: 'leading',
      support: '0.7',
      support_low: '0.52',
      support_high: '0.86',
      first_share: '0.93',
      prior_support: '0.1',
    }
    const then = {
      rank: '2',
      diagnosis: 'edema',
      label: 'Edema',
      words: 'less likely',
      support: '0.7',
      support_low: '',
      support_high: '',
      first_share: '',
      prior_support: '0.1',
    }
    expect(rows.slice(0, 2)).toEqual([
      { ...ofCase, ...first, not_excluded: 'false', excluded_by: '' },
      { ...ofCase, ...then, not_excluded: 'true', excluded_by: 'a marrow study' },
    ])
    expect(rows[2]).toMatchObject({ file: '', line: '2', case_id: '', rank: '1', urgent: '' })
    expect(rows).toHaveLength(3)
  })

  it('keeps a case without a ranking in a row, the cells of the diagnosis empty', async () => {
    const result = aResult({ status: 'insufficient', why: 'Too little, "yet".', ranking: [], noneOfThese: null })
    const rows = await tableOf(format, (made) => [made.result(result, AT)])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      status: 'insufficient',
      why: 'Too little, "yet".',
      rank: '',
      diagnosis: '',
      none_of_these_support: '',
    })
  })

  it('keeps the place of a case that failed, with a row for each of its problems', async () => {
    const rows = await tableOf(format, (made) => [
      made.failure(aFailure(aProblem({ code: 'missing-unit', path: 'findings.ldh' }))),
    ])
    expect(rows.map(({ line, status, error_code, error_path }) => [line, status, error_code, error_path])).toEqual([
      ['17', '', 'unknown-finding', 'findings.feever'],
      ['17', '', 'missing-unit', 'findings.ldh'],
    ])
    expect(rows[0]?.['error_message']).toBe('unknown finding; did you mean "fever"?')
  })

  it.each([
    ['=HYPERLINK("https://example.org","a")', '\'=HYPERLINK("https://example.org","a")'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\t=1', '\\u0009=1'],
    ['\r=1', '\\u000d=1'],
    ['a\r\nb', 'a\\u000d\\u000ab'],
    [' =1', "' =1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
    ['"=1"', '\'"=1"'],
    ['a;=1;b', "a;'=1;b"],
    ['a; "+1', 'a;\' "+1'],
    ['a=1, b-2', 'a=1, b-2'],
    ['a\tb,"c"', 'a\\u0009b,"c"'],
    ['骨髄壊死, 第1例', '骨髄壊死, 第1例'],
    ["'quoted'", "'quoted'"],
  ])('holds the case %j as %j', async (id, cell) => {
    const rows = await tableOf(format, (made) => [made.result(named(id), AT)])
    expect(rows.map(({ case_id }) => case_id)).toEqual([cell])
  })

  it('makes the name of a file and the words of an error harmless as well', async () => {
    const failure = {
      at: { file: '=a.json' },
      error: { code: 'unknown-finding', message: '@b', path: '-c' },
      others: [],
    } as const
    const rows = await tableOf(format, (made) => [made.failure(failure)])
    expect(rows[0]).toMatchObject({ file: "'=a.json", error_path: "'-c", error_message: "'@b" })
  })

  it('is read back as it was meant, and no spreadsheet finds a formula in it, whatever splits its cells', async () => {
    const made = await formatter(format)
    const pieces = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '"',
      ';',
      ',',
      '\t',
      '\r',
      '\n',
      ' ',
      "'",
      'a',
      '1',
      '＝',
      '骨',
      '\u202e',
    )
    const id = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(id, (text) => {
        const written = made.head + made.result(named(text), AT)
        const delimiter = format === 'csv' ? ',' : '\t'
        const [, row = []] = readTable(written, delimiter)
        const [, , cell = ''] = row
        // An apostrophe is all that is ever added.
        expect(cell.replaceAll("'", '')).toBe(cleanText(text).replaceAll("'", ''))
        for (const split of [delimiter, ';']) {
          const cells = readTable(written, split, 'like-a-spreadsheet').flat()
          expect(cells.filter((one) => /^\s*[=+\-@＝＋－＠]/.test(one))).toEqual([])
        }
      }),
      { numRuns: 300 },
    )
  })
})
