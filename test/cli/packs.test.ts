/** A pack beside the built-in rules is visible wherever its rules had a part. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { DOCUMENTS, FORMATS } from '../../src/render/formatter.ts'
import { aWorld, TOY } from '../support/world.ts'

const CASE = readFileSync(join(TOY, 'cases/dry-fern.json'), 'utf8')
let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'marrowdx-packs-'))
  for (const name of ['garden', 'elsewhere/garden']) cpSync(join(TOY, 'extra'), join(root, name), { recursive: true })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function run(argv: readonly string[], stdin = CASE, pack: string | null = 'garden') {
  const world = aWorld({ cwd: root, packageFolder: TOY, stdin })
  return { status: await main([...(pack === null ? [] : ['--rules', pack]), ...argv], world), ...world.written }
}

/** As `--version` gives it. */
async function digestOf(pack: string): Promise<string> {
  const { stdout } = await run(['--version'], '', pack)
  return /^pack garden \((sha256-[0-9a-f]{64})\)$/m.exec(stdout)?.[1] ?? `no digest in ${stdout}`
}

/** Reports break their lines; the digest is the same without the breaks. */
const joined = (text: string): string => text.replace(/\s+/g, '')

describe('a rule pack', () => {
  it('stands in --version with its name and digest', async () => {
    expect(await digestOf('garden')).toMatch(/^sha256-/)
  })

  it('has the digest of its own files, wherever its folder stands and however it is written', async () => {
    expect(await digestOf('./elsewhere/garden/')).toBe(await digestOf('garden'))
  })

  it.each([...FORMATS, ...DOCUMENTS])('stands in the result of score as %s', async (format) => {
    const { status, stdout } = await run(['score', '--format', format])
    expect(status).toBe(0)
    expect(stdout).toContain('garden')
    expect(joined(stdout)).toContain(await digestOf('garden'))
  })

  it.each(FORMATS)('stands in each result of stream as %s, also in threads', async (format) => {
    const { stdout } = await run(['stream', '--format', format], `${JSON.stringify(JSON.parse(CASE))}\n`)
    expect(joined(stdout)).toContain(await digestOf('garden'))
  })

  it('stands in the sum of a stream', async () => {
    const { stderr } = await run(['stream'], `${JSON.stringify(JSON.parse(CASE))}\n`)
    expect(stderr).toContain(`and pack garden (${await digestOf('garden')})`)
  })

  it.each([
    ['compare', ['compare', 'drought', 'aphids']],
    ['compare as JSON', ['compare', 'drought', 'aphids', '--format', 'json']],
    ['findings', ['findings', '--format', 'json']],
    ['rules export', ['rules', 'export']],
    ['rules show', ['rules', 'show', 'drought', '--format', 'json']],
    ['rules trace', ['rules', 'trace', '--format', 'json']],
  ])('stands in %s', async (_, argv) => {
    const { stdout } = await run(argv)
    expect(joined(stdout)).toContain(await digestOf('garden'))
  })

  it('stands in the report that a questionnaire ends with', async () => {
    const { status, stdout, stderr } = await run(['ask', '--replay', join(TOY, 'cases/dry-fern.json')])
    expect({ status, stderr }).toMatchObject({ status: 0 })
    expect(joined(stdout)).toContain(await digestOf('garden'))
  })

  it('leaves no trace where there is none', async () => {
    for (const argv of [['--version'], ['score', '--format', 'json'], ['score'], ['score', '--format', 'html']])
      expect((await run(argv, CASE, null)).stdout).not.toMatch(/\bpacks?\b/)
  })
})
