/** `ask --replay`: the questionnaire with a case file in the place of a person; what would have been on the screen goes to standard error. */
import { type Interview, startInterview } from '../../core/interview/interview.ts'
import { scriptedPrompter } from '../../io/prompter/scripted.ts'
import { failed, type Report } from '../report.ts'
import { finish, type Setting, talkOf } from './dependencies.ts'
import { converse } from './loop.ts'
import { replayOf } from './replay-answers.ts'
import { readStart } from './resume.ts'

export async function askScript(setting: Setting, start: Interview, file: string): Promise<Report> {
  const { world, options } = setting.session
  const script = await readStart(file, setting.kb, world)
  if (!script.ok) return failed(script.failure)
  const { findings, id, context } = script.value.interview
  const shown: string[] = []
  const prompter = scriptedPrompter(replayOf(findings), (lines) => shown.push(...lines))
  const first = startInterview(start.findings, start.id ?? id, start.context ?? context)
  const conversed = await converse(talkOf(setting, prompter, false), first)
  const report = await finish(setting, conversed, false)
  const missing = Object.keys(findings).filter(
    (each) => findings[each] !== null && !Object.hasOwn(conversed.interview.findings, each),
  )
  const lost = missing.map((each) => `${file}: findings.${each}  warning: not taken, or set aside for a later answer`)
  return { ...report, stderr: [...(options.quiet ? [] : shown), ...lost, ...report.stderr] }
}
