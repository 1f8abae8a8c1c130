/** The causality of a drug in Markdown: the same parts in the same order as in the text report. */
import type { Causality } from '../../core/result/causality.ts'
import type { Citation } from '../../core/result/schema.ts'
import {
  criterionText,
  e2bText,
  itemBasis,
  naranjoSummary,
  notAsked,
  raisedText,
  SCALES,
  signed,
} from '../text/causality.ts'

export interface MarkdownWords {
  /** Text that can neither mark up nor break a line of a table. */
  readonly escaped: (text: string) => string
  readonly cite: (citation: Citation) => string
}

/** The lines below the heading. */
export function causalityMarkdown(causality: Causality, { escaped, cite }: MarkdownWords): readonly string[] {
  const { given, naranjo, whoUmc, whoUmcCriteria, raisedBy, e2b, warnings, differs } = causality
  const items = naranjo.items.map((item) => {
    const basis = itemBasis({ ...item, sources: [] }, () => '')
    const cells = [
      String(item.item),
      escaped(item.question),
      item.answer,
      signed(item.points),
      [escaped(basis), ...item.sources.map(cite)].join(' '),
    ]
    return `| ${cells.join(' | ')} |`
  })
  const points = (texts: readonly string[]): readonly string[] =>
    texts.filter((text) => text !== '').map((text) => `- ${escaped(text)}`)
  return [
    ...(differs === null ? [] : [`**${escaped(differs)}**`, '']),
    escaped(naranjoSummary(naranjo, given)),
    '',
    '| item | question | answer | points | by |',
    '|---|---|---|---|---|',
    ...items,
    '',
    ...points([
      notAsked(naranjo),
      `WHO-UMC: ${whoUmc}.`,
      ...whoUmcCriteria.map(criterionText),
      ...raisedBy.map(raisedText),
      ...e2b.map((element) => `E2B(R3) ${e2bText(element)}`),
      ...warnings.map((warning) => `Warning: ${warning}`),
      `Scales: ${SCALES}`,
    ]),
  ]
}
