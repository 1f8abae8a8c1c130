/**
 * The belief network of one context: two layers, noisy-OR with a leak, every state counted. Given answers in, posterior of every state out.
 * It knows nothing of cases, sources or words; differential.ts makes those of it.
 *
 * Form: Pearl, Probabilistic Reasoning in Intelligent Systems (1988), §4.3; the two-layer network of QMR-DT (Shwe et al., Methods Inf Med 1991;30:241).
 * Independence of findings given a state is assumed here and nowhere else; clusters soften it.
 */
import type { CompiledContext, KnowledgeBase } from './knowledge-base.ts'

/** One finding as the arithmetic needs it. */
export interface NetworkEntry {
  readonly id: string
  readonly cluster: string
  readonly independence: number
  /** Background b, P(present | none of these). */
  readonly background: number
  /** Positions in `diagnoses` that make the finding likelier. */
  readonly producers: readonly number[]
  /** For each producer (1 − q)/(1 − b), in (0, 1]. */
  readonly missRatio: readonly number[]
}

export interface Network {
  /** Ids of the diagnoses allowed in the context, sorted. */
  readonly diagnoses: readonly string[]
  /** ln(p/(1 − p)) of each. */
  readonly priorLogOdds: readonly number[]
  readonly priors: readonly number[]
  readonly associations: readonly { readonly mask: number; readonly logFactor: number }[]
  /** Sorted by id. */
  readonly entries: readonly NetworkEntry[]
  readonly entryOf: Readonly<Record<string, NetworkEntry>>
}

/** An answer that counts: an entry of the network and whether the finding is there. */
export interface Given {
  readonly entry: NetworkEntry
  readonly present: boolean
}

interface ClusterViews {
  readonly independence: number
  /** Per state: sum, greatest above 0 and least below 0 of ln P(answer | S)/P(answer | none). */
  readonly sum: Float64Array
  readonly most: Float64Array
  readonly least: Float64Array
}

export interface Posterior {
  /** Positions in `network.diagnoses` of the diagnoses enumerated together; bit i of a state stands for `active[i]`. */
  readonly active: readonly number[]
  /** Probability of each state over the active diagnoses; adds up to 1. */
  readonly states: Float64Array
  /** P(diagnosis) by position in `network.diagnoses`. */
  readonly support: readonly number[]
  /** P(none of the diagnoses of the context). */
  readonly none: number
  /** Entropy of the states over all diagnoses of the context, in bits. */
  readonly entropy: number
}

/** Prepares the numbers of one context. Pure; the order of the rules does not matter, since both lists are sorted by id. */
export function buildNetwork(kb: KnowledgeBase, context: CompiledContext): Network {
  const diagnoses = context.priors.map((prior) => prior.diagnosis)
  const position = new Map(diagnoses.map((id, index) => [id, index]))
  const clusterOf = new Map(kb.network.map((finding) => [finding.id, finding.cluster]))
  const independenceOf = new Map(kb.clusters.map((cluster) => [cluster.id, cluster.independence]))
  const entries = context.findings.map((finding): NetworkEntry => {
    const background = finding.background.point
    const producers = Object.keys(finding.given)
      .map((id) => ({ index: position.get(id) ?? -1, q: finding.given[id]?.point ?? background }))
      .filter(({ index }) => index >= 0)
      .sort((a, b) => a.index - b.index)
    const cluster = clusterOf.get(finding.finding) ?? finding.finding
    return {
      id: finding.finding,
      cluster,
      independence: independenceOf.get(cluster) ?? 0,
      background,
      producers: producers.map(({ index }) => index),
      missRatio: producers.map(({ q }) => (1 - q) / (1 - background)),
    }
  })
  const priors = context.priors.map((prior) => prior.point)
  return {
    diagnoses,
    priors,
    priorLogOdds: priors.map((p) => Math.log(p / (1 - p))),
    associations: context.associations.map(({ between, factor }) => ({
      mask: (1 << (position.get(between[0]) ?? 0)) | (1 << (position.get(between[1]) ?? 0)),
      logFactor: Math.log(factor),
    })),
    entries,
    entryOf: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
  }
}

/**
 * P(finding present | S) = 1 − (1 − b) · Π (1 − q_d)/(1 − b) over the members of S that produce it.
 * @param members bit i set: diagnosis at position i of `network.diagnoses` is in the state
 */
export function probabilityPresent(entry: NetworkEntry, members: number): number {
  let missed = 1 - entry.background
  entry.producers.forEach((diagnosis, i) => {
    if (members & (1 << diagnosis)) missed *= entry.missRatio[i] ?? 1
  })
  return 1 - missed
}

/** ln P(answer | S) − ln P(answer | none), for the state whose members are given. */
export function logRatio({ entry, present }: Given, members: number): number {
  const inState = probabilityPresent(entry, members)
  return present ? Math.log(inState / entry.background) : Math.log((1 - inState) / (1 - entry.background))
}

/** What a cluster adds to ln P(S)/P(none): the strongest view for and against in full, the rest by its independence. */
export function clusterContribution(independence: number, logRatios: readonly number[]): number {
  const sum = logRatios.reduce((a, b) => a + b, 0)
  return independence * sum + (1 - independence) * (Math.max(0, ...logRatios) + Math.min(0, ...logRatios))
}

/**
 * The posterior over all states, by enumeration. A diagnosis that no answer touches and no association ties keeps its prior and is not enumerated.
 * Cost: about 2^k · answers, k ≤ 11.
 */
export function infer(network: Network, givens: readonly Given[]): Posterior {
  return finish(network, prepare(network, givens, touched(network, givens)))
}

/** An inference that further single answers can be tried on, each in O(2^k): the planner's workhorse. */
export interface Prepared {
  readonly active: readonly number[]
  readonly members: Int32Array
  readonly logWeight: Float64Array
  readonly clusters: ReadonlyMap<string, ClusterViews>
}

/** Enumerates all diagnoses of the context, so that any further answer can be tried. */
export function prepareAll(network: Network, givens: readonly Given[]): Prepared {
  return prepare(
    network,
    givens,
    network.diagnoses.map((_, index) => index),
  )
}

export function posteriorOf(network: Network, prepared: Prepared): Posterior {
  return finish(network, prepared)
}

/** The posterior after one more answer. */
export function tryAnswer(network: Network, prepared: Prepared, given: Given): Posterior {
  const before = prepared.clusters.get(given.entry.cluster) ?? emptyViews(prepared.members.length, given.entry.independence)
  const after = addView(copyViews(before), given, prepared.members)
  const logWeight = prepared.logWeight.map((weight, state) => weight - contributionAt(before, state) + contributionAt(after, state))
  return finish(network, { ...prepared, logWeight })
}

/** P(present) as it stands now: the states' likelihoods before clustering, weighted by their posterior. */
export function predictedPresent(prepared: Prepared, posterior: Posterior, entry: NetworkEntry): number {
  let total = 0
  for (let state = 0; state < posterior.states.length; state++) {
    total += (posterior.states[state] ?? 0) * probabilityPresent(entry, prepared.members[state] ?? 0)
  }
  return total
}

function touched(network: Network, givens: readonly Given[]): number[] {
  let mask = 0
  for (const { entry } of givens) for (const producer of entry.producers) mask |= 1 << producer
  for (const association of network.associations) mask |= association.mask
  return network.diagnoses.map((_, index) => index).filter((index) => mask & (1 << index))
}

function prepare(network: Network, givens: readonly Given[], active: readonly number[]): Prepared {
  const { members, logWeight } = priorStates(network, active)
  const clusters = new Map<string, ClusterViews>()
  for (const given of [...givens].sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1))) {
    const views = clusters.get(given.entry.cluster) ?? emptyViews(members.length, given.entry.independence)
    clusters.set(given.entry.cluster, addView(views, given, members))
  }
  for (const views of clusters.values()) {
    for (let state = 0; state < members.length; state++) logWeight[state] = (logWeight[state] ?? 0) + contributionAt(views, state)
  }
  return { active, members, logWeight, clusters }
}

/** Members and ln of the unnormalised prior of every state, relative to the empty one: product of the prior odds, times the associations. */
function priorStates(network: Network, active: readonly number[]): { members: Int32Array; logWeight: Float64Array } {
  const size = 2 ** active.length
  const members = new Int32Array(size)
  const logWeight = new Float64Array(size)
  for (let state = 1; state < size; state++) {
    const rest = state & (state - 1)
    const added = active[31 - Math.clz32(state ^ rest)] ?? 0
    members[state] = (members[rest] ?? 0) | (1 << added)
    logWeight[state] = (logWeight[rest] ?? 0) + (network.priorLogOdds[added] ?? 0)
  }
  for (const { mask, logFactor } of network.associations) {
    members.forEach((held, state) => {
      if ((held & mask) === mask) logWeight[state] = (logWeight[state] ?? 0) + logFactor
    })
  }
  return { members, logWeight }
}

function emptyViews(size: number, independence: number): ClusterViews {
  return { independence, sum: new Float64Array(size), most: new Float64Array(size), least: new Float64Array(size) }
}

function copyViews(views: ClusterViews): ClusterViews {
  return { independence: views.independence, sum: views.sum.slice(), most: views.most.slice(), least: views.least.slice() }
}

function contributionAt(views: ClusterViews, state: number): number {
  const iota = views.independence
  return iota * (views.sum[state] ?? 0) + (1 - iota) * ((views.most[state] ?? 0) + (views.least[state] ?? 0))
}

/** Adds one answer to its cluster. The ratio depends only on which producers a state holds, so each combination is computed once. */
function addView(views: ClusterViews, given: Given, members: Int32Array): ClusterViews {
  const known = new Map<number, number>()
  let producers = 0
  for (const producer of given.entry.producers) producers |= 1 << producer
  for (let state = 0; state < members.length; state++) {
    const holding = (members[state] ?? 0) & producers
    let ratio = known.get(holding)
    if (ratio === undefined) {
      ratio = logRatio(given, holding)
      known.set(holding, ratio)
    }
    views.sum[state] = (views.sum[state] ?? 0) + ratio
    if (ratio > (views.most[state] ?? 0)) views.most[state] = ratio
    else if (ratio < (views.least[state] ?? 0)) views.least[state] = ratio
  }
  return views
}

function finish(network: Network, { active, members, logWeight }: Prepared): Posterior {
  const top = logWeight.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const states = logWeight.map((weight) => Math.exp(weight - top))
  const total = states.reduce((a, b) => a + b, 0)
  const support = network.priors.map((prior, index) => (active.includes(index) ? 0 : prior))
  let entropy = 0
  for (let state = 0; state < states.length; state++) {
    const p = (states[state] ?? 0) / total
    states[state] = p
    if (p > 0) entropy -= p * Math.log2(p)
    for (const index of active) if ((members[state] ?? 0) & (1 << index)) support[index] = Math.min(1, (support[index] ?? 0) + p)
  }
  let none = states[0] ?? 1
  network.priors.forEach((prior, index) => {
    if (active.includes(index)) return
    none *= 1 - prior
    entropy -= prior * Math.log2(prior) + (1 - prior) * Math.log2(1 - prior)
  })
  return { active, states, support, none, entropy }
}
