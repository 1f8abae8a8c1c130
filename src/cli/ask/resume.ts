/** The answers that a conversation begins with: those of a case file, read and checked as `score` does. */
import { assess } from '../../core/assessment/assess.ts'
import { isRecord } from '../../core/case/read/problems.ts'
import { readCase } from '../../core/case/read.ts'
import { type Interview, startInterview } from '../../core/interview/interview.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { parseJson } from '../../core/text/json.ts'
import { readCaseText } from '../../io/input.ts'
import { fail, type Outcome, succeed } from '../../io/system-errors.ts'
import type { World } from '../../io/world.ts'
import { errorLines } from '../case-problems.ts'
import { TOOL_VERSION } from '../version.ts'

export interface Start {
  readonly interview: Interview
  /** As the command line names it; null where there is none. */
  readonly file: string | null
  /** What it held. */
  readonly text: string
}

/** Contradictory answers are refused here as everywhere. Without a file the interview is empty. */
export async function readStart(file: string | undefined, kb: KnowledgeBase, world: World): Promise<Outcome<Start>> {
  if (file === undefined) return succeed({ interview: startInterview({}), file: null, text: '' })
  const input = await readCaseText(file, world)
  if (!input.ok) return input
  const { name, text } = input.value
  const read = readCase(text, kb)
  if (read.case === null) return fail('case', ...errorLines(name, read.problems))
  const result = assess(kb, read.case, { toolVersion: TOOL_VERSION, warnings: [] })
  if ('problems' in result) return fail('case', ...errorLines(name, result.problems))
  return succeed({ interview: startInterview(findingsIn(text), read.case.id, read.case.context), file, text })
}

/** As the file has them, units and all; the text has been read as a case before. */
function findingsIn(text: string): Interview['findings'] {
  const parsed = parseJson(text)
  const findings = 'value' in parsed && isRecord(parsed.value) ? parsed.value['findings'] : null
  return isRecord(findings) ? findings : {}
}
