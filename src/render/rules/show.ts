/** What the rules hold on one id, for people and for programs. */

import type { RuleEntry, RuleUse } from '../../core/review/rule-entries.ts'
import type { RuleLookup } from '../../core/review/show.ts'
import type { TracedFigure, TracedPrior } from '../../core/review/trace.ts'
import { fileAndLine } from '../../core/rules/diagnostic.ts'
import { blocks, hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'
import { figureJson, sayAbout, sayCitation, sayNumber, sayStated } from './figure.ts'

export function lookupText({ id, entries, usedBy, frequencies, priors }: RuleLookup, style: TextStyle): string {
  const none = [style.paint.strong(id), ...hang('  ', 'stands for nothing by itself; it is only named', style.width)]
  return `${blocks([
    ...(entries.length === 0 ? [none] : entries.map((entry) => entryLines(entry, style))),
    headed('Before any finding', priors, (prior) => priorLines(prior, style), style),
    headed('Frequencies in use', frequencies, (used) => frequencyLines(used, style), style),
    headed(
      'Named by',
      byKind(usedBy),
      ([kind, ids]) => hang('  ', `${kind}: ${ids.join(', ')}`, style.width, 6),
      style,
    ),
  ]).join('\n')}\n`
}

function headed<T>(
  heading: string,
  items: readonly T[],
  lines: (item: T) => readonly string[],
  style: TextStyle,
): readonly string[] {
  return items.length === 0 ? [] : [style.paint.heading(heading), ...items.flatMap(lines)]
}

function entryLines({ kind, id, value, location }: RuleEntry, style: TextStyle): readonly string[] {
  const fields = Object.entries(value).filter(([key, part]) => key !== 'id' && part !== undefined)
  return [
    ...hang('', `${id} (${kind})`, style.width).map(style.paint.strong),
    ...hang('  ', `in ${fileAndLine(location)}`, style.width, 4),
    ...fields.flatMap(([key, part]) => fieldLines(key, part, style.width)),
  ]
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null

/** A list or a map of more than plain words has one line for each part. */
function fieldLines(key: string, value: unknown, width: number): readonly string[] {
  const parts =
    typeof value === 'object' && value !== null ? Object.entries(value).filter(([, part]) => part !== undefined) : []
  if (parts.every(([, part]) => isScalar(part)))
    return hang('  ', `${key}: ${Array.isArray(value) ? value.join(', ') : inFlow(value)}`, width, 6)
  const lead = (name: string): string => (Array.isArray(value) ? '- ' : `${name}: `)
  return [`  ${key}:`, ...parts.flatMap(([name, part]) => hang('    ', lead(name) + inFlow(part), width, 8))]
}

/** As a rule file would write it on one line. */
function inFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const parts = Object.entries(value).filter(([, part]) => part !== undefined)
  return `{ ${parts.map(([key, part]) => `${key}: ${inFlow(part)}`).join(', ')} }`
}

function priorLines({ context, low, high, judged, claim, sources }: TracedPrior, style: TextStyle): readonly string[] {
  return [
    ...hang('  ', `${context}: ${sayNumber(low)} to ${sayNumber(high)}${judged ? ', judged' : ''}`, style.width, 6),
    ...hang('      ', `${claim} (${sources.map(sayCitation).join('; ')})`, style.width),
  ]
}

function frequencyLines(frequency: RuleLookup['frequencies'][number], style: TextStyle): readonly string[] {
  const { patients, figures, used } = frequency
  const [first, ...others] = figures
  const stated = patients === null ? first && sayStated(first.stated) : sayStated({ kind: 'counts', ...patients })
  const points = used.map(({ point }) => point)
  const range = [...new Set([Math.min(...points), Math.max(...points)].map(sayNumber))].join(' to ')
  const cited = ({ id, stated, source }: TracedFigure): string =>
    `${id}${others.length === 0 ? '' : `: ${sayStated(stated)}`} (${sayCitation(source)})`
  return [
    ...hang('  ', `${sayAbout(frequency)}: ${stated ?? ''}; counts as ${range}`, style.width, 6),
    ...figures.flatMap((figure) => hang('      ', cited(figure), style.width, 10)),
    ...hang('      ', `in ${used.map(({ context }) => context).join(', ')}`, style.width).map(style.paint.faint),
  ]
}

function byKind(uses: readonly RuleUse[]): readonly (readonly [string, readonly string[]])[] {
  const kinds = [...new Set(uses.map(({ kind }) => kind))]
  return kinds.map((kind) => [kind, uses.filter((use) => use.kind === kind).map(({ id }) => id)])
}

/** Keys: `entries` (kind, id, file, line, the entry itself), `priors`, `frequencies` with the figures behind each, `usedBy` with the parts that name the id. */
export function lookupJson({ id, entries, usedBy, frequencies, priors }: RuleLookup): object {
  return {
    id,
    entries: entries.map(({ kind, id, value, location }) => ({
      kind,
      id,
      file: location.file,
      line: location.line,
      entry: value,
    })),
    priors,
    frequencies: frequencies.map(({ rules, figures, ...frequency }) => ({
      ...frequency,
      figures: figures.map(figureJson),
    })),
    usedBy: usedBy.map(({ kind, id, parts, location }) => ({
      kind,
      id,
      file: location.file,
      line: location.line,
      parts,
    })),
  }
}
