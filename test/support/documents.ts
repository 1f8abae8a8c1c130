/** The documents as something to run: their fenced blocks, a fresh folder as their reader has it, and bash in there with the built program in the path. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { REPOSITORY } from './world.ts'

/** Every document that shows commands or code. */
export const DOCUMENTS = [
  'README.md',
  'docs/scale-out.md',
  'docs/library.md',
  'docs/formats.md',
  'CONTRIBUTING.md',
] as const
export type DocumentName = (typeof DOCUMENTS)[number]

export const textOf = (name: DocumentName): string => readFileSync(join(REPOSITORY, name), 'utf8')

export interface Block {
  readonly document: DocumentName
  /** The heading (##) that it stands under; empty before the first. */
  readonly section: string
  readonly language: string
  readonly text: string
  /** For a command the block directly behind it: what comes out. A last line `…` stands for any rest. */
  readonly output: string | null
  /** The reason in an HTML comment `not run: …` directly before. */
  readonly notRun: string | null
}

const COMMANDS: readonly string[] = ['sh', 'sql', 'js']
const OUTPUTS: readonly string[] = ['text', 'json', 'ndjson', 'csv']

/** Every fenced block in order; what a command prints belongs to the command and is no block of its own. */
export const blocks: readonly Block[] = DOCUMENTS.flatMap(readBlocks)

function readBlocks(document: DocumentName): readonly Block[] {
  const whole = textOf(document)
  const found: Block[] = []
  let end = 0
  for (const match of whole.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)) {
    const [block, language = '', text = ''] = match
    const between = whole.slice(end, match.index)
    end = match.index + block.length
    const before = found.at(-1)
    const commandBefore =
      before !== undefined && COMMANDS.includes(before.language) && before.output === null && between.trim() === ''
    if (commandBefore && OUTPUTS.includes(language)) {
      found[found.length - 1] = { ...before, output: text }
      continue
    }
    const section = between.match(/[\s\S]*^## (.+)$/m)?.[1] ?? before?.section ?? ''
    found.push({
      document,
      section,
      language,
      text,
      output: null,
      notRun: between.match(/<!-- not run: (.+) -->\n$/)?.[1] ?? null,
    })
  }
  return found
}

/** What came out, up to where the document stops showing it. */
export function asFarAsShown(stdout: string, { output }: Block): string {
  if (!output?.endsWith('\n…\n')) return stdout
  const shown = output.split('\n').length - 2
  const lines = stdout.split('\n')
  return lines.length > shown ? [...lines.slice(0, shown), '…', ''].join('\n') : stdout
}

/** Programs that not every machine has; moreutils has another `parallel`. */
const ENGINES: Readonly<Record<string, string>> = {
  jq: 'jq --version',
  parallel: 'parallel --version | grep -q GNU',
  psql: 'psql --version',
}

/** Those that a command names and this machine has not. */
export const missingFor = (command: string): readonly string[] =>
  Object.entries(ENGINES)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(command))
    .filter(([, probe]) => spawnSync('bash', ['--norc', '-c', probe]).status !== 0)
    .map(([name]) => name)

export interface Ran {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | null
}

export interface Place {
  readonly folder: string
  /** First in the path of what runs here: `marrowdx`, and an `npx` that knows nothing else and needs no network. */
  readonly bin: string
  readonly run: (command: string, env?: Readonly<Record<string, string>>) => Ran
  readonly remove: () => void
}

/** A new folder with all that the documents name: the published cases, and case.json as it stands under "Write a case". Needs `npm run build`. */
export function aPlace(): Place {
  const home = mkdtempSync(join(tmpdir(), 'marrowdx-readme-'))
  const [folder, bin] = [join(home, 'work'), join(home, 'bin')]
  cpSync(join(REPOSITORY, 'fixtures/cases'), join(folder, 'fixtures/cases'), { recursive: true })
  writeFileSync(join(folder, 'case.json'), blocks.find(({ language }) => language === 'json')?.text ?? '')
  mkdirSync(bin)
  const script = (name: string, text: string) => writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  script('marrowdx', `exec '${process.execPath}' '${REPOSITORY}/bin/marrowdx.cjs' "$@"`)
  script('npx', `test "$1" = marrowdx && exec "$@"\necho "npx: not here: $1" >&2; exit 127`)
  const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: home, SHELL: '/bin/bash' }
  const run = (command: string, more: Readonly<Record<string, string>> = {}): Ran => {
    const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-e', '-o', 'pipefail', '-c', command], {
      cwd: folder,
      env: { ...env, ...more },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    return { stdout, stderr, status }
  }
  return { folder, bin, run, remove: () => rmSync(home, { recursive: true, force: true }) }
}
