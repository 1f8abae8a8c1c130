/** Answers are never lost without a word: two conversations on one file, files that may not be written, a full disk. */
import {
  chmodSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { aDialog, type FakeDialog } from '../support/dialog.ts'
import { aWorld, type FakeWorld, REPOSITORY } from '../support/world.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marrowdx-keep-'))
  file = join(folder, 'case.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Ask {
  readonly dialog: FakeDialog
  readonly world: FakeWorld
  readonly status: Promise<number>
}

function ask(...args: readonly string[]): Ask {
  const dialog = aDialog()
  const env = { XDG_STATE_HOME: folder }
  const world = aWorld({
    packageFolder: REPOSITORY,
    env,
    cwd: folder,
    terminals: ['stdin', 'stderr'],
    dialog: () => dialog,
  })
  return { dialog, world, status: main(['ask', '--accessible', ...args], world) }
}

const findingsIn = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8')).findings
const writeCase = (findings: object, path = file): void =>
  writeFileSync(path, JSON.stringify({ schemaVersion: 1, findings }))
const others = (): readonly string[] =>
  readdirSync(folder).filter((name) => /^case-\d{8}-\d{6}-[0-9a-f]{4}\.json$/.test(name))

describe('two conversations on one file', () => {
  it('do not destroy each other: the second finds the file changed, leaves it, and goes on in another, saying so', async () => {
    writeCase({ fever: false })
    const [one, two] = [ask('case.json'), ask('case.json')]
    await one.dialog.at('Answer: ')
    await two.dialog.at('Answer: ')
    await one.dialog.at('', 'gist\n')
    await one.dialog.at('Answer: ', 'quit\n')
    expect(await one.status).toBe(130)
    await two.dialog.at('', 'cml\n')
    await two.dialog.at('was changed by another program')
    await two.dialog.at('is left as it is')
    await two.dialog.at('Answer: ', 'yes\n')
    await two.dialog.at('Answer: ', 'quit\n')
    expect(await two.status).toBe(130)
    expect(findingsIn(file)).toEqual({ fever: false, 'underlying-disease': 'gist' })
    const [other = 'none', ...more] = others()
    expect(more).toEqual([])
    expect(findingsIn(join(folder, other))).toEqual({
      fever: false,
      'underlying-disease': 'cml',
      'imatinib-current': true,
    })
    expect(two.world.written.stderr).toContain(`The case is saved in ${join(folder, other)}`)
    expect(two.world.written.stderr).toContain(other)
  })

  it('that both began a new file with --save lose nothing either', async () => {
    const [one, two] = [ask('--save', 'case.json'), ask('--save', 'case.json')]
    await one.dialog.at('Answer: ', 'gist\n')
    await one.dialog.at('Answer: ', 'quit\n')
    await one.status
    await two.dialog.at('Answer: ', 'cml\n')
    await two.dialog.at('is left as it is')
    await two.dialog.at('Answer: ', 'quit\n')
    await two.status
    expect([findingsIn(file), findingsIn(join(folder, others()[0] ?? ''))]).toEqual([
      { 'underlying-disease': 'gist' },
      { 'underlying-disease': 'cml' },
    ])
  })

  it('hold for a script too', async () => {
    writeCase({ fever: false })
    writeCase({ 'underlying-disease': 'gist' }, join(folder, 'script.json'))
    const replayed = ask('case.json', '--save', 'case.json', '--replay', 'script.json')
    expect(await replayed.status).toBe(0)
    expect(findingsIn(file)).toMatchObject({ fever: false, 'underlying-disease': 'gist' })
    expect(others()).toEqual([])
  })
})

describe('ask FILE', () => {
  async function answerOnce(...args: readonly string[]): Promise<number> {
    const { dialog, status } = ask(...args)
    await dialog.at('Answer: ', 'gist\n')
    await dialog.at('Answer: ', 'quit\n')
    return status
  }

  it('keeps the mode of the file, its other names, and the link that leads to it', async () => {
    writeCase({ fever: false })
    chmodSync(file, 0o664)
    linkSync(file, join(folder, 'hard.json'))
    symlinkSync('case.json', join(folder, 'soft.json'))
    expect(await answerOnce('soft.json')).toBe(130)
    const { mode, nlink, ino } = statSync(file)
    expect([mode & 0o777, nlink, ino]).toEqual([0o664, 2, statSync(join(folder, 'hard.json')).ino])
    expect(findingsIn(join(folder, 'hard.json'))).toEqual({ fever: false, 'underlying-disease': 'gist' })
    expect(readdirSync(folder).sort()).toEqual(['case.json', 'hard.json', 'soft.json'])
  })

  it('refuses a file that is read-only before the first question, and offers another', async () => {
    writeCase({ fever: false })
    chmodSync(file, 0o444)
    const refused = ask('case.json')
    expect(await refused.status).toBe(5)
    expect(refused.world.written.stderr).toBe(
      'case.json: the answers cannot be saved there: it is read-only; name another file with --save\n',
    )
    expect(await answerOnce('case.json', '--save', 'mine.json')).toBe(130)
    expect([findingsIn(file), findingsIn(join(folder, 'mine.json'))]).toEqual([
      { fever: false },
      { fever: false, 'underlying-disease': 'gist' },
    ])
  })
})

describe('quit where the answers cannot be saved (a full disk)', () => {
  /** A folder that is gone refuses like a disk that is full, and does so for root too. */
  async function unsaved(): Promise<Ask> {
    const asked = ask('--save', 'case.json')
    await asked.dialog.at('Answer: ')
    rmSync(folder, { recursive: true })
    await asked.dialog.at('', 'gist\n')
    await asked.dialog.at('tried again after the next')
    await asked.dialog.at('Answer: ', 'quit\n')
    await asked.dialog.at('Into which other file?')
    return asked
  }
  let elsewhere = ''
  beforeEach(() => {
    elsewhere = mkdtempSync(join(tmpdir(), 'marrowdx-other-'))
  })
  afterEach(() => rmSync(elsewhere, { recursive: true, force: true }))

  it('offers another file until one takes them', async () => {
    const { dialog, world, status } = await unsaved()
    writeFileSync(join(elsewhere, 'taken.json'), 'mine')
    await dialog.at('Answer: ', `${join(elsewhere, 'taken.json')}\n`)
    await dialog.at('it is there already')
    await dialog.at('Answer: ', `${join(elsewhere, 'missing/case.json')}\n`)
    await dialog.at('no such file or folder')
    await dialog.at('Answer: ', `${join(elsewhere, 'rescued.json')}\n`)
    expect(await status).toBe(130)
    expect(findingsIn(join(elsewhere, 'rescued.json'))).toEqual({ 'underlying-disease': 'gist' })
    expect(readFileSync(join(elsewhere, 'taken.json'), 'utf8')).toBe('mine')
    expect(world.written.stderr).toContain(`The case is saved in ${join(elsewhere, 'rescued.json')}`)
  })

  it.each([
    ['names none', (dialog: FakeDialog) => dialog.at('Answer: ', '\n')],
    ['is gone', async (dialog: FakeDialog) => dialog.endInput()],
  ])('prints the case where the person %s, so that it is not lost', async (_, leave) => {
    const { dialog, world, status } = await unsaved()
    await leave(dialog)
    expect(await status).toBe(5)
    const [, printed = ''] = world.written.stderr.split('the lines below are the case file:\n')
    expect(JSON.parse(printed)).toEqual({ schemaVersion: 1, findings: { 'underlying-disease': 'gist' } })
  })
})
