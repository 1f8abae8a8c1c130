/** README shows what the tool does today: every command is run, what it prints is what stands there, and what cannot be run says why. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { main } from '../src/cli/main.ts'
import { readCase } from '../src/core/case/read.ts'
import { aPlace, asFarAsShown, blocks, missingFor, README } from './support/readme.ts'
import { realKnowledge } from './support/real-rules.ts'
import { aWorld, REPOSITORY } from './support/world.ts'

/** Run by test/scale-out.test.ts, where there are hosts and databases. */
const SCALE_OUT = 'Scale out'

const commands = blocks.filter(
  ({ language, section, notRun }) => language === 'sh' && section !== SCALE_OUT && notRun === null,
)

const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(REPOSITORY, 'package.json'), 'utf8'),
).scripts

describe.each([...new Set(commands.map(({ section }) => section))])('the commands of README under "%s"', (section) => {
  const place = aPlace()
  afterAll(place.remove)

  for (const block of commands.filter((one) => one.section === section)) {
    const missing = missingFor(block.text)
    const why = missing.length > 0 ? ` (not run: no ${missing.join(', ')} here)` : ''
    it.skipIf(missing.length > 0)(
      `${block.output === null ? 'run' : 'print what it shows'}: ${block.text.trim()}${why}`,
      () => {
        const { stdout, stderr, status } = place.run(block.text)
        expect({ status, stderr }).toMatchObject({ status: 0 })
        if (block.output !== null) expect(asFarAsShown(stdout, block)).toBe(block.output)
      },
    )
  }
})

describe('README', () => {
  it('leaves only these commands to its reader, and says why', () => {
    expect(
      blocks
        .filter(({ notRun }) => notRun !== null)
        .map(({ text, notRun }) => [text.trim().split('\n').at(-1), notRun]),
    ).toEqual([
      ['npm ci && npx marrowdx score fixtures/cases/000-necrosis-before-biopsy.json', 'npm ci needs the registry'],
      ['npm cit', 'it is these tests'],
      ["results.saveAsTextFile('results')", 'needs a Spark cluster'],
    ])
  })

  it('has no block that nothing looks at', () => {
    const fences = README.match(/^\s*(```|~~~)/gm)?.length
    expect(fences).toBe(2 * (blocks.length + blocks.filter(({ output }) => output !== null).length))
    const looked = ({ language, section, text, notRun }: (typeof blocks)[number]): boolean =>
      notRun !== null ||
      language === 'sh' ||
      (language === 'sql' && section === SCALE_OUT) ||
      (language === 'json' && text.includes('schemaVersion')) ||
      (language === 'js' && text.startsWith('import { loadRules, rank }')) ||
      (language === 'text' && text.startsWith('src/core '))
    expect(blocks.filter((block) => !looked(block))).toEqual([])
  })

  it('shows cases that the reader accepts', () => {
    const cases = blocks
      .filter(({ language }) => language === 'json')
      .map(({ text }) => readCase(text, realKnowledge()))
    expect(cases.flatMap(({ problems }) => problems)).toEqual([])
    expect(cases[0]?.case?.answers['ldh']).toMatchObject({ kind: 'readings' })
  })

  it('shows folders and files of the source that exist', () => {
    const tree = blocks.find(({ text }) => text.startsWith('src/core '))?.text ?? ''
    const named = [...tree.matchAll(/^\S+/gm), ...tree.matchAll(/[\w-]+\.(ts|yaml)/g)].map(([name]) => name)
    expect(named.length).toBeGreaterThan(10)
    const inside = ['', 'src/core', 'rules']
    expect(named.filter((name) => !inside.some((folder) => existsSync(join(REPOSITORY, folder, name))))).toEqual([])
  })

  it('names only npm scripts that exist', () => {
    const named = [...README.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('names every command that the help lists', async () => {
    const world = aWorld({ cwd: REPOSITORY, packageFolder: REPOSITORY })
    await main(['--help'], world)
    const listed = [...world.written.stdout.matchAll(/^ {2}([a-z]+) /gm)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'help' && name !== 'marrowdx')
    expect(listed.length).toBeGreaterThan(5)
    expect(listed.filter((name) => !README.includes(`\`${name}`))).toEqual([])
  })
})
