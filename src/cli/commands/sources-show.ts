/** `marrowdx sources show`: one source in full, with its appraisal and what the rules do with it. */

import { namedRules } from '../../core/result/named-rules.ts'
import { accountOf } from '../../core/review/source.ts'
import { renderJson } from '../../render/json.ts'
import { accountJson, accountText } from '../../render/sources/show.ts'
import { rulesFromFiles, unknownId } from '../load-rules/from-files.ts'
import { done, type Format, failed, type Report, type Session } from '../report.ts'
import { textStyle } from '../terminal.ts'

export async function sourcesShow(id: string, format: Format, session: Session): Promise<Report> {
  const rules = await rulesFromFiles(session)
  if (!rules.ok) return failed(rules.failure)
  const { kb, parsed } = rules.value
  const found = accountOf(kb, parsed, id)
  if ('unknown' in found) return unknownId(found.unknown, found.nearest, 'source of the rules')
  const { world, options } = session
  if (format === 'text') return done(accountText(found, await textStyle(options, world.env, world.stdout)))
  return done(renderJson({ schemaVersion: 1, rules: namedRules(kb), ...accountJson(found) }))
}
