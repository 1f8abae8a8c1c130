/**
 * The probability scale of Naranjo CA et al., Clin Pharmacol Ther 1981;30:239-45 (doi 10.1038/clpt.1981.154): ten items, their points and the
 * categories. The questions are in our own words; which answers of a case answer them stands in the rules.
 */
import type { Truth } from '../case/answers.ts'
import type { Causality, Given, NaranjoItem } from '../result/causality.ts'
import { cite } from '../result/cite.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Suspect } from '../rules/schema/suspects.ts'
import type { Condition } from '../rules/schema/terms.ts'
import type { Reading } from './evidence.ts'

type Answer = NaranjoItem['answer']
type Settled = Exclude<Answer, 'confounded'>
type ItemKey = keyof Suspect['items']

interface Scale {
  /** Null: item 1, answered from the reports that the rules cite; a text: why no finding can answer it, whatever the drug. */
  readonly key: ItemKey | 'reports' | null
  readonly asks: string
  readonly yes: number
  readonly no: number
}

/** In the order of the scale; unknown is 0 in each. */
const SCALE: readonly Scale[] = [
  { key: 'reports', asks: 'Are there conclusive earlier reports of this reaction?', yes: 1, no: 0 },
  { key: 'afterDrug', asks: 'Did the event begin after the drug was given?', yes: 2, no: -1 },
  { key: 'dechallenge', asks: 'Was it better when the drug was stopped, or under an antidote?', yes: 1, no: 0 },
  { key: 'rechallenge', asks: 'Did it come back when the drug was given again?', yes: 2, no: -1 },
  { key: 'alternatives', asks: 'Is there another cause that could explain it by itself?', yes: -1, no: 2 },
  { key: null, asks: 'Did it come back under a placebo?', yes: -1, no: 1 },
  { key: null, asks: 'Was the drug found in body fluids at a toxic level?', yes: 1, no: 0 },
  { key: 'doseResponse', asks: 'Was it worse at a higher dose, or milder at a lower one?', yes: 1, no: 0 },
  { key: 'earlierReaction', asks: 'Had this or a like drug caused a similar reaction before?', yes: 1, no: 0 },
  { key: 'objective', asks: 'Is the event confirmed by objective evidence?', yes: 1, no: 0 },
]

const NO_FINDING = 'no finding asks for it'

/** A total below the first bound is the last category. */
const CATEGORIES = [
  ['definite', 9],
  ['probable', 5],
  ['possible', 1],
] as const

type Category = (typeof CATEGORIES)[number][0] | 'doubtful'

export const categoryOf = (score: number): Category => CATEGORIES.find(([, least]) => score >= least)?.[0] ?? 'doubtful'

/** The conditions of an item; null: never. */
interface Asked {
  readonly yes: Condition | null
  readonly no: Condition | null
}

/** An item and what it can still become. */
export interface Itemised {
  readonly item: NaranjoItem
  /** Points of every answer that is given or can still come. */
  readonly points: readonly number[]
  /** False: unknown, and no answer can change that. */
  readonly canBeKnown: boolean
  readonly askable: boolean
}

/** Two reports, so that one of them cannot be the case's own; one where it is known which report that is, and left out. */
const reportsNeeded = (ownReport: string | null): number => (ownReport === null ? 2 : 1)

export interface NaranjoInput {
  readonly kb: KnowledgeBase
  readonly suspect: Suspect
  readonly reading: Reading
  /** The source that the case itself comes from: it does not count among the earlier reports. */
  readonly ownReport: string | null
  /** Something else changed around the stop. */
  readonly confounded: boolean
}

/** All ten, in the order of the scale. */
export function naranjoItems(input: NaranjoInput): readonly Itemised[] {
  return SCALE.map((scale, index) => {
    const asked = askedOf(input, scale.key)
    const made = asked === null ? notAskable(scale, index + 1) : itemised(input.reading, scale, index + 1, asked)
    if (scale.key === 'reports') return { ...made, item: { ...made.item, sources: reportsBehind(input) } }
    const confounded = scale.key === 'dechallenge' && made.item.answer === 'yes' && input.confounded
    return confounded ? { ...made, item: { ...made.item, answer: 'confounded' } } : made
  })
}

/** @param given whether the patient had the drug: the items are answered all the same, but only then is there something to score */
export function naranjoOf(items: readonly Itemised[], given: Given['answer']): Causality['naranjo'] {
  const total = (pick: (one: Itemised) => number): number => items.reduce((sum, one) => sum + pick(one), 0)
  const score = given === 'yes' ? total(({ item }) => item.points) : null
  return {
    score,
    reachable:
      given === 'no' ? null : [total(({ points }) => Math.min(...points)), total(({ points }) => Math.max(...points))],
    category: score === null ? 'unassessable' : categoryOf(score),
    items: items.map(({ item }) => item),
    notAskable: items.filter(({ askable }) => !askable).map(({ item }) => ({ item: item.item, why: NO_FINDING })),
  }
}

/** The items that keep the score below a category: those that pull down, then those answered without a point, then the unknown ones. */
export function itemsShortOf(items: readonly NaranjoItem[], wanted: Category): readonly NaranjoItem[] {
  const least = CATEGORIES.find(([category]) => category === wanted)?.[1] ?? Number.NEGATIVE_INFINITY
  const gapOf = ({ item, points }: NaranjoItem): number =>
    Math.max(SCALE[item - 1]?.yes ?? 0, SCALE[item - 1]?.no ?? 0) - points
  const turn = ({ points, answer, openUntil }: NaranjoItem): number =>
    points < 0 ? 0 : answer !== 'unknown' ? 1 : openUntil.length > 0 ? 2 : 3
  let missing = least - items.reduce((sum, { points }) => sum + points, 0)
  const short: NaranjoItem[] = []
  for (const item of items.filter((one) => gapOf(one) > 0).toSorted((a, b) => turn(a) - turn(b))) {
    if (missing <= 0) break
    missing -= gapOf(item)
    short.push(item)
  }
  return short
}

function askedOf({ suspect, ownReport }: NaranjoInput, key: Scale['key']): Asked | null {
  if (key === null) return null
  if (key !== 'reports') {
    const { yes, no } = suspect.items[key] ?? {}
    return yes === undefined ? null : { yes, no: no ?? { not: yes } }
  }
  if (suspect.reports.length === 0) return null
  const enough = suspect.reports.filter((entry) => othersIn(entry, ownReport).length >= reportsNeeded(ownReport))
  return { yes: anyOf(enough), no: anyOf(suspect.reports.filter((entry) => !enough.includes(entry))) }
}

const anyOf = (entries: Suspect['reports']): Condition | null =>
  entries.length === 0 ? null : { any: entries.map(({ when }) => when) }

function othersIn(
  { sources }: Suspect['reports'][number],
  ownReport: string | null,
): Suspect['reports'][number]['sources'] {
  return sources.filter(({ source }) => source !== ownReport)
}

const reactionsIn = ({ suspect, reading }: NaranjoInput): Suspect['reports'] =>
  suspect.reports.filter(({ when }) => reading.truthOf(when) === 'present')

/** Reactions of this case that are not described often enough to count as reported before, as sentences. */
export function tooFewReports(input: NaranjoInput): readonly string[] {
  const why =
    input.ownReport === null
      ? 'two are asked for, so that one of them cannot be the report that the case itself comes from'
      : 'the report that the case itself comes from does not count'
  return reactionsIn(input)
    .map((entry) => ({ reaction: entry.reaction, others: othersIn(entry, input.ownReport).length }))
    .filter(({ others }) => others < reportsNeeded(input.ownReport))
    .map(
      ({ reaction, others }) =>
        `Item 1, ${reaction}: the rules hold ${others === 0 ? 'no other report' : 'one report'}; ${why}.`,
    )
}

/** The reports on the reactions that this case shows, each once. */
function reportsBehind(input: NaranjoInput): NaranjoItem['sources'] {
  const { kb, ownReport } = input
  const shown = reactionsIn(input)
  const cited = new Map(
    shown.flatMap((entry) => othersIn(entry, ownReport).map(({ source, locator }) => [source, locator] as const)),
  )
  return [...cited].map(([source, locator]) => cite(kb, source, locator))
}

function notAskable({ asks }: Scale, item: number): Itemised {
  return {
    item: { item, question: asks, answer: 'unknown', points: 0, decidedBy: [], openUntil: [], sources: [] },
    points: [0],
    canBeKnown: false,
    askable: false,
  }
}

function itemised(reading: Reading, scale: Scale, item: number, asked: Asked): Itemised {
  const { yes, no } = asked
  const isTrue = (condition: Condition | null): boolean =>
    condition !== null && reading.truthOf(condition) === 'present'
  const answer: Settled = isTrue(yes) ? 'yes' : isTrue(no) ? 'no' : 'unknown'
  const possible = answersPossible(reading, asked)
  const pointsOf = (one: Settled): number => (one === 'unknown' ? 0 : scale[one])
  const deciding = answer === 'no' ? no : yes
  return {
    item: {
      item,
      question: scale.asks,
      answer,
      points: pointsOf(answer),
      decidedBy: deciding === null ? [] : [...reading.behind(deciding)],
      openUntil: answer === 'unknown' ? [...openFor(reading, scale.yes > scale.no ? [yes, no] : [no, yes])] : [],
      sources: [],
    },
    points: possible.map(pointsOf),
    canBeKnown: possible.some((one) => one !== 'unknown'),
    askable: true,
  }
}

/** The answer that would count for the drug is the one to look for; where it cannot come any more, the other. */
function openFor(reading: Reading, wanted: readonly (Condition | null)[]): readonly string[] {
  const open = wanted.map((condition) => (condition === null ? [] : reading.openFindings(condition)))
  return open.find((findings) => findings.length > 0) ?? []
}

/** A yes goes before a no: an alternative that was found is one, whatever else was looked for. */
function answersPossible(reading: Reading, asked: Asked): readonly Settled[] {
  const states = (condition: Condition | null): ReadonlySet<Truth> =>
    condition === null ? NEVER : reading.possible(condition)
  const [yes, no] = [states(asked.yes), states(asked.no)]
  const besides = (of: ReadonlySet<Truth>): boolean => of.has('absent') || of.has('unknown')
  return [
    ...(yes.has('present') ? (['yes'] as const) : []),
    ...(besides(yes) && no.has('present') ? (['no'] as const) : []),
    ...(besides(yes) && besides(no) ? (['unknown'] as const) : []),
  ]
}

const NEVER: ReadonlySet<Truth> = new Set(['absent'])
