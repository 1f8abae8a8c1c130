/** How firm the order is, in sentences, for every report that people read. */
import type { Result } from '../../core/result/schema.ts'
import { hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'
import { nameIn } from './change.ts'

const MEANS = {
  stable: 'figures elsewhere in their bands seldom change what comes first',
  leaning: 'figures elsewhere in their bands could well change what comes first',
  tie: 'what comes first depends on where in their bands the figures lie',
} as const

/** None where nothing was drawn again. */
export function firmnessSentences(result: Result): readonly string[] {
  const { stability } = result
  if (stability === null) return []
  const named = nameIn(result)
  const { words, first, firstShare, runs, flatPriors } = stability
  const times = `first in ${Math.round(firstShare * runs)} of ${runs}`
  return [
    `Order: ${words}. With every figure drawn anew within its band, ${named(first)} is ${times}: ${MEANS[words]}.`,
    flatPriors.changes
      ? `If all diagnoses were equally common beforehand, ${named(flatPriors.first)} would come first.`
      : 'If all diagnoses were equally common beforehand, the same would come first.',
  ]
}

export const firmnessLines = (result: Result, style: TextStyle): readonly string[] =>
  firmnessSentences(result).flatMap((sentence) => hang('    ', sentence, style.width))
