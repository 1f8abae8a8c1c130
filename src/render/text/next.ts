/** What to ask or do next, and what either answer would change. */
import type { Result } from '../../core/result/schema.ts'
import { hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'

export const BURDENS: Readonly<Record<Result['next'][number]['burden'], string>> = {
  history: 'ask',
  examination: 'examine',
  'blood-test': 'blood test',
  imaging: 'imaging',
  biopsy: 'biopsy',
}

/** What an answer means and which diagnosis it would put first; steps that settle the context say the same for every answer, thus one sentence. */
export function answerSentences({ means, if: leads }: Result['next'][number], { ranking }: Result): readonly string[] {
  if (means.present === means.absent) return [means.present]
  const name = (id: string): string => ranking.find(({ diagnosis }) => diagnosis === id)?.label ?? id
  const either = leads.present === leads.absent
  const change = (id: string): string => (either ? '' : `; first would be ${name(id)}`)
  return [
    `${means.present}${change(leads.present)}`,
    `${means.absent}${change(leads.absent)}`,
    ...(either ? [`either way first: ${name(leads.present)}`] : []),
  ]
}

export function nextLines(result: Result, style: TextStyle): readonly string[] {
  if (result.next.length === 0) return []
  return [
    style.paint.heading('Next'),
    ...result.next.flatMap((step, at) => {
      const sentences = answerSentences(step, result)
      return [
        ...hang(`${String(at + 1).padStart(3)} `, `${step.question} (${BURDENS[step.burden]})`, style.width),
        ...sentences.flatMap((sentence) => hang(sentences.length === 1 ? '      ' : '      - ', sentence, style.width)),
      ]
    }),
  ]
}
