/** `marrowdx compare`: why one diagnosis and not the other in one case, and what would exchange them. */

import { type Answered, compare, NONE_OF_THESE } from '../../core/assessment/compare.ts'
import { readCase } from '../../core/case/read.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { nearestNamed } from '../../core/text/did-you-mean.ts'
import { readCaseText } from '../../io/input.ts'
import { comparisonJson, renderComparison } from '../../render/compare.ts'
import { renderJson } from '../../render/json.ts'
import { errorLines, placed, problemLines } from '../case-problems.ts'
import { knownRules } from '../load-rules/in-force.ts'
import { done, type Format, failed, type Report, type Session } from '../report.ts'
import { textStyle } from '../terminal.ts'
import { TOOL_VERSION } from '../version.ts'

type Pair = readonly [string, string]

const misused = (...stderr: readonly string[]): Report => ({ ending: 'usage', stdout: '', stderr })

/** What is wrong with the two names, a line each. */
function faultsIn({ diagnoses }: KnowledgeBase, named: Pair): readonly string[] {
  const ids = [...diagnoses.map(({ id }) => id), NONE_OF_THESE]
  const unknown = [...new Set(named)].filter((id) => !ids.includes(id))
  if (unknown.length > 0) return unknown.map((id) => unknownDiagnosis(diagnoses, id))
  return named[0] === named[1] ? [`error: '${named[0]}' is named twice; two diagnoses are compared`] : []
}

function unknownDiagnosis(diagnoses: KnowledgeBase['diagnoses'], wanted: string): string {
  const names = diagnoses.map(({ id, label, synonyms = [] }) => ({ name: id, synonyms: [label, ...synonyms] }))
  const meant = nearestNamed(wanted, [...names, { name: NONE_OF_THESE }])
  return `error: no diagnosis '${wanted}'; ${meant === null ? 'marrowdx diagnoses lists them' : `did you mean '${meant}'?`}`
}

function notHere(kb: KnowledgeBase, { result, cannotOccur }: Answered): readonly string[] {
  const context = kb.contexts.find(({ id }) => id === result.case.context)
  return cannotOccur.map((id) => {
    const reason = context?.cannotOccur.find(({ diagnosis }) => diagnosis === id)?.reason
    return `error: '${id}' cannot occur in the context of this case (${context?.id ?? ''})${reason === undefined ? '' : `: ${reason}`}`
  })
}

const idOf = (named: string): string | null => (named === NONE_OF_THESE ? null : named)

export async function compareTwo(
  named: Pair,
  file: string | undefined,
  format: Format,
  session: Session,
): Promise<Report> {
  const { world, options } = session
  await world.endSoon()
  const rules = await knownRules(session)
  if (!rules.ok) return failed(rules.failure)
  const kb = rules.value
  const faults = faultsIn(kb, named)
  if (faults.length > 0) return misused(...faults)
  const input = await readCaseText(file, world)
  if (!input.ok) return failed(input.failure)
  const { name, text } = input.value
  const { case: kase, problems } = readCase(text, kb)
  if (kase === null) return { ending: 'case', stdout: '', stderr: errorLines(name, problems) }
  const answered = compare(kb, kase, [idOf(named[0]), idOf(named[1])], {
    toolVersion: TOOL_VERSION,
    warnings: problems,
  })
  if ('problems' in answered) {
    const placedProblems = placed(text, answered.problems)
    return { ending: 'case', stdout: '', stderr: errorLines(name, placedProblems) }
  }
  if (answered.cannotOccur.length > 0) return misused(...notHere(kb, answered))
  const { result, comparison } = answered
  const notes = options.quiet ? [] : problemLines(name, problems)
  if (format === 'json') return done(renderJson(comparisonJson(result, comparison)), notes)
  return done(renderComparison(result, comparison, await textStyle(options, world.env, world.stdout)), notes)
}
