/**
 * The answers that a named context implies: what its own condition settles, beside the answers that are given. The only place for this rule; what
 * reads a case (score, stream, ask, compare, flip sets, the library) gets them as answers like any other.
 */
import type { Answer, Case, Truth } from '../case/answers.ts'
import { type Vocabulary, vocabularyOf } from '../case/read/vocabulary.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Condition } from '../rules/schema/terms.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { evaluate, isEvidence } from './condition.ts'
import { observe, truthsOf } from './observe.ts'

/** By finding, the states or options that a condition leaves; a finding that is not here is free. */
type Allowed = ReadonlyMap<string, readonly string[]>
const NOTHING: Allowed = new Map()

type OptionCondition = Extract<Condition, { finding: string }>

interface Given {
  readonly vocabulary: Vocabulary
  readonly truthOf: (networkFinding: string) => Truth
  readonly answers: Case['answers']
}

/** The case with the answers that its context implies; the same case where it names none, or one that its answers deny. */
export function withImplied(kb: KnowledgeBase, kase: Case): Case {
  const context = kb.contexts.find(({ id }) => id === kase.context)
  if (context === undefined) return kase
  const implied = impliedBy(kb, context.when, kase.answers)
  const ids = Object.keys(implied)
  return ids.length === 0 ? kase : { ...kase, answers: { ...kase.answers, ...implied }, implied: ids }
}

/** Only of findings to which the given answers say nothing; none where they deny the condition. */
export function impliedBy(kb: KnowledgeBase, when: Condition, answers: Case['answers']): Case['answers'] {
  const vocabulary = vocabularyOf(kb)
  const allowed = allowedBy(when, true, { vocabulary, truthOf: truthsOf(kb, answers), answers }) ?? NOTHING
  return Object.fromEntries(
    [...allowed].flatMap(([id, values]) => {
      const [finding, given] = [vocabulary.findings.get(id), answers[id]]
      if (finding === undefined || (given !== undefined && isEvidence(given))) return []
      return [[id, answerOf(vocabulary, finding, values)] as const]
    }),
  )
}

/** Null where the given answers refute it. `holds`: whether the condition is true, or false. */
function allowedBy(condition: Condition, holds: boolean, given: Given): Allowed | null {
  if (evaluate(condition, given.truthOf, given.answers) === (holds ? 'absent' : 'present')) return null
  if (typeof condition === 'string') return stateOf(given.vocabulary.findings.get(condition), holds)
  if ('finding' in condition) return optionsOf(given.vocabulary, condition, holds)
  if ('not' in condition) return allowedBy(condition.not, !holds, given)
  const parts = ('all' in condition ? condition.all : condition.any).map((part) => allowedBy(part, holds, given))
  return 'all' in condition === holds ? inAll(parts) : inAny(parts)
}

/** Nothing for a finding of the network that is read off others: which of them is left open. */
function stateOf(finding: Finding | undefined, holds: boolean): Allowed {
  return finding?.type === 'boolean' ? new Map([[finding.id, [holds ? 'present' : 'absent']]]) : NOTHING
}

/** Of a finding that takes a list a named option says nothing of the others, so several alternatives cannot be written as its answer. */
function optionsOf(
  { findings, saysNothing }: Vocabulary,
  { finding: id, is }: OptionCondition,
  holds: boolean,
): Allowed {
  const finding = findings.get(id)
  if (finding?.type !== 'enum' || (finding.many === true && (!holds || is.length > 1))) return NOTHING
  const all = (finding.options ?? []).map(({ value }) => value).filter((value) => !saysNothing(value))
  return new Map([[finding.id, holds ? is : all.filter((value) => !is.includes(value))]])
}

/** What every part leaves; null where that is nothing. */
function inAll(parts: readonly (Allowed | null)[]): Allowed | null {
  const left = new Map<string, readonly string[]>()
  for (const part of parts) {
    if (part === null) return null
    for (const [id, values] of part) {
      const both = left.get(id)?.filter((value) => values.includes(value)) ?? values
      if (both.length === 0) return null
      left.set(id, both)
    }
  }
  return left
}

/** What one of the parts that are not refuted leaves; of a finding that one of them leaves free, nothing is known. */
function inAny(parts: readonly (Allowed | null)[]): Allowed | null {
  const [first, ...others] = parts.filter((part) => part !== null)
  if (first === undefined) return null
  return new Map(
    [...first].flatMap(([id, values]) => {
      const more = others.map((part) => part.get(id))
      return more.every((each) => each !== undefined) ? [[id, [...new Set([...values, ...more.flat()])]] as const] : []
    }),
  )
}

function answerOf(vocabulary: Vocabulary, finding: Finding, values: readonly string[]): Answer {
  const [only] = values
  if (finding.type === 'boolean') {
    return values.length === 1
      ? { kind: 'state', state: only === 'present' ? 'present' : 'absent' }
      : { kind: 'state', state: 'unknown' }
  }
  return values.length > 1 ? { kind: 'one-of', options: values } : vocabulary.optionsAnswer(finding, values)
}

/** True where the answers that a context implies contradict those that are given, though its condition alone is not denied. */
export function contextContradicts(kb: KnowledgeBase, kase: Case): boolean {
  if (kase.implied === undefined) return false
  return observe(kb, kase).problems.length > 0 && observe(kb, { ...kase, answers: givenIn(kase) }).problems.length === 0
}

function givenIn({ answers, implied = [] }: Case): Case['answers'] {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !implied.includes(id)))
}
