/** `rules diff` and `rules test` on folders that are made for it; what a fixed folder shows is in fixtures/scenarios. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { aWorld, TOY } from '../support/world.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marrowdx-rules-'))
  for (const name of ['old', 'new']) cpSync(join(TOY, 'rules'), join(folder, name), { recursive: true })
  cpSync(join(TOY, 'cases/dry-fern.json'), join(folder, 'fern.json'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(folder, file), text.replace(from, to))
}

async function run(...argv: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const world = aWorld({ cwd: folder })
  return { status: await main(argv, world), ...world.written }
}

describe('rules diff', () => {
  it('says what came, what went and what changed, with status 0', async () => {
    edit('new/sources/handbook.yaml', 'figure: { n: 9, of: 10 }', 'figure: { n: 5, of: 10 }')
    edit('new/sources/handbook.yaml', 'id: handbook-dry,', 'id: handbook-dryness,')
    const { status, stdout } = await run('rules', 'diff', 'old', 'new')
    expect(status).toBe(0)
    expect(stdout).toBe(
      [
        '~ evidence handbook-drooping',
        '    figure.n: 9 -> 5',
        '- evidence handbook-dry',
        '+ evidence handbook-dryness',
        '',
        '1 added, 1 removed, 1 changed',
        '',
      ].join('\n'),
    )
  })

  it('shows how a case moves with it, and that another does not', async () => {
    edit('new/sources/handbook.yaml', 'figure: { n: 9, of: 10 }', 'figure: { n: 1, of: 10 }')
    writeFileSync(join(folder, 'empty.json'), '{ "schemaVersion": 1, "findings": {} }')
    const { status, stdout } = await run('rules', 'diff', 'old', 'new', '--case', 'fern.json', 'empty.json')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Case fern\.json\n {2}drought: 1, leading, 0\.\d{3} -> \d, /m)
    expect(stdout).toContain('Case empty.json\n  nothing moves\n')
  })

  it('gives the same as JSON: versions, changes with old and new, moves with supports', async () => {
    edit('new/sources/handbook.yaml', 'figure: { n: 9, of: 10 }', 'figure: { n: 1, of: 10 }')
    const { stdout } = await run('rules', 'diff', 'old', 'new', '--format', 'json', '--case', 'fern.json')
    const { old, new: next, changes, cases } = JSON.parse(stdout)
    expect(old.digest).not.toBe(next.digest)
    expect(changes).toEqual([
      { kind: 'evidence', id: 'handbook-drooping', what: 'changed', fields: [{ field: 'figure.n', old: 9, new: 1 }] },
    ])
    expect(cases[0].moves[0].old.support).toBeGreaterThan(cases[0].moves[0].new.support)
  })

  it('names the digest that a result made with these rules names', async () => {
    const { stdout } = await run('rules', 'diff', 'old', 'old', '--format', 'json')
    const result = await run('score', 'fern.json', '--format', 'json')
    expect(JSON.parse(stdout).old).toEqual(JSON.parse(result.stdout).rules)
  })

  it('says that only one of the two knows a finding of the case, and refuses a case that neither reads', async () => {
    edit('old/vocabulary.yaml', '- { id: odd-smell,', '- { id: odd-odor,')
    edit('old/vocabulary.yaml', 'odd-smell, sticky]', 'odd-odor, sticky]')
    const { status, stdout } = await run('rules', 'diff', 'old', 'new', '--case', 'fern.json')
    expect(status).toBe(0)
    expect(stdout).toContain('  refused -> ranked\n  refused by the old rules: findings.odd-smell unknown finding')
    writeFileSync(join(folder, 'neither.json'), '{ "schemaVersion": 1, "findings": { "wings": true } }')
    expect(await run('rules', 'diff', 'old', 'new', '--case', 'neither.json')).toMatchObject({
      status: 3,
      stdout: '',
      stderr: 'neither.json:1:37: findings.wings  unknown finding\n',
    })
    expect((await run('rules', 'diff', 'old', 'new', '--case', 'nowhere.json')).status).toBe(5)
  })
})

describe('rules test', () => {
  const test = (expect: object): string =>
    JSON.stringify({ about: 'A demand.', case: { schemaVersion: 1, findings: {} }, expect })

  it('runs those of a further pack beside the built-in ones', async () => {
    mkdirSync(join(folder, 'pack/cases'), { recursive: true })
    cpSync(join(TOY, 'extra/mealybug.yaml'), join(folder, 'pack/mealybug.yaml'))
    writeFileSync(join(folder, 'pack/cases/own.json'), test({ status: 'insufficient' }))
    expect(await run('rules', 'test', '--rules', 'pack')).toEqual({
      status: 0,
      stdout: '3 rule tests, 0 failed\n',
      stderr: '',
    })
    expect((await run('rules', 'test')).stdout).toBe('2 rule tests, 0 failed\n')
  })

  it('ends with status 1 and names file, demand and expectation when one does not hold', async () => {
    mkdirSync(join(folder, 'tests'))
    writeFileSync(join(folder, 'tests/a.json'), test({ status: 'ranked' }))
    writeFileSync(join(folder, 'tests/b.json'), test({ status: 'insufficient' }))
    expect(await run('rules', 'test', 'tests')).toEqual({
      status: 1,
      stdout:
        'tests/a.json\n    A demand.\n    failed: status: ranked was expected, the status is insufficient\n2 rule tests, 1 failed\n',
      stderr: '',
    })
  })
})
