/** The questionnaire in a real terminal. Needs `npm run build`. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/help.ts'
import {
  CTRL_C,
  CTRL_D,
  DOWN,
  ENTER,
  openTerminal,
  type Terminal,
  type TerminalSettings,
  UP,
} from '../support/terminal.ts'
import { REPOSITORY } from '../support/world.ts'

const LIST = 'then Enter.'
const LINE = '\n >'
const DISEASE = 'Which malignant disease is known?'
const CURRENT = 'Is the patient taking imatinib now?'
const STOPPED = 'Was imatinib stopped because of this episode, or before it began?'
const DOSE = 'What is the daily dose of imatinib?'

/** The sequences that set colours and weights. */
const colours = (raw: string): readonly string[] => raw.split('\u001b[').filter((part) => /^[\d;]*m/.test(part))

let folder = ''
const open: Terminal[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marrowdx-ask-'))
})
afterEach(() => {
  for (const { pty } of open.splice(0)) pty.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function ask(settings: TerminalSettings = {}): Terminal {
  const env = { XDG_STATE_HOME: folder, HOME: folder, ...settings.env }
  const terminal = openTerminal({ args: ['ask'], cwd: folder, ...settings, env })
  open.push(terminal)
  return terminal
}

/** Waits for the question and for its prompt to be drawn to the end. */
async function on(terminal: Terminal, question: string, ...keys: readonly string[]): Promise<void> {
  await terminal.sees(question)
  await terminal.at(question === DOSE ? LINE : LIST, ...keys)
}

/** The first three questions; the next is the dose, which is typed. */
async function toTheDose(terminal: Terminal): Promise<void> {
  await on(terminal, DISEASE, '2', ENTER)
  await on(terminal, CURRENT, DOWN, ENTER)
  await on(terminal, STOPPED, DOWN, DOWN, ENTER)
}

const savedName = (): string =>
  readdirSync(join(folder, 'marrowdx')).find((name) => name.endsWith('.json')) ?? 'no file'
const savedPath = (): string => join(folder, 'marrowdx', savedName())
const findings = (path = savedPath()): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8')).findings
const hidesCursor = (raw: string): boolean => raw.lastIndexOf('\u001b[?25l') > raw.lastIndexOf('\u001b[?25h')

describe('a question in a terminal', () => {
  it('is answered with arrow keys and with typed numbers, and echoed', async () => {
    const terminal = ask()
    await on(terminal, DISEASE, DOWN, DOWN, UP, ENTER)
    await terminal.sees('Underlying malignant disease: gist')
    await on(terminal, CURRENT, '3', ENTER)
    await terminal.sees('Taking imatinib now: no')
    expect(findings()).toEqual({ 'underlying-disease': 'gist', 'imatinib-current': false })
  })

  it('is not answered by Enter alone', async () => {
    const terminal = ask()
    await on(terminal, DISEASE, ENTER)
    await terminal.sees('Underlying malignant disease: not known')
    expect(findings()).toEqual({ 'underlying-disease': 'unknown' })
  })

  it('can be taken back from a line that is typed, and across three questions', async () => {
    const terminal = ask()
    await toTheDose(terminal)
    await on(terminal, DOSE, `back${ENTER}`)
    await on(terminal, STOPPED, 'back', ENTER)
    await on(terminal, CURRENT, 'back', ENTER)
    await on(terminal, DISEASE, '3', ENTER)
    await terminal.sees('Underlying malignant disease: cml')
    expect(findings()).toEqual({ 'underlying-disease': 'cml' })
  })

  it('says why it is asked, in a list by one key and in a line by typing', async () => {
    const terminal = ask()
    await on(terminal, DISEASE, '?')
    await terminal.sees('Why: Underlying malignant disease')
    await terminal.sees('Patients it may decide on')
    await toTheDose(terminal)
    await on(terminal, DOSE, `?${ENTER}`)
    await terminal.sees('Why: Daily dose of imatinib')
    await on(terminal, DOSE, `400 mg/day${ENTER}`)
    await terminal.sees('Daily dose of imatinib: 400 mg/day (= 400 mg/d)')
    expect(findings()['imatinib-dose']).toEqual({ value: 400, unit: 'mg/day' })
  })

  it('does not take a decimal comma, and says so', async () => {
    const terminal = ask()
    await toTheDose(terminal)
    await on(terminal, DOSE, `400,5 mg/d${ENTER}`)
    await terminal.sees('Not taken: a comma is not read')
    await on(terminal, DOSE, ENTER)
    await terminal.sees('Daily dose of imatinib: not known')
  })

  it('can be reviewed and changed, also one that was skipped', async () => {
    const terminal = ask()
    await on(terminal, DISEASE, ENTER)
    await terminal.at(LIST, 'review', ENTER)
    await terminal.sees('Pick one to change it.')
    await terminal.sees('Underlying malignant disease: not known')
    await terminal.at(LIST, '3', ENTER)
    await on(terminal, DISEASE, '2', ENTER)
    await terminal.sees('Underlying malignant disease: gist')
    await terminal.sees('Pick one to change it.')
    await terminal.at(LIST, ENTER)
    await terminal.sees(CURRENT)
    expect(findings()).toEqual({ 'underlying-disease': 'gist' })
  })

  it('goes on after the terminal was made narrower', async () => {
    const terminal = ask({ cols: 100 })
    await on(terminal, DISEASE)
    terminal.pty.resize(60, 24)
    await terminal.type(DOWN, ENTER)
    await terminal.sees('gist')
    await on(terminal, CURRENT, DOWN, ENTER)
    await terminal.sees('Refers to this event')
    await terminal.sees(LIST)
    const last = stripVTControlCharacters(terminal.raw()).split('Refers to this event').at(-1) ?? ''
    expect(Math.max(...last.split(/\r?\n/).map(({ length }) => length))).toBeLessThanOrEqual(60)
  })

  it.each([
    [60, 24],
    [80, 24],
  ])('fits into %i columns and %i lines', async (cols, rows) => {
    const terminal = ask({ cols, rows })
    await on(terminal, DISEASE)
    const drawn = stripVTControlCharacters(terminal.raw()).split('0 answered')[1] ?? ''
    expect(drawn.split('\n').length).toBeLessThanOrEqual(rows - 1)
    await terminal.type('save', ENTER)
    expect((await terminal.exit).exitCode).toBe(130)
  })

  it('has no colour with NO_COLOR', async () => {
    const terminal = ask({ env: { NO_COLOR: '1' } })
    await toTheDose(terminal)
    await on(terminal, DOSE)
    expect(colours(terminal.raw())).toEqual([])
  })
})

describe('the examples of the help', () => {
  it.each(COMMANDS.ask.examples)('%s', async (example) => {
    cpSync(join(REPOSITORY, 'fixtures/cases/004-flare-after-pet.json'), join(folder, 'case.json'))
    const terminal = ask({ shell: example.replace('marrowdx', '$MARROWDX') })
    await terminal.sees('answered, about')
    await terminal.at('Enter', CTRL_C)
    expect((await terminal.exit).exitCode).toBe(130)
  })
})

describe('leaving', () => {
  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('with %s at a list keeps the answers, shows the cursor and says how to go on', async (_, key) => {
    const terminal = ask()
    await on(terminal, DISEASE, '2', ENTER)
    await on(terminal, CURRENT, key)
    await terminal.sees(`The case is saved in ${savedPath()}`)
    await terminal.sees('To go on: marrowdx ask')
    expect(await terminal.exit).toEqual({ exitCode: 130, signal: 0 })
    expect(hidesCursor(terminal.raw())).toBe(false)
    expect(findings()).toEqual({ 'underlying-disease': 'gist' })
  })

  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
    ['quit', `quit${ENTER}`],
  ])('with %s at a line to type', async (_, keys) => {
    const terminal = ask()
    await toTheDose(terminal)
    await on(terminal, DOSE, keys)
    expect(await terminal.exit).toEqual({ exitCode: 130, signal: 0 })
    expect(Object.keys(findings())).toHaveLength(3)
  })

  it.each([
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ])('by %s from outside shows the cursor, keeps the answers, and dies by the signal', async (name, number) => {
    const terminal = ask()
    await on(terminal, DISEASE, '2', ENTER)
    await on(terminal, CURRENT)
    terminal.pty.kill(name)
    expect(await terminal.exit).toEqual({ exitCode: 0, signal: number })
    expect(hidesCursor(terminal.raw())).toBe(false)
    expect(findings()).toEqual({ 'underlying-disease': 'gist' })
  })

  // Retried: node 20 itself may abort in the moment in which its terminal goes, before our handler has run.
  it.each([
    ['lists', ['ask'], LIST],
    ['plain lines', ['ask', '--accessible'], 'Answer: '],
  ])(
    'when the terminal is closed keeps the answers and dies by the signal for it: %s',
    { retry: 2 },
    async (_, args, prompt) => {
      const terminal = ask({ args })
      await terminal.sees(DISEASE)
      await terminal.at(prompt, '2', ENTER)
      await terminal.sees(CURRENT)
      terminal.hangUp()
      expect(await terminal.exit).toEqual({ exitCode: 0, signal: 1 })
      expect(findings()).toEqual({ 'underlying-disease': 'gist' })
    },
  )

  it('leaves the terminal as it was', async () => {
    const terminal = ask({ shell: 'stty -g; $MARROWDX ask; stty -g' })
    await on(terminal, DISEASE, CTRL_C)
    await terminal.exit
    const modes = stripVTControlCharacters(terminal.raw()).match(/^[0-9a-f]+(:[0-9a-f]+)+/gm)
    expect(modes).toHaveLength(2)
    expect(modes?.[0]).toBe(modes?.[1])
  })

  it('before any answer writes no file', async () => {
    const terminal = ask()
    await on(terminal, DISEASE, CTRL_C)
    await terminal.sees('no case file was written')
    expect(readdirSync(join(folder, 'marrowdx'))).toEqual([])
  })

  it.each([
    ['Ctrl-C', (terminal: Terminal) => terminal.type(CTRL_C)],
    ['kill -9', (terminal: Terminal) => terminal.pty.kill('SIGKILL')],
  ])('with %s can be resumed without a question asked twice', async (_, leave) => {
    const first = ask()
    await on(first, DISEASE, '2', ENTER)
    await on(first, CURRENT, ENTER)
    await on(first, STOPPED)
    leave(first)
    await first.exit
    expect(statSync(savedPath()).mode & 0o777).toBe(0o600)
    const second = ask({ args: ['ask', savedPath()] })
    await second.sees('2 answers are there already')
    await on(second, STOPPED, '3', ENTER)
    await second.sees('Imatinib was stopped: no')
    expect(stripVTControlCharacters(second.raw())).not.toContain(DISEASE)
    expect(findings()).toEqual({
      'underlying-disease': 'gist',
      'imatinib-current': 'unknown',
      'imatinib-stopped': false,
    })
  })

  it('keeps the answers in the file that --save names', async () => {
    const terminal = ask({ args: ['ask', '--save', 'mine.json'] })
    await on(terminal, DISEASE, '2', ENTER)
    await on(terminal, CURRENT, 'save', ENTER)
    expect((await terminal.exit).exitCode).toBe(130)
    expect(findings(join(folder, 'mine.json'))).toEqual({ 'underlying-disease': 'gist' })
  })
})

describe('the end', () => {
  it('gives on standard output exactly what score prints for the saved case, and nothing else', async () => {
    const terminal = ask({ shell: '$MARROWDX ask --format json --save case.json > out.json' })
    await on(terminal, DISEASE, '2', ENTER)
    await terminal.sees(CURRENT)
    await terminal.at(LIST, 'rank', ENTER)
    await terminal.sees('What now?')
    await terminal.at(LIST, 'leave', ENTER)
    expect((await terminal.exit).exitCode).toBe(0)
    const scored = spawnSync(
      process.execPath,
      [join(REPOSITORY, 'bin/marrowdx.cjs'), 'score', '--format', 'json', 'case.json'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    )
    expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe(scored.stdout)
    expect(JSON.parse(scored.stdout).schemaVersion).toBe(1)
  })

  it('writes the report and the case into new files, and never over one that is there', async () => {
    const terminal = ask({ args: ['ask', '--save', 'case.json'] })
    await on(terminal, DISEASE, '2', ENTER)
    await terminal.sees(CURRENT)
    await terminal.at(LIST, 'rank', ENTER)
    await terminal.sees('What now?')
    await terminal.at(LIST, 'write', ENTER)
    await terminal.at(LIST, 'JSON', ENTER)
    await terminal.at(LINE, `report.json${ENTER}`)
    await terminal.sees('Written to')
    await terminal.at(LIST, 'save', ENTER)
    await terminal.at(LINE, `report.json${ENTER}`)
    await terminal.sees('is there already')
    await terminal.at(LIST, 'leave', ENTER)
    expect((await terminal.exit).exitCode).toBe(0)
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).schemaVersion).toBe(1)
  })
})

describe('plain lines', () => {
  const PLAIN: readonly (readonly [string, TerminalSettings])[] = [
    ['--accessible', { args: ['ask', '--accessible'] }],
    ['ACCESSIBLE', { env: { ACCESSIBLE: '1' } }],
    ['TERM=dumb', { env: { TERM: 'dumb' } }],
  ]

  it.each(PLAIN)('with %s have no escape sequence and no box, and take numbers and words', async (_, settings) => {
    const terminal = ask(settings)
    await terminal.sees(DISEASE)
    await terminal.at('Answer: ', `2${ENTER}`)
    await terminal.sees(CURRENT)
    await terminal.at('Answer: ', `yes${ENTER}`)
    await terminal.sees(STOPPED)
    await terminal.at('Answer: ', `?${ENTER}`)
    await terminal.sees('Why: Imatinib was stopped')
    await terminal.at('Answer: ', `perhaps${ENTER}`)
    await terminal.at('Not one of the answers')
    await terminal.at('Answer: ', `back${ENTER}`)
    await terminal.sees(CURRENT)
    await terminal.at('Answer: ', `quit${ENTER}`)
    expect((await terminal.exit).exitCode).toBe(130)
    expect(terminal.raw()).not.toContain('\u001b')
    expect(terminal.raw()).not.toMatch(/[\u2500-\u25ff]/)
    expect(findings()).toEqual({ 'underlying-disease': 'gist' })
  })

  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('are left with %s', async (_, key) => {
    const terminal = ask({ args: ['ask', '--accessible'] })
    await terminal.at('Answer: ', `2${ENTER}`)
    await terminal.sees(CURRENT)
    await terminal.at('Answer: ', key)
    expect(await terminal.exit).toEqual({ exitCode: 130, signal: 0 })
    expect(findings()).toEqual({ 'underlying-disease': 'gist' })
  })

  it('never take a line that was typed ahead for the next answer', async () => {
    const terminal = ask({ args: ['ask', '--accessible'] })
    await terminal.at('Answer: ', `2${ENTER}2${ENTER}2${ENTER}`)
    await terminal.sees(CURRENT)
    await terminal.at('Answer: ', `quit${ENTER}`)
    await terminal.exit
    expect(findings()).toEqual({ 'underlying-disease': 'gist' })
  })
})
