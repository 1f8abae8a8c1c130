/** What to ask or do next, and what either answer would change. */
import type { Result } from '../../core/result-schema.ts'
import { hang } from '../layout.ts'
import type { TextStyle } from '../paint.ts'

const BURDENS: Readonly<Record<Result['next'][number]['burden'], string>> = {
  history: 'ask',
  examination: 'examine',
  'blood-test': 'blood test',
  imaging: 'imaging',
  biopsy: 'biopsy',
}

/** What an answer means and which diagnosis it would put first; steps that settle the context say the same for every answer. */
function answerLines({ means, if: leads }: Result['next'][number], name: (id: string) => string, style: TextStyle): readonly string[] {
  if (means.present === means.absent) return hang('      ', means.present, style.width)
  const either = leads.present === leads.absent
  const change = (id: string): string => (either ? '' : `; first would be ${name(id)}`)
  return [
    ...hang('      - ', `${means.present}${change(leads.present)}`, style.width),
    ...hang('      - ', `${means.absent}${change(leads.absent)}`, style.width),
    ...(either ? hang('      - ', `either way first: ${name(leads.present)}`, style.width) : []),
  ]
}

export function nextLines(result: Result, style: TextStyle): readonly string[] {
  if (result.next.length === 0) return []
  const labels = new Map(result.ranking.map(({ diagnosis, label }) => [diagnosis, label]))
  const name = (id: string): string => labels.get(id) ?? id
  return [
    style.paint.heading('Next'),
    ...result.next.flatMap((step, at) => [
      ...hang(`${String(at + 1).padStart(3)} `, `${step.question} (${BURDENS[step.burden]})`, style.width),
      ...answerLines(step, name, style),
    ]),
  ]
}
