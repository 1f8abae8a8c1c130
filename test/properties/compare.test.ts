/** The ledger of a difference adds up to the difference of the log odds, on random small networks. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../src/core/assessment/compare.ts'
import { givensOf, logOddsAlone } from '../../src/core/assessment/differential.ts'
import type { Answer, Case } from '../../src/core/case/answers.ts'
import { observe } from '../../src/core/findings/observe.ts'
import { networkOf } from '../../src/core/network/noisy-or.ts'
import type { CompiledContext, Ground, KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import type { PlainNetwork } from '../support/brute-force.ts'
import { asTables, randomCase } from '../support/random-network.ts'

const GROUND: Ground = {
  claim: 'drawn',
  source: 's',
  locator: 'p',
  population: null,
  patients: null,
  judged: true,
  also: [],
}

/** With something that every line can cite. */
function citable(network: PlainNetwork): { readonly kb: KnowledgeBase; readonly context: CompiledContext } {
  const { kb, context } = asTables(network)
  const own: CompiledContext = {
    ...context,
    when: { any: ['f0', { not: 'f0' }] },
    findings: context.findings.map(({ given, ...rest }) => ({
      ...rest,
      given: Object.fromEntries(Object.entries(given).map(([id, { point }]) => [id, { point, rules: ['r'] }])),
    })),
    grounds: Object.fromEntries([
      ['r', GROUND],
      ...context.priors.map(({ diagnosis }) => [`prior:${diagnosis}`, GROUND] as const),
    ]),
  }
  return { kb: { ...kb, contexts: [own], sources: { s: { title: 'S', year: 2000 } } }, context: own }
}

describe('a comparison', () => {
  it('has lines that add up to the log odds of the first alone less those of the second alone, and each to its weights', () => {
    fc.assert(
      fc.property(randomCase, fc.nat(), fc.nat(), ({ network: plain, answers }, a, b) => {
        const { kb, context } = citable(plain)
        const states = Object.entries(answers).map(([id, present]): [string, Answer] => [
          id,
          { kind: 'state', state: present ? 'present' : 'absent' },
        ])
        const kase: Case = { id: null, context: 'test', answers: Object.fromEntries(states) }
        const network = networkOf(kb, context)
        const places = [null, ...network.diagnoses]
        const [first = null, second = null] = [places[a % places.length], places[b % places.length]]
        const answered = compare(kb, kase, [first, second], { toolVersion: '0', warnings: [] })
        if ('problems' in answered) throw new Error('random answers do not contradict each other')
        fc.pre(answered.comparison !== null)
        const { lines, total, first: one, second: other } = answered.comparison
        const observation = observe(kb, kase)
        const givens = givensOf(network, observation.truths, observation.replacedBy)
        const alone = (id: string | null): number =>
          id === null ? 0 : logOddsAlone(network, givens, network.diagnoses.indexOf(id)) / Math.LN10
        expect(lines.reduce((sum, { difference }) => sum + difference, 0)).toBeCloseTo(alone(first) - alone(second), 9)
        expect(total).toBeCloseTo(alone(first) - alone(second), 9)
        expect(one.oddsAlone).toBeCloseTo(alone(first), 9)
        expect(other.oddsAlone).toBeCloseTo(alone(second), 9)
        for (const line of lines) {
          expect(line.difference).toBe((line.first?.weight ?? 0) - (line.second?.weight ?? 0))
          expect(line.speaksFor).toBe(line.difference > 0 ? 'first' : line.difference < 0 ? 'second' : 'neither')
        }
      }),
      { numRuns: 200 },
    )
  })
})
