/** README shows what the tool does today: its example is the beginning of the real output, its commands exist. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { main } from '../src/cli/main.ts'
import { readCase } from '../src/core/case.ts'
import { realKnowledge } from './support/real-rules.ts'
import { aWorld, REPOSITORY } from './support/world.ts'

const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({ language, text }))
const block = (language: string, part: string): string =>
  blocks.find((one) => one.language === language && one.text.includes(part))?.text ?? ''

const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')).scripts

describe('README', () => {
  it('begins its example with the real output of its first command, at 80 columns', async () => {
    const [, file = ''] = block('sh', 'npm ci && npx marrowdx').match(/marrowdx score (\S+)/) ?? []
    const world = aWorld({ cwd: REPOSITORY, packageFolder: REPOSITORY })
    expect(await main(['score', file], world)).toBe(0)
    const example = block('text', 'Ranking')
    expect(example.length).toBeGreaterThan(400)
    expect(world.written.stdout.startsWith(example)).toBe(true)
  })

  it('shows a case that the reader accepts', () => {
    const { case: kase, problems } = readCase(block('json', 'schemaVersion'), realKnowledge())
    expect(problems).toEqual([])
    expect(kase?.answers['ldh']).toMatchObject({ kind: 'readings' })
  })

  it('names only npm scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('names every command that the help lists', async () => {
    const world = aWorld({ cwd: REPOSITORY, packageFolder: REPOSITORY })
    await main(['--help'], world)
    const commands = [...world.written.stdout.matchAll(/^ {2}([a-z]+) /gm)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'help' && name !== 'marrowdx')
    expect(commands.length).toBeGreaterThan(5)
    expect(commands.filter((name) => !readme.includes(`\`${name}`))).toEqual([])
  })
})
