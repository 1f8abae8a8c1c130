/**
 * The belief network of one context as numbers: two layers, noisy-OR with a leak. Its formulas for one finding and for one cluster;
 * all states together are states.ts. It knows nothing of cases, sources or words.
 *
 * Form: Pearl, Probabilistic Reasoning in Intelligent Systems (1988), §4.3; the two-layer network of QMR-DT (Shwe et al., Methods Inf Med 1991;30:241).
 * Independence of findings given a state is assumed here and nowhere else; clusters soften it.
 */

import { ln } from '../numbers/elementary.ts'
import { numberAt } from '../numbers/number-at.ts'
import type { CompiledContext, KnowledgeBase, NetworkPlan } from '../rules/knowledge-base.ts'

/** All sets of the diagnoses of a context are counted: 4,096 of them, each time. */
export const MOST_DIAGNOSES = 12

/** The kernel tells what is answered of a cluster apart by a number in base 3 and the number of the cluster, which must go into 64 bits together. */
export const LARGEST_CLUSTER = 33
export const MOST_CLUSTERS = 2048

/** Findings that look at the same fact. */
export interface NetworkCluster {
  readonly id: string
  /** Position in `network.clusters`. */
  readonly index: number
  /** 0 = the same fact told again, 1 = independent. */
  readonly independence: number
  /** Positions in `network.diagnoses` of all that make any finding of the cluster likelier, ascending. A *holding* is a set of them: bit i for `producers[i]`. */
  readonly producers: readonly number[]
  /** Sorted by id. */
  readonly entries: readonly NetworkEntry[]
}

/** One finding as the arithmetic needs it. */
export interface NetworkEntry {
  readonly id: string
  /** Position in `network.entries`. */
  readonly index: number
  readonly cluster: NetworkCluster
  /** A pattern counts only when it is present. */
  readonly isPattern: boolean
  /** Background b, P(present | none of these). */
  readonly background: number
  /** By producer of the cluster (1 − q)/(1 − b), in (0, 1]; 1 for a diagnosis that does not make this finding likelier. */
  readonly missRatio: readonly number[]
}

export interface Network {
  /** Ids of the diagnoses allowed in the context, sorted. */
  readonly diagnoses: readonly string[]
  readonly priors: readonly number[]
  /** ln(p/(1 − p)) of each. */
  readonly priorLogOdds: readonly number[]
  readonly associations: readonly { readonly mask: number; readonly logFactor: number }[]
  /** Those of the rules that have a finding in this context. */
  readonly clusters: readonly NetworkCluster[]
  /** Sorted by id. */
  readonly entries: readonly NetworkEntry[]
  readonly entryOf: Readonly<Record<string, NetworkEntry>>
  /** What tables.ts makes of it, where the build has kept that. */
  readonly image: () => Uint8Array | null
}

/** An answer that counts: an entry of the network and whether the finding is there. */
export interface Given {
  readonly entry: NetworkEntry
  readonly present: boolean
}

/** Keyed by identity, since rules are frozen: a stream asks for the same context a million times. */
const built = new WeakMap<CompiledContext, { readonly kb: KnowledgeBase; readonly network: Network }>()

/** The numbers of one context, made once. */
export function networkOf(kb: KnowledgeBase, context: CompiledContext): Network {
  const known = built.get(context)
  if (known?.kb === kb) return known.network
  const network = buildNetwork(kb, context)
  built.set(context, { kb, network })
  return network
}

/** What of the numbers of one context does not need joining up. The order of the rules does not matter, since all lists are sorted. */
export function planOf(kb: KnowledgeBase, context: CompiledContext): NetworkPlan {
  const diagnoses = context.priors.map((prior) => prior.diagnosis)
  const signs = new Map(kb.network.map((sign) => [sign.id, sign]))
  const clusters = clustersOf(kb, context, diagnoses)
  const entries = context.findings.flatMap(({ finding: id, background: { point: background }, given }) => {
    const sign = signs.get(id)
    const cluster = clusters.findIndex((each) => each.id === sign?.cluster)
    if (!sign || cluster === -1) return []
    const producers = clusters[cluster]?.producers.map((producer) => diagnoses[producer] ?? '') ?? []
    const missRatio = producers.map((diagnosis) => (1 - (given[diagnosis]?.point ?? background)) / (1 - background))
    return [{ id, cluster, isPattern: sign.pattern !== null, background, missRatio }]
  })
  return { clusters, entries }
}

/** Prepares the numbers of one context. */
export function buildNetwork(kb: KnowledgeBase, context: CompiledContext): Network {
  const diagnoses = context.priors.map((prior) => prior.diagnosis)
  const plan = context.plan ?? planOf(kb, context)
  const clusters = plan.clusters.map(
    ({ id, independence, producers }, index): GrowingCluster => ({ id, index, independence, producers, entries: [] }),
  )
  const entries: NetworkEntry[] = []
  const entryOf: Record<string, NetworkEntry> = {}
  for (const { id, cluster: index, isPattern, background, missRatio } of plan.entries) {
    const cluster = clusters[index]
    if (!cluster) continue
    const entry = { id, index: entries.length, cluster, isPattern, background, missRatio }
    cluster.entries.push(entry)
    entries.push(entry)
    entryOf[id] = entry
  }
  const priors = context.priors.map((prior) => prior.point)
  return {
    diagnoses,
    priors,
    priorLogOdds: priors.map((p) => ln(p / (1 - p))),
    associations: context.associations.map(({ between: [one, other], factor }) => ({
      mask: (1 << diagnoses.indexOf(one)) | (1 << diagnoses.indexOf(other)),
      logFactor: ln(factor),
    })),
    clusters,
    entries,
    entryOf,
    image: () => context.image ?? null,
  }
}

interface GrowingCluster extends NetworkCluster {
  readonly entries: NetworkEntry[]
}

/** The clusters that have figures in the context. */
function clustersOf(
  { network, clusters }: KnowledgeBase,
  { findings }: CompiledContext,
  diagnoses: readonly string[],
): NetworkPlan['clusters'] {
  const clusterOf = new Map(network.map(({ id, cluster }) => [id, cluster]))
  const given = new Map<string, Set<string>>()
  for (const figures of findings) {
    const id = clusterOf.get(figures.finding) ?? ''
    const known = given.get(id) ?? new Set()
    given.set(id, known)
    for (const diagnosis of Object.keys(figures.given)) known.add(diagnosis)
  }
  const withFigures = clusters.filter(({ id }) => given.has(id))
  return withFigures.map(({ id, independence }) => ({
    id,
    independence,
    producers: diagnoses.flatMap((diagnosis, position) => (given.get(id)?.has(diagnosis) ? [position] : [])),
  }))
}

/** Whether a diagnosis, by position, makes the finding likelier. */
export function isProducer(entry: NetworkEntry, diagnosis: number): boolean {
  return (entry.missRatio[entry.cluster.producers.indexOf(diagnosis)] ?? 1) < 1
}

/**
 * P(finding present | S) = 1 − (1 − b) · Π (1 − q_d)/(1 − b) over the members of S that produce it.
 * @param members bit i set: diagnosis at position i of `network.diagnoses` is in the state
 */
export function probabilityPresent(entry: NetworkEntry, members: number): number {
  let missed = 1 - entry.background
  const { producers } = entry.cluster
  for (let i = 0; i < producers.length; i++)
    if (members & (1 << (producers[i] ?? 0))) missed *= numberAt(entry.missRatio, i)
  return 1 - missed
}

/** ln P(answer | S) − ln P(answer | none), for the state whose members are given. */
export function logRatio({ entry, present }: Given, members: number): number {
  const inState = probabilityPresent(entry, members)
  return present ? ln(inState / entry.background) : ln((1 - inState) / (1 - entry.background))
}

/** P(absent) for every holding of the entry's cluster. */
export function missedByHolding({ background, missRatio }: NetworkEntry): Float64Array {
  const missed = new Float64Array(1 << missRatio.length)
  missed[0] = 1 - background
  // From the last producer down, so that each holding comes from the one without its lowest member.
  for (let member = missed.length >> 1, place = missRatio.length - 1; place >= 0; member >>= 1, place--) {
    const ratio = missRatio[place] ?? 0
    for (let rest = 0; rest < missed.length; rest += 2 * member) missed[rest + member] = (missed[rest] ?? 0) * ratio
  }
  return missed
}

/** logRatio for every holding, from missedByHolding. */
export function ratiosByHolding({ entry: { background }, present }: Given, missed: Float64Array): Float64Array {
  const ratios = new Float64Array(missed.length)
  const none = present ? background : 1 - background
  for (let held = 1; held < ratios.length; held++) {
    const absent = missed[held] ?? 0
    ratios[held] = ln((present ? 1 - absent : absent) / none)
  }
  return ratios
}

/** What a cluster adds to ln P(S)/P(none): the strongest view for and against in full, the rest by its independence. */
export function clusterContribution(independence: number, logRatios: readonly number[]): number {
  const sum = logRatios.reduce((a, b) => a + b, 0)
  return independence * sum + (1 - independence) * (Math.max(0, ...logRatios) + Math.min(0, ...logRatios))
}
