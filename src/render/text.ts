/** A result as a report for a person: what cannot wait first, then the order and its reasons, then what to do, then what it all rests on. */
import type { Result } from '../core/result/schema.ts'
import { blocks, hang } from './layout.ts'
import type { TextStyle } from './style.ts'
import { adviceLines, urgentLines } from './text/advice.ts'
import { basisLines } from './text/basis.ts'
import { causalityLines } from './text/causality.ts'
import { changeLines } from './text/change.ts'
import { startCitations } from './text/citations.ts'
import { ledgerLines } from './text/ledger.ts'
import { nextLines } from './text/next.ts'
import { rankingLines } from './text/ranking.ts'

const STATUS: Readonly<Record<Result['status'], string>> = {
  ranked: '',
  insufficient: 'Insufficient: no ranking.',
  'out-of-scope': 'Out of scope: no ranking.',
}

export function titleLines(result: Result, style: TextStyle): readonly string[] {
  const name = result.case.id === null ? 'Case without a name' : `Case ${result.case.id}`
  const context = result.case.context === null ? '' : ` (${result.case.context})`
  const why = result.status === 'ranked' ? [] : hang('', `${STATUS[result.status]} ${result.why ?? ''}`, style.width)
  return [...hang('', `${name}${context}`, style.width).map(style.paint.strong), ...why]
}

function unexplainedLines(result: Result, style: TextStyle): readonly string[] {
  if (result.unexplained.length === 0) return []
  const lead = 'Present, and made likelier by no diagnosis on the list:'
  return [
    style.paint.heading('Unexplained'),
    ...hang('  ', lead, style.width),
    ...result.unexplained.flatMap(({ label }) => hang('  - ', label, style.width)),
  ]
}

/** The whole report; ends with a line break. */
export function renderText(result: Result, style: TextStyle): string {
  const citations = startCitations()
  const body = [
    titleLines(result, style),
    urgentLines(result, style, citations),
    rankingLines(result, style, citations),
    changeLines(result, style),
    ledgerLines(result, style, citations),
    unexplainedLines(result, style),
    nextLines(result, style),
    adviceLines(result, style, citations),
    causalityLines(result, style, citations),
    basisLines(result, style),
  ]
  const sources = citations.list(style)
  const list = sources.length === 0 ? [] : [style.paint.heading('Sources'), ...sources]
  return `${blocks([...body, list]).join('\n')}\n`
}
