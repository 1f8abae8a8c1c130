/** The scripts are sourced in real shells, as far as they are installed: bash always, zsh and fish where they are. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { aWorld } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'marrowdx-completion-'))
const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

beforeAll(async () => {
  for (const shell of SHELLS) {
    const world = aWorld()
    expect(await main(['completion', shell], world)).toBe(0)
    writeFileSync(join(folder, shell), world.written.stdout)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Each calls what the shell calls at the tab key; what zsh itself would do with a list is replaced by printing it. */
const DRIVERS: Readonly<Record<Shell, (words: readonly string[]) => string>> = {
  bash: (words) =>
    `source '${folder}/bash'; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _marrowdx; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (words) =>
    `compdef() {}; _files() {}; _describe() { print -l -- "\${(P@)@[-1]}" }; source '${folder}/zsh'; words=(${words.map((word) => `'${word}'`).join(' ')}); CURRENT=${words.length}; _marrowdx`,
  fish: (words) => `source '${folder}/fish'; complete -C '${words.join(' ')}'`,
}

const installed = (shell: Shell): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0

/** What is offered for the last word, without descriptions. */
function offered(shell: Shell, ...words: readonly string[]): readonly string[] {
  const { stdout, stderr } = spawnSync(shell, ['-c', DRIVERS[shell](['marrowdx', ...words])], {
    encoding: 'utf8',
    cwd: folder,
  })
  expect(stderr).toBe('')
  return stdout
    .split('\n')
    .map((line) => line.replace(/[\t:].*/, ''))
    .filter((line) => line !== '')
}

const RULES = ['check', 'diff', 'export', 'show', 'test', 'trace']

for (const shell of SHELLS)
  describe.skipIf(!installed(shell))(
    `the completion script in ${shell}${installed(shell) ? '' : ' (skipped: not installed here)'}`,
    () => {
      it('offers the commands', () => {
        expect(offered(shell, '')).toEqual(expect.arrayContaining(['ask', 'score', 'rules', 'completion', 'help']))
      })

      it('offers the subcommands of rules, also behind a common option', () => {
        expect([...offered(shell, 'rules', '')].sort()).toEqual(RULES)
        expect([...offered(shell, '--rules', 'rules', 'rules', '')].sort()).toEqual(RULES)
      })

      it('offers the choices of an option and of an argument', () => {
        expect([...offered(shell, 'rules', 'show', '--format', '')].sort()).toEqual(['json', 'text'])
        expect([...offered(shell, 'completion', '')].sort()).toEqual(['bash', 'fish', 'zsh'])
      })

      it('offers the options of a command and those of all', () => {
        expect(offered(shell, 'rules', 'diff', '--')).toEqual(
          expect.arrayContaining(['--case', '--format', '--quiet', '--help']),
        )
        expect(offered(shell, 'rules', 'check', '--')).not.toContain('--case')
      })

      it('offers the ids of the rules where one is expected, and only there', () => {
        expect(offered(shell, 'rules', 'show', '')).toEqual(
          expect.arrayContaining(['aphids', 'drooping', 'house-plant', 'toy-journal', 'water-now']),
        )
        expect(offered(shell, 'rules', 'show', 'drooping', '')).not.toContain('aphids')
      })
    },
  )

describe.skipIf(!installed('bash'))('in bash', () => {
  it('takes a value behind an equals sign, which bash makes a word of its own', () => {
    expect(offered('bash', 'rules', 'show', '--format', '=', '')).toEqual(['text', 'json'])
    expect(offered('bash', 'rules', 'show', '--format', '=', 'j')).toEqual(['json'])
    expect(offered('bash', 'rules', 'show', '--format', '=', 'json', 'droo')).toEqual(['drooping'])
  })

  it('leaves files to the shell', () => {
    expect(offered('bash', 'score', '')).toEqual([])
    expect(offered('bash', 'ask', '--save', '')).toEqual([])
  })
})
