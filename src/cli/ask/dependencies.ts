/** What a conversation is held with, and what becomes of it: the parts that a person and a script have in common. */
import { resolve } from 'node:path'
import { assess } from '../../core/assessment/assess.ts'
import { readCase } from '../../core/case/read.ts'
import type { Interview } from '../../core/interview/interview.ts'
import type { Result } from '../../core/result/schema.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { cleanText } from '../../core/text/printable.ts'
import { redrawnBy, USUAL_REDRAWS } from '../../io/compiled-draws.ts'
import type { Prompter } from '../../io/prompter.ts'
import { cannotSave, exists, saveWhole } from '../../io/save-case.ts'
import { systemWords } from '../../io/system-errors.ts'
import { distOf, type World } from '../../io/world.ts'
import { renderJson } from '../../render/json.ts'
import type { TextStyle } from '../../render/style.ts'
import { renderText } from '../../render/text.ts'
import { errorLines } from '../case-problems.ts'
import type { Format, Report, Session } from '../report.ts'
import { textStyle, widthOf } from '../terminal.ts'
import { TOOL_VERSION } from '../version.ts'
import { type CaseKeeper, quoted } from './autosave.ts'
import { caseText } from './case-text.ts'
import type { Conversed } from './loop.ts'
import { fileName, note, type Talk } from './session.ts'

export interface AskOptions {
  readonly format: Format
  /** Where the answers are kept; without it in FILE, else in the user's own folder. */
  readonly save?: string
  /** A case file that answers in a person's place. */
  readonly replay?: string
  readonly accessible?: true
}

export interface Setting {
  readonly kb: KnowledgeBase
  readonly keeper: CaseKeeper
  /** Of standard error. */
  readonly style: TextStyle
  readonly options: AskOptions
  readonly session: Session
}

export function talkOf(
  { kb, keeper, style, session: { world } }: Setting,
  prompter: Prompter,
  showsReport: boolean,
): Talk {
  const talk: Talk = {
    kb,
    prompter,
    showsReport,
    savedIn: keeper.path,
    style: () => ({ ...style, width: widthOf(world.env, world.stderr) }),
    assess: (interview, causalityOfSuspected) => resultOf(kb, interview, world, causalityOfSuspected),
    resolve: (file) => resolve(world.cwd, file),
    write: (file, text) => writeNewFile(resolve(world.cwd, file), file, text),
    keep: (interview) => {
      const said = keeper.keep(interview)
      if (said !== null)
        note(
          talk,
          typeof keeper.state() === 'object' ? `${said}. It is tried again after the next answer.` : `${said}.`,
        )
    },
  }
  return talk
}

/** By way of the text of the case file, so that it is what `score` prints for that file, to the byte. */
function resultOf(
  kb: KnowledgeBase,
  interview: Interview,
  world: World,
  causalityOfSuspected = false,
): Result | { readonly problems: readonly ReturnType<typeof readCase>['problems'][number][] } {
  const { case: read, problems } = readCase(caseText(interview), kb)
  const redrawn = redrawnBy(kb, USUAL_REDRAWS, distOf(world))
  return read === null
    ? { problems }
    : assess(kb, read, { toolVersion: TOOL_VERSION, warnings: problems, causalityOfSuspected, redrawn })
}

function writeNewFile(path: string, name: string, text: string): string {
  const shown = cleanText(name)
  if (exists(path)) return `${shown} is there already and was left as it is; name a new file.`
  const fault = cannotSave(path) ?? saveWhole(path, text, null)
  return fault === null ? `Written to ${cleanText(path)}.` : `${shown}: cannot be written: ${systemWords(fault)}.`
}

/** @param printed what a person has seen on the screen need not be printed again */
export async function finish(
  { kb, keeper, options, session }: Setting,
  { interview, how }: Conversed,
  printed: boolean,
): Promise<Report> {
  const state = keeper.state()
  const where = whereSaved(keeper, how === 'left')
  if (typeof state === 'object') return { ending: 'io', stdout: '', stderr: [state.failed, ...unsaved(interview)] }
  if (how === 'left') return { ending: 'left', stdout: '', stderr: where }
  const result = resultOf(kb, interview, session.world)
  if ('problems' in result)
    return { ending: 'case', stdout: '', stderr: [...errorLines('the answers', result.problems), ...where] }
  if (options.format === 'json') return { ending: 'done', stdout: renderJson(result), stderr: where }
  const { env, stdout } = session.world
  return {
    ending: 'done',
    stdout: printed ? '' : renderText(result, await textStyle(session.options, env, stdout)),
    stderr: where,
  }
}

/** What could be put into no file is not thrown away. */
const unsaved = (interview: Interview): readonly string[] => [
  'The answers, which are in no file; the lines below are the case file:',
  ...caseText(interview).trimEnd().split('\n'),
]

/** Answers that could not be kept are offered another file, as long as somebody is there to name one. */
export async function rescue({ keeper }: Setting, talk: Talk, interview: Interview): Promise<void> {
  for (let state = keeper.state(); typeof state === 'object'; state = keeper.state()) {
    const file = await fileName(talk, 'rescue', `${state.failed}. Into which other file?`)
    if (file === null || file === '') return
    const failed = keeper.keepIn(talk.resolve(file), interview)
    if (failed !== null) note(talk, `${failed}.`)
  }
}

function whereSaved(keeper: CaseKeeper, left: boolean): readonly string[] {
  const path = keeper.path()
  if (path === null) return []
  if (keeper.state() === 'untouched')
    return exists(path) ? [`${cleanText(path)} is as it was.`] : ['Nothing was answered, so no case file was written.']
  return [`The case is saved in ${cleanText(path)}`, ...(left ? [`To go on: marrowdx ask ${quoted(path)}`] : [])]
}
