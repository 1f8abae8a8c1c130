/** Which questions can still be asked: not answered, not settled, and their own condition true or still able to become true. */
import type { Answer, AnswerState, Truth } from '../case/answers.ts'
import { vocabularyOf } from '../case/read/vocabulary.ts'
import { isEvidence, leavesOf, unknownLeaves } from '../findings/condition.ts'
import { observe, truthIn } from '../findings/observe.ts'
import type { KnowledgeBase, NetworkFinding } from '../rules/knowledge-base.ts'
import type { Condition } from '../rules/schema/terms.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { isUnanswered, type Situation, truthOf } from './situation.ts'

interface Catalogue {
  /** Those that may stand in a case file, by id. */
  readonly findings: ReadonlyMap<string, Finding>
  readonly signs: ReadonlyMap<string, NetworkFinding>
  /** Network findings by the vocabulary finding that is asked for them. */
  readonly askedAs: ReadonlyMap<string, readonly NetworkFinding[]>
  /** By finding, the others whose answers it can contradict. */
  readonly partners: ReadonlyMap<string, ReadonlySet<string>>
}

/** Keyed by identity, since a knowledge base is frozen. */
const catalogues = new WeakMap<KnowledgeBase, Catalogue>()

export function catalogueOf(kb: KnowledgeBase): Catalogue {
  const made = catalogues.get(kb) ?? makeCatalogue(kb)
  catalogues.set(kb, made)
  return made
}

function makeCatalogue(kb: KnowledgeBase): Catalogue {
  const askedAs = new Map<string, NetworkFinding[]>()
  for (const sign of kb.network) {
    if (sign.askedAs !== null) askedAs.set(sign.askedAs, [...(askedAs.get(sign.askedAs) ?? []), sign])
  }
  const findings = new Map(
    kb.findings.filter(({ carriedBy }) => carriedBy === undefined).map((finding) => [finding.id, finding]),
  )
  const signs = new Map(kb.network.map((sign) => [sign.id, sign]))
  return { findings, signs, askedAs, partners: partnersIn(kb, { findings, signs }) }
}

/** Findings contradict each other by a declared contradiction, by settling the same sign, or as a question and its condition. */
function partnersIn(kb: KnowledgeBase, known: Leaves): ReadonlyMap<string, ReadonlySet<string>> {
  const behind = (condition: Condition): readonly string[] => leafFindings(known, condition).map(({ id }) => id)
  const circles = [
    ...kb.contradictions.map(({ never, unless }) => [
      ...behind(never),
      ...(unless === undefined ? [] : behind(unless)),
    ]),
    ...kb.network.map(({ id, origins }) => [
      ...behind(id),
      ...origins.map(({ finding }) => finding),
      ...origins.flatMap((origin) =>
        'absentOnlyIf' in origin && origin.absentOnlyIf !== undefined ? behind(origin.absentOnlyIf) : [],
      ),
    ]),
    ...kb.findings.flatMap(({ id, appliesIf }) => (appliesIf === undefined ? [] : [[id, ...behind(appliesIf)]])),
  ]
  const partners = new Map<string, Set<string>>()
  for (const circle of circles) {
    for (const one of circle) {
      const others = partners.get(one) ?? new Set()
      partners.set(one, others)
      for (const other of circle) if (other !== one) others.add(other)
    }
  }
  return partners
}

/** True when the question can be put now. */
export function isOpen(situation: Situation, finding: Finding): boolean {
  if (!isUnanswered(situation.interview, finding.id)) return false
  const signs = catalogueOf(situation.kb).askedAs.get(finding.id) ?? []
  if (signs.length > 0 && signs.every(({ id }) => situation.observation.truths[id] !== 'unknown')) return false
  return finding.appliesIf === undefined || truthOf(situation, finding.appliesIf) === 'present'
}

/** True when an answer may still come, now or after its parent's. A parent that is answered without being known closes its group. */
export function mayOpen(situation: Situation, finding: Finding): boolean {
  if (!isUnanswered(situation.interview, finding.id)) return false
  return finding.appliesIf === undefined || couldBe(situation, finding.appliesIf, 'present')
}

/** Whether open questions leave it possible that the condition comes out so. */
export function couldBe(situation: Situation, condition: Condition, wanted: Exclude<Truth, 'unknown'>): boolean {
  const truth = truthOf(situation, condition)
  if (truth !== 'unknown') return truth === wanted
  if (typeof condition !== 'string' && 'not' in condition)
    return couldBe(situation, condition.not, wanted === 'present' ? 'absent' : 'present')
  if (typeof condition === 'string' || 'finding' in condition)
    return leafFindings(catalogueOf(situation.kb), condition).some((one) => mayOpen(situation, one))
  const parts = 'all' in condition ? condition.all : condition.any
  const each = (part: Condition): boolean => couldBe(situation, part, wanted)
  return 'all' in condition === (wanted === 'present') ? parts.every(each) : parts.some(each)
}

/** Vocabulary findings that can be asked now and on which the condition still turns, by way of their own parents too. */
export function openParents(situation: Situation, condition: Condition): readonly Finding[] {
  const { kase, observation, kb } = situation
  const leaves = unknownLeaves(condition, (id) => truthIn(observation, id), kase.answers)
  return leaves.flatMap((leaf) =>
    leafFindings(catalogueOf(kb), leaf).flatMap((finding): readonly Finding[] => {
      if (isOpen(situation, finding)) return [finding]
      return finding.appliesIf !== undefined && mayOpen(situation, finding)
        ? openParents(situation, finding.appliesIf)
        : []
    }),
  )
}

type Leaves = Pick<Catalogue, 'findings' | 'signs'>

/** The vocabulary findings behind a condition: those asked for a network finding, for a pattern those of its parts. */
function leafFindings(known: Leaves, condition: Condition): readonly Finding[] {
  return leavesOf(condition).flatMap((leaf): readonly Finding[] => {
    const sign = known.signs.get(leaf)
    if (sign?.pattern) return leafFindings(known, sign.pattern.when)
    const finding = known.findings.get(sign?.askedAs ?? leaf)
    return finding === undefined ? [] : [finding]
  })
}

/** False where the other answers leave but one that does not contradict them. Quantities are not tried. */
export function isUndecided({ kb, kase, observation }: Situation, finding: Finding): boolean {
  if (finding.type !== 'boolean' && finding.type !== 'enum') return true
  const partners = catalogueOf(kb).partners.get(finding.id)
  if (!Object.keys(kase.answers).some((id) => partners?.has(id))) return true
  const stands = (answer: Answer): boolean =>
    observe(kb, { ...kase, answers: { ...kase.answers, [finding.id]: answer } }).problems.length <=
    observation.problems.length
  const options = (finding.options ?? []).map(({ value }) => vocabularyOf(kb).optionsAnswer(finding, [value]))
  const possible = finding.type === 'boolean' ? YES_OR_NO : options
  let standing = 0
  return possible.some((answer) => {
    if (isEvidence(answer) && stands(answer)) standing++
    return standing > 1
  })
}

const YES_OR_NO: readonly Answer[] = (['present', 'absent'] satisfies AnswerState[]).map((state) => ({
  kind: 'state',
  state,
}))
