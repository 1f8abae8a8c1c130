/**
 * The ranked list: support, order, and the ledger of what each answer weighed for each diagnosis.
 * The numbers come from network.ts; sources, words and sentences are added in assess.ts.
 */
import type { Truth } from './answers.ts'
import type { CompiledContext, KnowledgeBase } from './knowledge-base.ts'
import { buildNetwork, clusterContribution, type Given, infer, logRatio, type Network, type Posterior } from './network.ts'
import type { Observation } from './observe.ts'

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

export interface Companion {
  readonly diagnosis: string
  readonly effect: 'raises' | 'lowers'
  readonly supportWithout: number
}

export interface Standing {
  readonly diagnosis: string
  readonly support: number
  readonly priorSupport: number
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
  /** By support, then by id. */
  readonly standings: readonly Standing[]
}

/** A change of support by another diagnosis below this is not worth a line. Judged. */
const COMPANION_MATTERS = 0.05

/** Ranks the diagnoses of a context for the observed findings. */
export function differentiate(kb: KnowledgeBase, context: CompiledContext, observation: Observation): Differential {
  const network = buildNetwork(kb, context)
  const givens = givensOf(network, observation.truths, observation.replacedBy)
  const posterior = infer(network, givens)
  const before = infer(network, [])
  const standings = network.diagnoses
    .map(
      (diagnosis, index): Standing => ({
        diagnosis,
        support: posterior.support[index] ?? 0,
        priorSupport: before.support[index] ?? 0,
        priorWeight: (network.priorLogOdds[index] ?? 0) / Math.LN10,
        ledger: ledgerOf(givens, index),
        companion: companionOf(network, posterior, index),
      }),
    )
    .sort((a, b) => b.support - a.support || (a.diagnosis < b.diagnosis ? -1 : 1))
  return { network, givens, posterior, standings }
}

/**
 * The answers that enter the arithmetic: every present or absent finding with a figure in this context.
 * A pattern counts only when present, and then stands for its parts; parts count otherwise.
 */
export function givensOf(network: Network, truths: Readonly<Record<string, Truth>>, replacedBy: Readonly<Record<string, string>>): Given[] {
  const patterns = new Set(Object.values(replacedBy))
  return network.entries.flatMap((entry) => {
    const truth = truths[entry.id] ?? 'unknown'
    if (truth === 'unknown') return []
    const standsForIt = replacedBy[entry.id]
    if (standsForIt !== undefined && network.entryOf[standsForIt]) return []
    if (truth === 'absent' && patterns.has(entry.id)) return []
    return [{ entry, present: truth === 'present' }]
  })
}

/** What each answer weighs for one diagnosis alone; with the prior weight the lines add up to the log10 odds of that diagnosis alone against none. */
export function ledgerOf(givens: readonly Given[], diagnosis: number): Weighed[] {
  const members = 1 << diagnosis
  const clusters = new Map<string, { given: Given; ratio: number }[]>()
  for (const given of givens) {
    if (!given.entry.producers.includes(diagnosis)) continue
    const views = clusters.get(given.entry.cluster) ?? []
    views.push({ given, ratio: logRatio(given, members) })
    clusters.set(given.entry.cluster, views)
  }
  return [...clusters.values()]
    .flatMap(weighCluster)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.finding < b.finding ? -1 : 1))
}

/** The total of a cluster's lines equals clusterContribution of its ratios. */
function weighCluster(views: readonly { given: Given; ratio: number }[]): Weighed[] {
  const ordered = [...views].sort((a, b) => (a.given.entry.id < b.given.entry.id ? -1 : 1))
  const strongest = (better: (a: number, b: number) => boolean) =>
    ordered.reduce((best, view) => (better(view.ratio, best?.ratio ?? 0) ? view : best), undefined as (typeof ordered)[number] | undefined)
  const most = strongest((a, b) => a > b)
  const least = strongest((a, b) => a < b)
  return ordered.map((view) => {
    const full = view === most || view === least
    const iota = view.given.entry.independence
    const leader = view.ratio > 0 ? most : least
    const line = { finding: view.given.entry.id, present: view.given.present }
    if (view.ratio === 0) return { ...line, weight: 0, counted: 'neutral', with: null }
    if (full) return { ...line, weight: view.ratio / Math.LN10, counted: 'in-full', with: null }
    return { ...line, weight: (iota * view.ratio) / Math.LN10, counted: 'in-part', with: leader?.given.entry.id ?? null }
  })
}

/** ln P(this alone)/P(none) after all answers, straight from the clusters; the ledger must add up to it. */
export function logOddsAlone(network: Network, givens: readonly Given[], diagnosis: number): number {
  const clusters = new Map<string, { independence: number; ratios: number[] }>()
  for (const given of givens) {
    const cluster = clusters.get(given.entry.cluster) ?? { independence: given.entry.independence, ratios: [] }
    cluster.ratios.push(logRatio(given, 1 << diagnosis))
    clusters.set(given.entry.cluster, cluster)
  }
  return [...clusters.values()].reduce(
    (sum, { independence, ratios }) => sum + clusterContribution(independence, ratios),
    network.priorLogOdds[diagnosis] ?? 0,
  )
}

/** The other diagnosis whose absence would change this one's support most. */
function companionOf(network: Network, posterior: Posterior, index: number): Companion | null {
  const bit = posterior.active.indexOf(index)
  if (bit < 0) return null
  const support = posterior.support[index] ?? 0
  const found = posterior.active.flatMap((other, otherBit) => {
    if (other === index) return []
    const supportWithout = conditionalSupport(posterior, 1 << bit, 1 << otherBit)
    return [{ diagnosis: network.diagnoses[other] ?? '', supportWithout, change: Math.abs(support - supportWithout) }]
  })
  const best = found.reduce((a, b) => (b.change > a.change ? b : a), { diagnosis: '', supportWithout: support, change: 0 })
  if (best.change < COMPANION_MATTERS) return null
  return { diagnosis: best.diagnosis, effect: support > best.supportWithout ? 'raises' : 'lowers', supportWithout: best.supportWithout }
}

function conditionalSupport(posterior: Posterior, target: number, without: number): number {
  let both = 0
  let all = 0
  for (let state = 0; state < posterior.states.length; state++) {
    if (state & without) continue
    const p = posterior.states[state] ?? 0
    all += p
    if (state & target) both += p
  }
  return all > 0 ? both / all : 0
}
