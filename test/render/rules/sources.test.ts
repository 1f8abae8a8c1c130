/** The bibliography in the formats of other programs, read back with small and strict readers of those formats. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Source } from '../../../src/core/rules/schema/evidence.ts'
import { bibtex } from '../../../src/render/sources/bibtex.ts'
import { cslJson } from '../../../src/render/sources/csl.ts'
import { ris } from '../../../src/render/sources/ris.ts'
import { realKnowledge } from '../../support/real-rules.ts'

const real = Object.values(realKnowledge().sources)

const aSource = (more: Partial<Source> = {}): Source => ({
  id: 'doe',
  type: 'cohort',
  title: 'A title',
  verified: 'made up',
  ...more,
})

/** The properties that we use of the published schema of CSL 1.0.2 data, and no others. */
const text = { type: 'string', minLength: 1 }
const CSL_SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    required: ['id', 'type', 'title'],
    additionalProperties: false,
    properties: {
      type: { enum: ['article-journal', 'book', 'document', 'webpage'] },
      issued: {
        type: 'object',
        required: ['date-parts'],
        additionalProperties: false,
        properties: {
          'date-parts': {
            type: 'array',
            items: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 3 },
          },
        },
      },
      author: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          minProperties: 1,
          additionalProperties: false,
          properties: { family: text, given: text, suffix: text, literal: text },
        },
      },
      ...Object.fromEntries(
        [
          'id',
          'title',
          'container-title',
          'container-title-short',
          'volume',
          'issue',
          'page',
          'DOI',
          'PMID',
          'PMCID',
          'keyword',
          'note',
        ].map((name) => [name, text]),
      ),
      URL: { type: 'string', pattern: '^https://' },
    },
  },
}

interface CslItem {
  readonly id: string
  readonly title: string
  readonly author?: readonly {
    readonly family?: string
    readonly given?: string
    readonly suffix?: string
    readonly literal?: string
  }[]
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] }
  readonly [name: string]: unknown
}

const validCsl = new Ajv2020({ allErrors: true }).compile<readonly CslItem[]>(CSL_SCHEMA)

function readCsl(json: string): readonly CslItem[] {
  const items: unknown = JSON.parse(json)
  if (!validCsl(items)) throw new Error(JSON.stringify(validCsl.errors?.slice(0, 3)))
  return items
}

interface Entry {
  readonly type: string
  readonly key: string
  readonly fields: ReadonlyMap<string, string>
}

/** End of the braced group that begins at `start`, counted as BibTeX counts: a backslash does not hide a brace. */
function groupEnd(input: string, start: number): number {
  let depth = 0
  for (let at = start; at < input.length; at++) {
    if (input[at] === '{') depth += 1
    if (input[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  throw new Error(`a brace is never closed: ${input.slice(start, start + 60)}`)
}

/** `  name = {value},` and `  name = mon,`, one behind the other, and nothing else. */
function readFields(body: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  let at = 0
  while (at < body.length) {
    const [head = '', name = '', word] = /^ {2}([a-z]+) = (?:([a-z]{3})(?=,)|(?=\{))/.exec(body.slice(at)) ?? []
    if (head === '' || fields.has(name)) throw new Error(`no field: ${body.slice(at, at + 60)}`)
    const end = word === undefined ? groupEnd(body, at + head.length) + 1 : at + head.length
    fields.set(name, word ?? body.slice(at + head.length + 1, end - 1))
    if (body.slice(end, end + 2) !== ',\n') throw new Error(`no comma: ${body.slice(at, end + 2)}`)
    at = end + 2
  }
  return fields
}

function readBibtex(input: string): readonly Entry[] {
  const entries: Entry[] = []
  let at = 0
  while (at < input.length) {
    const [head = '', type = '', key = ''] = /^\n?@([a-z]+)\{([a-z0-9-]+),\n/.exec(input.slice(at)) ?? []
    if (head === '') throw new Error(`no entry: ${input.slice(at, at + 60)}`)
    const end = groupEnd(input, at + head.indexOf('{'))
    entries.push({ type, key, fields: readFields(input.slice(at + head.length, end)) })
    if (input[end + 1] !== '\n') throw new Error('no line break behind an entry')
    at = end + 2
  }
  return entries
}

const COMMANDS: Readonly<Record<string, string>> = {
  textbackslash: '\\',
  textbraceleft: '{',
  textbraceright: '}',
  textasciitilde: '~',
  textasciicircum: '^',
  textless: '<',
  textgreater: '>',
}

/** What LaTeX prints; throws on a character that it would not print as it stands. */
function printed(latex: string): string {
  return [...latex.matchAll(/\\([&%$#_])|\\([a-z]+)\{\}|([^\\])/gs)]
    .map(([, escaped, command, plain]) => {
      if (plain !== undefined && /[&%$#_~^<>]/.test(plain)) throw new Error(`unescaped ${plain} in ${latex}`)
      const named = command === undefined ? '' : COMMANDS[command]
      if (named === undefined) throw new Error(`unknown command in ${latex}`)
      return plain === '{' || plain === '}' ? '' : (escaped ?? plain ?? named)
    })
    .join('')
}

type RisRecord = ReadonlyMap<string, readonly string[]>

function readRis(input: string): readonly RisRecord[] {
  return input.split(/(?<=^ER {2}- \n)\n?/m).map((record) => {
    const lines = record.split('\n').map((line) => {
      const [, tag, value] = /^([A-Z][A-Z0-9]) {2}- (.*)$/.exec(line) ?? []
      if (line !== '' && (tag === undefined || value === undefined)) throw new Error(`no RIS line: ${line}`)
      return [tag ?? '', value ?? ''] as const
    })
    const tags = lines.map(([tag]) => tag)
    expect([tags[0], ...tags.slice(-2)]).toEqual(['TY', 'ER', ''])
    expect(tags.filter((tag) => tag === 'TY' || tag === 'ER')).toHaveLength(2)
    return new Map(tags.map((tag) => [tag, lines.filter(([name]) => name === tag).map(([, value]) => value)]))
  })
}

/** What must come through of every source, as each format gives it back. */
interface Kept {
  readonly id: string
  readonly title: string
  readonly year: number | undefined
  readonly authors: number
  readonly doi: string | undefined
  readonly pmid: string | undefined
  readonly pmcid: string | undefined
  readonly url: string | undefined
  readonly container: string | undefined
}

const kept = ({ id, title, year, authors = [], doi, pmid, pmcid, url, container }: Source): Kept => {
  const page =
    pmid === undefined ? `https://pmc.ncbi.nlm.nih.gov/articles/${pmcid}/` : `https://pubmed.ncbi.nlm.nih.gov/${pmid}/`
  const derived = doi === undefined && (pmid ?? pmcid) !== undefined ? page : undefined
  return { id, title, year, authors: authors.length, doi, pmid, pmcid, url: url ?? derived, container }
}

const keptInCsl = (item: CslItem): unknown => ({
  id: item.id,
  title: item.title,
  year: item.issued?.['date-parts'][0]?.[0],
  authors: item.author?.length ?? 0,
  doi: item['DOI'],
  pmid: item['PMID'],
  pmcid: item['PMCID'],
  url: item['URL'],
  container: item['container-title'],
})

const keptInBibtex = ({ key, fields }: Entry): unknown => {
  const container = fields.get('journal') ?? fields.get('howpublished')
  const year = fields.get('year')
  return {
    id: key,
    title: printed(fields.get('title') ?? ''),
    year: year === undefined ? undefined : Number(year),
    authors: fields.get('author')?.split(' and ').length ?? 0,
    doi: fields.get('doi'),
    pmid: fields.get('pmid'),
    pmcid: fields.get('pmcid'),
    url: fields.get('url'),
    container: container === undefined ? undefined : printed(container),
  }
}

const keptInRis = (record: RisRecord): unknown => {
  const only = (tag: string): string | undefined => {
    expect(record.get(tag)?.length ?? 1).toBe(1)
    return record.get(tag)?.[0]
  }
  const year = only('PY')
  return {
    id: only('ID'),
    title: only('TI'),
    year: year === undefined ? undefined : Number(year),
    authors: record.get('AU')?.length ?? 0,
    doi: only('DO'),
    pmid: only('AN'),
    pmcid: only('C2'),
    url: only('UR'),
    container: only('JO') ?? only('T2'),
  }
}

describe('every source of the rules', () => {
  it('comes through as CSL-JSON with title, year, authors and identifiers', () => {
    expect(readCsl(cslJson(real)).map(keptInCsl)).toEqual(real.map(kept))
  })

  it('comes through as BibTeX with title, year, authors and identifiers', () => {
    expect(readBibtex(bibtex(real)).map(keptInBibtex)).toEqual(real.map(kept))
  })

  it('comes through as RIS with title, year, authors and identifiers', () => {
    expect(readRis(ris(real)).map(keptInRis)).toEqual(real.map(kept))
  })

  it('takes with it what is unusual about its record', () => {
    const unusual = real.filter(({ titleNote, authorsNote }) => (titleNote ?? authorsNote) !== undefined)
    expect(unusual.length).toBeGreaterThan(0)
    const noteOf = (source: Source): string => String(readCsl(cslJson([source]))[0]?.['note'])
    for (const source of unusual)
      for (const note of [source.titleNote ?? '', source.authorsNote ?? '']) expect(noteOf(source)).toContain(note)
  })
})

describe('a name', () => {
  const names = (...authors: string[]) => ({
    csl: readCsl(cslJson([aSource({ authors })]))[0]?.author,
    bibtex: readBibtex(bibtex([aSource({ authors })]))[0]?.fields.get('author'),
    ris: readRis(ris([aSource({ authors })]))[0]?.get('AU'),
  })

  it.each([
    ['Kang YK', { family: 'Kang', given: 'Y. K.' }, 'Kang, Y. K.', 'Kang, Y. K.'],
    ['van Oosterom AT', { family: 'van Oosterom', given: 'A. T.' }, 'van Oosterom, A. T.', 'van Oosterom, A. T.'],
    ['Aydın Ülgen Ö', { family: 'Aydın Ülgen', given: 'Ö.' }, 'Aydın Ülgen, Ö.', 'Aydın Ülgen, Ö.'],
    ['Mattano LA Jr', { family: 'Mattano', given: 'L. A.', suffix: 'Jr' }, 'Mattano, Jr, L. A.', 'Mattano, L. A., Jr'],
    ['Raad II', { family: 'Raad', given: 'I. I.' }, 'Raad, I. I.', 'Raad, I. I.'],
    ['Blay J-Y', { family: 'Blay', given: 'J.-Y.' }, 'Blay, J.-Y.', 'Blay, J.-Y.'],
    ['Green, Anne, III', { family: 'Green', given: 'Anne', suffix: 'III' }, 'Green, III, Anne', 'Green, Anne, III'],
    ['Kim', { family: 'Kim' }, 'Kim', 'Kim'],
    [
      'Institute for Bones and Joints',
      { literal: 'Institute for Bones and Joints' },
      '{Institute for Bones and Joints}',
      undefined,
    ],
  ])('is taken apart as far as it shows its parts: %s', (name, csl, bibtexName, risName) => {
    expect(names(name)).toEqual({ csl: [csl], bibtex: bibtexName, ris: [risName ?? name] })
  })
})

describe('pages', () => {
  const pages = (given: string) => ({
    csl: readCsl(cslJson([aSource({ pages: given })]))[0]?.['page'],
    bibtex: readBibtex(bibtex([aSource({ pages: given })]))[0]?.fields.get('pages'),
    ris: ['SP', 'EP'].map((tag) => readRis(ris([aSource({ pages: given })]))[0]?.get(tag)?.[0]),
  })

  it.each([
    ['37-43', '37-43', '37--43', ['37', '43']],
    ['1539-43', '1539-1543', '1539--1543', ['1539', '1543']],
    ['e316-e319', 'e316-e319', 'e316--e319', ['e316', 'e319']],
    ['026', '026', '026', ['026', undefined]],
    ['1-3, 7', '1-3, 7', '1-3, 7', ['1-3, 7', undefined]],
  ])('are written out: %s', (given, csl, bibtexPages, risPages) => {
    expect(pages(given)).toEqual({ csl, bibtex: bibtexPages, ris: risPages })
  })
})

describe('the date', () => {
  const dated = aSource({ date: '2003-03-05', year: 2003 })
  it('goes as far as it is known', () => {
    expect(readCsl(cslJson([dated]))[0]?.issued).toEqual({ 'date-parts': [[2003, 3, 5]] })
    const [entry] = readBibtex(bibtex([dated]))
    expect([entry?.fields.get('year'), entry?.fields.get('month')]).toEqual(['2003', 'mar'])
    expect(readRis(ris([dated]))[0]?.get('DA')).toEqual(['2003/03/05/'])
    expect(readRis(ris([aSource({ date: '2003-03' })]))[0]?.get('DA')).toEqual(['2003/03//'])
  })

  it('is left out where it is not known', () => {
    for (const source of [aSource(), aSource({ date: 'in spring' })]) {
      expect(readCsl(cslJson([source]))[0]).not.toHaveProperty('issued')
      expect(readBibtex(bibtex([source]))[0]?.fields.has('year')).toBe(false)
      expect(readRis(ris([source]))[0]?.has('PY')).toBe(false)
    }
  })
})

describe('the kind of a publication', () => {
  const kinds = (source: Source) => [
    readCsl(cslJson([source]))[0]?.['type'],
    readBibtex(bibtex([source]))[0]?.type,
    readRis(ris([source]))[0]?.get('TY')?.[0],
  ]

  it.each<[string, Partial<Source>, readonly string[]]>([
    ['a volume makes an article', { container: 'J', volume: '3' }, ['article-journal', 'article', 'JOUR']],
    ['an article without its journal is no article to BibTeX', { pmid: '1' }, ['article-journal', 'misc', 'JOUR']],
    [
      'a page of the web',
      { type: 'web-page', container: 'Site', url: 'https://example.org' },
      ['webpage', 'misc', 'ELEC'],
    ],
    ['an address and nothing else', { url: 'https://example.org' }, ['webpage', 'misc', 'ELEC']],
    ['a book', { type: 'book', pages: '1-9' }, ['book', 'book', 'BOOK']],
    ['a title and nothing else', {}, ['document', 'misc', 'GEN']],
  ])('shows in the record: %s', (_, more, expected) => {
    expect(kinds(aSource(more))).toEqual(expected)
  })
})

describe('characters', () => {
  const odd = 'A {b} of 5 % & #3_4 costs $6 ~ x^2 \\ <i> "Ö"'

  it('that mean something to LaTeX come out as themselves', () => {
    const [entry] = readBibtex(bibtex([aSource({ title: odd, container: odd, volume: '1' })]))
    expect(printed(entry?.fields.get('title') ?? '')).toBe(odd)
    expect(printed(entry?.fields.get('journal') ?? '')).toBe(odd)
  })

  it('of a title keep their case in BibTeX', () => {
    expect(readBibtex(bibtex([aSource({ title: 'MRI of the Spine' })]))[0]?.fields.get('title')).toBe(
      '{MRI of the Spine}',
    )
  })

  it('of an address stay as they are in BibTeX, but for those that would end the field', () => {
    const url = 'https://example.org/a_b%20c?d=1&e=~f#g'
    const fields = (more: Partial<Source>) => readBibtex(bibtex([aSource(more)]))[0]?.fields
    expect(fields({ url })?.get('url')).toBe(url)
    expect(fields({ url: 'https://example.org/}{\\ x' })?.get('url')).toBe('https://example.org/%7D%7B%5C%20x')
    expect(fields({ doi: '10.1/a<1::b>2_c' })?.get('doi')).toBe('10.1/a<1::b>2_c')
  })

  it('that steer a terminal or begin a new line come out escaped', () => {
    const title = 'one\nER  - \u202etwo\u001b[31m'
    const sources = [aSource({ title }), aSource({ id: 'roe' })]
    expect(readRis(ris(sources)).map((record) => record.get('ID'))).toEqual([['doe'], ['roe']])
    expect(readBibtex(bibtex(sources)).map(({ key }) => key)).toEqual(['doe', 'roe'])
    expect(readCsl(cslJson(sources))[0]?.title).toBe(title)
    for (const written of [ris(sources), bibtex(sources), cslJson(sources)])
      expect([...'\u202e\u001b'].filter((character) => written.includes(character))).toEqual([])
  })
})
