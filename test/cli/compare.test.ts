import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { aWorld } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'marrowdx-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A further context, in which there are no aphids. */
const PACK = `contexts:
- id: desert
  label: A plant in the desert
  population: Plants in the desert.
  when: { finding: place, is: [outdoors] }
  settings: [windowsill]
  priors:
  - { diagnosis: drought, low: 0.2, high: 0.4, basis: judged, reason: It never rains., citations: [{ source: toy-handbook, locator: preface }] }
  cannotOccur: [{ diagnosis: aphids, reason: They do not live there. }]
`
writeFileSync(join(folder, 'desert.yaml'), PACK)

async function run(stdin: string, ...argv: readonly string[]) {
  const world = aWorld({ stdin, env: { COLUMNS: '60' } })
  const status = await main(argv, world)
  return { status, ...world.written }
}

describe('marrowdx compare', () => {
  it('says why a diagnosis cannot be compared that cannot occur in the context', async () => {
    const desert = '{ "schemaVersion": 1, "findings": { "place": "outdoors", "drooping": true } }'
    expect(await run(desert, '--rules', folder, 'compare', 'drought', 'aphids')).toEqual({
      status: 2,
      stdout: '',
      stderr: "error: 'aphids' cannot occur in the context of this case (desert): They do not live there.\n",
    })
  })

  it.each([
    ['Aphids', "did you mean 'aphids'?"],
    ['drougth', "did you mean 'drought'?"],
    ['none', 'marrowdx diagnoses lists them'],
  ])('does not take %s for a diagnosis, but says what may be meant', async (named, hint) => {
    expect(await run('', 'compare', named, 'aphids')).toEqual({
      status: 2,
      stdout: '',
      stderr: `error: no diagnosis '${named}'; ${hint}\n`,
    })
  })

  it('waits for no case at a terminal', async () => {
    const world = aWorld({ terminals: ['stdin'] })
    expect(await main(['compare', 'drought', 'aphids'], world)).toBe(2)
    expect(world.written.stderr).toContain('standard input is a terminal')
  })

  it('names the answers of a case that contradict each other, with their place', async () => {
    const { status, stdout, stderr } = await run(
      '{ "schemaVersion": 1, "findings": { "place": "outdoors", "odd-smell": true, "sticky": true } }',
      'compare',
      'drought',
      'aphids',
    )
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
    expect(stderr).toMatch(/^standard input:1:\d+: findings\.[a-z-]+ {2}.*contradict each other/)
  })

  it('prints lines of which the numbers add up to the one behind them', async () => {
    const { status, stdout } = await run('', 'compare', 'drought', 'aphids', 'dry-fern.json')
    expect(status).toBe(0)
    const numbers = [...stdout.matchAll(/^ {2}([+-]\d+\.\d\d) {2}/gm)].map(([, number]) => Number(number))
    const [sum = Number.NaN] = numbers.splice(-1)
    expect(numbers.length).toBe(5)
    expect(Math.abs(numbers.reduce((total, number) => total + number, 0) - sum)).toBeLessThanOrEqual(
      0.005 * (numbers.length + 1),
    )
  })
})
