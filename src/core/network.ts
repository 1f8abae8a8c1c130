/**
 * The belief network of one context as numbers: two layers, noisy-OR with a leak. Its formulas for one finding and for one cluster;
 * all states together are states.ts. It knows nothing of cases, sources or words.
 *
 * Form: Pearl, Probabilistic Reasoning in Intelligent Systems (1988), §4.3; the two-layer network of QMR-DT (Shwe et al., Methods Inf Med 1991;30:241).
 * Independence of findings given a state is assumed here and nowhere else; clusters soften it.
 */
import { numberAt } from './cells.ts'
import type { CompiledContext, KnowledgeBase } from './knowledge-base.ts'

/** Findings that look at the same fact. */
export interface NetworkCluster {
  readonly id: string
  /** 0 = the same fact told again, 1 = independent. */
  readonly independence: number
  /** Positions in `network.diagnoses` of all that make any finding of the cluster likelier, ascending. A *holding* is a set of them: bit i for `producers[i]`. */
  readonly producers: readonly number[]
}

/** One finding as the arithmetic needs it. */
export interface NetworkEntry {
  readonly id: string
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
  /** Sorted by id. */
  readonly entries: readonly NetworkEntry[]
  readonly entryOf: Readonly<Record<string, NetworkEntry>>
}

/** An answer that counts: an entry of the network and whether the finding is there. */
export interface Given {
  readonly entry: NetworkEntry
  readonly present: boolean
}

/** Prepares the numbers of one context. Pure; the order of the rules does not matter, since all lists are sorted. */
export function buildNetwork(kb: KnowledgeBase, context: CompiledContext): Network {
  const diagnoses = context.priors.map((prior) => prior.diagnosis)
  const signs = new Map(kb.network.map((sign) => [sign.id, sign]))
  const clusters = clustersOf(kb, context, diagnoses)
  const entries = context.findings.flatMap(({ finding: id, background: { point: background }, given }): NetworkEntry[] => {
    const sign = signs.get(id)
    const cluster = sign && clusters.get(sign.cluster)
    if (!cluster) return []
    const missRatio = cluster.ids.map((diagnosis) => (1 - (given[diagnosis]?.point ?? background)) / (1 - background))
    return [{ id, cluster, isPattern: sign.pattern !== null, background, missRatio }]
  })
  const priors = context.priors.map((prior) => prior.point)
  return {
    diagnoses,
    priors,
    priorLogOdds: priors.map((p) => Math.log(p / (1 - p))),
    associations: context.associations.map(({ between: [one, other], factor }) => ({
      mask: (1 << diagnoses.indexOf(one)) | (1 << diagnoses.indexOf(other)),
      logFactor: Math.log(factor),
    })),
    entries,
    entryOf: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
  }
}

/** The clusters that have figures in the context, with the ids of their producers in the order of the positions. */
function clustersOf(
  { network, clusters }: KnowledgeBase,
  { findings }: CompiledContext,
  diagnoses: readonly string[],
): Map<string, NetworkCluster & { readonly ids: readonly string[] }> {
  const clusterOf = new Map(network.map(({ id, cluster }) => [id, cluster]))
  const given = new Map(clusters.map(({ id }) => [id, new Set<string>()]))
  for (const figures of findings) {
    const known = given.get(clusterOf.get(figures.finding) ?? '')
    for (const diagnosis of Object.keys(figures.given)) known?.add(diagnosis)
  }
  return new Map(
    clusters.map(({ id, independence }) => {
      const ids = diagnoses.filter((diagnosis) => given.get(id)?.has(diagnosis))
      return [id, { id, independence, ids, producers: ids.map((diagnosis) => diagnoses.indexOf(diagnosis)) }]
    }),
  )
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
  entry.cluster.producers.forEach((diagnosis, i) => {
    if (members & (1 << diagnosis)) missed *= numberAt(entry.missRatio, i)
  })
  return 1 - missed
}

/** ln P(answer | S) − ln P(answer | none), for the state whose members are given. */
export function logRatio({ entry, present }: Given, members: number): number {
  const inState = probabilityPresent(entry, members)
  return present ? Math.log(inState / entry.background) : Math.log((1 - inState) / (1 - entry.background))
}

/** P(absent) for every holding of the entry's cluster. */
export function missedByHolding({ background, missRatio }: NetworkEntry): Float64Array {
  const missed = new Float64Array(2 ** missRatio.length)
  missed[0] = 1 - background
  for (let held = 1; held < missed.length; held++) {
    const rest = held & (held - 1)
    missed[held] = numberAt(missed, rest) * numberAt(missRatio, 31 - Math.clz32(held ^ rest))
  }
  return missed
}

/** logRatio for every holding, from missedByHolding. */
export function ratiosByHolding({ entry: { background }, present }: Given, missed: Float64Array): Float64Array {
  const ratios = new Float64Array(missed.length)
  const none = present ? background : 1 - background
  for (let held = 1; held < ratios.length; held++) {
    const absent = numberAt(missed, held)
    ratios[held] = Math.log((present ? 1 - absent : absent) / none)
  }
  return ratios
}

/** What a cluster adds to ln P(S)/P(none): the strongest view for and against in full, the rest by its independence. */
export function clusterContribution(independence: number, logRatios: readonly number[]): number {
  const sum = logRatios.reduce((a, b) => a + b, 0)
  return mixed(independence, sum, Math.max(0, ...logRatios), Math.min(0, ...logRatios))
}

/** clusterContribution from the sum, the greatest above 0 and the least below 0 of the ratios. */
export function mixed(independence: number, sum: number, most: number, least: number): number {
  return independence * sum + (1 - independence) * (most + least)
}
