/** `marrowdx rules trace`: every figure that counts and its way to the source, all of them or those of one finding, diagnosis or source. */

import { namedRules } from '../../core/result/named-rules.ts'
import { type TracedFigure, tracedFigures } from '../../core/review/trace.ts'
import type { WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { nearest } from '../../core/text/did-you-mean.ts'
import { renderJson } from '../../render/json.ts'
import { traceJson, traceText } from '../../render/rules/trace.ts'
import { rulesFromFiles, unknownId } from '../load-rules/from-files.ts'
import { done, type Format, failed, type Report, type Session } from '../report.ts'
import { textStyle } from '../terminal.ts'

const names = ({ finding, diagnosis, source, also }: TracedFigure, id: string): boolean =>
  [finding, diagnosis, source.id, ...also.map((one) => one.id)].includes(id)

const filtersOf = (kb: WholeKnowledgeBase): readonly string[] => [
  ...[...kb.network, ...kb.diagnoses].map(({ id }) => id),
  'none',
  ...Object.keys(kb.sources),
]

export async function rulesTrace(id: string | undefined, format: Format, session: Session): Promise<Report> {
  const rules = await rulesFromFiles(session)
  if (!rules.ok) return failed(rules.failure)
  const { kb, parsed } = rules.value
  const known = filtersOf(kb)
  if (id !== undefined && !known.includes(id)) return unknownId(id, nearest(id, known), 'finding, diagnosis or source')
  const counted = tracedFigures(kb, parsed).filter(
    (figure) => figure.contexts.length > 0 && (id === undefined || names(figure, id)),
  )
  const notes = counted.length > 0 || session.options.quiet ? [] : [`no figure of "${id ?? ''}" counts in any context`]
  const { world, options } = session
  if (format === 'text') return done(traceText(counted, await textStyle(options, world.env, world.stdout)), notes)
  const head = { schemaVersion: 1, rules: namedRules(kb) }
  return done(renderJson({ ...head, figures: traceJson(counted) }), notes)
}
