/** A result as Markdown, for a note or a record: the same parts in the same order as the text report, sources as numbered links. */

import { packNames } from '../core/result/named-rules.ts'
import type { Citation, LedgerLine, RankedDiagnosis, Result } from '../core/result/schema.ts'
import { cleanText } from '../core/text/printable.ts'
import { type Formatter, type Place, placeName, problemText } from './formatter.ts'
import { causalityMarkdown } from './markdown/causality.ts'
import { NOT_RAISED, notRaised } from './sentences/legend.ts'
import { knownText } from './text/basis.ts'
import { changeSentence } from './text/change.ts'
import { firmnessSentences } from './text/firmness.ts'
import { basis, isArgument, leadersOf, named, pooled, whom } from './text/ledger.ts'

type Cite = (citation: Citation) => string

/** Text of a case or of the rules that can neither mark up nor break a line of a table. */
const escaped = (text: string): string => cleanText(text).replace(/[\\`*_{}[\]<>#|]/g, '\\$&')

const items = (lines: readonly string[]): readonly string[] => lines.map((line) => `- ${line}`)

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${heading}`, '', ...lines, '']
}

function statusOf(entry: RankedDiagnosis, cite: Cite): string {
  const { excludedBy, notExcluded } = entry
  if (excludedBy !== null) return `excluded by ${escaped(excludedBy.test)} ${cite(excludedBy.source)}`
  return [...(notExcluded ? ['not excluded'] : []), ...(notRaised(entry) ? [NOT_RAISED] : [])].join('; ')
}

/** In the order of the ranking, with "none of these" in its place. */
function rankingTable({ ranking, noneOfThese }: Result, cite: Cite): readonly string[] {
  if (noneOfThese === null) return []
  const { rank } = noneOfThese
  const rows = ranking.map((entry) => [String(entry.rank), escaped(entry.label), entry.words, statusOf(entry, cite)])
  const all = rows.toSpliced(rank - 1, 0, [String(rank), 'None of these', '', ''])
  return ['| rank | diagnosis | words | |', '|---|---|---|---|', ...all.map((cells) => `| ${cells.join(' | ')} |`)]
}

const conflictLines = ({ conflict }: Result): readonly string[] =>
  conflict === null ? [] : ['', `**Conflict:** ${escaped(conflict.sentence)}`]

function changeLines(result: Result): readonly string[] {
  const sentence = changeSentence(result)
  return sentence === null ? [] : [escaped(sentence)]
}

/** One paragraph behind an empty line. */
function firmnessParagraph(result: Result): readonly string[] {
  const sentences = firmnessSentences(result)
  return sentences.length === 0 ? [] : ['', escaped(sentences.join(' '))]
}

function ledgerItem(line: LedgerLine, cite: Cite): string {
  const part = line.counted === 'in-part' ? ', counts in part' : ''
  const figure = `${basis(line)}${part} ${cite(line.source)}${pooled(line, { cite })}`
  return `${escaped(named(line))}: ${figure.replaceAll('\u00a0', ' ')}${escaped(whom(line))}`
}

function ledgerOf(entry: RankedDiagnosis, cite: Cite): readonly string[] {
  const answers = entry.evidence.filter(({ answer }) => answer !== 'prior')
  const slight = answers.filter((line) => !isArgument(line)).map(named)
  const side = (name: string, lines: readonly LedgerLine[]) =>
    lines.length === 0 ? [] : [`**${name}**`, '', ...items(lines.map((line) => ledgerItem(line, cite))), '']
  return [
    `### ${escaped(entry.label)}: ${entry.words}${entry.notExcluded ? ', not excluded' : ''}`,
    '',
    ...side(
      'For',
      answers.filter((line) => isArgument(line) && line.weight > 0),
    ),
    ...side(
      'Against',
      answers.filter((line) => isArgument(line) && line.weight < 0),
    ),
    ...(slight.length === 0 ? [] : [`Little or no weight: ${escaped(slight.join('; '))}.`, '']),
  ]
}

function adviceItem({ text, sources, difference }: Result['advice'][number], cite: Cite): string {
  const other = difference === null ? '' : ` *The sources disagree:* ${escaped(difference)}`
  return `${escaped(text)} ${sources.map(cite).join(' ')}${other}`
}

/** The whole report; ends with a line break. */
export function renderMarkdown(result: Result): string {
  const cited = new Map<string, Citation>()
  const cite: Cite = (citation) => {
    cited.set(citation.id, cited.get(citation.id) ?? citation)
    return `[${[...cited.keys()].indexOf(citation.id) + 1}] ${escaped(citation.locator)}`
  }
  const { tool, rules, completeness } = result
  const known = completeness.of === 0 ? [] : [`Known: ${knownText(completeness).replaceAll('\u00a0', ' ')}`]
  const lines = [
    `# ${result.case.id === null ? 'Case without a name' : escaped(result.case.id)}`,
    '',
    ...(result.why === null ? [] : [`${escaped(result.status)}: ${escaped(result.why)}`, '']),
    ...section(
      'Cannot wait',
      items(result.urgent.map(({ advice, sources }) => `**${escaped(advice)}** ${sources.map(cite).join(' ')}`)),
    ),
    ...section('Ranking', [...rankingTable(result, cite), ...conflictLines(result), ...firmnessParagraph(result)]),
    ...section('What would change this', changeLines(result)),
    ...section(
      'For and against',
      leadersOf(result).flatMap((entry) => ledgerOf(entry, cite)),
    ),
    ...section('Unexplained', items(result.unexplained.map(({ label }) => escaped(label)))),
    ...section(
      'Next',
      items(
        result.next.map(({ question, burden, means }) => `${escaped(question)} (${burden}) ${escaped(means.present)}.`),
      ),
    ),
    ...section('Advice from the sources', items(result.advice.map((entry) => adviceItem(entry, cite)))),
    ...(result.causality === null
      ? []
      : section(
          `Causality of ${escaped(result.causality.label)}`,
          causalityMarkdown(result.causality, { escaped, cite }),
        )),
    ...section(
      'Basis',
      items([result.basis.intendedFor, ...known, ...result.basis.limits, ...result.basis.warnings].map(escaped)).concat(
        `- ${tool.name} ${tool.version}, rules ${rules.version}, ${rules.digest}`,
        packNames(rules).map((pack) => `- Rule pack ${escaped(pack)}`),
      ),
    ),
  ]
  const sources = [...cited.values()].map(({ title, year, url }, at) => {
    const name = `${escaped(title)}${year === null ? '' : ` (${year})`}`
    return `${at + 1}. ${url === null ? name : `[${name}](${url})`}`
  })
  return `${[...lines, ...section('Sources', sources)].join('\n').trimEnd()}\n`
}

/** `titled` names the place of each case above it. */
export function markdownFormatter(titled: boolean): Formatter {
  const title = (at: Place, rest = ''): string => `**${escaped(placeName(at))}**${rest}\n\n`
  return {
    head: '',
    between: '\n',
    result: (result, at) => `${titled ? title(at) : ''}${renderMarkdown(result)}`,
    failure: ({ at, error, others }) =>
      `${title(at, ': not ranked')}${items([error, ...others].map((problem) => escaped(problemText(problem)))).join('\n')}\n`,
  }
}
