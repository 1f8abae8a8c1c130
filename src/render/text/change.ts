/** What would change the order of the two leaders: the open answers that would, each with what it takes to know it. */
import type { Exchange, Result } from '../../core/result/schema.ts'
import { hang, sentenceStart, withinSentence } from '../layout.ts'
import type { TextStyle } from '../style.ts'
import { BURDENS } from './next.ts'

const NONE = 'none of these'

/** The name of a diagnosis within a sentence; null is "none of these". */
export function nameIn({ ranking }: Pick<Result, 'ranking'>): (id: string | null) => string {
  return (id) => (id === null ? NONE : withinSentence(ranking.find(({ diagnosis }) => diagnosis === id)?.label ?? id))
}

/** `Rim enhancement: rim (imaging)`, one after the other. */
export function answersText({ answers }: Pick<Exchange, 'answers'>): string {
  return answers.map(({ label, answer, burden }) => `${label}: ${answer} (${BURDENS[burden]})`).join('; and ')
}

/** Null where there are not two to exchange. */
export function changeSentence(result: Result): string | null {
  const name = nameIn(result)
  const { whatWouldChange: change, ranking } = result
  if (ranking.length === 0) return null
  if (change === null)
    return 'No open answer was found that exchanges the first two, nor two or three of the most telling together.'
  const { exchanges, thenLeads } = change
  const [first, second] = exchanges.map(name)
  const other = thenLeads === exchanges[1] ? '' : ` First would then be ${name(thenLeads)}.`
  return `${sentenceStart(second ?? '')} would pass ${first} with ${answersText(change)}.${other}`
}

export function changeLines(result: Result, style: TextStyle): readonly string[] {
  const sentence = changeSentence(result)
  return sentence === null ? [] : [style.paint.heading('What would change this'), ...hang('  ', sentence, style.width)]
}
