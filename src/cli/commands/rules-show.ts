/** `marrowdx rules show`: everything the rules hold on one id. */

import { namedRules } from '../../core/result/named-rules.ts'
import { lookUp } from '../../core/review/show.ts'
import { renderJson } from '../../render/json.ts'
import { lookupJson, lookupText } from '../../render/rules/show.ts'
import { rulesFromFiles, unknownId } from '../load-rules/from-files.ts'
import { done, type Format, failed, type Report, type Session } from '../report.ts'
import { textStyle } from '../terminal.ts'

export async function rulesShow(id: string, format: Format, session: Session): Promise<Report> {
  const rules = await rulesFromFiles(session)
  if (!rules.ok) return failed(rules.failure)
  const { kb, parsed } = rules.value
  const found = lookUp(kb, parsed, id)
  if ('unknown' in found) return unknownId(found.unknown, found.nearest)
  const { world, options } = session
  if (format === 'text') return done(lookupText(found, await textStyle(options, world.env, world.stdout)))
  return done(renderJson({ schemaVersion: 1, rules: namedRules(kb), ...lookupJson(found) }))
}
