/** Ctrl-Z and fg, under a shell with job control, in a real terminal. Needs `npm run build`. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CTRL_C, DOWN, ENTER, openTerminal, type Terminal } from '../support/terminal.ts'

const CTRL_Z = '\u001a'
const PROMPT = 'shell> '
const LIST = 'then Enter.'
const DISEASE = 'Which malignant disease is known?'
const CURRENT = 'Is the patient taking imatinib now?'
const STOPPED = 'Was imatinib stopped because of this episode, or before it began?'

let folder = ''
let terminal: Terminal | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marrowdx-stop-'))
})
afterEach(() => {
  terminal?.pty.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function shell(): Terminal {
  const env = { XDG_STATE_HOME: folder, HOME: folder, PS1: PROMPT, BASH_SILENCE_DEPRECATION_WARNING: '1' }
  terminal = openTerminal({ shell: 'exec bash --norc --noprofile --noediting -i', cwd: folder, env })
  return terminal
}

const saved = (): Record<string, unknown> => {
  const [name = 'no file'] = readdirSync(join(folder, 'marrowdx')).filter((each) => each.endsWith('.json'))
  return JSON.parse(readFileSync(join(folder, 'marrowdx', name), 'utf8')).findings
}

describe('Ctrl-Z, then fg', () => {
  it('leaves the list questionnaire working: the question is drawn again, and arrow keys answer it', async () => {
    const run = shell()
    await run.at(PROMPT, `$MARROWDX ask${ENTER}`)
    await run.sees(DISEASE)
    await run.at(LIST, '2', ENTER)
    await run.sees(CURRENT)
    await run.at(LIST, CTRL_Z)
    await run.sees('Stopped')
    await run.at(PROMPT, `fg${ENTER}`)
    await run.sees(CURRENT)
    await run.at(LIST, DOWN, ENTER)
    await run.sees('Taking imatinib now: yes')
    await run.sees(STOPPED)
    await run.at(LIST, CTRL_Z)
    await run.sees('Stopped')
    await run.at(PROMPT, `fg${ENTER}`)
    await run.sees(STOPPED)
    await run.at(LIST, CTRL_C)
    await run.sees('The case is saved in')
    await run.at(PROMPT, `echo "status $?"${ENTER}`)
    await run.sees('status 130')
    expect(saved()).toEqual({ 'underlying-disease': 'gist', 'imatinib-current': true })
  })

  it('keeps a line to type at working', async () => {
    const run = shell()
    await run.at(PROMPT, `$MARROWDX ask --accessible${ENTER}`)
    await run.sees(DISEASE)
    await run.at('Answer: ', CTRL_Z)
    await run.sees('Stopped')
    await run.at(PROMPT, `fg${ENTER}`)
    await run.sees('ask --accessible')
    run.type('gist\n')
    await run.sees(CURRENT)
    await run.at('Answer: ', 'quit\n')
    await run.sees('The case is saved in')
    expect(saved()).toEqual({ 'underlying-disease': 'gist' })
  })
})
