/**
 * A case to the state of every network finding: yes/no answers, options, cut-offs and patterns, and what in the answers contradicts itself.
 * How a number meets a cut-off is observe/cutoff.ts; what the states weigh is network.ts.
 */
import type { Answer, Case, CaseProblem, Truth } from '../case/answers.ts'
import type { KnowledgeBase, NetworkFinding } from '../rules/knowledge-base.ts'
import type { Condition } from '../rules/schema/terms.ts'
import { byName, sortedBy } from '../text/sort.ts'
import { assuming } from './assumed-conditions.ts'
import { evaluate, isEvidence, leavesOf } from './condition.ts'
import { type View, viewOf } from './reading.ts'

export interface Observation {
  /** By id, of every network finding. */
  readonly truths: Readonly<Record<string, Truth>>
  /** By network finding, the answered findings that settled it, sorted; empty where it is unknown. */
  readonly origins: Readonly<Record<string, readonly string[]>>
  /** By network finding, the pattern that is present and stands for it. */
  readonly replacedBy: Readonly<Record<string, string>>
  /** Contradictions, sorted by path; all are errors without a position. */
  readonly problems: readonly CaseProblem[]
  /** Answered findings that network findings are read from, but settle none of them; sorted by id. */
  readonly notEvaluable: readonly { readonly finding: string; readonly why: string }[]
}

/** State of a network finding; one that the rules do not hold is unknown. */
export function truthIn({ truths }: Pick<Observation, 'truths'>, finding: string): Truth {
  return truths[finding] ?? 'unknown'
}

interface Seen {
  readonly truth: Truth
  readonly from: readonly string[]
  readonly views: readonly View[]
  readonly conflict: CaseProblem | null
}
type See = (id: string) => Seen

/** Keyed by identity, since a knowledge base is frozen. */
const networks = new WeakMap<KnowledgeBase, ReadonlyMap<string, NetworkFinding>>()

export function observe(rules: KnowledgeBase, kase: Case): Observation {
  const kb = assuming(rules, kase.context)
  const see = seer(networkOf(kb), kase.answers)
  const truthOf = (id: string): Truth => see(id).truth
  const truths: Record<string, Truth> = {}
  const origins: Record<string, readonly string[]> = {}
  const problems = [...impossible(kb, kase.answers, see, truthOf), ...misapplied(kb, kase.answers, see, truthOf)]
  const views: View[] = []
  for (const { id } of kb.network) {
    const seen = see(id)
    truths[id] = seen.truth
    origins[id] = seen.from
    views.push(...seen.views)
    if (seen.conflict !== null) problems.push(seen.conflict)
  }
  return {
    truths,
    origins,
    replacedBy: replacements(kb, truthOf),
    problems: sortedBy(problems, ({ path, message }) => `${path} ${message}`),
    notEvaluable: withoutEffect(views),
  }
}

function networkOf(kb: KnowledgeBase): ReadonlyMap<string, NetworkFinding> {
  const made = networks.get(kb) ?? new Map(kb.network.map((finding) => [finding.id, finding]))
  networks.set(kb, made)
  return made
}

const NOTHING: Seen = { truth: 'unknown', from: [], views: [], conflict: null }

/** States of the network findings by these answers alone, each worked out when it is asked for. */
export function truthsOf(kb: KnowledgeBase, answers: Case['answers']): (networkFinding: string) => Truth {
  const see = seer(networkOf(kb), answers)
  return (id) => see(id).truth
}

/**
 * States after further answers. Only those of the network findings in `touched` are worked out again.
 * @param before what was observed without these answers
 */
export function truthsAfter(
  kb: KnowledgeBase,
  before: Observation,
  answers: Case['answers'],
  touched: ReadonlySet<string>,
): (networkFinding: string) => Truth {
  const see = seer(networkOf(kb), answers)
  return (id) => (touched.has(id) ? see(id).truth : truthIn(before, id))
}

/** Each network finding is seen once; one that is asked for while it is being worked out (a cycle, which rules may not have) is unknown. */
function seer(network: ReadonlyMap<string, NetworkFinding>, answers: Case['answers']): See {
  const done = new Map<string, Seen>()
  const truthHere = (condition: Condition): Truth => evaluate(condition, (id) => see(id).truth, answers)
  const see = (id: string): Seen => {
    const known = done.get(id)
    if (known !== undefined) return known
    done.set(id, NOTHING)
    const finding = network.get(id)
    const seen = finding === undefined ? NOTHING : seePatternOrAnswers(finding, answers, see, truthHere)
    if (seen !== NOTHING) done.set(id, seen)
    return seen
  }
  return see
}

function seePatternOrAnswers(
  finding: NetworkFinding,
  answers: Case['answers'],
  see: See,
  truthHere: (condition: Condition) => Truth,
): Seen {
  if (finding.pattern !== null) {
    const truth = truthHere(finding.pattern.when)
    return { ...NOTHING, truth, from: truth === 'unknown' ? [] : answersBehind(finding.pattern.when, answers, see) }
  }
  const views = viewsOf(finding, answers, truthHere)
  const [first, second] = views
  if (first === undefined) return NOTHING
  // Nothing else that it could agree with or contradict.
  if (second === undefined)
    return { truth: first.truth, from: first.truth === 'unknown' ? [] : [first.finding], views, conflict: null }
  const conflict = conflictIn(finding, views)
  const truth = conflict === null ? agreed(views) : 'unknown'
  const settling = views.filter((view) => view.truth !== 'unknown' && view.truth === truth)
  return { truth, from: unique(settling.map((view) => view.finding)).toSorted(byName), views, conflict }
}

function viewsOf(
  { origins }: NetworkFinding,
  answers: Case['answers'],
  truthHere: (condition: Condition) => Truth,
): readonly View[] {
  const views: View[] = []
  for (const origin of origins) {
    const view = viewOf(origin, answers[origin.finding], truthHere)
    if (view !== null) views.push(view)
  }
  return views
}

/** Numbers, read as declared, come before words, unless they yield to them; where numbers disagree with numbers nothing is known. */
function agreed(views: readonly View[]): Truth {
  const settled = views.filter((view) => view.truth !== 'unknown')
  const measured = new Set(settled.filter((view) => view.measured && !view.yields).map((view) => view.truth))
  const stated = new Set(settled.filter((view) => !view.measured).map((view) => view.truth))
  const yielding = new Set(settled.filter((view) => view.yields).map((view) => view.truth))
  const [first, second] = [measured, stated, yielding].find(({ size }) => size > 0) ?? []
  return first === undefined || second !== undefined ? 'unknown' : first
}

/** Two answers conflict when every reading of the one, by itself, says the opposite of every reading of the other. */
function conflictIn(finding: NetworkFinding, views: readonly View[]): CaseProblem | null {
  const always = (view: View, truth: Truth): boolean =>
    view.singles.length > 0 && view.singles.every((each) => each === truth)
  const pairs = views
    .filter((view) => always(view, 'present'))
    .flatMap((yes) =>
      views
        .filter((view) => always(view, 'absent') && view.finding !== yes.finding)
        .map((no) => [yes.finding, no.finding]),
    )
  const pair = pairs[0]
  return pair === undefined
    ? null
    : contradiction(pair, `one says that there is "${finding.label}", the other denies it`)
}

/** What the rules say can never be true in one patient. */
function impossible(
  kb: KnowledgeBase,
  answers: Case['answers'],
  see: See,
  truthOf: (id: string) => Truth,
): CaseProblem[] {
  return kb.contradictions
    .filter(({ never }) => evaluate(never, truthOf, answers) === 'present')
    .filter(({ unless }) => unless === undefined || evaluate(unless, truthOf, answers) !== 'present')
    .map(({ never, say }) => contradiction(answersBehind(never, answers, see), say))
}

/** Findings answered although their own condition is denied. A plain no is consistent with that, except as the result of a test that was not done. */
function misapplied(
  kb: KnowledgeBase,
  answers: Case['answers'],
  see: See,
  truthOf: (id: string) => Truth,
): CaseProblem[] {
  const problems: CaseProblem[] = []
  for (const { id, appliesIf, burden } of kb.findings) {
    const answer: Answer | undefined = answers[id]
    if (appliesIf === undefined || answer === undefined || !isEvidence(answer)) continue
    const plainNo = answer.kind === 'state' && answer.state === 'absent'
    if (plainNo && burden !== 'imaging' && burden !== 'biopsy') continue
    if (evaluate(appliesIf, truthOf, answers) !== 'absent') continue
    const by = answersBehind(appliesIf, answers, see)
    problems.push(problemAt(id, `this is answered, but by ${quoted(by)} it does not apply`))
  }
  return problems
}

function contradiction(findings: readonly string[], because: string): CaseProblem {
  const [first = ''] = findings
  return problemAt(first, findings.length > 1 ? `${quoted(findings)} contradict each other: ${because}` : because)
}

function problemAt(finding: string, message: string): CaseProblem {
  return { code: 'contradiction', severity: 'error', path: `findings.${finding}`, message, position: null }
}

function quoted(findings: readonly string[]): string {
  return findings.map((id) => `"${id}"`).join(' and ')
}

/** The answered findings that a condition rests on, through cut-offs and patterns. */
function answersBehind(condition: Condition, answers: Case['answers'], see: See): readonly string[] {
  const behind = leavesOf(condition).flatMap((leaf) => {
    const { from } = see(leaf)
    return from.length === 0 && Object.hasOwn(answers, leaf) ? [leaf] : from
  })
  return unique(behind).toSorted(byName)
}

function replacements(kb: KnowledgeBase, truthOf: (id: string) => Truth): Record<string, string> {
  const present = kb.network.filter(({ id, pattern }) => pattern !== null && truthOf(id) === 'present')
  // Of two patterns that stand for the same finding the first by id is named; the network is sorted so.
  return Object.fromEntries(
    present.toReversed().flatMap(({ id, pattern }) => (pattern?.replaces ?? []).map((part) => [part, id])),
  )
}

function withoutEffect(views: readonly View[]): Observation['notEvaluable'] {
  const settling = new Set(views.filter(({ truth }) => truth !== 'unknown').map(({ finding }) => finding))
  const reasons = new Map<string, string>()
  for (const { finding, why } of views) {
    if (!settling.has(finding) && why !== null && !reasons.has(finding)) reasons.set(finding, why)
  }
  return sortedBy(
    [...reasons].map(([finding, why]) => ({ finding, why })),
    ({ finding }) => finding,
  )
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}
