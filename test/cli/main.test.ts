import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { main } from '../../src/cli/main.ts'
import { aWorld } from '../support/world.ts'

const ESC = '\u001b'

describe('the exit status', () => {
  it('is 70 with one line and none of the case when the tool itself breaks', async () => {
    const broken = {
      ...aWorld(),
      stdin: {
        ...aWorld().stdin,
        read: () => {
          throw new TypeError('Jane Doe, 1970')
        },
      },
    }
    expect(await main(['score'], broken)).toBe(70)
    expect(broken.written.stdout).toBe('')
    expect(broken.written.stderr).toMatch(/^marrowdx: a defect in the tool \(TypeError\).*\n$/)
    expect(broken.written.stderr).not.toContain('Jane')
  })

  it('is 0 in silence when the reader closed the pipe', async () => {
    const world = aWorld({ stdoutFault: 'EPIPE' })
    expect(await main(['findings'], world)).toBe(0)
    expect(world.written.stderr).toBe('')
  })

  it.each([['findings'], ['--help'], ['--version'], ['score', '--format', 'json', 'dry-fern.json']])(
    'is 5 with one line when the disk is full: %s %s',
    async (...argv) => {
      const world = aWorld({ stdoutFault: 'ENOSPC' })
      expect(await main(argv, world)).toBe(5)
      expect(world.written.stderr).toBe('marrowdx: standard output: cannot be written: no space left on the device\n')
    },
  )

  it('is 2 with the help on standard error when nothing was named and a person sits at standard input', async () => {
    const world = aWorld({ terminals: ['stdin'] })
    expect(await main(['score'], world)).toBe(2)
    expect(world.written.stdout).toBe('')
    expect(world.written.stderr).toContain('Usage: marrowdx score')
  })

  it('waits for a person who named "-"', async () => {
    const world = aWorld({ terminals: ['stdin'], stdin: '{"schemaVersion":1,"findings":{}}' })
    expect(await main(['score', '-'], world)).toBe(0)
  })

  it.each([
    [3, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), 'standard input: not UTF-8: invalid byte at offset 2\n'],
    [3, Buffer.alloc(8 * 1024 * 1024 + 1, 0x20), 'standard input: too large; a case file has at most 8 MiB\n'],
  ])('is %i for input that is no text of a case', async (status, stdin, message) => {
    const world = aWorld({ stdin })
    expect(await main(['score'], world)).toBe(status)
    expect(world.written).toEqual({ stdout: '', stderr: message })
  })

  it('is 0 with one byte order mark before the case', async () => {
    expect(await main(['score'], aWorld({ stdin: '\ufeff{"schemaVersion":1,"findings":{}}' }))).toBe(0)
  })

  it('is described for every code on the help page', async () => {
    const world = aWorld()
    await main(['help', 'exit-codes'], world)
    const described = [...world.written.stdout.matchAll(/^ *(\d+) {2}\w/gm)].map(([, code]) => Number(code))
    expect(described).toEqual(exitCodes.map(({ code }) => code))
  })
})

describe('colour', () => {
  const terminal = ['stdout'] as const
  const coloured = async (
    argv: readonly string[],
    env: Record<string, string>,
    terminals: readonly 'stdout'[],
  ): Promise<boolean> => {
    const world = aWorld({ env, terminals })
    await main(['score', 'dry-fern.json', ...argv], world)
    return world.written.stdout.includes(`${ESC}[`)
  }

  it.each([
    ['a terminal', [], { TERM: 'xterm' }, terminal, true],
    ['a pipe', [], { TERM: 'xterm' }, [], false],
    ['a dumb terminal', [], { TERM: 'dumb' }, terminal, false],
    ['NO_COLOR at a terminal', [], { TERM: 'xterm', NO_COLOR: '1' }, terminal, false],
    ['an empty NO_COLOR at a terminal', [], { TERM: 'xterm', NO_COLOR: '' }, terminal, true],
    ['FORCE_COLOR in a pipe', [], { FORCE_COLOR: '1' }, [], true],
    ['FORCE_COLOR=0 at a terminal', [], { TERM: 'xterm', FORCE_COLOR: '0' }, terminal, false],
    ['an empty FORCE_COLOR in a pipe', [], { FORCE_COLOR: '' }, [], false],
    ['NO_COLOR and FORCE_COLOR', [], { TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '1' }, terminal, false],
    ['--color always in a pipe', ['--color', 'always'], { NO_COLOR: '1' }, [], true],
    ['--color never at a terminal', ['--color', 'never'], { TERM: 'xterm', FORCE_COLOR: '1' }, terminal, false],
    ['--color auto with NO_COLOR', ['--color', 'auto'], { TERM: 'xterm', NO_COLOR: '1' }, terminal, false],
  ] as const)('for %s', async (_name, argv, env, terminals, expected) => {
    expect(await coloured(argv, env, terminals)).toBe(expected)
  })

  it('carries no meaning alone', async () => {
    const plain = aWorld()
    const painted = aWorld()
    await main(['score', 'dry-fern.json'], plain)
    await main(['score', '--color', 'always', 'dry-fern.json'], painted)
    expect(painted.written.stdout).not.toBe(plain.written.stdout)
    expect(stripVTControlCharacters(painted.written.stdout)).toBe(plain.written.stdout)
  })

  it('uses no more than the 16 base colours', async () => {
    const world = aWorld()
    await main(['score', '--color', 'always', 'dry-fern.json'], world)
    expect(world.written.stdout).not.toContain(`${ESC}[38;`)
  })

  it('never gets into JSON', async () => {
    const world = aWorld({ terminals: ['stdout'] })
    await main(['score', '--format', 'json', '--color', 'always', 'dry-fern.json'], world)
    expect(world.written.stdout).not.toContain(ESC)
  })
})

describe('links', () => {
  const linked = async (env: Record<string, string>, terminals: readonly 'stdout'[] = ['stdout']): Promise<boolean> => {
    const world = aWorld({ env, terminals })
    await main(['score', 'dry-fern.json'], world)
    return world.written.stdout.includes(`${ESC}]8;;https://doi.org/10.1234/toy.5678${ESC}\\`)
  }

  it.each([
    { FORCE_HYPERLINK: '1' },
    { TERM_PROGRAM: 'iTerm.app' },
    { VTE_VERSION: '7200' },
    { KITTY_WINDOW_ID: '1' },
    { WT_SESSION: 'x' },
  ])('are written for a terminal that follows them: %o', async (env) => {
    expect(await linked(env)).toBe(true)
  })

  it.each([
    {},
    { VTE_VERSION: '4600' },
    { FORCE_HYPERLINK: '0', TERM_PROGRAM: 'WezTerm' },
    { TERM: 'dumb', FORCE_HYPERLINK: '1' },
  ])('are left out for %o', async (env) => {
    expect(await linked(env)).toBe(false)
  })

  it('are never written into a pipe', async () => {
    expect(await linked({ FORCE_HYPERLINK: '1' }, [])).toBe(false)
  })
})
