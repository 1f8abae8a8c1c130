/**
 * The WHO-UMC system for standardised case causality assessment (Uppsala Monitoring Centre), from the answers to the Naranjo items; criteria in our own
 * words. What the document leaves to judgement is judged here: "unlikely to be attributed to disease or other drugs" also holds where nothing else
 * was found and the event went with the drug and came back with it, which neither does by itself.
 */

import type { Causality, Criterion, Given } from '../result/causality.ts'
import { WHO_UMC, type WhoUmc } from '../result/who-umc-categories.ts'
import type { Itemised } from './naranjo.ts'

interface Rule {
  readonly criterion: Criterion['criterion']
  readonly item: number
  /** The answer that meets it. */
  readonly metBy: 'yes' | 'no'
  readonly asks: string
  /** What would have to be known. */
  readonly known: string
}

const RULES: readonly Rule[] = [
  {
    criterion: 'time',
    item: 2,
    metBy: 'yes',
    asks: 'It began at a plausible time of intake',
    known: 'that it began while the drug was taken',
  },
  {
    criterion: 'alternatives',
    item: 5,
    metBy: 'no',
    asks: 'No disease and no other drug explains it',
    known: 'that other causes were looked for and none was found',
  },
  {
    criterion: 'withdrawal',
    item: 3,
    metBy: 'yes',
    asks: 'It went as expected when the drug was stopped',
    known: 'that it was better after the stop',
  },
  {
    criterion: 'objective',
    item: 10,
    metBy: 'yes',
    asks: 'It is an objective, specific event',
    known: 'that a test confirmed it',
  },
  {
    criterion: 'rechallenge',
    item: 4,
    metBy: 'yes',
    asks: 'It came back when the drug was given again',
    known: 'that it came back, where the drug was given again anyway',
  },
]

type State = Criterion['state']
interface Facts {
  readonly states: Readonly<Record<Criterion['criterion'], State>>
  /** Better after the stop, but something else changed too. */
  readonly confounded: boolean
  readonly suspected: boolean
  readonly given: Given['answer']
}

/** What of the drug matters beside the items. */
export interface DrugKnown {
  readonly given: Given['answer']
  /** Known to be taken, or to have been stopped because of the event: what is missing can be asked for. */
  readonly suspected: boolean
}

export function whoUmcOf(
  items: readonly Itemised[],
  drug: DrugKnown,
): Pick<Causality, 'whoUmc' | 'whoUmcCriteria' | 'raisedBy'> {
  const facts = factsOf(items, drug)
  return {
    whoUmc: categoryOf(facts),
    whoUmcCriteria: RULES.map(({ criterion, item, asks }) => ({
      criterion,
      asks,
      item,
      state: facts.states[criterion],
    })),
    raisedBy: raisedBy(facts, items),
  }
}

const itemNumber = (items: readonly Itemised[], number: number): Itemised | undefined => items[number - 1]

/** The fewest criteria that, met, would bring the category at least so high, and what answers them. */
export function criteriaShortOf(items: readonly Itemised[], drug: DrugKnown, wanted: WhoUmc): readonly Criterion[] {
  const facts = factsOf(items, drug)
  const unmet = RULES.filter(({ criterion }) => facts.states[criterion] !== 'met')
  const sets = Array.from({ length: 2 ** unmet.length }, (_, bits) =>
    unmet.filter((_rule, at) => (bits >> at) % 2 === 1),
  )
  const enough = sets
    .toSorted((a, b) => a.length - b.length)
    .find((set) => WHO_UMC.indexOf(categoryOf(withMet(facts, set))) >= WHO_UMC.indexOf(wanted))
  return (enough ?? []).map(({ criterion, item, asks }) => ({ criterion, asks, item, state: facts.states[criterion] }))
}

const withMet = (facts: Facts, rules: readonly Rule[]): Facts => ({
  ...facts,
  states: { ...facts.states, ...Object.fromEntries(rules.map(({ criterion }) => [criterion, 'met' as const])) },
})

function factsOf(items: readonly Itemised[], drug: DrugKnown): Facts {
  const states: Record<string, State> = {}
  for (const rule of RULES) states[rule.criterion] = stateOf(rule, itemNumber(items, rule.item))
  const {
    time = 'unknown',
    alternatives = 'unknown',
    withdrawal = 'unknown',
    objective = 'unknown',
    rechallenge = 'unknown',
  } = states
  return {
    states: { time, alternatives, withdrawal, objective, rechallenge },
    confounded: itemNumber(items, 3)?.item.answer === 'confounded',
    ...drug,
  }
}

/** An event that began only after the drug was gone can meet the time criterion no more, though Naranjo has no answer for it. */
function stateOf({ criterion, metBy }: Rule, itemised: Itemised | undefined): State {
  const answer = itemised?.item.answer ?? 'unknown'
  if (answer === 'confounded') return 'unknown'
  if (answer !== 'unknown') return answer === metBy ? 'met' : 'not-met'
  return criterion === 'time' && itemised?.askable === true && !itemised.canBeKnown ? 'not-met' : 'unknown'
}

function categoryOf({ states, confounded, suspected, given }: Facts): WhoUmc {
  if (given === 'no') return 'unassessable'
  const { time, alternatives, withdrawal, objective, rechallenge } = states
  if (time === 'not-met') return 'unlikely'
  if (time === 'unknown') return suspected ? 'conditional' : 'unassessable'
  const wentWithIt = withdrawal === 'met' || (confounded && rechallenge === 'met')
  const nothingElse = alternatives === 'met' || (alternatives === 'unknown' && rechallenge === 'met')
  if (!(wentWithIt && nothingElse) || rechallenge === 'not-met') return 'possible'
  const all = [alternatives, withdrawal, objective, rechallenge].every((state) => state === 'met')
  return all ? 'certain' : 'probable'
}

/** Each unknown criterion that raises the category by itself; where none does, all of them together. */
function raisedBy(facts: Facts, items: readonly Itemised[]): Causality['raisedBy'] {
  const open = RULES.filter((rule) => facts.states[rule.criterion] === 'unknown').map((rule) => ({
    rule,
    findings: itemNumber(items, rule.item)?.item.openUntil ?? [],
  }))
  const answerable = open.filter(({ findings }) => findings.length > 0)
  const single = answerable.flatMap((one) => raise(facts, [one]))
  return single.length > 0 ? single : raise(facts, answerable)
}

interface OpenCriterion {
  readonly rule: Rule
  readonly findings: readonly string[]
}

function raise(facts: Facts, met: readonly OpenCriterion[]): Causality['raisedBy'] {
  const to = categoryOf(
    withMet(
      facts,
      met.map(({ rule }) => rule),
    ),
  )
  if (WHO_UMC.indexOf(to) <= WHO_UMC.indexOf(categoryOf(facts))) return []
  return [
    { to, known: met.map(({ rule }) => rule.known), findings: [...new Set(met.flatMap(({ findings }) => findings))] },
  ]
}
