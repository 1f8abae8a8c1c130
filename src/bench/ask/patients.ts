/**
 * Patients drawn from the network of a context, one diagnosis each: what every finding of the vocabulary would be answered, some of it not known.
 * They are such as the rules describe, not such as there are.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Truth } from '../../core/case/answers.ts'
import { readCaseValue } from '../../core/case/read.ts'
import { evaluate, isEvidence } from '../../core/findings/condition.ts'
import { observe } from '../../core/findings/observe.ts'
import type { RawFindings } from '../../core/interview/interview.ts'
import { buildNetwork, type Network, probabilityPresent } from '../../core/network/noisy-or.ts'
import type { CompiledContext, KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { Finding, LimitTest } from '../../core/rules/schema/vocabulary.ts'

/** One answer in so many is not known or not done. */
export const UNANSWERED = 3

/** Evenly from 0 to 1; the same numbers for the same seed. */
export function numbers(seed: number): () => number {
  const random = xoroshiro128plus(seed)
  return () => uniformInt(random, 0, 2 ** 30 - 1) / 2 ** 30
}

type Truths = ReadonlyMap<string, boolean>

/** One way to answer a finding, with what it settles by itself. */
interface Way {
  readonly value: unknown
  readonly settles: Truths
}

const SHARES = [0.5, 1.5] as const

/** Values on both sides of every cut-off, by themselves, against a laboratory's limit and after an earlier reading. */
function quantities(kb: KnowledgeBase, { id, unit = '' }: Finding): readonly unknown[] {
  const tests = kb.network.flatMap(({ origins }) =>
    origins.filter((origin): origin is LimitTest => 'read' in origin && origin.finding === id),
  )
  return tests.flatMap(
    ({ above, atLeast, below, withoutLimit, timesBaseline, timesUpperLimit, timesLowerLimit }): readonly unknown[] => {
      const cutOffs = [above, atLeast, below, withoutLimit?.presentBeyond, withoutLimit?.absentWithin].filter(
        (one) => one !== undefined,
      )
      const limit = withoutLimit?.presentBeyond ?? 1
      const plain = cutOffs.flatMap((cutOff) =>
        SHARES.map((share) => ({ value: Number((share * cutOff).toPrecision(4)), unit })),
      )
      const limited = [
        ...(timesUpperLimit === undefined
          ? []
          : SHARES.map((share) => ({ value: share * limit, unit, upperLimit: limit }))),
        ...(timesLowerLimit === undefined
          ? []
          : SHARES.map((share) => ({ value: share * limit, unit, lowerLimit: limit }))),
      ]
      const risen =
        timesBaseline === undefined
          ? []
          : [1, 2 * timesBaseline].map((times) => [100, 100 * times].map((value, day) => ({ day, value, unit })))
      return [...plain, ...limited, ...risen]
    },
  )
}

function valuesOf(kb: KnowledgeBase, finding: Finding): readonly unknown[] {
  if (finding.type === 'boolean') return [true, false]
  if (finding.type === 'enum') return (finding.options ?? []).map(({ value }) => value)
  return [...quantities(kb, finding), { level: 'low' }, { level: 'normal' }, { level: 'high' }]
}

/** The ways that say something, one for each thing they can say. */
function waysOf(kb: KnowledgeBase, finding: Finding): readonly Way[] {
  const ways = new Map<string, Way>()
  for (const value of valuesOf(kb, finding)) {
    const { case: kase } = readCaseValue({ schemaVersion: 1, findings: { [finding.id]: value } }, kb)
    const answer = kase?.answers[finding.id]
    if (kase === null || answer === undefined || !isEvidence(answer)) continue
    const { truths, origins } = observe(kb, kase)
    const settles = new Map(
      Object.keys(origins).flatMap((id) => (truths[id] === 'unknown' ? [] : [[id, truths[id] === 'present'] as const])),
    )
    const key = JSON.stringify([...settles])
    if (settles.size > 0 && !ways.has(key)) ways.set(key, { value, settles })
  }
  return [...ways.values()]
}

export interface Draw {
  readonly kb: KnowledgeBase
  readonly network: Network
  /** Yes/no findings first, so that a count agrees with the word for it. */
  readonly ways: readonly (readonly [string, readonly Way[]])[]
  readonly examinations: ReadonlySet<string>
  readonly start: RawFindings
  readonly unit: () => number
}

export function drawFrom(kb: KnowledgeBase, context: CompiledContext, start: RawFindings, seed: number): Draw {
  const order = ['boolean', 'enum', 'quantity', 'date-or-duration']
  const findings = kb.findings
    .filter(({ id, carriedBy }) => carriedBy === undefined && !Object.hasOwn(start, id))
    .toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
  return {
    kb,
    network: buildNetwork(kb, context),
    ways: findings.map((finding) => [finding.id, waysOf(kb, finding)] as const),
    examinations: new Set(kb.network.filter(({ isExamination }) => isExamination).map(({ id }) => id)),
    start,
    unit: numbers(seed),
  }
}

/** Without a figure: examinations have been done, and nothing else is there. */
function likelihood({ network, examinations }: Draw, members: number, id: string, present: boolean): number {
  const entry = network.entryOf[id]
  if (entry === undefined) return present === examinations.has(id) ? 1 : 1e-6
  const p = probabilityPresent(entry, members)
  return present ? p : 1 - p
}

/**
 * What every finding of one patient would be answered; drawn again where the vocabulary says that it cannot be.
 * @param members bits over `network.diagnoses`
 */
export function drawPatient(draw: Draw, members: number): RawFindings {
  for (;;) {
    const drawn = new Map<string, boolean>()
    const answers: Record<string, unknown> = { ...draw.start }
    for (const [id, ways] of draw.ways) {
      const way = drawWay(draw, members, ways, drawn)
      for (const [sign, present] of way?.settles ?? []) drawn.set(sign, present)
      answers[id] = way === null || draw.unit() * UNANSWERED < 1 ? withheld(draw) : way.value
    }
    if (isPossible(draw.kb, drawn)) return answers
  }
}

const withheld = ({ unit }: Draw): string => (unit() < 0.5 ? 'unknown' : 'not-done')

function isPossible({ contradictions }: KnowledgeBase, drawn: Truths): boolean {
  const truthOf = (id: string): Truth => {
    const present = drawn.get(id)
    return present === undefined ? 'unknown' : present ? 'present' : 'absent'
  }
  return contradictions.every(
    ({ never, unless }) =>
      evaluate(never, truthOf, {}) !== 'present' ||
      (unless !== undefined && evaluate(unless, truthOf, {}) === 'present'),
  )
}

/** Ways that deny what is drawn already are out of the question; of the others each is as likely as what it adds. */
function drawWay(draw: Draw, members: number, ways: readonly Way[], drawn: Truths): Way | null {
  const weights = ways.map(({ settles }) =>
    [...settles].reduce((weight, [id, present]) => {
      const known = drawn.get(id)
      return known === undefined ? weight * likelihood(draw, members, id, present) : known === present ? weight : 0
    }, 1),
  )
  let left = draw.unit() * weights.reduce((sum, weight) => sum + weight, 0)
  const index = weights.findIndex((weight) => {
    left -= weight
    return left < 0
  })
  return ways[index] ?? null
}
