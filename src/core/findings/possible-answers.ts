/**
 * The answers that an open question could get: yes and no, every option, either side of every cut-off. Each is an answer as a case holds it, so that
 * it can be observed like any other.
 */
import { type Answer, LEVELS, type Level, type Reading, type Truth } from '../case/answers.ts'
import { vocabularyOf } from '../case/read/vocabulary.ts'
import type { KnowledgeBase, NetworkFinding } from '../rules/knowledge-base.ts'
import type { Finding, Origin } from '../rules/schema/vocabulary.ts'
import { isEvidence, leavesOf } from './condition.ts'
import { viewOf } from './reading.ts'

export interface Choice {
  readonly finding: Finding
  readonly answer: Answer
  /** Of the network findings that are read off it. */
  readonly settles: readonly Settled[]
}

interface Settled {
  readonly sign: NetworkFinding
  readonly present: boolean
}

/** What the answers to one finding can change. */
export interface Reach {
  /** Read off it. */
  readonly readers: readonly NetworkFinding[]
  /** The readers, every pattern that an answer can complete, and what such a pattern stands for. */
  readonly signs: readonly string[]
  /** No pattern among them, and none whose state turns on further answers: then a choice settles what it settles, whatever else is answered. */
  readonly direct: boolean
}

export type ReachOf = (finding: string) => Reach

const known = new WeakMap<KnowledgeBase, ReachOf>()

/** Keyed by identity, since a knowledge base is frozen. */
export function reachIn(kb: KnowledgeBase): ReachOf {
  const made = known.get(kb) ?? makeReach(kb)
  known.set(kb, made)
  return made
}

const isPattern = ({ pattern }: NetworkFinding): boolean => pattern !== null

function makeReach(kb: KnowledgeBase): ReachOf {
  const readers = new Map<string, NetworkFinding[]>()
  for (const sign of kb.network) {
    for (const finding of new Set(sign.origins.map((origin) => origin.finding))) {
      const signs = readers.get(finding) ?? []
      readers.set(finding, signs)
      signs.push(sign)
    }
  }
  const dependent = kb.network.flatMap((sign) => {
    const conditions = [...(sign.pattern === null ? [] : [sign.pattern.when]), ...denialConditions(sign)]
    return conditions.length === 0 ? [] : [{ sign, on: new Set(conditions.flatMap(leavesOf)) }]
  })
  const reaches = new Map<string, Reach>()
  return (finding) => {
    const made = reaches.get(finding) ?? reach(finding, readers.get(finding) ?? [], dependent)
    reaches.set(finding, made)
    return made
  }
}

function denialConditions({ origins }: NetworkFinding) {
  return origins.flatMap((origin) =>
    'read' in origin && origin.absentOnlyIf !== undefined ? [origin.absentOnlyIf] : [],
  )
}

function reach(
  finding: string,
  readers: readonly NetworkFinding[],
  dependent: readonly { readonly sign: NetworkFinding; readonly on: ReadonlySet<string> }[],
): Reach {
  const own = readers.map(({ id }) => id)
  const direct = !readers.some((sign) => isPattern(sign) || denialConditions(sign).length > 0)
  if (!dependent.some(({ on }) => on.has(finding) || own.some((id) => on.has(id))))
    return { readers, signs: own, direct }
  const signs = new Set(readers)
  const changed = new Set([finding, ...own])
  // A set may grow while it is walked: what depends on a dependent sign comes up as well.
  for (const id of changed) {
    for (const { sign, on } of dependent) {
      if (!on.has(id)) continue
      signs.add(sign)
      changed.add(sign.id)
    }
  }
  const parts = [...signs].flatMap(({ pattern }) => pattern?.replaces ?? [])
  return { readers, signs: [...new Set([...changed, ...parts])], direct: false }
}

/**
 * One choice for each thing that an answer can say; of a quantity one for either state of each network finding that is read off it. What says less
 * comes first: it is enough where it does as much.
 */
export function choicesFor(kb: KnowledgeBase, finding: Finding, { readers }: Reach): readonly Choice[] {
  const choices = answersFor(kb, finding, readers).map(
    (answer): Choice => ({ finding, answer, settles: settledBy(finding, answer, readers) }),
  )
  return choices.sort((a, b) => a.settles.length - b.settles.length)
}

function answersFor(kb: KnowledgeBase, finding: Finding, readers: readonly NetworkFinding[]): readonly Answer[] {
  if (finding.type === 'boolean') return STATES
  if (finding.type === 'enum') return optionsOf(kb, finding).filter(isEvidence)
  return readers.flatMap((sign) => [true, false].flatMap((present) => measured(kb, finding, sign, present) ?? []))
}

const STATES: readonly Answer[] = [
  { kind: 'state', state: 'present' },
  { kind: 'state', state: 'absent' },
]

function optionsOf(kb: KnowledgeBase, finding: Finding): readonly Answer[] {
  return (finding.options ?? []).map(({ value }) => vocabularyOf(kb).optionsAnswer(finding, [value]))
}

/** Where a denial turns on further answers, as if they were given. */
function settledBy({ id }: Finding, answer: Answer, readers: readonly NetworkFinding[]): readonly Settled[] {
  return readers.flatMap((sign) => {
    const truths = sign.origins.filter((origin) => origin.finding === id).map((origin) => truthBy(origin, answer))
    const truth = truths.find((each) => each !== 'unknown')
    return truth === undefined ? [] : [{ sign, present: truth === 'present' }]
  })
}

const truthBy = (origin: Origin, answer: Answer): Truth => viewOf(origin, answer, () => 'present')?.truth ?? 'unknown'

function measured(kb: KnowledgeBase, finding: Finding, { origins }: NetworkFinding, present: boolean): Answer | null {
  const wanted = present ? 'present' : 'absent'
  for (const origin of origins) {
    if (origin.finding !== finding.id) continue
    for (const readings of readingsFor(kb, finding, origin, present)) {
      const answer: Answer = { kind: 'readings', readings }
      if (truthBy(origin, answer) === wanted) return answer
    }
  }
  return null
}

type Readings = readonly Reading[]

const OPEN: Reading = {
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
  level: null,
  upperLimit: null,
  lowerLimit: null,
}
const IN_WORDS: readonly Readings[] = LEVELS.map((level: Level) => [{ ...OPEN, level }])

/** Readings that may settle a cut-off as wanted, those first that say nothing else. */
function readingsFor(kb: KnowledgeBase, finding: Finding, origin: Origin, present: boolean): readonly Readings[] {
  if (!('read' in origin)) return IN_WORDS
  const { above, atLeast, below, withoutLimit, timesUpperLimit, timesLowerLimit, timesBaseline } = origin
  const isHigh = (below === undefined && timesLowerLimit === undefined) === present
  const cutOff = above ?? atLeast ?? below ?? (present ? withoutLimit?.presentBeyond : withoutLimit?.absentWithin)
  if (cutOff !== undefined) return beside(cutOff, isHigh, {})
  if (timesBaseline !== undefined)
    return [changeFrom(usualLimit(kb, finding, 'upperLimit') / 2, timesBaseline, present)]
  const field = timesUpperLimit === undefined ? 'lowerLimit' : 'upperLimit'
  const limit = usualLimit(kb, finding, field)
  return [...IN_WORDS, ...beside((timesUpperLimit ?? timesLowerLimit ?? 1) * limit, isHigh, { [field]: limit })]
}

/** Closer to a cut-off than anything that is measured. */
const CLOSE = 1e-9

/** At a cut-off or just beyond it. */
function beside(cutOff: number, isHigh: boolean, limits: Partial<Reading>): readonly Readings[] {
  const step = Math.max(1, Math.abs(cutOff)) * CLOSE
  return [0, step].map((by) => [{ ...OPEN, ...limits, ...(isHigh ? { low: cutOff + by } : { high: cutOff - by }) }])
}

/** A rise that is enough, or one that is not. */
function changeFrom(earlier: number, times: number, isEnough: boolean): Readings {
  const tooLittle = (earlier * (1 + times)) / 2
  return [
    { ...OPEN, low: earlier, high: earlier },
    { ...OPEN, ...(isEnough ? { low: times * earlier } : { low: tooLittle, high: tooLittle }) },
  ]
}

/** A number that is usual for the finding, where a cut-off only says how many times that. */
function usualLimit(kb: KnowledgeBase, { id, plausible }: Finding, field: 'upperLimit' | 'lowerLimit'): number {
  const described = kb.findings.find(({ carriedBy }) => carriedBy?.finding === id && carriedBy.field === field)
  const [low, high] = described?.plausible ?? plausible ?? [1, 100]
  return Number(Math.sqrt(Math.max(low, 0.1) * high).toPrecision(3))
}
