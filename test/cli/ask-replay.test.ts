import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { CASES, slugs } from '../support/published-cases.ts'
import { findingsOf } from '../support/published-findings.ts'
import { aWorld, REPOSITORY } from '../support/world.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'marrowdx-replay-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function output(...argv: readonly string[]): Promise<string> {
  const world = aWorld({ cwd: folder, packageFolder: REPOSITORY })
  expect(await main(argv, world), world.written.stderr).toBe(0)
  return world.written.stdout
}

describe('a published case, answered question by question', () => {
  it.each(slugs)('%s gives the result of the file', async (slug) => {
    const file = join(CASES, `${slug}.json`)
    const save = `${slug}.json`
    const asked = await output('ask', '--replay', file, '--save', save, '--format', 'json')
    expect(asked).toBe(await output('score', '--format', 'json', save))
    expect(asked).toBe(await output('score', '--format', 'json', file))
    const saved = JSON.parse(readFileSync(join(folder, save), 'utf8')).findings
    expect(Object.fromEntries(Object.entries(saved).filter(([, value]) => value !== 'unknown'))).toEqual(
      findingsOf(slug),
    )
  })

  it('is shown as a person would see it, and not with --quiet', async () => {
    const file = join(CASES, '004-flare-after-pet.json')
    const world = aWorld({ cwd: folder, packageFolder: REPOSITORY })
    await main(['ask', '--replay', file], world)
    expect(world.written.stderr).toContain('Which malignant disease is known?')
    expect(world.written.stderr).toContain('Answer: gist')
    const quiet = aWorld({ cwd: folder, packageFolder: REPOSITORY })
    await main(['ask', '--replay', file, '--quiet'], quiet)
    expect(quiet.written.stderr).toBe('')
    expect(quiet.written.stdout).toBe(world.written.stdout)
  })

  it('ends with the sentence of score on how stable the order is: one notion, one word', async () => {
    const file = join(CASES, '004-flare-after-pet.json')
    const sentence = /Order: (stable|leaning|tie)\.[\s\S]*?in \d+ of \d+/
    const [scored] = sentence.exec(await output('score', file)) ?? []
    const asked = await output('ask', '--replay', file, '--save', 'words.json')
    expect(scored).toBeDefined()
    expect(asked).toContain(scored)
    expect(asked).not.toMatch(/may still turn|order is (firm|open)/)
  })
})
