/** The documents show what the tool does today: every command is run, what it prints is what stands there, and what cannot be run says why. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { main } from '../src/cli/main.ts'
import { readCase } from '../src/core/case/read.ts'
import { aPlace, asFarAsShown, type Block, blocks, DOCUMENTS, missingFor, textOf } from './support/documents.ts'
import { realKnowledge } from './support/real-rules.ts'
import { aWorld, REPOSITORY } from './support/world.ts'

/** Run by test/scale-out.test.ts, where there are hosts and databases. */
const isScaleOut = ({ document }: Block): boolean => document === 'docs/scale-out.md'

const commands = blocks.filter((block) => block.language === 'sh' && !isScaleOut(block) && block.notRun === null)
const titleOf = ({ document, section }: Block): string => `${document}${section === '' ? '' : `, "${section}"`}`

const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(REPOSITORY, 'package.json'), 'utf8'),
).scripts

describe.each([...new Set(commands.map(titleOf))])('the commands of %s', (title) => {
  const place = aPlace()
  afterAll(place.remove)

  for (const block of commands.filter((one) => titleOf(one) === title)) {
    const missing = missingFor(block.text)
    const why = missing.length > 0 ? ` (not run: no ${missing.join(', ')} here)` : ''
    const name = `${block.output === null ? 'run' : 'print what it shows'}: ${block.text.trim()}${why}`
    it.skipIf(missing.length > 0)(name, () => {
      const { stdout, stderr, status } = place.run(block.text)
      expect({ status, stderr }).toMatchObject({ status: 0 })
      if (block.output !== null) expect(asFarAsShown(stdout, block)).toBe(block.output)
    })
  }
})

describe('the documents', () => {
  it('leave only these commands to their reader, and say why', () => {
    const left = blocks.filter(({ notRun }) => notRun !== null)
    expect(left.map(({ text, notRun }) => [text.trim().split('\n').at(-1), notRun])).toEqual([
      ['npm ci && npx marrowdx score fixtures/cases/000-necrosis-before-biopsy.json', 'npm ci needs the registry'],
      ['npm cit', 'it is these tests'],
      ["results.saveAsTextFile('results')", 'needs a Spark cluster'],
      ['UPDATE_GOLDEN=1 npx vitest run', 'it rewrites the fixtures'],
    ])
  })

  it.each(DOCUMENTS)('%s has no block that nothing looks at', (document) => {
    const own = blocks.filter((block) => block.document === document)
    const fences = textOf(document).match(/^\s*(```|~~~)/gm)?.length ?? 0
    expect(fences).toBe(2 * (own.length + own.filter(({ output }) => output !== null).length))
    const looked = (block: Block): boolean =>
      block.notRun !== null ||
      block.language === 'sh' ||
      (block.language === 'sql' && isScaleOut(block)) ||
      (block.language === 'json' && block.text.includes('schemaVersion')) ||
      (block.language === 'js' && block.text.startsWith('import { loadRules, rank }'))
    expect(own.filter((block) => !looked(block))).toEqual([])
  })

  it('show cases that the reader accepts', () => {
    const cases = blocks
      .filter(({ language }) => language === 'json')
      .map(({ text }) => readCase(text, realKnowledge()))
    expect(cases.flatMap(({ problems }) => problems)).toEqual([])
    expect(cases[0]?.case?.answers['ldh']).toMatchObject({ kind: 'readings' })
  })

  it('name only npm scripts that exist', () => {
    const named = DOCUMENTS.flatMap((name) =>
      [...textOf(name).matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script),
    )
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('link only to files that exist', () => {
    const all = [...DOCUMENTS, 'docs/architecture.md', 'rules/README.md', 'fixtures/README.md']
    const links = all.flatMap((name) => {
      const text = readFileSync(join(REPOSITORY, name), 'utf8')
      return [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => join(dirname(name), target))
    })
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter((target) => !existsSync(join(REPOSITORY, target)))).toEqual([])
  })
})

describe('docs/architecture.md', () => {
  const map = readFileSync(join(REPOSITORY, 'docs/architecture.md'), 'utf8')

  it('names every folder of the source, and files that exist', () => {
    const named = [...map.matchAll(/`?((?:src|rules|test)\/[\w./-]+|(?<=`)[a-z-]+\/[\w-]+\.ts)/g)].map(
      ([, path = '']) => path,
    )
    const places = (path: string): string[] =>
      [path, `src/core/${path}`, `src/${path}`].map((one) => join(REPOSITORY, one))
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((path) => !places(path).some((one) => existsSync(one)))).toEqual([])
  })
})

describe('README', () => {
  it('stays short: what else there is to say stands in docs/', () => {
    expect(textOf('README.md').split('\n').length).toBeLessThan(200)
  })

  it('names every command that the help lists', async () => {
    const world = aWorld({ cwd: REPOSITORY, packageFolder: REPOSITORY })
    await main(['--help'], world)
    const listed = [...world.written.stdout.matchAll(/^ {2}([a-z]+) /gm)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'help' && name !== 'marrowdx')
    expect(listed.length).toBeGreaterThan(5)
    expect(listed.filter((name) => !textOf('README.md').includes(`\`${name}`))).toEqual([])
  })
})
