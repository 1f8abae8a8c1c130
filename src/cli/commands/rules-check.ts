/** `marrowdx rules check`: every problem in every rule file, always read from the files and never from what the build made of them. */

import { withPacks } from '../../core/result/named-rules.ts'
import { loadRuleFiles, readRuleFiles } from '../../io/rules.ts'
import { accepted, extraOf } from '../load-rules/in-force.ts'
import { done, failed, type Report, type Session } from '../report.ts'

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

export async function rulesCheck(session: Session): Promise<Report> {
  const files = readRuleFiles(session.world.packageFolder, extraOf(session))
  if (!files.ok) return failed(files.failure)
  const loaded = await loadRuleFiles(files.value)
  const rules = await accepted(loaded)
  if (!rules.ok) return failed(rules.failure)
  const warnings = loaded.diagnostics.length
  const summary = `${plural(files.value.length, 'rule file')}, no error, ${plural(warnings, 'warning')}; rules ${rules.value.kb.version}${withPacks(rules.value.kb)}\n`
  return done(session.options.quiet ? '' : summary, rules.value.warnings)
}
