/** The vocabulary: what can be answered, under which id, how, and in which unit. */
import type { KnowledgeBase, WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { Finding } from '../../core/rules/schema/vocabulary.ts'
import { blocks, hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'
import { codeKey, withMeanings } from './codes.ts'

const isKey = ({ carriedBy }: Finding): boolean => carriedBy === undefined

function answerForm(finding: Finding): string {
  switch (finding.type) {
    case 'boolean':
      return 'true or false'
    case 'enum':
      return `${finding.many === true ? 'any of' : 'one of'}: ${(finding.options ?? []).map(({ value }) => value).join(', ')}`
    case 'quantity':
      return `a value in ${[...new Set([finding.unit ?? '1', ...(finding.accepts ?? [])])].join(', ')}`
    case 'date-or-duration':
      return finding.form ?? `a duration in ${finding.unit ?? 'd'}, or a date`
  }
}

function findingLines(finding: Finding, style: TextStyle): readonly string[] {
  return [
    `  ${style.paint.strong(finding.id)}`,
    ...hang('      ', finding.ask, style.width),
    ...(finding.definition === undefined ? [] : hang('      ', finding.definition, style.width).map(style.paint.faint)),
    ...hang('      answer: ', `${answerForm(finding)} (${finding.burden})`, style.width),
  ]
}

/** Findings that weigh in no context: they describe the patient, decide the context, serve advice, or wait for a figure. */
function withoutFigure(kb: KnowledgeBase): readonly string[] {
  const weighed = new Set(kb.contexts.flatMap((context) => context.findings.map(({ finding }) => finding)))
  const answered = new Set(
    kb.network.filter(({ id }) => weighed.has(id)).flatMap(({ origins }) => origins.map(({ finding }) => finding)),
  )
  return kb.findings.filter((finding) => isKey(finding) && !answered.has(finding.id)).map(({ id }) => id)
}

/** Grouped, in the order of asking; those without any figure are named at the end. */
export function findingsText(kb: KnowledgeBase, style: TextStyle): string {
  const groups = kb.groups.map(({ id, label }) => {
    const members = kb.findings.filter((finding) => finding.group === id && isKey(finding))
    if (members.length === 0) return []
    return [style.paint.heading(label), ...members.flatMap((finding) => findingLines(finding, style))]
  })
  const rest = withoutFigure(kb)
  const last =
    rest.length === 0
      ? []
      : [
          style.paint.heading('Without a figure in any context (they change no order)'),
          ...hang('  ', rest.join(', '), style.width),
        ]
  return `${blocks([...groups, last]).join('\n')}\n`
}

export const findingsJson = (kb: WholeKnowledgeBase): object => ({
  findings: kb.findings.filter(isKey).map((finding) => {
    const { options } = finding
    return withMeanings(options === undefined ? finding : { ...finding, options: options.map(withMeanings) })
  }),
  ...codeKey(kb),
})
