/**
 * The ranked list: support, order, and the ledger of what each answer weighed for each diagnosis.
 * The numbers come from noisy-or.ts and kernel.ts; sources, words and sentences are added in assess.ts.
 */

import type { Truth } from '../case/answers.ts'
import { type Observation, truthIn } from '../findings/observe.ts'
import { arithmeticOf, type Supports } from '../network/kernel.ts'
import { clusterContribution, type Given, isProducer, logRatio, type Network, networkOf } from '../network/noisy-or.ts'
import { infer, leaderOf, type Posterior, priorSupportOf } from '../network/posterior.ts'
import { numberAt } from '../numbers/number-at.ts'
import { type Exclusion, exclusionOf, inOrder, placeOfNone, rankAt } from '../result/support-words.ts'
import type { CompiledContext, KnowledgeBase } from '../rules/knowledge-base.ts'
import { once } from '../text/lazy.ts'
import { byName } from '../text/sort.ts'

/** One answer's weight for one diagnosis alone, after clustering. */
export interface Weighed {
  readonly finding: string
  readonly present: boolean
  /** log10 of P(answer | this diagnosis alone) / P(answer | none of these), as far as it counts. */
  readonly weight: number
  readonly counted: 'in-full' | 'in-part' | 'neutral'
  /** The finding of the same cluster that counts in full instead. */
  readonly with: string | null
}

interface Companion {
  readonly diagnosis: string
  readonly effect: 'raises' | 'lowers'
  readonly supportWithout: number
}

export interface Standing {
  readonly diagnosis: string
  readonly support: number
  readonly priorSupport: number
  readonly exclusion: Exclusion
  readonly excluded: boolean
  /** From 1, "none of these" counted. */
  readonly rank: number
  /** log10 of P(this alone)/P(none) before any finding. */
  readonly priorWeight: number
  /** Only answers for which a figure of this diagnosis exists; the largest weight first. */
  readonly ledger: readonly Weighed[]
  readonly companion: Companion | null
}

export interface Differential {
  readonly network: Network
  readonly givens: readonly Given[]
  readonly posterior: Posterior
  /** In the order of the ranking. */
  readonly standings: readonly Standing[]
  readonly rankOfNone: number
}

/** A change of support by another diagnosis below this is not worth a line. Judged. */
const COMPANION_MATTERS = 0.05

/** Ranks the diagnoses of a context for the observed findings. */
export function differentiate(kb: KnowledgeBase, context: CompiledContext, observation: Observation): Differential {
  const network = networkOf(kb, context)
  const givens = givensOf(network, observation.truths, observation.replacedBy)
  const before = priorSupportOf(network)
  const posterior = infer(network, givens)
  const joint = once(() => arithmeticOf(network).joint(posterior.answered))
  const exclusions = exclusionsIn(kb, network, observation, posterior)
  const places = network.diagnoses
    .map((diagnosis, index) => ({
      diagnosis,
      index,
      support: numberAt(posterior.support, index),
      excluded: exclusions[index] === 'excluded',
    }))
    .sort(inOrder)
  const ofNone = placeOfNone(places, posterior.none)
  const standings = places.map(
    ({ diagnosis, index, support, excluded }, place): Standing => ({
      diagnosis,
      support,
      priorSupport: numberAt(before, index),
      exclusion: exclusions[index] ?? 'not-required',
      excluded,
      rank: rankAt(place, ofNone),
      priorWeight: numberAt(network.priorLogOdds, index) / Math.LN10,
      get ledger() {
        return ledgerOf(givens, index)
      },
      get companion() {
        return companionOf(network, posterior, joint(), index)
      },
    }),
  )
  return { network, givens, posterior, standings, rankOfNone: ofNone + 1 }
}

/** By position in the network; of its supports after these answers. */
export function exclusionsIn(
  kb: KnowledgeBase,
  network: Network,
  observation: Observation,
  supports: Supports,
): readonly Exclusion[] {
  const diagnoses = new Map(kb.diagnoses.map((diagnosis) => [diagnosis.id, diagnosis]))
  const before = priorSupportOf(network)
  const first = leaderOf(supports)
  return network.diagnoses.map((id, index) => {
    const diagnosis = diagnoses.get(id)
    const standing = {
      support: numberAt(supports.support, index),
      priorSupport: numberAt(before, index),
      isFirst: index === first,
    }
    return diagnosis === undefined
      ? 'not-required'
      : exclusionOf(diagnosis, (finding) => truthIn(observation, finding), standing)
  })
}

/**
 * The answers that enter the arithmetic: every present or absent finding with a figure in this context.
 * A pattern counts only when present, and then stands for its parts; parts count otherwise.
 */
export function givensOf(
  network: Network,
  truths: Readonly<Record<string, Truth>>,
  replacedBy: Readonly<Record<string, string>>,
): Given[] {
  return network.entries.flatMap((entry) => {
    const truth = truths[entry.id] ?? 'unknown'
    if (truth === 'unknown') return []
    const standsForIt = replacedBy[entry.id]
    if (standsForIt !== undefined && network.entryOf[standsForIt]) return []
    if (truth === 'absent' && entry.isPattern) return []
    return [{ entry, present: truth === 'present' }]
  })
}

/** What each answer weighs for one diagnosis alone; with the prior weight the lines add up to the log10 odds of that diagnosis alone against none. */
export function ledgerOf(givens: readonly Given[], diagnosis: number): Weighed[] {
  const members = 1 << diagnosis
  const clusters = new Map<string, ClusterView[]>()
  for (const given of givens) {
    if (!isProducer(given.entry, diagnosis)) continue
    const views = clusters.get(given.entry.cluster.id) ?? []
    views.push({ given, ratio: logRatio(given, members) })
    clusters.set(given.entry.cluster.id, views)
  }
  return [...clusters.values()]
    .flatMap(weighCluster)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || byName(a.finding, b.finding))
}

interface ClusterView {
  readonly given: Given
  readonly ratio: number
}

/** The strongest view on one side of 0, the first by id among equals. */
function strongest(views: readonly ClusterView[], sign: 1 | -1): ClusterView | null {
  return views.reduce<ClusterView | null>(
    (best, view) => (sign * view.ratio > sign * (best?.ratio ?? 0) ? view : best),
    null,
  )
}

/** The lines of one cluster; their total equals clusterContribution of its ratios. */
function weighCluster(views: readonly ClusterView[]): Weighed[] {
  const ordered = views.toSorted((a, b) => byName(a.given.entry.id, b.given.entry.id))
  const most = strongest(ordered, 1)
  const least = strongest(ordered, -1)
  return ordered.map((view) => {
    const line = { finding: view.given.entry.id, present: view.given.present }
    if (view.ratio === 0) return { ...line, weight: 0, counted: 'neutral', with: null }
    const leader = view.ratio > 0 ? most : least
    if (view === leader) return { ...line, weight: view.ratio / Math.LN10, counted: 'in-full', with: null }
    const weight = (view.given.entry.cluster.independence * view.ratio) / Math.LN10
    return { ...line, weight, counted: 'in-part', with: leader?.given.entry.id ?? null }
  })
}

/** ln P(this alone)/P(none) after all answers, straight from the clusters; the ledger must add up to it. */
export function logOddsAlone(network: Network, givens: readonly Given[], diagnosis: number): number {
  const clusters = new Map<string, { independence: number; ratios: number[] }>()
  for (const given of givens) {
    const { id, independence } = given.entry.cluster
    const cluster = clusters.get(id) ?? { independence, ratios: [] }
    cluster.ratios.push(logRatio(given, 1 << diagnosis))
    clusters.set(id, cluster)
  }
  return [...clusters.values()].reduce(
    (sum, { independence, ratios }) => sum + clusterContribution(independence, ratios),
    numberAt(network.priorLogOdds, diagnosis),
  )
}

/** For each diagnosis the other one whose absence would change its support most; null where none matters. */
function companionOf(
  network: Network,
  { support }: Posterior,
  joint: Float64Array,
  diagnosis: number,
): Companion | null {
  const own = numberAt(support, diagnosis)
  let best: { other: number; supportWithout: number } | null = null
  for (const other of network.diagnoses.keys()) {
    const absent = 1 - numberAt(support, other)
    if (other === diagnosis || absent <= 0) continue
    const supportWithout = Math.max(0, own - numberAt(joint, diagnosis * support.length + other)) / absent
    if (Math.abs(own - supportWithout) > Math.abs(own - (best?.supportWithout ?? own))) best = { other, supportWithout }
  }
  if (!best || Math.abs(own - best.supportWithout) < COMPANION_MATTERS) return null
  const { other, supportWithout } = best
  return {
    diagnosis: network.diagnoses[other] ?? '',
    effect: own > supportWithout ? 'raises' : 'lowers',
    supportWithout,
  }
}
