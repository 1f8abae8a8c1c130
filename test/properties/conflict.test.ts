/**
 * The conflict measure on random networks and, with the real rules, on patients drawn from the network and on nonsense. All draws are seeded; the
 * seed of a failure of fast-check is printed by it.
 */
import fc from 'fast-check'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, it } from 'vitest'
import { misfitOf } from '../../src/core/assessment/conflict.ts'
import {
  buildNetwork,
  type Given,
  type Network,
  networkOf,
  probabilityPresent,
} from '../../src/core/network/noisy-or.ts'
import { infer } from '../../src/core/network/posterior.ts'
import { asTables, randomCase } from '../support/random-network.ts'
import { realKnowledge } from '../support/real-rules.ts'

const kb = realKnowledge()
const misfit = (network: Network, givens: readonly Given[]) => misfitOf(network, givens, infer(network, givens))

describe('the conflict of the answers', () => {
  it('is the same in any order of the answers, and names two or three of them, of different clusters', () => {
    fc.assert(
      fc.property(randomCase, fc.infiniteStream(fc.nat()), ({ network: plain, answers }, dice) => {
        const { kb: small, context } = asTables(plain)
        const network = buildNetwork(small, context)
        const givens = network.entries.flatMap((entry) =>
          entry.id in answers ? [{ entry, present: answers[entry.id] === true }] : [],
        )
        const shuffled = givens
          .map((given) => ({ given, key: dice.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ given }) => given)
        const found = misfit(network, givens)
        const again = misfit(network, shuffled)
        expect(again === null).toBe(found === null)
        if (found === null || again === null) return
        expect(again.measure).toBeCloseTo(found.measure, 9)
        const clusters = new Set(found.between.map(({ entry }) => entry.cluster))
        expect(clusters.size).toBe(found.between.length)
        expect([2, 3]).toContain(found.between.length)
        for (const given of found.between) expect(givens).toContain(given)
        // Where leaving out one answer leaves a single cluster, there is no measure to compare.
        if (new Set(givens.map(({ entry }) => entry.cluster)).size < 3) return
        const without = (given: Given): number => {
          const rest = givens.filter((other) => other !== given)
          return misfit(network, rest)?.measure ?? 0
        }
        const [first] = found.between
        const least = first === undefined ? Number.NaN : without(first)
        for (const given of givens) expect(without(given)).toBeGreaterThanOrEqual(least - 1e-9)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('with the rules as they are', () => {
  const random = xoroshiro128plus(20261120)
  const chance = (p: number): boolean => uniformInt(random, 0, 2 ** 30 - 1) / 2 ** 30 < p
  const signs = new Set(kb.network.filter(({ pattern }) => pattern === null).map(({ id }) => id))

  /** As patients.ts draws them: one diagnosis, each other one with its prior; a share of the findings is known. */
  function fromTheNetwork(network: Network, share: number): Given[] {
    const certain = uniformInt(random, 0, network.diagnoses.length - 1)
    const members = network.priors.reduce(
      (held, prior, at) => (at === certain || chance(prior) ? held | (1 << at) : held),
      0,
    )
    return answered(network, share, (entry) => chance(probabilityPresent(entry, members)))
  }

  function answered(network: Network, share: number, present: (entry: Given['entry']) => boolean): Given[] {
    return network.entries
      .filter(({ id }) => signs.has(id) && chance(share))
      .map((entry) => ({ entry, present: present(entry) }))
  }

  /** In how many of 100 patients there is a conflict. */
  const inHundred = (draw: () => Given[], network: Network, patients: number): number =>
    (100 * Array.from({ length: patients }, () => misfit(network, draw())).filter((found) => found !== null).length) /
    patients

  it.each(kb.contexts.map((context) => [context.id, context] as const))(
    'is rare in patients who come from the network: %s',
    (_, context) => {
      const network = networkOf(kb, context)
      for (const share of [0.1, 0.3, 1])
        expect(inHundred(() => fromTheNetwork(network, share), network, 150)).toBeLessThan(5)
    },
  )

  it.each(kb.contexts.map((context) => [context.id, context] as const))(
    'is the rule where answers are tossed: %s',
    (_, context) => {
      const network = networkOf(kb, context)
      const tossed = (share: number) => () => answered(network, share, () => chance(0.5))
      expect(inHundred(tossed(1), network, 10)).toBeGreaterThan(90)
      expect(inHundred(tossed(0.3), network, 40)).toBeGreaterThan(50)
    },
  )
})
