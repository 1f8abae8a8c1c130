/** Where the ranking and the scales of causality point different ways: one sentence, with the answer that makes the difference. */
import type { Suspect } from '../model/suspects.ts'
import type { Causality, NaranjoItem } from './result-shape.ts'

/** What of the ranking matters here; in its order. */
export type Ranked = readonly { readonly diagnosis: string; readonly label: string; readonly words: string }[]

type Side = 'for' | 'against' | 'neither'
type Scales = Pick<Causality, 'naranjo' | 'whoUmc' | 'label'>

/** Null where they agree, where one of them takes no side, and where there is no ranking. */
export function differsBy(suspect: Suspect, ranking: Ranked, scales: Scales): string | null {
  const [first] = ranking
  if (first === undefined) return null
  const order = sideOfOrder(suspect, first)
  const scale = sideOfScales(scales)
  if (order === 'neither' || scale === 'neither' || order === scale) return null
  const { score, category, items } = scales.naranjo
  const said = `The scales and the ranking differ: Naranjo ${score} (${category}), WHO-UMC ${scales.whoUmc}, but first is ${first.label} (${first.words})`
  return scale === 'for'
    ? `${said}, which is not an effect of ${scales.label}. ${cause(items, 1)}`
    : `${said}, an effect of ${scales.label}. ${cause(items, -1)}`
}

/** A lesion that the drug may cause says nothing of its cause. */
function sideOfOrder({ causes, mayCause }: Suspect, { diagnosis, words }: Ranked[number]): Side {
  if (words !== 'leading') return 'neither'
  if (causes.includes(diagnosis)) return 'for'
  return mayCause.includes(diagnosis) ? 'neither' : 'against'
}

function sideOfScales({ naranjo: { category }, whoUmc }: Scales): Side {
  if (category === 'definite' || category === 'probable') return 'for'
  return category === 'doubtful' || whoUmc === 'unlikely' ? 'against' : 'neither'
}

/** The item that moves the score most in this direction; without any, the one whose missing answer could. */
function cause(items: readonly NaranjoItem[], sign: 1 | -1): string {
  const pulling = items.filter(({ points }) => sign * points > 0).toSorted((a, b) => sign * (b.points - a.points))
  const [strongest] = pulling
  if (strongest !== undefined) {
    const by = strongest.decidedBy.map(({ finding, answer }) => `${finding} ${answer}`).join(', ')
    return `It comes from item ${strongest.item} (${strongest.points > 0 ? '+' : ''}${strongest.points}): ${by}.`
  }
  const missing = items.find(({ openUntil }) => openUntil.length > 0)
  return missing === undefined
    ? 'No answer speaks of the drug.'
    : `What is missing is item ${missing.item}: ${missing.openUntil.join(', ')}.`
}
