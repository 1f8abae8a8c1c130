/** A figure of the rules and its way to the source, in words. */

import type { Citation } from '../../core/result/schema.ts'
import type { TracedFigure, UsedFrequency } from '../../core/review/trace.ts'
import type { Stated } from '../../core/rules/compile/frequency.ts'
import { NONE } from '../../core/rules/compile/pooling.ts'

/** Three digits: far more than any source has. */
export const sayNumber = (value: number): string => String(Number(value.toPrecision(3)))

/** `7 of 9`, `judged, 0.3 to 0.7` or `in words, 0.3 to 0.79`. */
export function sayStated(stated: Stated): string {
  if (stated.kind === 'counts')
    return `${stated.fromPercent ? 'about ' : ''}${sayNumber(stated.n)} of ${sayNumber(stated.of)}`
  return `${stated.kind === 'judged' ? 'judged' : 'in words'}, ${sayNumber(stated.low)} to ${sayNumber(stated.high)}`
}

/** What it is a frequency of: `fever given osteomyelitis`. */
export const sayAbout = ({ finding, diagnosis }: Pick<UsedFrequency, 'finding' | 'diagnosis'>): string =>
  `${finding} ${diagnosis === NONE ? 'without any diagnosis' : `given ${diagnosis}`}`

export const sayCitation = ({ id, locator }: Citation): string => `${id}, ${locator}`

/** As plain data, the place as `file` and `line`. */
export function figureJson({ location, ...figure }: TracedFigure): object {
  return { ...figure, file: location.file, line: location.line }
}
