/** `marrowdx template`: a case file to fill in, every finding there and none answered. */
import { renderJson } from '../../render/json.ts'
import { knownRules } from '../load-rules/in-force.ts'
import { done, failed, type Report, type Session } from '../report.ts'

export async function template(session: Session): Promise<Report> {
  const rules = await knownRules(session)
  if (!rules.ok) return failed(rules.failure)
  const askable = rules.value.findings.filter(({ carriedBy }) => carriedBy === undefined)
  const findings = Object.fromEntries(askable.map(({ id }) => [id, null]))
  return done(renderJson({ schemaVersion: 1, findings }))
}
