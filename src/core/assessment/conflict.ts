/**
 * Whether the answers fit any diagnosis well together: how surprising they are where they fit best, against what one would expect there.
 *
 * The measure is the standardised logarithmic score with which Cowell, Dawid and Spiegelhalter watch a belief network case by case (IEEE Trans
 * Pattern Anal Mach Intell 1993;15:209). The conflict measure of Jensen and others (UAI 1990) does not serve here: it looks for findings that go
 * together less often than by chance, and in a noisy-OR network all present findings go together at least as often, however little they fit.
 */
import { arithmeticOf } from '../network/kernel.ts'
import {
  clusterContribution,
  type Given,
  logRatio,
  type Network,
  type NetworkCluster,
  type NetworkEntry,
  probabilityPresent,
} from '../network/noisy-or.ts'
import type { Posterior } from '../network/posterior.ts'
import { ln } from '../numbers/elementary.ts'
import { numberAt } from '../numbers/number-at.ts'
import type { Result } from '../result/schema.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import { byName } from '../text/sort.ts'
import type { Differential } from './differential.ts'

/**
 * Standard deviations of surprise from which the answers count as in conflict. Judged, by simulation with about 8, 16, 40 and all answers: fewer than
 * 1 in 200 patients drawn from the network reach it in any context; where what is present is told six times as readily as what is absent, 1 to 3 in
 * 100, all contexts together. Answers by the toss of a coin reach it in 9, 28, 75 and 100 of 100.
 */
const SURPRISING = 3

/** One more is named beside two where its removal helps at least this share of what the first one's does. Judged. */
const AS_CLEARLY = 0.5

interface Misfit {
  /** Standard deviations above the expected surprise. */
  readonly measure: number
  /** Two or three answers of different clusters, first the one without which the others fit best. */
  readonly between: readonly Given[]
}

/** The conflict in the words of the vocabulary; null where there is none. */
export function conflictIn(kb: KnowledgeBase, { network, givens, posterior }: Differential): Result['conflict'] {
  const misfit = misfitOf(network, givens, posterior)
  if (misfit === null) return null
  const labels = new Map(kb.network.map(({ id, label }) => [id, label]))
  const between = misfit.between.map(({ entry: { id }, present }) => {
    return { finding: id, label: labels.get(id) ?? id, answer: present ? ('present' as const) : ('absent' as const) }
  })
  const named = between.map(({ label, answer }) => `${label} (${answer})`).join(', ')
  const sentence = `No diagnosis on the list fits these answers well, nor do two together or "none of these". Least in keeping with the rest: ${named}.`
  return { measure: misfit.measure, between, sentence }
}

/** Null where the answers fit, and where all of them look at one fact: these cannot contradict each other here. */
export function misfitOf(network: Network, givens: readonly Given[], { answered }: Posterior): Misfit | null {
  if (new Set(givens.map(({ entry }) => entry.cluster)).size < 2) return null
  const arithmetic = arithmeticOf(network)
  const [weights, prior] = [arithmetic.weights(answered), arithmetic.prior()]
  const likelihood: Likelihood = (state) => numberAt(weights, state) / numberAt(prior, state)
  const measure = surpriseOf(givens, bestFit(network, likelihood))
  return measure >= SURPRISING ? { measure, between: leastFitting(network, givens, likelihood, measure) } : null
}

/** How likely a state makes the answers; only the order means anything. Bit i of a state: diagnosis at position i. */
type Likelihood = (state: number) => number

/** The state that makes the answers likeliest, its prior apart: none of the diagnoses, one, or two. More of them at once would explain nearly anything. */
function bestFit({ diagnoses }: Network, likelihood: Likelihood): number {
  let best = 0
  let most = likelihood(0)
  for (let one = 0; one < diagnoses.length; one++)
    for (let other = one; other >= 0; other--) {
      const state = (1 << one) | (1 << other)
      const here = likelihood(state)
      if (here > most) [best, most] = [state, here]
    }
  return best
}

/**
 * How far the surprise of the answers, the sum of −ln P(answer | state), lies above its expectation, in its standard deviations. Answers of a cluster
 * are taken to correlate by 1 − ι, so that several views of one fact surprise about as much as one. 0 where nothing can surprise.
 */
export function surpriseOf(givens: readonly Given[], state: number): number {
  const clusters = new Map<NetworkCluster, { variance: number; deviation: number }>()
  let excess = 0
  for (const { entry, present } of givens) {
    const moments = momentsOf(entry, state)
    excess += (present ? moments.ifPresent : moments.ifAbsent) - moments.expected
    const { variance, deviation } = clusters.get(entry.cluster) ?? { variance: 0, deviation: 0 }
    clusters.set(entry.cluster, {
      variance: variance + moments.deviation * moments.deviation,
      deviation: deviation + moments.deviation,
    })
  }
  let total = 0
  for (const [{ independence }, { variance, deviation }] of clusters)
    total += independence * variance + (1 - independence) * deviation * deviation
  return total > 0 ? excess / Math.sqrt(total) : 0
}

/** The surprise of either answer to one finding, in nats, its expectation and its standard deviation. */
function momentsOf(
  entry: NetworkEntry,
  state: number,
): { ifPresent: number; ifAbsent: number; expected: number; deviation: number } {
  const present = probabilityPresent(entry, state)
  const ifPresent = -ln(present)
  const ifAbsent = -ln(1 - present)
  return {
    ifPresent,
    ifAbsent,
    expected: present * ifPresent + (1 - present) * ifAbsent,
    deviation: Math.sqrt(present * (1 - present)) * Math.abs(ifPresent - ifAbsent),
  }
}

/** Each answer is left out in turn, and what remains is set against its own best fit. */
function leastFitting(
  network: Network,
  givens: readonly Given[],
  likelihood: Likelihood,
  measure: number,
): readonly Given[] {
  const surpriseWithout = (given: Given): number => {
    const ofTheRest: Likelihood = (state) => ln(likelihood(state)) - addedBy(given, givens, state)
    return surpriseOf(
      givens.filter((other) => other !== given),
      bestFit(network, ofTheRest),
    )
  }
  const eased = givens
    .map((given) => ({ given, by: measure - surpriseWithout(given) }))
    .sort((a, b) => b.by - a.by || byName(a.given.entry.id, b.given.entry.id))
  const ofClusters = eased.filter(
    ({ given: { entry } }, at) => eased.findIndex(({ given }) => given.entry.cluster === entry.cluster) === at,
  )
  const enough = (ofClusters[0]?.by ?? 0) * AS_CLEARLY
  return ofClusters.filter(({ by }, at) => at < 2 || (at === 2 && by >= enough)).map(({ given }) => given)
}

/** What an answer adds to ln P(answers | state)/P(answers | none), beside the others of its cluster. */
function addedBy(given: Given, givens: readonly Given[], state: number): number {
  const { cluster } = given.entry
  const others = givens
    .filter((other) => other !== given && other.entry.cluster === cluster)
    .map((other) => logRatio(other, state))
  const withoutIt = clusterContribution(cluster.independence, others)
  return clusterContribution(cluster.independence, [...others, logRatio(given, state)]) - withoutIt
}
