/** Flip sets as a result gives them: the questions with the answers that would exchange two diagnoses, and the first such set of the two leaders. */

import type { Place } from '../../network/kernel.ts'
import type { Network } from '../../network/noisy-or.ts'
import type { Exchange } from '../../result/schema.ts'
import type { CompiledContext } from '../../rules/knowledge-base.ts'
import { sayAnswer } from '../answer-use.ts'
import { type FlipSet, flipSets, type Seen } from '../counterfactual.ts'

/** Null where no set was found. */
export function whatWouldChange(seen: Seen, context: CompiledContext): Exchange | null {
  const leaders = leadersOf(seen)
  const [set] = flipSets(seen, context, leaders, 1)
  return set === undefined ? null : sayFlipSet(seen.differential.network, leaders, set)
}

/** The two with most support, "none of these" among them; in the order of the ranking. */
function leadersOf({ differential: { network, standings, rankOfNone } }: Seen): readonly [Place, Place] {
  const ranked: readonly Place[] = standings.map(({ diagnosis }) => network.diagnoses.indexOf(diagnosis))
  const [first = null, second = null] = ranked.toSpliced(rankOfNone - 1, 0, null)
  return [first, second]
}

export function sayFlipSet(
  { diagnoses }: Network,
  [first, second]: readonly [Place, Place],
  { choices, leader }: FlipSet,
): Exchange {
  const idOf = (place: Place): string | null => (place === null ? null : (diagnoses[place] ?? null))
  return {
    exchanges: [idOf(first), idOf(second)],
    answers: choices.map(({ finding, answer, settles }) => ({
      finding: finding.id,
      label: finding.label,
      question: finding.ask,
      burden: finding.burden,
      answer: sayAnswer(answer, finding.unit),
      settles: settles.map(({ sign: { id, label }, present }) => ({
        finding: id,
        label,
        answer: present ? 'present' : 'absent',
      })),
    })),
    thenLeads: idOf(leader),
  }
}
