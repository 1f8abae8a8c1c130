/** Where Naranjo and WHO-UMC differ, or the ranking and the scales point different ways: one sentence each, with the answer that makes the difference. */

import type { Causality, Criterion, NaranjoItem } from '../result/causality.ts'
import type { Suspect } from '../rules/schema/suspects.ts'
import { type Itemised, itemsShortOf } from './naranjo.ts'
import { criteriaShortOf, type DrugKnown } from './who-umc.ts'

/** What of the ranking matters here; in its order. */
export type Ranked = readonly { readonly diagnosis: string; readonly label: string; readonly words: string }[]

type Side = 'for' | 'against' | 'neither'
type Scales = Pick<Causality, 'naranjo' | 'whoUmc' | 'label' | 'given'>

/** Each category with the one of the other scale that stands for it. */
const SAME = [
  ['doubtful', 'unlikely'],
  ['possible', 'possible'],
  ['probable', 'probable'],
  ['definite', 'certain'],
] as const

/** Null where the categories stand for each other, and where one of the scales has not assessed. */
export function scalesDiffer({ naranjo, whoUmc }: Scales, items: readonly Itemised[], drug: DrugKnown): string | null {
  const byNaranjo = SAME.find(([category]) => category === naranjo.category)
  const byWho = SAME.find(([, category]) => category === whoUmc)
  if (byNaranjo === undefined || byWho === undefined || byNaranjo === byWho) return null
  const said = `Naranjo and WHO-UMC differ: ${sayScales(naranjo, whoUmc)}.`
  if (SAME.indexOf(byNaranjo) < SAME.indexOf(byWho)) {
    const short = itemsShortOf(naranjo.items, byWho[0]).map(sayItem)
    return `${said} WHO-UMC does not ask what holds the score of Naranjo down: ${short.join('; ')}.`
  }
  const short = criteriaShortOf(items, drug, byNaranjo[1]).map((criterion) => sayCriterion(criterion, naranjo.items))
  return `${said} WHO-UMC also demands what Naranjo only adds points for: ${short.join('; ')}.`
}

const sayScales = ({ score, category }: Scales['naranjo'], whoUmc: Scales['whoUmc']): string =>
  `Naranjo ${score === null ? category : `${score} (${category})`}, WHO-UMC ${whoUmc}`

function sayCriterion({ asks, item, state }: Criterion, items: readonly NaranjoItem[]): string {
  const found = items.find((one) => one.item === item)
  return `${asks} (${state === 'not-met' ? 'not so' : 'not known'}; ${found === undefined ? `item ${item}` : sayItem(found)})`
}

/** Null where they agree, where one of them takes no side, and where there is no ranking. */
export function differsBy(suspect: Suspect, ranking: Ranked, scales: Scales): string | null {
  const [first] = ranking
  if (first === undefined) return null
  const order = sideOfOrder(suspect, first)
  if (scales.given.answer === 'no') return order === 'for' ? notGiven(scales, first) : null
  const scale = sideOfScales(scales)
  if (order === 'neither' || scale === 'neither' || order === scale) return null
  const said = `The scales and the ranking differ: ${sayScales(scales.naranjo, scales.whoUmc)}, but first is ${first.label} (${first.words})`
  const { items } = scales.naranjo
  return scale === 'for'
    ? `${said}, which is not an effect of ${scales.label}. ${cause(items, 1)}`
    : `${said}, an effect of ${scales.label}. ${cause(items, -1)}`
}

const notGiven = ({ label, given }: Scales, first: Ranked[number]): string =>
  `The scales and the ranking differ: ${label} was not given (${sayAnswers(given.decidedBy)}), but first is ${first.label} (${first.words}), an effect of ${label}.`

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

const sayAnswers = (answers: NaranjoItem['decidedBy']): string =>
  answers.map(({ finding, answer }) => `${finding} ${answer}`).join(', ')

/** An item with what decided it, or what would. */
function sayItem({ item, points, answer, decidedBy, openUntil }: NaranjoItem): string {
  const because = decidedBy.length > 0 ? `: ${sayAnswers(decidedBy)}` : ''
  if (answer !== 'unknown') return `item ${item} (${points > 0 ? '+' : ''}${points})${because}`
  const open =
    openUntil.length > 0 ? `, open until answered: ${openUntil.join(', ')}` : ', and no further answer can tell'
  return `item ${item} (unknown)${because === '' ? open : because}`
}

/** The item that moves the score most in this direction; without any, the one whose missing answer could. */
function cause(items: readonly NaranjoItem[], sign: 1 | -1): string {
  const pulling = items.filter(({ points }) => sign * points > 0).toSorted((a, b) => sign * (b.points - a.points))
  const [strongest] = pulling
  if (strongest !== undefined) return `It comes from ${sayItem(strongest)}.`
  const missing = items.find(({ openUntil }) => openUntil.length > 0)
  return missing === undefined
    ? 'No answer speaks of the drug.'
    : `What is missing is item ${missing.item}: ${missing.openUntil.join(', ')}.`
}
