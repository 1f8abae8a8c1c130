import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { TOOL_VERSION } from '../../src/cli/version.ts'
import { aWorld, REPOSITORY, TOY } from '../support/world.ts'

const FOLDER = join(REPOSITORY, 'fixtures/scenarios')
const VARIABLE = /^([A-Z_]+)=(.*)$/

/** What a run depends on and a scenario does not: digests, versions, the last digits of a sum. */
const masked = (text: string): string =>
  text
    .replace(/sha256-[0-9a-f]{64}/g, 'sha256-DIGEST')
    .replaceAll(TOOL_VERSION, 'TOOL-VERSION')
    .replaceAll(process.version, 'NODE-VERSION')
    .replace(/\d+\.\d{10,}/g, (number) => String(Number(Number(number).toPrecision(9))))

const section = (name: string, text: string): string =>
  `--- ${name}\n${text}${text === '' || text.endsWith('\n') ? '' : '\n(no line break)\n'}`

/** The first line is `$ [NAME=value]… marrowdx …`; `--- stdin` may follow. Everything behind is what the run gives. */
async function run(scenario: string): Promise<string> {
  const [command = ''] = scenario.split('\n')
  const stdin = /^--- stdin\n([\s\S]*?)(?=^--- |$(?![\s\S]))/m.exec(scenario)?.[1]
  const words = command.slice(2).split(' ')
  const at = words.indexOf('marrowdx')
  const env = Object.fromEntries(words.slice(0, at).map((word) => VARIABLE.exec(word)?.slice(1) ?? [word, '']))
  const world = aWorld({ env, cwd: join(TOY, 'cases'), stdin: stdin ?? '' })
  const status = await main(words.slice(at + 1), world)
  const input = stdin === undefined ? '' : section('stdin', stdin)
  return `${command}\n${input}${section('stdout', masked(world.written.stdout))}${section('stderr', masked(world.written.stderr))}--- status ${status}\n`
}

describe('a run of the command', () => {
  for (const name of readdirSync(FOLDER).sort())
    it(`writes what ${name} says`, async () => {
      const file = join(FOLDER, name)
      await expect(await run(readFileSync(file, 'utf8'))).toMatchFileSnapshot(file)
    })
})
