/** The figures that count, each with its way to the source: source by source, as a reviewer opens them. */

import type { Citation } from '../../core/result/schema.ts'
import type { TracedFigure } from '../../core/review/trace.ts'
import { fileAndLine } from '../../core/rules/diagnostic.ts'
import { blocks, hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'
import { link } from '../text/citations.ts'
import { figureJson, sayAbout, sayCitation, sayStated } from './figure.ts'

/** `figures` in the order of their sources. */
export function traceText(figures: readonly TracedFigure[], style: TextStyle): string {
  const sources = new Map(figures.map(({ source }) => [source.id, source]))
  const parts = [...sources.values()].map((source) => [
    ...sourceLines(source, style),
    ...figures.filter((figure) => figure.source.id === source.id).flatMap((figure) => figureLines(figure, style)),
  ])
  return parts.length === 0 ? '' : `${blocks(parts).join('\n')}\n`
}

function sourceLines({ id, title, year, url }: Citation, style: TextStyle): readonly string[] {
  return [
    style.paint.heading(id),
    ...hang('  ', `${title}${year === null ? '' : ` (${year})`}`, style.width),
    ...(url === null ? [] : [`  ${link(url, url, style)}`]),
  ]
}

function figureLines(figure: TracedFigure, style: TextStyle): readonly string[] {
  const { id, stated, setting, population, source, also, claim, location } = figure
  const others = also.length === 0 ? '' : `; also ${also.map(sayCitation).join('; ')}`
  return [
    ...hang('  ', `${id}: ${sayAbout(figure)}: ${sayStated(stated)}`, style.width, 6).map(style.paint.strong),
    ...hang('      ', `at: ${source.locator}${others}`, style.width),
    ...hang('      ', `in: ${population ?? 'nobody counted'} (${setting})`, style.width),
    ...hang('      ', `says: ${claim}`, style.width),
    ...hang('      ', fileAndLine(location), style.width).map(style.paint.faint),
  ]
}

export const traceJson = (figures: readonly TracedFigure[]): readonly object[] => figures.map(figureJson)
