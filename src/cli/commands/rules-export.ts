/** `marrowdx rules export`: the compiled network, for a program that wants to compute the same numbers by itself. */
import { renderJson } from '../../render/json.ts'
import { networkOf } from '../../render/rules/export.ts'
import { wholeRules } from '../load-rules/in-force.ts'
import { done, failed, type Report, type Session } from '../report.ts'

export async function rulesExport(session: Session): Promise<Report> {
  const rules = await wholeRules(session)
  return rules.ok ? done(renderJson(networkOf(rules.value))) : failed(rules.failure)
}
