/** `marrowdx score`: one case in, one result out. */
import type { CaseProblem } from '../core/answers.ts'
import { assess } from '../core/assess.ts'
import { readCase } from '../core/case.ts'
import { positionOf } from '../core/json.ts'
import { readCaseText } from '../io/input.ts'
import { renderJson } from '../render/json.ts'
import { renderText } from '../render/text.ts'
import { errorLines, isError, problemLines } from './case-problems.ts'
import { done, type Format, failed, type Report, type Session } from './report.ts'
import { knownRules } from './rules-in-force.ts'
import { textStyle } from './terminal.ts'
import { TOOL_VERSION } from './version.ts'

const refused = (file: string, problems: readonly CaseProblem[]): Report => ({
  ending: 'case',
  stdout: '',
  stderr: errorLines(file, problems),
})

/** Contradictions are found after reading; their place is looked up only now. */
function placed(text: string, problem: CaseProblem): CaseProblem {
  return { ...problem, position: positionOf(text, problem.path.split('.')) }
}

export async function score(file: string | undefined, format: Format, session: Session): Promise<Report> {
  const { world, options } = session
  await world.endSoon()
  const rules = await knownRules(session)
  if (!rules.ok) return failed(rules.failure)
  const input = await readCaseText(file, world)
  if (!input.ok) return failed(input.failure)
  const { name, text } = input.value
  const read = readCase(text, rules.value)
  if (read.case === null || read.problems.some(isError)) return refused(name, read.problems)
  const result = assess(rules.value, read.case, { toolVersion: TOOL_VERSION, warnings: read.problems })
  if ('problems' in result)
    return refused(
      name,
      result.problems.map((problem) => placed(text, problem)),
    )
  const stdout = format === 'json' ? renderJson(result) : renderText(result, await textStyle(options, world.env, world.stdout))
  return done(stdout, options.quiet ? [] : problemLines(name, read.problems))
}
