/**
 * Flip sets: the smallest sets of open answers that exchange two diagnoses, so that the one with less support has more. Every set that is given has
 * been ranked again from its answers; no part of it does as much.
 */
import type { Answer, Case } from '../case/answers.ts'
import { leavesOf } from '../findings/condition.ts'
import { scopeOf } from '../findings/context.ts'
import { observe, truthIn } from '../findings/observe.ts'
import { type Choice, choicesFor, type Reach, reachIn } from '../findings/possible-answers.ts'
import type { Place } from '../network/kernel.ts'
import { infer, leaderOf, supportOf } from '../network/posterior.ts'
import type { CompiledContext, NetworkFinding } from '../rules/knowledge-base.ts'
import { BURDENS } from '../rules/schema/burden.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { once } from '../text/lazy.ts'
import { byName } from '../text/sort.ts'
import { answersWith, type Seen } from './counterfactual/answer-changes.ts'
import { flipsTogether, type Tried } from './counterfactual/combinations.ts'
import { type Contest, contestOf } from './counterfactual/pairwise-odds.ts'
import { givensOf } from './differential.ts'
import { examinationsIn, openSigns, requiredTests } from './next-steps.ts'

export type { Seen }

export interface FlipSet {
  /** By what they take, then by id. */
  readonly choices: readonly Choice[]
  /** Who has most support then. */
  readonly leader: Place
}

/** Answers that are tried together, those that bring the lower one nearest by themselves. All single answers are tried. */
const MOST_TRIED = 12

/**
 * At most as many sets as asked for: fewer answers first, then those whose dearest answer takes least, then those that take least in all, then by id.
 * What is on its way, and what has to be done in any case, takes least.
 * Nothing is searched beyond that.
 * @param between two places, that with more support first
 */
export function flipSets(
  seen: Seen,
  context: CompiledContext,
  between: readonly [Place, Place],
  most: number,
): readonly FlipSet[] {
  const [upper, lower] = between
  const search = { rank: ranker(seen, context, upper, lower), costOf: costIn(seen) }
  const contest = contestOf(seen, reachIn(seen.kb), upper, lower)
  const { found, tried } = singleSets(seen, contest, search, most)
  if (found.length === most) return found
  const { pairs, triples } = flipsTogether(contest, tried)
  take(pairs, search, found, most)
  if (found.length < most) take(triples(), search, found, most)
  return found
}

interface Singles {
  readonly found: FlipSet[]
  /** Those that are not enough alone and are worth trying together; empty where enough was found without. */
  readonly tried: readonly Tried[]
}

/** Question by question, the cheapest first: nothing is looked at that costs more than what is found, nor closely what cannot be among the result. */
function singleSets(seen: Seen, contest: Contest, search: Search, most: number): Singles {
  const reachOf = reachIn(seen.kb)
  const questions = openQuestions(seen).map((finding, place): Question => {
    const reach = reachOf(finding.id)
    const telling = once(() => tellingOf(contest, choicesFor(seen.kb, finding, reach), reach))
    return { place, most: contest.mostBy(finding.id) ?? 1, telling }
  })
  const found: FlipSet[] = []
  for (const question of questions) {
    if (question.most <= 0.5) continue
    const enough = question.telling().filter(isEnough)
    take(
      enough.map(({ choice }) => [choice]),
      search,
      found,
      most,
    )
    if (found.length === most) return { found, tried: [] }
  }
  return { found, tried: mostTelling(questions) }
}

interface Telling extends Tried {
  /** Of the lower one in the weights of both; above one half the two are exchanged. */
  readonly share: number
}

interface Question {
  readonly place: number
  /** No answer to it has a greater share. */
  readonly most: number
  readonly telling: () => readonly Telling[]
}

const isEnough = ({ share }: Telling): boolean => share > 0.5

/** Of the answers that are not enough alone those with the greatest shares. */
function mostTelling(questions: readonly Question[]): readonly Tried[] {
  let best: readonly (Telling & { readonly place: number })[] = []
  for (const { place, most, telling } of questions.toSorted((a, b) => b.most - a.most)) {
    if ((best[MOST_TRIED - 1]?.share ?? 0) > most) break
    const others = telling().filter((each) => !isEnough(each))
    best = [...best, ...others.map((each) => ({ ...each, place }))].sort(
      (a, b) => b.share - a.share || a.place - b.place,
    )
  }
  return best.slice(0, MOST_TRIED)
}

/** Without those that say nothing, or the same as one before them, whatever else is answered. */
function tellingOf(contest: Contest, choices: readonly Choice[], { direct }: Reach): readonly Telling[] {
  const said = new Set([''])
  return choices.flatMap((choice): Telling[] => {
    const changes = contest.changesBy([choice])
    const key = changes.map(({ entry, after }) => `${entry} ${after}`).join()
    if (direct && said.has(key)) return []
    said.add(key)
    const { upper, lower } = contest.after(changes)
    return [{ choice, changes, share: lower / (lower + upper) }]
  })
}

/** Those whose answer can weigh, by themselves or as part of a pattern; by burden, then by id. */
function openQuestions(seen: Seen): readonly Finding[] {
  const { kb, kase, observation, differential } = seen
  const { network } = differential
  const reachOf = reachIn(kb)
  const weighs = ({ id, askedAs }: NetworkFinding): boolean =>
    network.entryOf[id] !== undefined || reachOf(askedAs ?? '').signs.some((sign) => network.entryOf[sign])
  const open = openSigns(kb, kase, observation, weighs)
  return [...new Set(open.map(({ finding }) => finding))].sort(inOrder(costIn(seen)))
}

type CostOf = (finding: Finding) => number

/** A test whose result is pending, or without which a diagnosis cannot be excluded, is done whatever it takes. */
function costIn({ kb, kase, differential }: Seen): CostOf {
  const required = requiredTests(kb, differential)
  const due = new Set(kb.network.filter(({ id }) => required.has(id)).map(({ askedAs }) => askedAs))
  const isPending = (answer: Answer | undefined): boolean =>
    answer?.kind === 'options' && answer.options.includes('pending')
  return ({ id, burden }) => (due.has(id) || isPending(kase.answers[id]) ? -1 : BURDENS.indexOf(burden))
}

const inOrder =
  (costOf: CostOf) =>
  (a: Finding, b: Finding): number =>
    costOf(a) - costOf(b) || byName(a.id, b.id)

const byCost =
  (costOf: CostOf) =>
  (a: readonly Choice[], b: readonly Choice[]): number => {
    const costs = (set: readonly Choice[]): readonly number[] => set.map(({ finding }) => costOf(finding))
    const sum = (set: readonly Choice[]): number => costs(set).reduce((total, cost) => total + cost, 0)
    return Math.max(...costs(a)) - Math.max(...costs(b)) || sum(a) - sum(b) || byName(idsOf(a), idsOf(b))
  }

const idsOf = (set: readonly Choice[]): string =>
  set
    .map(({ finding }) => finding.id)
    .sort(byName)
    .join(' ')

interface Search {
  readonly rank: Ranker
  readonly costOf: CostOf
}

/** Adds those that hold, up to the number that is wanted. */
function take(sets: readonly (readonly Choice[])[], { rank, costOf }: Search, found: FlipSet[], most: number): void {
  for (const choices of sets.toSorted(byCost(costOf))) {
    if (found.length === most) return
    const leader = found.some((known) => saysAsMuch(choices, known.choices)) ? undefined : rank(choices)
    if (leader !== undefined)
      found.push({ choices: choices.toSorted((a, b) => inOrder(costOf)(a.finding, b.finding)), leader })
  }
}

/** Of answers to the same questions those that settle the same, or more, add nothing to those that are known to be enough. */
function saysAsMuch(choices: readonly Choice[], enough: readonly Choice[]): boolean {
  return (
    choices.length === enough.length &&
    enough.every(({ finding, settles }) => {
      const own = choices.find((choice) => choice.finding === finding)?.settles
      return (
        own !== undefined &&
        settles.every(({ sign, present }) => own.some((other) => other.sign === sign && other.present === present))
      )
    })
  )
}

/** Who leads after these answers; undefined where they do not exchange the two, contradict each other or the case, or lead to another context. */
type Ranker = (choices: readonly Choice[]) => Place | undefined

function ranker(
  { kb, kase, observation, differential }: Seen,
  context: CompiledContext,
  upper: Place,
  lower: Place,
): Ranker {
  const { network } = differential
  const examinations = examinationsIn(kb)
  const denied = [...examinations].filter((id) => truthIn(observation, id) === 'absent')
  return (choices) => {
    const answers = { ...answersWith(kase.answers, choices), ...done(choices, denied) }
    const then = observe(kb, { ...kase, answers })
    if (then.problems.length > 0) return undefined
    const scope = scopeOf(kb, kase.context, answers, then)
    if (scope.kind !== 'in' || scope.context.id !== context.id) return undefined
    const posterior = infer(network, givensOf(network, then.truths, then.replacedBy))
    return supportOf(posterior, lower) > supportOf(posterior, upper) ? leaderOf(posterior) : undefined
  }
}

/** Examinations that had not been done and have been where one of these answers is known. */
function done(choices: readonly Choice[], denied: readonly string[]): Case['answers'] {
  const needed = choices.flatMap(({ finding: { appliesIf } }) => (appliesIf === undefined ? [] : leavesOf(appliesIf)))
  return Object.fromEntries(
    denied.filter((id) => needed.includes(id)).map((id) => [id, { kind: 'state', state: 'present' }]),
  )
}
