/** The library as another project has it: packed, installed into a fresh folder, compiled against its declarations and run. Needs `npm run build`. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Result } from '../src/core/result/schema.ts'
import { REPOSITORY, TOY } from './support/world.ts'

const project = mkdtempSync(join(tmpdir(), 'marrowdx-project-'))
const installed = join(project, 'node_modules/marrowdx')

const GUIDE = readFileSync(join(REPOSITORY, 'docs/library.md'), 'utf8')
const [, example = '', exampleOutput = ''] =
  /```js\n(import \{ loadRules[\s\S]*?)```\n\n```text\n([\s\S]*?)```/.exec(GUIDE) ?? []

/** A program of another project; what it prints is looked at by the tests below. */
const PROGRAM = `
import { type CaseFile, type CaseProblem, type Citation, loadRules, type Ranked, rank, type Result, type RuleProblem, type Rules } from 'marrowdx'

const typed: CaseFile = {
  schemaVersion: 1,
  id: 'typed',
  context: 'gist-on-imatinib',
  findings: {
    'bone-pain': true,
    fever: 'not-done',
    'pain-site': ['pelvis', 'low-back'],
    'calcium-total': { level: 'normal' },
    ldh: [{ day: 7, value: 677, unit: 'U/L' }, { day: 8, value: 3257, unit: 'U/L', upperLimit: 250 }],
  },
}
// @ts-expect-error: a finding that does not exist
export const misspelt: CaseFile = { schemaVersion: 1, findings: { 'bone-pian': true } }
// @ts-expect-error: an option that does not exist
export const noOption: CaseFile = { schemaVersion: 1, findings: { 'underlying-disease': 'gout' } }
// @ts-expect-error: a quantity has a unit
export const noUnit: CaseFile = { schemaVersion: 1, findings: { ldh: { value: 677 } } }

const rulesFrom = async (source?: Parameters<typeof loadRules>[0]): Promise<Rules> => {
  const loaded = await loadRules(source)
  if (!loaded.ok) throw new Error(loaded.problems.map((problem: RuleProblem) => problem.message).join())
  return loaded.rules
}
const refusal = async (source: Parameters<typeof loadRules>[0]): Promise<readonly RuleProblem[]> => {
  const loaded = await loadRules(source)
  return loaded.ok ? [] : loaded.problems
}
const problemsOf = (ranked: Ranked): readonly CaseProblem[] => (ranked.ok ? ranked.warnings : ranked.problems)
const resultOf = (ranked: Ranked): Result | null => (ranked.ok ? ranked.result : null)

const rules = await rulesFrom()
declare const texts: readonly string[]
declare const toy: readonly { readonly name: string; readonly text: string }[]
declare const pack: string

const first = resultOf(rank(rules, typed))
const cited: readonly Citation[] = first?.ranking.flatMap(({ evidence }) => evidence.map(({ source }) => source)) ?? []
const withFiles = await rulesFrom({ files: toy })

export const report = {
  rules,
  results: texts.map((text) => resultOf(rank(rules, text))),
  values: texts.map((text) => resultOf(rank(rules, JSON.parse(text)))),
  typed: { first, again: resultOf(rank(rules, typed)), citations: cited.length },
  contradiction: problemsOf(rank(rules, '{ "schemaVersion": 1,\\n "findings": { "pancytopenia": true, "anemia": false } }')),
  problems: [null, undefined, 7, [], '', '{', '\\u0000', 'x'.repeat(9_000_000), { schemaVersion: 1, findings: { ldh: { value: Number.NaN, unit: 'U/L' } } }, { schemaVersion: 1, findings: { 'bone-pian': true, fever: undefined } }].map(
    (value) => problemsOf(rank(rules, value)),
  ),
  warned: problemsOf(rank(rules, { schemaVersion: 1, findings: { hemoglobin: { value: 25, unit: 'g/dL' } } })),
  toy: { rules: withFiles, result: resultOf(rank(withFiles, { schemaVersion: 1, findings: { place: 'indoors', drooping: true, 'brown-tips': true } })) },
  pack: (await rulesFrom({ pack })).digest,
  noPack: await refusal({ pack: 'nowhere' }),
  broken: await refusal({ files: [{ name: 'a.yaml', text: 'nonsense: 1' }] }),
}
`

interface Problem {
  readonly code: string
  readonly path: string
  readonly message: string
}

/** What the program printed. */
interface Report {
  readonly rules: { readonly version: string; readonly digest: string }
  readonly results: readonly Result[]
  readonly values: readonly Result[]
  readonly typed: { readonly first: Result | null; readonly again: Result | null; readonly citations: number }
  readonly contradiction: readonly Problem[]
  readonly problems: readonly (readonly Problem[])[]
  readonly warned: readonly Problem[]
  readonly toy: { readonly rules: { readonly version: string }; readonly result: Result | null }
  readonly pack: string
  readonly noPack: readonly Problem[]
  readonly broken: readonly Problem[]
}

interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(command: string, args: readonly string[], input = ''): Outcome {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: project,
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { status, stdout, stderr }
}

let compiled: Outcome
let report: Report

const node = (...args: readonly string[]): Outcome => run(process.execPath, args)
const score = (file: string): unknown =>
  JSON.parse(node(join(installed, 'bin/marrowdx.cjs'), 'score', '--format', 'json', file).stdout)

/** What a project without any further types compiles with; `--skipLibCheck false` looks into the declarations themselves. */
const tsc = (...args: readonly string[]): Outcome =>
  node(
    join(REPOSITORY, 'node_modules/typescript/bin/tsc'),
    '--strict',
    '--skipLibCheck',
    'false',
    '--target',
    'es2023',
    '--types',
    '',
    ...args,
  )

const cases = readdirSync(join(REPOSITORY, 'fixtures/cases'))
  .filter((name) => name.endsWith('.json') && !name.endsWith('.out.json'))
  .map((name) => join(REPOSITORY, 'fixtures/cases', name))

const toyFiles = readdirSync(join(TOY, 'rules'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name: `rules/${name}`, text: readFileSync(join(TOY, 'rules', name), 'utf8') }))

beforeAll(() => {
  const [packed = ''] = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  }).split('\n')
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  execFileSync(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', `./${packed}`],
    {
      cwd: project,
    },
  )
  mkdirSync(join(project, 'pack'))
  writeFileSync(join(project, 'pack/empty.yaml'), '# a pack that adds nothing but its digest\n{}\n')
  writeFileSync(join(project, 'program.ts'), PROGRAM)
  writeFileSync(join(project, 'example.ts'), example)
  compiled = tsc('--module', 'nodenext', 'program.ts', 'example.ts')
  const given = { texts: cases.map((file) => readFileSync(file, 'utf8')), toy: toyFiles, pack: 'pack' }
  writeFileSync(
    join(project, 'run.js'),
    `Object.assign(globalThis, ${JSON.stringify(given)})\nconst { report } = await import('./program.js')\nconsole.log(JSON.stringify(report))\n`,
  )
  const ran = node('run.js')
  if (ran.status !== 0) throw new Error(`${compiled.stdout}${ran.stderr}`)
  report = JSON.parse(ran.stdout)
}, 120_000)
afterAll(() => rmSync(project, { recursive: true, force: true }))

describe('the installed library', () => {
  it('compiles in a strict project that has no types of node, in every way in which modules are found', () => {
    const both = ['--noEmit', 'program.ts', 'example.ts']
    expect(compiled).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(tsc('--module', 'esnext', '--moduleResolution', 'bundler', ...both).stdout).toBe('')
    expect(
      tsc('--module', 'nodenext', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', ...both).stdout,
    ).toBe('')
  })

  it('gives for every published case what `score --format json` prints', () => {
    const printed = cases.map(score)
    expect(printed.length).toBeGreaterThan(5)
    expect(report.results).toEqual(printed)
    expect(report.values).toEqual(printed)
  })

  it('gives the same again for the same case', () => {
    expect(report.typed.first?.status).toBe('ranked')
    expect(report.typed.again).toEqual(report.typed.first)
    expect(report.typed.first?.rules).toEqual(report.rules)
    expect(report.typed.citations).toBeGreaterThan(10)
  })

  it('gives everything that is wrong with a case back as a value', () => {
    const codes = report.problems.map((problems) => problems.map(({ code }) => code))
    expect(codes.map((all) => all.join())).toEqual([
      'wrong-type',
      'wrong-type',
      'wrong-type',
      'wrong-type',
      'empty',
      'invalid-json',
      'invalid-json',
      'too-large',
      'wrong-type',
      'unknown-finding',
    ])
    expect(report.problems.at(-1)?.[0]).toMatchObject({
      path: 'findings.bone-pian',
      message: 'unknown finding; did you mean "bone-pain"?',
    })
  })

  it('says where in a text answers contradict each other', () => {
    expect(report.contradiction).toMatchObject([{ code: 'contradiction', severity: 'error', position: { line: 2 } }])
  })

  it('hands warnings over beside the result', () => {
    expect(report.warned).toMatchObject([{ severity: 'warning', path: 'findings.hemoglobin.value' }])
  })

  it('takes other rules as texts, or in a folder beside the built-in ones', () => {
    expect(report.toy.rules.version).toBe('toy-1')
    expect(report.toy.result?.ranking[0]?.diagnosis).toBe('drought')
    expect(report.pack).not.toBe(report.rules.digest)
    expect(report.noPack).toMatchObject([
      { code: 'unreadable', message: 'nowhere: cannot be read: no such file or folder' },
    ])
    expect(report.broken[0]).toMatchObject({
      code: 'unknown-key',
      severity: 'error',
      file: 'a.yaml',
      position: { line: 1, col: 1 },
    })
  })

  it('runs the example of its document', () => {
    expect(exampleOutput).not.toBe('')
    expect(node('example.js')).toEqual({ status: 0, stdout: exampleOutput, stderr: '' })
  })

  it('refuses rules that it did not load', () => {
    const line = "import { rank } from 'marrowdx'; rank({ version: '1', digest: '' }, {})"
    expect(node('--input-type=module', '-e', line).stderr).toContain('TypeError: rank: the first argument is not')
  })

  it('can be required, and leaves the manifest within reach', () => {
    const line = "console.log(Object.keys(require('marrowdx')).join(), require('marrowdx/package.json').name)"
    expect(node('--no-warnings', '--input-type=commonjs', '-e', line).stdout).toBe('loadRules,rank marrowdx\n')
  })

  it('ranks without any other package', () => {
    const alone = join(project, 'alone')
    cpSync(installed, join(alone, 'node_modules/marrowdx'), { recursive: true })
    const line =
      "import { loadRules, rank } from 'marrowdx'; console.log(rank((await loadRules()).rules, { schemaVersion: 1, findings: {} }).ok)"
    writeFileSync(join(alone, 'alone.mjs'), line)
    expect(node('alone/alone.mjs').stdout).toBe('true\n')
  })
})
