/**
 * A case as the scales of causality read it: whether a condition holds, what it can still become, and which answers are behind that. The logic is
 * that of condition.ts, over sets of what each part can still be.
 */
import { sayAnswer } from '../assessment/answer-use.ts'
import type { Answer, Case, Truth } from '../case/answers.ts'
import { evaluate, isEvidence, leavesOf, negated } from '../findings/condition.ts'
import { type Observation, observe, truthIn } from '../findings/observe.ts'
import { choicesFor, reachIn } from '../findings/possible-answers.ts'
import type { KnowledgeBase, NetworkFinding } from '../rules/knowledge-base.ts'
import type { Condition } from '../rules/schema/terms.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'

interface Said {
  readonly finding: string
  readonly answer: string
}

export interface Reading {
  readonly truthOf: (condition: Condition) => Truth
  /** Every state that the condition is in or that further answers can bring it to. Only grows smaller as answers arrive, unless one of them corrects an earlier. */
  readonly possible: (condition: Condition) => ReadonlySet<Truth>
  /** The answers that make the condition what it is; of an unknown one those that say that nothing was done. */
  readonly behind: (condition: Condition) => readonly Said[]
  /** The findings by which the fewest answers can still make it true, in the order of asking; none where it is true, or cannot be. */
  readonly openFindings: (condition: Condition) => readonly string[]
}

const ALL: readonly Truth[] = ['present', 'absent', 'unknown']

export function readingOf(kb: KnowledgeBase, { answers }: Pick<Case, 'answers'>, observation: Observation): Reading {
  const vocabulary = new Map(kb.findings.map((finding) => [finding.id, finding]))
  const network = new Map(kb.network.map((finding) => [finding.id, finding]))
  const truthOf = (condition: Condition): Truth => evaluate(condition, (id) => truthIn(observation, id), answers)
  const answered = (id: string): boolean => answers[id] !== undefined && isEvidence(answers[id])
  const applies = (id: string): boolean => {
    const { appliesIf } = vocabulary.get(id) ?? {}
    return appliesIf === undefined || truthOf(appliesIf) !== 'absent'
  }
  /** Some answer to it contradicts nothing that was said. */
  const canBeTaken = (id: string): boolean => {
    const finding = vocabulary.get(id)
    const choices = finding === undefined ? [] : choicesFor(kb, finding, reachIn(kb)(id))
    const isTaken = (answer: Answer): boolean =>
      observe(kb, { id: null, context: null, answers: { ...answers, [id]: answer } }).problems.length === 0
    // A quantity that no cut-off reads can be anything.
    return choices.length === 0 || choices.some(({ answer }) => isTaken(answer))
  }
  const ofLeaf = (truth: Truth, origins: readonly string[]): readonly Truth[] => {
    const open = origins.filter((id) => !answered(id))
    if (truth !== 'unknown' || open.length === 0) return [truth]
    // What does not apply can at most be answered with a plain no.
    return open.some(applies) ? ALL : ['unknown', 'absent']
  }
  const ofNetwork = (id: string): readonly Truth[] => {
    const found = network.get(id)
    if (found?.pattern) return [...possible(found.pattern.when)]
    return dependsOnOthers(found) && truthOf(id) === 'unknown' ? ALL : ofLeaf(truthOf(id), originsOf(found))
  }
  const possible = (condition: Condition): ReadonlySet<Truth> => {
    if (typeof condition === 'string') return new Set(ofNetwork(condition))
    if ('finding' in condition) return new Set(ofLeaf(truthOf(condition), [condition.finding]))
    if ('not' in condition) return new Set([...possible(condition.not)].map(negated))
    const settles: Truth = 'all' in condition ? 'absent' : 'present'
    return ('all' in condition ? condition.all : condition.any)
      .map(possible)
      .reduce((one, other) => joined(one, other, settles))
  }
  const askedFor = (leaf: string): readonly string[] => {
    const found = network.get(leaf)
    if (found?.pattern) return leavesOf(found.pattern.when).flatMap(askedFor)
    return found === undefined ? [leaf] : originsOf(found)
  }
  const say = (ids: readonly string[]): readonly Said[] =>
    inOrder(kb, ids).flatMap(({ id, unit }) => {
      const answer = answers[id]
      return answer === undefined ? [] : [{ finding: id, answer: sayAnswer(answer, unit) }]
    })
  return {
    truthOf,
    possible,
    behind: (condition) => {
      const leaves = decidingLeaves(condition, truthOf)
      const settling = leaves.flatMap((leaf) => observation.origins[leaf] ?? [leaf])
      const undone = leavesOf(condition)
        .flatMap(askedFor)
        .filter((id) => saysNothingDone(answers[id]))
      return say(leaves.length > 0 ? settling : undone)
    },
    openFindings: (condition) => {
      const leaves = leavesToward(condition, 'present', { truthOf, possible })
      return inOrder(kb, leaves.flatMap(askedFor))
        .map(({ id }) => id)
        .filter((id) => !answered(id) && applies(id) && canBeTaken(id))
    },
  }
}

const originsOf = (found: NetworkFinding | undefined): readonly string[] => [
  ...new Set(found?.origins.map(({ finding }) => finding)),
]

/** A value that denies nothing under these circumstances may deny it when they are known better. */
const dependsOnOthers = (found: NetworkFinding | undefined): boolean =>
  found?.origins.some((origin) => 'absentOnlyIf' in origin && origin.absentOnlyIf !== undefined) === true

/** Kleene's "all" (settled by absent) or "any" (settled by present) of two parts that vary independently. */
function joined(one: ReadonlySet<Truth>, other: ReadonlySet<Truth>, settles: Truth): ReadonlySet<Truth> {
  const pair = (a: Truth, b: Truth): Truth => {
    if (a === settles || b === settles) return settles
    return a === 'unknown' || b === 'unknown' ? 'unknown' : negated(settles)
  }
  return new Set([...one].flatMap((a) => [...other].map((b) => pair(a, b))))
}

/** The parts that suffice to make a settled condition what it is; none of an unknown one. */
function decidingLeaves(condition: Condition, truthOf: Reading['truthOf']): readonly string[] {
  const truth = truthOf(condition)
  if (truth === 'unknown') return []
  if (typeof condition === 'string') return [condition]
  if ('finding' in condition) return [condition.finding]
  if ('not' in condition) return decidingLeaves(condition.not, truthOf)
  const parts = 'all' in condition ? condition.all : condition.any
  return parts.filter((part) => truthOf(part) === truth).flatMap((part) => decidingLeaves(part, truthOf))
}

type Settled = Exclude<Truth, 'unknown'>

/** The unknown parts by which the condition can come to be so, by the shortest way; where several are equally short, those of all of them. */
function leavesToward(
  condition: Condition,
  wanted: Settled,
  reading: Pick<Reading, 'truthOf' | 'possible'>,
): readonly string[] {
  if (reading.truthOf(condition) === wanted || !reading.possible(condition).has(wanted)) return []
  if (typeof condition === 'string') return [condition]
  if ('finding' in condition) return [condition.finding]
  if ('not' in condition) return leavesToward(condition.not, wanted === 'present' ? 'absent' : 'present', reading)
  const parts = 'all' in condition ? condition.all : condition.any
  const ways = parts.map((part) => leavesToward(part, wanted, reading))
  if ('all' in condition === (wanted === 'present')) return ways.flat()
  const open = ways.filter((way) => way.length > 0)
  const shortest = Math.min(...open.map((way) => way.length))
  return open.filter((way) => way.length === shortest).flat()
}

function saysNothingDone(answer: Answer | undefined): boolean {
  return answer !== undefined && !isEvidence(answer) && !(answer.kind === 'state' && answer.state === 'unknown')
}

/** Each once, in the order of asking. */
function inOrder(kb: KnowledgeBase, ids: readonly string[]): readonly Finding[] {
  const wanted = new Set(ids)
  return kb.findings.filter(({ id }) => wanted.has(id))
}
