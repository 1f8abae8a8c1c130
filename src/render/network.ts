/** The compiled network as plain data under documented keys, with the formulas that turn it into supports: what another program needs to get the same numbers. */
import type { CompiledContext, Frequency, NetworkFinding, WholeKnowledgeBase } from '../core/knowledge-base.ts'
import { namedRules } from '../core/named-rules.ts'

/** In words and ASCII; `b` is a background, `q` a frequency given a diagnosis, `S` a set of diagnoses, `iota` a cluster's independence. */
const FORMULAS = {
  network: 'noisy-OR with leak, two layers; every set S of the diagnoses that have a prior in the context is a state, none is left out',
  prior:
    'P(S) ~ product over d in S of prior(d) * product over d not in S of (1 - prior(d)) * product of the factors of associations with both members in S',
  present: 'P(present | S) = 1 - (1 - b) * product over d in S of (1 - q(d)) / (1 - b); a diagnosis without q has q = b',
  absent: 'P(absent | S) = 1 - P(present | S)',
  weight: 'l(i, S) = ln(P(answer i | S) / P(answer i | empty set)); an unknown finding has no l',
  cluster: 'contribution(S) = iota * sum l(i, S) + (1 - iota) * (max(0, max l(i, S)) + min(0, min l(i, S)))',
  pattern: 'a present pattern takes the place of the findings that it replaces; an absent or unknown one counts for nothing',
  posterior: 'P(S | answers) ~ P(S) * exp(sum of the contributions of the clusters), normalised once over all states',
  support: 'support(d) = sum of P(S | answers) over the states S that contain d; none of these is the empty state',
  point:
    'counts n of m: max(b, (n + b) / (m + 1)), where n and m are summed over the sources, a case report by its weight below 1, and `patients` is the sum without weights; an interval: its mean',
  beta: 'the band of a count is Beta(alpha, beta) cut below at `atLeast`; of an interval every value from low to high alike',
} as const

const findingOf = ({ id, label, cluster, askedAs, burden, origins, pattern }: NetworkFinding): object => ({
  id,
  label,
  cluster,
  askedAs,
  burden,
  origins,
  pattern,
})

const contextOf = ({ id, label, population, when, priors, cannotOccur, findings, associations }: CompiledContext<Frequency>): object => ({
  id,
  label,
  population,
  when,
  priors,
  cannotOccur,
  associations,
  findings,
})

/**
 * Keys: `formulas`; `vocabulary` (what a case file may say, with units and limits); `units` (conversions); `findings` (yes/no findings of the
 * network, with the options, cut-offs and levels they are read off, and patterns); `clusters` with members; `diagnoses`; `contexts` with
 * priors, associations, backgrounds and frequencies (point, band, evidence).
 */
export function networkOf(kb: WholeKnowledgeBase): object {
  return {
    schemaVersion: 1,
    rules: namedRules(kb),
    formulas: FORMULAS,
    vocabulary: kb.findings.map(({ id, label, type, unit, convert, options, many, carriedBy, appliesIf }) => ({
      id,
      label,
      type,
      unit,
      convert,
      options: options?.map(({ value }) => value),
      many,
      carriedBy,
      appliesIf,
    })),
    units: kb.units,
    contradictions: kb.contradictions,
    findings: kb.network.map(findingOf),
    clusters: kb.clusters.map(({ id, label, independence, why }) => ({
      id,
      label,
      independence,
      why,
      findings: kb.network.filter(({ cluster }) => cluster === id).map((finding) => finding.id),
    })),
    diagnoses: kb.diagnoses.map(({ id, label }) => ({ id, label })),
    contexts: kb.contexts.map(contextOf),
  }
}
