/** The properties of model.md §4 that concern the arithmetic, on random small networks. The seed of a failure is printed by fast-check. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ledgerOf, logOddsAlone } from '../../src/core/assessment/differential.ts'
import { plannerFor } from '../../src/core/network/information-gain.ts'
import { arithmeticOf } from '../../src/core/network/kernel.ts'
import {
  buildNetwork,
  type Given,
  logRatio,
  type Network,
  probabilityPresent,
} from '../../src/core/network/noisy-or.ts'
import { infer, type Posterior } from '../../src/core/network/posterior.ts'
import { bruteForce, type PlainAnswers, type PlainNetwork } from '../support/brute-force.ts'
import { asTables, randomCase } from '../support/random-network.ts'

const RUNS = { numRuns: 500 }
const CLOSE = 1e-9

function ready(plain: PlainNetwork, answers: PlainAnswers): { network: Network; givens: Given[] } {
  const { kb, context } = asTables(plain)
  const network = buildNetwork(kb, context)
  const givens = network.entries.flatMap((entry) =>
    entry.id in answers ? [{ entry, present: answers[entry.id] === true }] : [],
  )
  return { network, givens }
}

function statesOf(network: Network, { answered }: Posterior): Float64Array {
  const weights = arithmeticOf(network).weights(answered)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

const entropyOf = (network: Network, posterior: Posterior): number =>
  statesOf(network, posterior).reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0)

const supportsOf = (plain: PlainNetwork, answers: PlainAnswers) => {
  const { network, givens } = ready(plain, answers)
  return infer(network, givens).support
}

describe('the network', () => {
  it('equals brute-force enumeration by an independent program (property 10)', () => {
    fc.assert(
      fc.property(randomCase, ({ network: plain, answers }) => {
        const { network, givens } = ready(plain, answers)
        const posterior = infer(network, givens)
        const expected = bruteForce(plain, answers)
        network.diagnoses.forEach((id, i) => {
          expect(posterior.support[i]).toBeCloseTo(expected.support[id] ?? Number.NaN, 9)
        })
        expect(posterior.none).toBeCloseTo(expected.none, 9)
        const entropy = expected.states.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0)
        expect(entropyOf(network, posterior)).toBeCloseTo(entropy, 8)
      }),
      RUNS,
    )
  })

  it('gives states that add up to 1 and supports within [0, 1] (property 3)', () => {
    fc.assert(
      fc.property(randomCase, ({ network: plain, answers }) => {
        const { network, givens } = ready(plain, answers)
        const posterior = infer(network, givens)
        expect(statesOf(network, posterior).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
        for (const support of posterior.support) {
          expect(support).toBeGreaterThanOrEqual(0)
          expect(support).toBeLessThanOrEqual(1)
        }
      }),
      RUNS,
    )
  })

  it('gives the same bytes whatever the order of the answers and of the tables (property 2)', () => {
    fc.assert(
      fc.property(randomCase, fc.infiniteStream(fc.nat()), ({ network: plain, answers }, dice) => {
        const shuffle = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, key: dice.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ value }) => value)
        const { network, givens } = ready(plain, answers)
        expect(infer(network, shuffle(givens)).support).toEqual(infer(network, givens).support)
      }),
      RUNS,
    )
  })

  it('never lets a raised q lower a present finding’s diagnosis, nor raise an absent one’s (property 4)', () => {
    fc.assert(
      fc.property(
        randomCase,
        fc.nat(),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ network: plain, answers }, f, d, by) => {
          const answered = plain.findings.filter(({ id }) => id in answers)
          const finding = answered[f % Math.max(1, answered.length)]
          const ids = Object.keys(plain.priors)
          const diagnosis = ids[d % ids.length]
          fc.pre(finding !== undefined && diagnosis !== undefined)
          const q = finding.q[diagnosis] ?? finding.background
          const raised = { ...finding, q: { ...finding.q, [diagnosis]: q + by * (0.999 - q) } }
          const other = { ...plain, findings: plain.findings.map((entry) => (entry === finding ? raised : entry)) }
          const at = [...ids].sort().indexOf(diagnosis)
          const change = (supportsOf(other, answers)[at] ?? 0) - (supportsOf(plain, answers)[at] ?? 0)
          if (answers[finding.id]) expect(change).toBeGreaterThanOrEqual(-CLOSE)
          else expect(change).toBeLessThanOrEqual(CLOSE)
        },
      ),
      RUNS,
    )
  })

  it('lets no set of present findings lower any diagnosis below its prior (property 5)', () => {
    fc.assert(
      fc.property(randomCase, ({ network: plain, answers }) => {
        const present = Object.fromEntries(Object.keys(answers).map((id) => [id, true]))
        const before = supportsOf(plain, {})
        supportsOf(plain, present).forEach((support, i) => {
          expect(support).toBeGreaterThanOrEqual((before[i] ?? 0) - CLOSE)
        })
      }),
      RUNS,
    )
  })

  it('moves ln P(S)/P(none) by iota times the ratio for a repeated strongest view and never by more than the ratio (property 6)', () => {
    fc.assert(
      fc.property(randomCase, fc.boolean(), ({ network: plain, answers }, present) => {
        const { network, givens } = ready(plain, answers)
        const strongest = givens[0]
        fc.pre(strongest !== undefined)
        for (let index = 0; index < network.diagnoses.length; index++) {
          const members = 1 << index
          const before = logOddsAlone(network, givens, index)
          const sameCluster = givens.filter(({ entry }) => entry.cluster === strongest.entry.cluster)
          const top = sameCluster.reduce((a, b) =>
            Math.abs(logRatio(b, members)) > Math.abs(logRatio(a, members)) ? b : a,
          )
          const repeated = logOddsAlone(network, [...givens, { ...top, entry: { ...top.entry, id: 'again' } }], index)
          expect(repeated - before).toBeCloseTo(top.entry.cluster.independence * logRatio(top, members), 9)
          const another: Given = {
            entry: {
              ...strongest.entry,
              id: 'another',
              background: 0.2,
              missRatio: strongest.entry.missRatio.map(() => 0.4),
            },
            present,
          }
          const change = logOddsAlone(network, [...givens, another], index) - before
          expect(Math.abs(change)).toBeLessThanOrEqual(Math.abs(logRatio(another, members)) + CLOSE)
        }
      }),
      RUNS,
    )
  })

  it('leaves the others unchanged by a diagnosis that no answered finding touches (property 7)', () => {
    fc.assert(
      fc.property(randomCase, fc.double({ min: 0.01, max: 0.9, noNaN: true }), ({ network: plain, answers }, prior) => {
        const wider = { ...plain, priors: { ...plain.priors, zz: prior } }
        const before = supportsOf(plain, answers)
        const after = supportsOf(wider, answers)
        before.forEach((support, i) => {
          expect(after[i]).toBeCloseTo(support, 12)
        })
        expect(after[before.length]).toBeCloseTo(prior, 12)
      }),
      RUNS,
    )
  })

  it('has a ledger that adds up to the log odds of each diagnosis alone (property 8)', () => {
    fc.assert(
      fc.property(randomCase, ({ network: plain, answers }) => {
        const { network, givens } = ready(plain, answers)
        network.diagnoses.forEach((_, index) => {
          const lines = ledgerOf(givens, index)
          const total =
            lines.reduce((sum, { weight }) => sum + weight, 0) * Math.LN10 + (network.priorLogOdds[index] ?? 0)
          expect(total).toBeCloseTo(logOddsAlone(network, givens, index), 9)
        })
      }),
      RUNS,
    )
  })
})

describe('the expected gain of an open finding', () => {
  it('is the entropy now less the mean entropy after either answer, each inferred from the start, and never below 0', () => {
    fc.assert(
      fc.property(randomCase, ({ network: plain, answers }) => {
        const { network, givens } = ready(plain, answers)
        const now = infer(network, givens)
        const planner = plannerFor(network, now)
        const states = statesOf(network, now)
        for (const entry of network.entries.filter(({ id }) => !(id in answers))) {
          const p = states.reduce((sum, state, index) => sum + state * probabilityPresent(entry, index), 0)
          const entropyWith = (present: boolean) => entropyOf(network, infer(network, [...givens, { entry, present }]))
          const gain = Math.max(0, entropyOf(network, now) - p * entropyWith(true) - (1 - p) * entropyWith(false))
          expect(planner.expectedGain(entry)).toBeCloseTo(gain, 7)
        }
      }),
      RUNS,
    )
  })
})

describe('the supports after a further answer', () => {
  it('are those inferred from the start with that answer', () => {
    fc.assert(
      fc.property(randomCase, fc.boolean(), ({ network: plain, answers }, present) => {
        const { network, givens } = ready(plain, answers)
        const open = network.entries.find(({ id }) => !(id in answers))
        fc.pre(open !== undefined)
        const tried = plannerFor(network, infer(network, givens)).supportAfter({ entry: open, present })
        const inferred = infer(network, [...givens, { entry: open, present }])
        tried.support.forEach((support, i) => {
          expect(support).toBeCloseTo(inferred.support[i] ?? Number.NaN, 9)
        })
        expect(tried.none).toBeCloseTo(inferred.none, 9)
      }),
      RUNS,
    )
  })
})

describe('one diagnosis and one finding', () => {
  const postTest = (prior: number, sensitivity: number, background: number) => {
    const findings = [{ id: 'f0', cluster: 'c0', background, q: { d0: sensitivity } }]
    const { kb, context } = asTables({ priors: { d0: prior }, associations: [], findings, independence: { c0: 1 } })
    const network = buildNetwork(kb, context)
    const entry = network.entries[0]
    return entry && infer(network, [{ entry, present: true }]).support[0]
  }

  it('turns a prior of 5 % into 24 % for a test of sensitivity 0.89 and specificity 0.85 (worked example of epi.nomogram, R package epiR)', () => {
    expect(postTest(0.05, 0.89, 0.15)).toBeCloseTo(0.24, 2)
  })

  it('turns a prior of 2.5 % and a likelihood ratio of 20 into 33.9 %', () => {
    expect(postTest(0.025, 0.8, 0.04)).toBeCloseTo(0.339, 3)
  })
})
