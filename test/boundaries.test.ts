/** Who may import whom, what the core may not touch, and that what is written down elsewhere says the same as the program. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { caseSchema } from '../src/core/case/schema.ts'
import { resultSchema } from '../src/core/result/schema.ts'
import { loadKnowledge } from '../src/core/rules/compile.ts'
import { ruleFile } from '../src/core/rules/schema.ts'
import { realKnowledge, ruleTexts } from './support/real-rules.ts'
import { REPOSITORY } from './support/world.ts'

const SOURCES = join(REPOSITORY, 'src')
/** pure-rand draws from a seed that it is given, thus without chance. */
const CORE_PACKAGES = ['zod', 'yaml', 'jsonc-parser', /^pure-rand\//]
const FOLDERS = ['core', 'kernel', 'io', 'render', 'cli', 'library', 'build', 'bench'] as const
type Folder = (typeof FOLDERS)[number]

/** What each folder may import besides itself. */
const MAY: Readonly<
  Record<Folder, { readonly folders: readonly Folder[]; readonly packages: readonly (string | RegExp)[] }>
> = {
  core: { folders: [], packages: CORE_PACKAGES },
  kernel: { folders: [], packages: [] },
  render: { folders: ['core'], packages: ['chalk', 'csv-stringify/sync'] },
  io: { folders: ['core'], packages: [/^node:/, 'inquirer'] },
  cli: { folders: ['core', 'io', 'render'], packages: ['commander', 'chalk', 'zod', /^node:/] },
  library: { folders: ['core', 'io', 'render', 'cli'], packages: [/^node:/] },
  build: { folders: ['core', 'io', 'render', 'cli'], packages: [/^node:/, 'assemblyscript/asc', 'esbuild', 'zod'] },
  bench: { folders: ['core', 'io', 'render', 'cli'], packages: [/^node:/, 'json-rules-engine', /^pure-rand\//] },
}

/** Statements with names, statements without, and calls. */
const IMPORTS = [
  /^(?:import|export)\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\w+|(?:\w+\s*,\s*)?\{[^}]*\})\s+from\s+'([^']+)'/gm,
  /^import\s+'([^']+)'/gm,
  /\bimport\('([^']+)'\)/g,
]

interface SourceFile {
  readonly name: string
  readonly folder: Folder
  /** Without comments, so that a word in prose is no use of it. */
  readonly code: string
  readonly imports: readonly string[]
}

const files: readonly SourceFile[] = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort()
  .map((name) => {
    const code = readFileSync(join(SOURCES, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
    const imports = IMPORTS.flatMap((form) => [...code.matchAll(form)].map(([, target = '']) => target))
    const folder = FOLDERS.find((each) => name.startsWith(`${each}/`))
    if (folder === undefined) throw new Error(`src/${name} stands in no folder of the architecture`)
    return { name, folder, code, imports }
  })

function allowed({ name, folder }: SourceFile, target: string): boolean {
  const { folders, packages } = MAY[folder]
  if (!target.startsWith('.'))
    return packages.some((one) => (typeof one === 'string' ? one === target : one.test(target)))
  const path = relative(SOURCES, resolve(SOURCES, dirname(name), target))
  if (path === '../package.json') return folder === 'cli'
  return [folder, ...folders].some((each) => path.startsWith(`${each}/`))
}

describe('the source', () => {
  it.each(FOLDERS)('%s imports only what it may', (folder) => {
    const own = files.filter((file) => file.folder === folder)
    expect(own.length).toBeGreaterThan(0)
    const broken = own.flatMap((file) =>
      file.imports.filter((target) => !allowed(file, target)).map((target) => `${file.name} imports ${target}`),
    )
    expect(broken).toEqual([])
  })

  it('leaves no digit to the engine: of Math only what IEEE 754 rounds in one way, so that the same seed gives the same bytes on every Node', () => {
    const exact = /^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|[A-Z0-9]+)$/
    const left = files
      .filter(({ folder }) => folder !== 'build' && folder !== 'bench')
      .flatMap(({ name, code }) => [
        ...[...code.matchAll(/\bMath\.(\w+)/g)].flatMap(([use, member = '']) =>
          exact.test(member) ? [] : [`${name}: ${use}`],
        ),
        ...[...code.matchAll(/(\S+) \*\*=? (\S+)/g)].flatMap(([use, base = '']) =>
          /(^|\W)2$/.test(base) ? [] : [`${name}: ${use}`],
        ),
        ...[...code.matchAll(/\bIntl\.|\.toLocale\w+|\.localeCompare/g)].map(([use]) => `${name}: ${use}`),
      ])
    expect(left).toEqual([])
  })

  // AssemblyScript knows no extensions.
  it('names every import with its extension, and none through an index', () => {
    const named = files
      .filter(({ name }) => !name.startsWith('kernel/'))
      .flatMap(({ name, imports }) =>
        imports.filter((target) => target.startsWith('.')).map((target) => [name, target]),
      )
    expect(named.filter(([, target = '']) => !/\.(ts|json)$/.test(target) || /\/index\.ts$/.test(target))).toEqual([])
  })

  it('has no circle of imports', () => {
    const byName = new Map(files.map((file) => [file.name, file]))
    const state = new Map<string, 'open' | 'done'>()
    const circles: string[] = []
    const visit = (name: string): void => {
      if (state.get(name) === 'open') circles.push(name)
      if (state.has(name)) return
      state.set(name, 'open')
      const file = byName.get(name)
      for (const target of file?.imports ?? [])
        if (target.startsWith('.')) visit(relative(SOURCES, resolve(SOURCES, dirname(name), target)))
      state.set(name, 'done')
    }
    for (const { name } of files) visit(name)
    expect(circles).toEqual([])
  })
})

describe('the core', () => {
  const core = files.filter(({ folder }) => folder === 'core')

  it.each([
    ['the clock', /\bDate\b|\bperformance\b|\bsetTimeout\b|\bTemporal\b/],
    ['chance', /Math\.random|\bcrypto\b/],
    ['the process, the console or the outside', /\bprocess\.|\bconsole\b|\bglobalThis\b|\brequire\b|\bfetch\b/],
    ['the locale', /toLocale|\bIntl\b|localeCompare/],
  ])('knows nothing of %s', (_, forbidden) => {
    expect(
      core.filter(({ code }) => forbidden.test(code)).map(({ name, code }) => `${name}: ${forbidden.exec(code)?.[0]}`),
    ).toEqual([])
  })

  it('is compiled without the types of node or of a browser', () => {
    const config: unknown = JSON.parse(readFileSync(join(SOURCES, 'core/tsconfig.json'), 'utf8'))
    expect(config).toMatchObject({ compilerOptions: { types: [] } })
    expect(JSON.stringify(config)).not.toContain('dom')
  })

  it('asserts nothing away: no any, no non-null assertion, no suppressed error', () => {
    const suspicious = /\bas any\b|: any\b|<any>|@ts-ignore|@ts-expect-error|@ts-nocheck|\bas unknown as\b/
    expect(files.filter(({ code }) => suspicious.test(code)).map(({ name }) => name)).toEqual([])
  })
})

describe('what the rules declare', () => {
  /** States of the contract that options of findings are called as well. */
  const STATES = ['not-done', 'not-applicable']

  it('is not known to the code: no id of this vocabulary stands in it', () => {
    const { findings, network, diagnoses, contexts, clusters, suspects, advice } = realKnowledge()
    const named = [findings, network, diagnoses, contexts, clusters, suspects, advice].flatMap((list) =>
      list.map(({ id }: { readonly id: string }) => id),
    )
    const options = findings.flatMap(({ options: own = [] }) => own.map(({ value }) => value))
    // A single word, "fever", may be a word.
    const ids = new Set([...named, ...options].filter((id) => id.includes('-') && !STATES.includes(id)))
    const product = files.filter(({ folder }) => !['bench', 'build'].includes(folder) && folder !== 'kernel')
    const literals = product.flatMap(({ name, code }) =>
      [...code.matchAll(/'([^'\n]+)'/g)].map(([, text = '']) => ({ name, text })),
    )
    expect(literals.filter(({ text }) => ids.has(text))).toEqual([])
  })

  it('is never compared with the id of one group or cluster', () => {
    const compared = files.filter(({ folder, code }) => folder === 'core' && /\b(group|cluster) [!=]== '/.test(code))
    expect(compared.map(({ name }) => name)).toEqual([])
  })
})

describe('the JSON Schemas', () => {
  const made = () =>
    [caseSchema(realKnowledge()), resultSchema, ruleFile].map((schema) => JSON.stringify(z.toJSONSchema(schema)))

  it('are the same every time they are made', () => {
    expect(made()).toEqual(made())
  })

  it('do not depend on the order of the rule files', () => {
    const { kb } = loadKnowledge(ruleTexts.toReversed(), 'sha256-test')
    if (kb === null) throw new Error('the rules do not load')
    expect(JSON.stringify(z.toJSONSchema(caseSchema(kb)))).toBe(made()[0])
  })
})
