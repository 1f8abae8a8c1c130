/** The questionnaire with a person at a terminal: which kind of prompts, and what becomes of it when a signal ends it. */
import type { Interview } from '../../core/interview/interview.ts'
import type { Dialog } from '../../io/dialog.ts'
import { linePrompter } from '../../io/prompter/lines.ts'
import type { Prompter } from '../../io/prompter.ts'
import type { Signal } from '../../io/signals.ts'
import { openingLines } from '../../render/ask/question.ts'
import { plain, type TextStyle } from '../../render/style.ts'
import type { Report } from '../report.ts'
import { wantsPlainLines } from '../terminal.ts'
import { finish, rescue, type Setting, talkOf } from './dependencies.ts'
import { converse } from './loop.ts'

export async function askPerson(setting: Setting, start: Interview): Promise<Report> {
  const { world } = setting.session
  const lines = setting.options.accessible === true || wantsPlainLines(world.env)
  const dialog = await world.dialog()
  const signals = catchSignals(dialog)
  const style = lines ? readAloud(setting.style) : setting.style
  const prompter = lines ? linePrompter(dialog, signals.leave) : await listPrompter(dialog, style, signals.leave)
  const talk = talkOf({ ...setting, style }, prompter, true)
  prompter.say(
    openingLines(
      Object.values(start.findings).filter((value) => value !== null).length,
      setting.keeper.path() ?? '',
      talk.style(),
    ),
  )
  const conversed = await converse(talk, start)
  await rescue(setting, talk, conversed.interview)
  prompter.close()
  signals.release()
  const report = await finish(setting, conversed, world.stdout.isTTY)
  // The end of the input may be heard before the signal that tells why; and node 20 aborts when it ends by itself without its terminal.
  const signal = signals.caught() ?? (dialog.isGone() ? 'SIGHUP' : null)
  // Ctrl-C at a plain line comes as a signal, in a list as a key: both are leaving at a prompt.
  if (signal === null || (lines && signal === 'SIGINT')) return report
  await world.stderr.write(report.stderr.map((line) => `${line}\n`).join(''))
  dialog.raise(signal)
  return { ...report, stderr: [] }
}

const readAloud = (style: TextStyle): TextStyle => ({ ...style, paint: plain, unicode: false, hyperlinks: false })

async function listPrompter(dialog: Dialog, { paint, unicode }: TextStyle, leave: AbortSignal): Promise<Prompter> {
  const { inquirerPrompter } = await import('../../io/prompter/inquirer-prompter.ts')
  return inquirerPrompter(dialog, { highlight: paint.good, faint: paint.faint, unicode }, leave)
}

function catchSignals(dialog: Dialog) {
  const controller = new AbortController()
  let caught: Signal | null = null
  const release = dialog.onSignal((signal) => {
    caught ??= signal
    controller.abort()
  })
  return { leave: controller.signal, caught: (): Signal | null => caught, release }
}
