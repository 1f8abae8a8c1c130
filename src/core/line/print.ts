/** The brief result of a line as JSON text, put together from pieces that are written once; the same bytes as JSON.stringify of the fields. */
import { asUrgent } from '../advice.ts'
import { cleanJson } from '../clean.ts'
import type { KnowledgeBase } from '../knowledge-base.ts'
import { sortedBy } from '../order.ts'
import { STANDING_WORDS, type StandingWord } from '../standing.ts'
import { PRESENT, type Slots, type SlotTable, UNKNOWN } from './conditions.ts'

/** What stands between the rank and the support of a diagnosis, and what behind the support. */
export interface Piece {
  readonly before: string
  readonly after: string
}

/** Valid until the next case is ranked. */
export interface Ranked {
  /** Positions of the diagnoses, by support, then by id. */
  readonly order: readonly number[]
  readonly support: readonly number[]
  readonly none: number
  /** For each diagnosis, by position. */
  readonly pieces: readonly Piece[]
}

/** The pieces of one diagnosis, by its word and by whether it is not excluded. */
export function piecesOf(diagnosis: string): (word: StandingWord, notExcluded: boolean) => Piece {
  const pieces = new Map(
    STANDING_WORDS.map((word) => {
      const before = `,"diagnosis":${JSON.stringify(diagnosis)},"words":${JSON.stringify(word)},"support":`
      return [word, { no: { before, after: ',"notExcluded":false}' }, yes: { before, after: ',"notExcluded":true}' } }]
    }),
  )
  return (word, notExcluded) => pieces.get(word)?.[notExcluded ? 'yes' : 'no'] ?? { before: '', after: '' }
}

/** What cannot wait, as the text of a JSON list. */
export function urgentText(kb: KnowledgeBase, table: SlotTable): (slots: Slots) => string {
  const entries = sortedBy(
    kb.advice.filter(({ urgency }) => urgency === 'urgent'),
    ({ id }) => id,
  ).map((advice) => ({
    when: table.compile(advice.when),
    settledBy: (advice.settledBy ?? []).map(table.slotOf),
    text: cleanJson(JSON.stringify(asUrgent(kb, advice))),
  }))
  return (slots) => {
    let list = ''
    for (const { when, settledBy, text } of entries) {
      if (when(slots) !== PRESENT || settledBy.some((slot) => slots[slot] !== UNKNOWN)) continue
      list += list === '' ? text : `,${text}`
    }
    return `[${list}]`
  }
}

/** @param id, urgent, warnings JSON texts; several warnings are separated by commas */
export function brief(id: string, context: string, urgent: string, { order, support, none, pieces }: Ranked, warnings: string): string {
  let ranking = ''
  let rank = 0
  for (const diagnosis of order) {
    const piece = pieces[diagnosis]
    rank += 1
    ranking += `${rank === 1 ? '' : ','}{"rank":${rank}${piece?.before}${support[diagnosis]}${piece?.after}`
  }
  return `{"case":{"id":${id},"context":"${context}"},"status":"ranked","why":null,"urgent":${urgent},"ranking":[${ranking}],"noneOfThese":{"support":${none}},"basis":{"warnings":[${warnings}]}}`
}
