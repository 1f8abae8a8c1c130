/** Flip sets against a second program that tries every set of answers, on random small networks; and on random patients of the real rules. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assessment/assess.ts'
import { type FlipSet, flipSets, type Seen } from '../../src/core/assessment/counterfactual.ts'
import { differentiate } from '../../src/core/assessment/differential.ts'
import type { Answer, Case, Reading } from '../../src/core/case/answers.ts'
import { readCaseValue } from '../../src/core/case/read.ts'
import { leavesOf } from '../../src/core/findings/condition.ts'
import { observe } from '../../src/core/findings/observe.ts'
import type { Place } from '../../src/core/network/kernel.ts'
import { supportOf } from '../../src/core/network/posterior.ts'
import type { Result } from '../../src/core/result/schema.ts'
import type { CompiledContext, KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import { BURDENS } from '../../src/core/rules/schema/burden.ts'
import type { Finding } from '../../src/core/rules/schema/vocabulary.ts'
import type { Findings } from '../support/answers-for.ts'
import { bruteForce, type PlainAnswers, type PlainNetwork } from '../support/brute-force.ts'
import { aFinding, aNetworkFinding } from '../support/knowledge.ts'
import { randomFindings } from '../support/random-case.ts'
import { asTables, randomCaseOf } from '../support/random-network.ts'
import { realKnowledge } from '../support/real-rules.ts'

/** Nearer to a tie than this the two programs may differ in their last digits. */
const TIE = 1e-9
/** So many open questions are tried in all their sets; counterfactual.ts tries as many answers together. */
const MOST_OPEN = 6

/** A pattern of the first two findings, with the figures of the last, which then is no finding of its own. */
interface Patterned {
  readonly network: PlainNetwork
  readonly pattern: string | null
}

const burdenAt = (index: number): (typeof BURDENS)[number] => BURDENS[index % BURDENS.length] ?? 'history'

/** Findings that say little, so that it takes several of them. */
function mild({ findings, ...network }: PlainNetwork, share: number): PlainNetwork {
  const milder = (background: number, q: number): number => background + share * (q - background)
  return {
    ...network,
    findings: findings.map(({ q, ...rest }) => ({
      ...rest,
      q: Object.fromEntries(Object.entries(q).map(([id, each]) => [id, milder(rest.background, each)])),
    })),
  }
}

function withPattern(network: PlainNetwork, wanted: boolean): Patterned {
  return { network, pattern: wanted && network.findings.length > 2 ? (network.findings.at(-1)?.id ?? null) : null }
}

/** What counts: a pattern that is present stands for its parts. */
function counted(answers: PlainAnswers, { pattern }: Patterned): PlainAnswers {
  if (pattern === null || answers['f0'] !== true || answers['f1'] !== true) return answers
  const { f0, f1, ...others } = answers
  return { ...others, [pattern]: true }
}

function seenIn(
  patterned: Patterned,
  answers: PlainAnswers,
): { readonly seen: Seen; readonly context: CompiledContext } {
  const { network, pattern } = patterned
  const tables = asTables(network)
  const kb: KnowledgeBase = {
    ...tables.kb,
    findings: network.findings.flatMap(({ id }, index) =>
      id === pattern ? [] : [aFinding(id, { burden: burdenAt(index) })],
    ),
    network: network.findings.map(({ id, cluster }) =>
      id === pattern
        ? aNetworkFinding(id, [], {
            cluster,
            askedAs: null,
            pattern: { when: { all: ['f0', 'f1'] }, replaces: ['f0', 'f1'] },
          })
        : aNetworkFinding(id, [{ finding: id }], { cluster }),
    ),
  }
  const states = Object.entries(answers).map(([id, present]): [string, Answer] => [
    id,
    { kind: 'state', state: present ? 'present' : 'absent' },
  ])
  const kase: Case = { id: null, context: 'test', answers: Object.fromEntries(states) }
  const context = { ...tables.context, when: { any: ['f0', { not: 'f0' }] } }
  const whole = { ...kb, contexts: [context] }
  const observation = observe(whole, kase)
  return { seen: { kb: whole, kase, observation, differential: differentiate(whole, context, observation) }, context }
}

/** Every set of one to three answers to different open questions. */
function everySet(open: readonly string[]): PlainAnswers[] {
  const grown = (sets: readonly PlainAnswers[]): PlainAnswers[] =>
    sets.flatMap((set) =>
      open
        .filter((id) => Object.keys(set).every((known) => known < id))
        .flatMap((id) => [true, false].map((present) => ({ ...set, [id]: present }))),
    )
  const singles = grown([{}])
  const pairs = grown(singles)
  return [...singles, ...pairs, ...grown(pairs)]
}

const key = (set: PlainAnswers): string =>
  Object.entries(set)
    .map(([id, present]) => `${id}${present ? '+' : '-'}`)
    .sort()
    .join(' ')

const isPart = (part: PlainAnswers, of: PlainAnswers): boolean =>
  Object.entries(part).every(([id, present]) => of[id] === present)

const asPlain = ({ choices }: FlipSet): PlainAnswers =>
  Object.fromEntries(
    choices.map(({ finding, answer }) => [finding.id, answer.kind === 'state' && answer.state === 'present']),
  )

interface Drawn {
  readonly patterned: Patterned
  readonly answers: PlainAnswers
  readonly open: readonly string[]
  readonly places: readonly [Place, Place]
}

/** Two of the places of a random case, the one with more support first. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    drawnCase: randomCaseOf({ diagnoses: fc.integer({ min: 2, max: 3 }), findings: fc.constant(7) }),
    pattern: fc.boolean(),
    share: fc.constantFrom(1, 0.4, 0.1),
    known: fc.nat(3),
    a: fc.nat(),
    b: fc.nat(),
  })
  .map(({ drawnCase, pattern, share, known, a, b }) => {
    const patterned = withPattern(mild(drawnCase.network, share), pattern)
    const asked = drawnCase.network.findings.map(({ id }) => id).filter((id) => id !== patterned.pattern)
    const given = Object.fromEntries(
      Object.entries(drawnCase.answers)
        .filter(([id]) => id !== patterned.pattern)
        .slice(0, known),
    )
    const unanswered = asked.filter((id) => !(id in given))
    const answers = { ...given, ...Object.fromEntries(unanswered.slice(MOST_OPEN).map((id) => [id, false])) }
    const {
      network: { diagnoses },
      posterior,
    } = seenIn(patterned, answers).seen.differential
    const places: readonly Place[] = [null, ...diagnoses.keys()]
    const one = places[a % places.length] ?? null
    const other = places.filter((place) => place !== one)[b % (places.length - 1)] ?? null
    return {
      patterned,
      answers,
      open: unanswered.slice(0, MOST_OPEN),
      places: supportOf(posterior, one) >= supportOf(posterior, other) ? [one, other] : [other, one],
    }
  })

describe('flip sets on random small networks', () => {
  it('are all of the smallest sets that exchange the two, and no others', () => {
    fc.assert(
      fc.property(drawn, ({ patterned, answers, open, places: [upper, lower] }) => {
        const { seen, context } = seenIn(patterned, answers)
        const { diagnoses } = seen.differential.network
        const lead = (more: PlainAnswers): number => {
          const { support, none } = bruteForce(patterned.network, counted({ ...answers, ...more }, patterned))
          const at = (place: Place): number => (place === null ? none : (support[diagnoses[place] ?? ''] ?? 0))
          return at(lower) - at(upper)
        }
        const sets = everySet(open).map((set) => ({ set, lead: lead(set) }))
        fc.pre(sets.every((each) => Math.abs(each.lead) > TIE))
        const flips = sets.filter((each) => each.lead > 0).map(({ set }) => set)
        const smallest = flips.filter((set) => !flips.some((part) => part !== set && isPart(part, set)))
        const found = flipSets(seen, context, [upper, lower], 1000)
        expect(found.map(asPlain).map(key).sort()).toEqual(smallest.map(key).sort())
      }),
      { numRuns: 600 },
    )
  })

  it('hold an answer that does nothing alone, where another view of the same fact counts in full', () => {
    const findings = [
      { id: 'f2', cluster: 'c0', background: 0.01, q: { d1: 0.056492, d2: 0.26807 } },
      { id: 'f3', cluster: 'c0', background: 0.01, q: { d2: 0.011942 } },
      { id: 'f6', cluster: 'c1', background: 0.01, q: { d0: 0.228276, d1: 0.230246 } },
    ]
    const network = {
      priors: { d0: 0.563085, d1: 0.486635, d2: 0.40532 },
      associations: [],
      independence: { c0: 0, c1: 0 },
      findings,
    }
    const { seen, context } = seenIn({ network, pattern: null }, { f6: false })
    expect(flipSets(seen, context, [0, 1], 1000).map(asPlain)).toEqual([{ f2: true, f3: false }])
  })

  it('come with fewer answers first, then by what the dearest and all of them take, then by id; a smaller number of them is the beginning', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 6 }), ({ patterned, answers, places }, most) => {
        const { seen, context } = seenIn(patterned, answers)
        const all = flipSets(seen, context, places, 1000)
        const cost = ({ choices }: FlipSet): readonly number[] => {
          const burdens = choices.map(({ finding }) => BURDENS.indexOf(finding.burden))
          return [choices.length, Math.max(...burdens), burdens.reduce((sum, burden) => sum + burden, 0)]
        }
        const names = ({ choices }: FlipSet): string =>
          choices
            .map(({ finding }) => finding.id)
            .sort()
            .join(' ')
        const inOrder = (a: FlipSet, b: FlipSet): number =>
          cost(a).reduce((order, value, at) => order || value - (cost(b)[at] ?? 0), 0) ||
          (names(a) < names(b) ? -1 : names(a) > names(b) ? 1 : 0)
        expect(all.map(asPlain)).toEqual(all.toSorted(inOrder).map(asPlain))
        expect(flipSets(seen, context, places, most).map(asPlain)).toEqual(all.slice(0, most).map(asPlain))
      }),
      { numRuns: 300 },
    )
  })
})

const real = realKnowledge()

/** An answer as a case file has it. */
function raw(finding: Finding, answer: Answer): unknown {
  if (answer.kind === 'state') return answer.state
  if (answer.kind === 'options') return finding.many === true ? answer.options : answer.options[0]
  if (answer.kind === 'date') return answer.date
  if (answer.kind === 'one-of') throw new Error('no answer of a case file')
  const readings = answer.readings.map((reading, day) =>
    rawReading(finding, reading, answer.readings.length > 1 ? { day } : {}),
  )
  return readings.length > 1 ? readings : readings[0]
}

function rawReading({ unit }: Finding, { low, high, level, upperLimit, lowerLimit }: Reading, time: object): unknown {
  if (level !== null) return { level, ...time }
  const limits = { ...(upperLimit === null ? {} : { upperLimit }), ...(lowerLimit === null ? {} : { lowerLimit }) }
  const bounds =
    low === high
      ? { value: low }
      : { ...(Number.isFinite(low) ? { atLeast: low } : {}), ...(Number.isFinite(high) ? { atMost: high } : {}) }
  return { ...bounds, unit, ...limits, ...time }
}

const examinations = real.network.filter(({ cluster }) => cluster === 'examinations').map(({ id }) => id)

/** With the examinations that must have been done for the answers. */
function given(findings: Findings, { choices }: FlipSet): Findings {
  const needed = choices.flatMap(({ finding: { appliesIf } }) => (appliesIf === undefined ? [] : leavesOf(appliesIf)))
  const done = examinations.filter((id) => needed.includes(id) && Object.hasOwn(findings, id))
  return {
    ...findings,
    ...Object.fromEntries(done.map((id) => [id, true])),
    ...Object.fromEntries(choices.map(({ finding, answer }) => [finding.id, raw(finding, answer)])),
  }
}

function ranked(findings: Findings): Result {
  const read = readCaseValue({ schemaVersion: 1, findings }, real)
  if (read.case === null) throw new Error(read.problems.map(({ path, message }) => `${path} ${message}`).join('\n'))
  const result = assess(real, read.case, { toolVersion: '0', warnings: [] })
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join('\n'))
  return result
}

/** All sets of some of them, but neither all nor none. */
const partsOf = (choices: FlipSet['choices']): FlipSet['choices'][] =>
  choices
    .reduce<FlipSet['choices'][]>((sets, choice) => sets.concat(sets.map((set) => [...set, choice])), [[]])
    .filter(({ length }) => length > 0 && length < choices.length)

const supportIn = ({ ranking, noneOfThese }: Result, id: string | undefined): number =>
  (id === undefined ? noneOfThese?.support : ranking.find(({ diagnosis }) => diagnosis === id)?.support) ?? Number.NaN

describe('flip sets of random patients of the real rules', () => {
  it('exchange the two when the answers are given in the case file, and no part of a set does', () => {
    fc.assert(
      fc.property(randomFindings(real), fc.nat(), (findings, drawnPlace) => {
        const result = ranked(findings)
        fc.pre(result.status === 'ranked')
        const context = real.contexts.find(({ id }) => id === result.case.context)
        const kase = readCaseValue({ schemaVersion: 1, findings }, real).case
        if (context === undefined || kase === null) throw new Error('a ranked case has both')
        const observation = observe(real, kase)
        const differential = differentiate(real, context, observation)
        const { network, posterior } = differential
        const places = [null, ...network.diagnoses.keys()].sort(
          (a, b) => supportOf(posterior, b) - supportOf(posterior, a),
        )
        const upper = places[0] ?? null
        const lower = places[1 + (drawnPlace % 3)] ?? null
        const nameOf = (place: Place): string | undefined => (place === null ? undefined : network.diagnoses[place])
        const lead = (set: FlipSet): number => {
          const then = ranked(given(findings, set))
          return supportIn(then, nameOf(lower)) - supportIn(then, nameOf(upper))
        }
        for (const set of flipSets({ kb: real, kase, observation, differential }, context, [upper, lower], 3)) {
          expect(lead(set), JSON.stringify(given(findings, set))).toBeGreaterThan(0)
          for (const choices of partsOf(set.choices)) {
            const part = { ...set, choices }
            expect(lead(part), JSON.stringify(given(findings, part))).toBeLessThanOrEqual(0)
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})
