/**
 * A second program for the same tables, written from the formulas alone: every subset of diagnoses, multiply, normalise.
 * It imports nothing of the product. Formulas: prior of a state, noisy-OR with leak, contribution of a cluster, posterior, support.
 */
export interface PlainNetwork {
  readonly priors: Readonly<Record<string, number>>
  readonly associations: readonly { readonly a: string; readonly b: string; readonly factor: number }[]
  readonly findings: readonly {
    readonly id: string
    readonly cluster: string
    readonly background: number
    readonly q: Readonly<Record<string, number>>
  }[]
  readonly independence: Readonly<Record<string, number>>
}

export type PlainAnswers = Readonly<Record<string, boolean>>

function subsets(ids: readonly string[]): string[][] {
  return ids.reduce<string[][]>((all, id) => all.concat(all.map((set) => [...set, id])), [[]])
}

function priorOf(network: PlainNetwork, state: readonly string[]): number {
  let p = 1
  for (const [id, prior] of Object.entries(network.priors)) p *= state.includes(id) ? prior : 1 - prior
  for (const { a, b, factor } of network.associations) if (state.includes(a) && state.includes(b)) p *= factor
  return p
}

function probabilityOfAnswer(
  finding: PlainNetwork['findings'][number],
  state: readonly string[],
  present: boolean,
): number {
  const missed = state.reduce(
    (product, id) => (id in finding.q ? (product * (1 - (finding.q[id] ?? 0))) / (1 - finding.background) : product),
    1 - finding.background,
  )
  return present ? 1 - missed : missed
}

function likelihoodRatio(network: PlainNetwork, answers: PlainAnswers, state: readonly string[]): number {
  let log = 0
  for (const cluster of new Set(network.findings.map((finding) => finding.cluster))) {
    const views = network.findings
      .filter((finding) => finding.cluster === cluster && finding.id in answers)
      .map((finding) => {
        const present = answers[finding.id] === true
        return Math.log(probabilityOfAnswer(finding, state, present) / probabilityOfAnswer(finding, [], present))
      })
    const iota = network.independence[cluster] ?? 0
    const sum = views.reduce((a, b) => a + b, 0)
    log += iota * sum + (1 - iota) * (Math.max(0, ...views) + Math.min(0, ...views))
  }
  return Math.exp(log)
}

/** Support of every diagnosis, and of none of them. */
export function bruteForce(
  network: PlainNetwork,
  answers: PlainAnswers,
): { support: Record<string, number>; none: number; states: number[] } {
  const states = subsets(Object.keys(network.priors)).map((state) => ({
    state,
    weight: priorOf(network, state) * likelihoodRatio(network, answers, state),
  }))
  const total = states.reduce((sum, { weight }) => sum + weight, 0)
  const support = Object.fromEntries(
    Object.keys(network.priors).map((id) => [
      id,
      states.filter(({ state }) => state.includes(id)).reduce((sum, { weight }) => sum + weight / total, 0),
    ]),
  )
  return { support, none: (states[0]?.weight ?? 0) / total, states: states.map(({ weight }) => weight / total) }
}
