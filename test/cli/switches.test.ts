import { describe, expect, it } from 'vitest'
import { textStyle, wantsPlainLines } from '../../src/cli/terminal.ts'

const terminal = { isTTY: true, columns: 80, write: async () => null, writeBytes: async () => null }
const coloured = async (env: Readonly<Record<string, string>>): Promise<boolean> => {
  const { paint } = await textStyle({ color: 'auto', quiet: false, rules: null }, { TERM: 'xterm', ...env }, terminal)
  return paint.strong('x') !== 'x'
}

describe('a switch in the environment', () => {
  it.each(['', '0', 'false', 'no', 'off', 'False', 'NO', ' 0 '])('ACCESSIBLE=%j is off', (value) => {
    expect(wantsPlainLines({ ACCESSIBLE: value })).toBe(false)
  })

  it.each(['1', 'true', 'yes', 'on', '2'])('ACCESSIBLE=%j is on', (value) => {
    expect(wantsPlainLines({ ACCESSIBLE: value })).toBe(true)
  })

  it('ACCESSIBLE that is off leaves a dumb terminal its plain lines', () => {
    expect(wantsPlainLines({ ACCESSIBLE: '0', TERM: 'dumb' })).toBe(true)
    expect(wantsPlainLines({ TERM: 'xterm' })).toBe(false)
  })

  it('NO_COLOR turns colour off whatever stands in it, as no-color.org has it, but for nothing', async () => {
    for (const value of ['1', '0', 'false', 'no']) expect(await coloured({ NO_COLOR: value })).toBe(false)
    expect(await coloured({ NO_COLOR: '' })).toBe(true)
  })

  it.each(['0', 'false', 'no'])('FORCE_COLOR=%s is off', async (value) => {
    expect(await coloured({ FORCE_COLOR: value })).toBe(false)
  })

  it.each([
    ['0', false],
    ['false', false],
    ['1', true],
  ])('FORCE_HYPERLINK=%s overrules the guess', async (value, links) => {
    const style = await textStyle(
      { color: 'auto', quiet: false, rules: null },
      { TERM: 'xterm', FORCE_HYPERLINK: value },
      terminal,
    )
    expect(style.hyperlinks).toBe(links)
  })
})
