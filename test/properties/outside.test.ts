/** `rules export` has all that turns answers into findings and a ranking: a program that reads only the export and the case file gets the same. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { readCaseValue } from '../../src/core/case/read.ts'
import { observe } from '../../src/core/findings/observe.ts'
import type { CaseFile, Export } from '../support/outside/export.ts'
import { rankOutside } from '../support/outside/rank.ts'
import { randomFindings } from '../support/random-case.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { aWorld, REPOSITORY } from '../support/world.ts'

const kb = realKnowledge()
const FOLDER = mkdtempSync(join(tmpdir(), 'marrowdx-outside-'))
const RANDOM_CASES = 200
const SEED = 10

afterAll(() => rmSync(FOLDER, { recursive: true }))

async function output(...argv: readonly string[]): Promise<string> {
  const world = aWorld({ packageFolder: REPOSITORY, cwd: FOLDER })
  await main(argv, world)
  return world.written.stdout
}

const exported = output('rules', 'export').then((text): Export => JSON.parse(text))

interface Line {
  readonly case: { readonly context: string | null }
  readonly status: string
  readonly ranking: readonly { readonly diagnosis: string; readonly support: number }[]
  readonly noneOfThese: { readonly support: number } | null
  readonly error?: object
}

async function scored(files: readonly CaseFile[]): Promise<readonly Line[]> {
  const names = files.map((file, index) => {
    writeFileSync(join(FOLDER, `${index}.json`), JSON.stringify({ schemaVersion: 1, ...file }))
    return `${index}.json`
  })
  const text = await output('score', '--format', 'ndjson', '--stability', '0', '--quiet', ...names)
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line))
}

function statesInside(file: CaseFile): Readonly<Record<string, string>> {
  const read = readCaseValue({ schemaVersion: 1, ...file }, kb)
  if (read.case === null) throw new Error(JSON.stringify(read.problems))
  return observe(kb, read.case).truths
}

async function compare(files: readonly CaseFile[]): Promise<void> {
  const network = await exported
  const lines = await scored(files)
  for (const [index, file] of files.entries()) {
    const line = lines[index]
    const outside = rankOutside(network, file)
    if (line === undefined || line.error !== undefined) {
      expect(outside.status, JSON.stringify(line)).toBe('refused')
      continue
    }
    expect(outside.states).toEqual(statesInside(file))
    expect({ status: outside.status, context: outside.context }, JSON.stringify(file)).toEqual({
      status: line.status,
      context: line.status === 'ranked' ? line.case.context : null,
    })
    for (const { diagnosis, support } of line.ranking)
      expect(outside.support?.[diagnosis], diagnosis).toBeCloseTo(support, 9)
    expect(line.ranking).toHaveLength(Object.keys(outside.support ?? {}).length)
    if (outside.none !== null) expect(outside.none).toBeCloseTo(line.noneOfThese?.support ?? Number.NaN, 9)
  }
}

function read(
  folder: string,
  wanted: (name: string) => boolean,
  caseOf: (value: Record<string, unknown>) => unknown,
): CaseFile[] {
  const names = readdirSync(join(REPOSITORY, folder)).filter(wanted)
  return names.map((name) => Object(caseOf(JSON.parse(readFileSync(join(REPOSITORY, folder, name), 'utf8')))))
}

describe('a program that reads `rules export` and a case file only gets the findings, the context and the supports of score --format json', () => {
  it('for the ten fixtures', async () => {
    const files = read(
      'fixtures/cases',
      (name) => name.endsWith('.json') && !name.endsWith('.out.json'),
      (value) => value,
    )
    expect(files).toHaveLength(10)
    await compare(files)
  })

  it('for the cases of all rule tests', async () => {
    await compare(
      read(
        'rules/cases',
        (name) => name.endsWith('.json'),
        ({ case: file }) => file,
      ),
    )
  })

  it(`for ${RANDOM_CASES} random cases`, { timeout: 120_000 }, async () => {
    await compare(
      fc.sample(randomFindings(kb), { numRuns: RANDOM_CASES, seed: SEED }).map((findings) => ({ findings })),
    )
  })

  it(`for ${RANDOM_CASES} random cases that name a context, or one that their findings deny`, {
    timeout: 120_000,
  }, async () => {
    const named = fc.record({
      context: fc.constantFrom(...kb.contexts.map(({ id }) => id)),
      findings: randomFindings(kb),
    })
    await compare(fc.sample(named, { numRuns: RANDOM_CASES, seed: SEED }))
  })

  it.each(kb.contexts.map(({ id }) => id))(
    'for a case that names %s and gives nothing that defines it',
    async (context) => {
      await compare([{ context, findings: { 'bone-pain': true, anemia: true } }])
    },
  )

  it.each<[string, CaseFile['findings']]>([
    [
      'a level in words against a cut-off',
      { ldh: { level: 'high' }, wbc: { level: 'high' }, anc: { level: 'low' }, hemoglobin: { level: 'normal' } },
    ],
    [
      'a range on both sides of a cut-off',
      { anc: { atLeast: 0.4, atMost: 0.6, unit: '10*9/L' }, wbc: { atMost: 2, unit: 'G/L' } },
    ],
    [
      'a series out of order',
      {
        ldh: [
          { day: 8, value: 3257, unit: 'U/L' },
          { day: 7, value: 677, unit: 'IU/L', upperLimit: 250 },
        ],
      },
    ],
    [
      'a series with bounds, of which several may be the highest',
      { 'body-temperature': [{ value: 100.4, unit: 'degF' }, { atLeast: 37, unit: 'Cel' }, { level: 'high' }] },
    ],
    [
      'options that say nothing beside some that do',
      {
        'pain-site': ['pelvis', 'hip'],
        'mri-enhancement': 'not-given',
        'lesion-density': 'mixed',
        'remission-state': 'not-assessed',
      },
    ],
    ['a saturation read on oxygen', { 'oxygen-saturation': { value: 97, unit: '%' }, 'on-supplemental-oxygen': true }],
    [
      'a marrow share without a limit',
      {
        'marrow-blasts-share': { value: 12, unit: '%' },
        'marrow-cellularity': { value: 30, unit: '%', lowerLimit: 40 },
      },
    ],
    [
      'durations of both forms, and a date',
      { 'imatinib-duration': 'P1M3D', 'remission-duration': { value: 2, unit: 'a' } },
    ],
  ])('for %s', async (_, findings) => {
    await compare([{ findings }, { findings: { 'underlying-disease': 'gist', 'imatinib-current': true, ...findings } }])
  })
  it.each<[string, CaseFile]>([
    ['a rule that can never hold', { findings: { pancytopenia: true, anemia: false } }],
    ['a number against a word', { findings: { fever: false, 'body-temperature': { value: 39, unit: 'Cel' } } }],
    ['a result of a test that was not done', { findings: { 'underlying-disease': 'gist', 'cml-phase': 'blast' } }],
    ['a context that the findings deny', { context: 'gist-on-imatinib', findings: { 'underlying-disease': 'aml' } }],
  ])('and refuses %s, as score does', async (_, file) => {
    expect(rankOutside(await exported, file).status).toBe('refused')
    await compare([file])
  })
})
