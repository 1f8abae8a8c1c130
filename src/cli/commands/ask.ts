/** `marrowdx ask`: a questionnaire that ends with the ranking. Loaded only for this command. */
import { keeperFor } from '../ask/autosave.ts'
import type { AskOptions } from '../ask/dependencies.ts'
import { askPerson } from '../ask/interactive.ts'
import { askScript } from '../ask/replay.ts'
import { readStart } from '../ask/resume.ts'
import { wholeRules } from '../load-rules/in-force.ts'
import { failed, type Report, type Session } from '../report.ts'
import { textStyle } from '../terminal.ts'

const NO_TERMINAL =
  'marrowdx ask needs a terminal to put its questions on; to rank a case from a file or a pipe: marrowdx score'
const NO_PIPE = 'marrowdx ask reads no case from standard input, where the answers are typed; name a file'

const usage = (line: string): Report => ({ ending: 'usage', stdout: '', stderr: [line] })

/** Nothing is read from standard input before it is known to be a terminal. */
export async function ask(file: string | undefined, options: AskOptions, session: Session): Promise<Report> {
  const { world } = session
  if (options.replay === undefined && !(world.stdin.isTTY && world.stderr.isTTY)) return usage(NO_TERMINAL)
  if (file === '-' || options.replay === '-') return usage(NO_PIPE)
  const rules = await wholeRules(session)
  if (!rules.ok) return failed(rules.failure)
  const kb = rules.value
  const start = await readStart(file, kb, world)
  if (!start.ok) return failed(start.failure)
  const keeper = keeperFor(start.value, options, world)
  if (!keeper.ok) return failed(keeper.failure)
  const style = await textStyle(session.options, world.env, world.stderr)
  const setting = { kb, keeper: keeper.value, style, options, session }
  const { interview } = start.value
  return options.replay === undefined ? askPerson(setting, interview) : askScript(setting, interview, options.replay)
}
