import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/help.ts'
import { main } from '../../src/cli/main.ts'
import { aWorld } from '../support/world.ts'

async function help(...words: readonly string[]): Promise<string> {
  const world = aWorld()
  expect(await main([...words, '--help'], world)).toBe(0)
  expect(world.written.stderr).toBe('')
  return world.written.stdout
}

describe('help', () => {
  it.each(Object.entries(COMMANDS))(
    'of %s opens with its purpose and two examples',
    async (path, { purpose, examples }) => {
      const [opening = ''] = (await help(...path.split(' '))).split('Usage:')
      expect(opening.replaceAll('\n', ' ')).toContain(purpose)
      expect(opening).toContain(`Examples:\n  ${examples[0]}\n  ${examples[1]}\n`)
    },
  )

  it('says before anything else what the tool is not for', async () => {
    const [opening = ''] = (await help()).split('Examples:')
    expect(opening.replaceAll('\n', ' ')).toContain('Not a medical device, not a calibrated risk, not for emergencies.')
  })

  it('is the same by option and by command', async () => {
    const world = aWorld()
    await main(['help', 'rules', 'export'], world)
    expect(world.written.stdout).toBe(await help('rules', 'export'))
  })

  it.each([60, 80])('keeps to %i columns', async (columns) => {
    for (const argv of [['--help'], ['score', '--help'], ['help', 'exit-codes']]) {
      const world = aWorld({ env: { COLUMNS: String(columns) } })
      await main(argv, world)
      // An example is a line to copy and is never broken.
      const lines = world.written.stdout.split('\n').filter((line) => !line.startsWith('  marrowdx '))
      for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(columns)
    }
  })
})
