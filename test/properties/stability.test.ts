/** How firm an order is, on random small networks and on the real rules. The seed of a failure is printed by fast-check. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stabilityOf } from '../../src/core/assessment/stability.ts'
import { redraw } from '../../src/core/network/draws/draw.ts'
import { RUNS, rowsOf } from '../../src/core/network/draws/draws.ts'
import { arithmeticOf } from '../../src/core/network/kernel.ts'
import { buildNetwork, type Given, type Network } from '../../src/core/network/noisy-or.ts'
import { infer, type Posterior } from '../../src/core/network/posterior.ts'
import { firmnessFor } from '../../src/core/result/stability-words.ts'
import type { Band, CompiledContext, Frequency, KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import type { PlainAnswers, PlainNetwork } from '../support/brute-force.ts'
import { asTables, randomCase } from '../support/random-network.ts'

const FEW = { numRuns: 60 }

const interval = (low: number, high: number): Band => ({ kind: 'interval', low, high })

/** The toy tables with bands of a relative width around their points. */
function withBands(plain: PlainNetwork, width: number): { kb: KnowledgeBase; context: CompiledContext<Frequency> } {
  const { kb, context } = asTables(plain)
  const around = (p: number, room: number): Band => interval(p - width * room, p + width * room)
  const frequency = (point: number, rules: readonly string[]): Frequency => ({
    point,
    rules,
    patients: null,
    band: around(point, Math.min(point, 1 - point) * 0.9),
  })
  return {
    kb,
    context: {
      ...context,
      priors: context.priors.map((prior) => {
        const room = 0.9 * width * Math.min(prior.point, 1 - prior.point)
        return { ...prior, low: prior.point - room, high: prior.point + room }
      }),
      associations: context.associations.map((one) => ({
        ...one,
        low: one.factor ** (1 - width),
        high: one.factor ** (1 + width),
      })),
      findings: context.findings.map(({ finding, background, given }) => ({
        finding,
        background: frequency(background.point, background.rules),
        given: Object.fromEntries(Object.entries(given).map(([id, { point, rules }]) => [id, frequency(point, rules)])),
      })),
    },
  }
}

function given(network: Network, answers: PlainAnswers): Given[] {
  return network.entries.flatMap((entry) =>
    entry.id in answers ? [{ entry, present: answers[entry.id] === true }] : [],
  )
}

const posteriorOf = (network: Network, answers: PlainAnswers): Posterior => infer(network, given(network, answers))

/** One redraw as a network of its own, so that states.ts can rank with it. */
function networkOfRun(network: Network, values: Float32Array, runs: number, run: number): Network {
  const rows = rowsOf(network)
  const at = (row: number): number => values[row * runs + run] ?? Number.NaN
  const odds = network.diagnoses.map((_, index) => at(rows.prior(index)))
  const clusters = network.clusters.map((cluster) => ({ ...cluster, entries: [] as Network['entries'][number][] }))
  const entries = network.entries.map((entry, index) => {
    const cluster = clusters[entry.cluster.index]
    if (!cluster) throw new Error('no cluster')
    const missRatio = entry.missRatio.map((ratio, place) => (ratio < 1 ? at(rows.entry(index) + 1 + place) : 1))
    const redrawn = { ...entry, cluster, background: at(rows.entry(index)), missRatio }
    cluster.entries.push(redrawn)
    return redrawn
  })
  return {
    ...network,
    clusters,
    entries,
    entryOf: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
    priors: odds.map((o) => o / (1 + o)),
    priorLogOdds: odds.map(Math.log),
    associations: network.associations.map(({ mask }, index) => ({
      mask,
      logFactor: Math.log(at(rows.association(index))),
    })),
  }
}

describe('the stability of an order', () => {
  it('ranks in every redraw as the network with the redrawn figures does', () => {
    fc.assert(
      fc.property(
        randomCase,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        (drawn, width, runs) => {
          const { network: plain, answers } = drawn
          const { kb, context } = withBands(plain, width)
          const network = buildNetwork(kb, context)
          const redrawn = redraw(context, network, runs, 7)
          const supports = arithmeticOf(network).rankRuns(posteriorOf(network, answers).answered, redrawn)
          for (let run = 0; run < runs; run++) {
            const then = networkOfRun(network, redrawn.values, runs, run)
            const { support, none } = infer(then, given(then, answers))
            for (const [index, each] of [...support, none].entries())
              // The drawn values are kept as 32-bit floats, which is 6e-8 of each.
              expect(supports[index * runs + run]).toBeCloseTo(each, 7)
          }
        },
      ),
      FEW,
    )
  })

  it('is the same for the same seed, and draws anew for another', () => {
    fc.assert(
      fc.property(randomCase, fc.integer(), ({ network: plain, answers }, seed) => {
        const { kb, context } = withBands(plain, 0.8)
        const network = buildNetwork(kb, context)
        const one = redraw(context, network, 20, seed)
        expect(redraw(context, network, 20, seed).values).toEqual(one.values)
        expect(stabilityOf(network, posteriorOf(network, answers), one)).toEqual(
          stabilityOf(network, posteriorOf(network, answers), one),
        )
        if (network.diagnoses.length > 1) expect(redraw(context, network, 20, seed + 1).values).not.toEqual(one.values)
      }),
      FEW,
    )
  })

  it('shares out all redraws, and keeps every range in order and within [0, 1]', () => {
    fc.assert(
      fc.property(randomCase, fc.double({ min: 0, max: 1, noNaN: true }), ({ network: plain, answers }, width) => {
        const { kb, context } = withBands(plain, width)
        const network = buildNetwork(kb, context)
        const { spreads, none } = stabilityOf(network, posteriorOf(network, answers), redraw(context, network, RUNS, 1))
        expect([...spreads, none].reduce((sum, { firstShare }) => sum + firstShare, 0)).toBeCloseTo(1, 9)
        for (const { range } of [...spreads, none]) {
          expect(range[0]).toBeGreaterThanOrEqual(0)
          expect(range[1]).toBeLessThanOrEqual(1)
          expect(range[0]).toBeLessThanOrEqual(range[1])
        }
      }),
      FEW,
    )
  })

  it('is complete where no band has any width', () => {
    fc.assert(
      fc.property(randomCase, ({ network: plain, answers }) => {
        const { kb, context } = withBands(plain, 0)
        const network = buildNetwork(kb, context)
        const { spreads, none } = stabilityOf(network, posteriorOf(network, answers), redraw(context, network, 10, 1))
        const { support } = infer(network, given(network, answers))
        for (const { range } of spreads) expect(range[1]).toBe(range[0])
        for (const [index, { range }] of spreads.entries())
          expect(range[0]).toBeCloseTo(support[index] ?? Number.NaN, 5)
        expect(
          [...spreads, none]
            .map(({ firstShare }) => firstShare)
            .toSorted()
            .at(-1),
        ).toBe(1)
      }),
      FEW,
    )
  })

  it('never rises when the bands widen, for two diagnoses that each have a finding of their own', () => {
    const p = fc.double({ min: 0.05, max: 0.4, noNaN: true })
    const q = fc.double({ min: 0.5, max: 0.9, noNaN: true })
    fc.assert(
      fc.property(
        p,
        p,
        q,
        q,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (pa, pb, qa, qb, one, other) => {
          const plain: PlainNetwork = {
            priors: { a: pa, b: pb },
            associations: [],
            independence: { ca: 0, cb: 0 },
            findings: [
              { id: 'fa', cluster: 'ca', background: 0.1, q: { a: qa } },
              { id: 'fb', cluster: 'cb', background: 0.1, q: { b: qb } },
            ],
          }
          const share = (width: number): number => {
            const { kb, context } = withBands(plain, width)
            const network = buildNetwork(kb, context)
            const { spreads, none } = stabilityOf(
              network,
              posteriorOf(network, { fa: true, fb: true }),
              redraw(context, network, RUNS, 1),
            )
            const { support, none: empty } = infer(network, given(network, { fa: true, fb: true }))
            const leader = [...support, empty].indexOf(Math.max(...support, empty))
            return [...spreads, none][leader]?.firstShare ?? Number.NaN
          }
          const [narrow, wide] = [one, other].toSorted((a, b) => a - b)
          expect(share(wide ?? 0)).toBeLessThanOrEqual(share(narrow ?? 0) + 1e-9)
        },
      ),
      FEW,
    )
  })

  it('has a word for its share', () => {
    expect([1, 0.9, 0.89, 0.6, 0.59].map(firmnessFor)).toEqual(['stable', 'stable', 'leaning', 'leaning', 'tie'])
  })
})
