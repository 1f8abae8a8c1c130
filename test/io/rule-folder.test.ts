import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { contentOf, RULE_FILE, RULE_TEST } from '../../src/io/rule-folder.ts'
import { aWorld, TOY } from '../support/world.ts'

let root = ''
const at = (...parts: readonly string[]): string => join(root, ...parts)
const LINK = 'a symbolic link; only what lies in the folder itself is read: put a copy in its place, or take it away'

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'marrowdx-pack-'))
  mkdirSync(at('pack/more'), { recursive: true })
  mkdirSync(at('outside'))
  writeFileSync(at('pack/a.yaml'), 'notUsed: []\n')
  writeFileSync(at('outside/secret.yaml'), 'secret-first-line: 1\n')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const content = () => contentOf(at('pack'), RULE_FILE, 'refused')

async function check() {
  const world = aWorld({ cwd: root, packageFolder: TOY })
  return { status: await main(['--rules', 'pack', 'rules', 'check'], world), ...world.written }
}

describe('--rules DIR', () => {
  it('reads no symbolic link, whose name it gives and of whose text it prints nothing', async () => {
    symlinkSync(at('outside/secret.yaml'), at('pack/link.yaml'))
    const { status, stdout, stderr } = await check()
    expect({ status, stdout, stderr }).toEqual({ status: 4, stdout: '', stderr: `pack/link.yaml: ${LINK}\n` })
  })

  it.each([
    ['that leads out of it', () => '../outside'],
    ['that leads to another part of it', () => 'more'],
    ['that leads back to itself', () => '.'],
  ])('follows no folder by a symbolic link %s, and does not skip it in silence', (_, target) => {
    symlinkSync(target(), at('pack/sub'))
    expect(content().faults).toEqual([`sub: ${LINK}`])
  })

  it('says of a link that leads nowhere what it says of any other', () => {
    symlinkSync(at('nowhere'), at('pack/more/b.yml'))
    expect(content().faults).toEqual([`more/b.yml: ${LINK}`])
  })

  it('may itself be named by a symbolic link', async () => {
    symlinkSync(at('pack'), at('alias'))
    expect(contentOf(at('alias'), RULE_FILE, 'refused')).toEqual({ files: ['a.yaml'], faults: [] })
  })

  it('does not open a named pipe, and says so', async () => {
    execFileSync('mkfifo', [at('pack/pipe.yaml')])
    const { status, stderr } = await check()
    expect({ status, stderr }).toEqual({
      status: 4,
      stderr: 'pack/pipe.yaml: a named pipe, not a file; it is not opened\n',
    })
  })

  it('names everything that it does not read at once', () => {
    execFileSync('mkfifo', [at('pack/more/pipe.yml')])
    symlinkSync(at('outside/secret.yaml'), at('pack/link.yaml'))
    expect(content().faults).toEqual([
      `link.yaml: ${LINK}`,
      'more/pipe.yml: a named pipe, not a file; it is not opened',
    ])
  })

  it('reads a.YAML and B.Yml as rule files, and t.JSON as a rule test', () => {
    for (const name of ['c.YAML', 'more/B.Yml', 't.JSON']) writeFileSync(at('pack', name), 'notUsed: []\n')
    expect(content().files).toEqual(['a.yaml', 'c.YAML', 'more/B.Yml'])
    expect(contentOf(at('pack'), RULE_TEST, 'refused').files).toEqual(['t.JSON'])
  })

  it('leaves out what editors and file managers put beside a file', async () => {
    symlinkSync('somebody@host.1:1', at('pack/.#a.yaml'))
    for (const name of ['._a.yaml', 'a.yaml~', '.a.yaml.swp', '#a.yaml#', 'README.md', 'a.yaml.orig'])
      writeFileSync(at('pack', name), '\0')
    symlinkSync(at('outside/secret.yaml'), at('pack/LICENSE'))
    expect(content()).toEqual({ files: ['a.yaml'], faults: [] })
    expect((await check()).status).toBe(0)
  })
})

describe('the built-in rules', () => {
  it('may be put in their place by links, as some installers do', () => {
    symlinkSync(at('outside/secret.yaml'), at('pack/link.yaml'))
    expect(contentOf(at('pack'), RULE_FILE, 'followed')).toEqual({ files: ['a.yaml', 'link.yaml'], faults: [] })
  })
})
