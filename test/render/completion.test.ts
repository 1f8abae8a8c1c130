import { describe, expect, it } from 'vitest'
import { type CompletionNode, completionScript } from '../../src/render/completion.ts'

const nodes: readonly CompletionNode[] = [
  { path: '', commands: [{ name: 'go', about: "the reader's way" }], options: [], args: [] },
  {
    path: ' go',
    commands: [],
    options: [{ names: ['-c', '--color'], about: 'colours', values: ['on', 'off'] }],
    args: [{ values: ['left', 'right'], variadic: false }],
  },
]

describe('a completion script', () => {
  it.each(['bash', 'zsh', 'fish'] as const)('for %s names every command, option and choice of the tree', (shell) => {
    const script = completionScript(shell, 'tool', nodes)
    for (const word of ['go', 'color', 'on', 'off', 'left', 'right'])
      expect(script).toMatch(new RegExp(`\\b${word}\\b`))
  })

  it.each(['zsh', 'fish'] as const)('for %s lets no apostrophe of a description end a quotation', (shell) => {
    const script = completionScript(shell, 'tool', nodes)
    expect(script).toContain('the reader’s way')
  })
})
