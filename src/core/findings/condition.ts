/**
 * Conditions in Kleene's three-valued logic: an unknown part leaves a condition unknown unless the known parts settle it.
 * The state of a network finding is observe.ts; this file only asks for it.
 */
import type { Answer, Case, Truth } from '../case/answers.ts'
import type { Condition } from '../rules/schema/terms.ts'

interface Known {
  readonly truthOf: (networkFinding: string) => Truth
  readonly answers: Case['answers']
}

export function evaluate(condition: Condition, truthOf: Known['truthOf'], answers: Case['answers']): Truth {
  return truthIn(condition, { truthOf, answers })
}

/** True only for an answer that can count: not for the states and options that say nothing is known. */
export function isEvidence(answer: Answer): boolean {
  if (answer.kind === 'state') return answer.state === 'present' || answer.state === 'absent'
  return answer.kind !== 'options' || answer.noEvidence === undefined
}

/** The network and enumerated findings that could still settle a condition; none when it is settled. Sorted, each once. */
export function unknownLeaves(condition: Condition, truthOf: Known['truthOf'], answers: Case['answers']): string[] {
  return [...new Set(openLeaves(condition, { truthOf, answers }))].sort()
}

/** Every finding that a condition names, known or not. Sorted, each once. */
export function leavesOf(condition: Condition): string[] {
  return [...new Set(allLeaves(condition))].sort()
}

function truthIn(condition: Condition, known: Known): Truth {
  if (typeof condition === 'string') return known.truthOf(condition)
  if ('finding' in condition) return optionTruth(known.answers[condition.finding], condition.is)
  if ('not' in condition) return negated(truthIn(condition.not, known))
  const settles: Truth = 'all' in condition ? 'absent' : 'present'
  const parts = ('all' in condition ? condition.all : condition.any).map((part) => truthIn(part, known))
  if (parts.includes(settles)) return settles
  return parts.includes('unknown') ? 'unknown' : negated(settles)
}

/** State of "one of these options holds". An option outside the list makes it absent where only one can hold. */
function optionTruth(answer: Answer | undefined, options: readonly string[]): Truth {
  if (answer === undefined || answer.kind === 'readings' || answer.kind === 'date') return 'unknown'
  if (answer.kind === 'one-of') return ofAlternatives(answer.options.map((option) => options.includes(option)))
  const named = answer.kind === 'state' ? [answer.state] : answer.options
  if (named.some((option) => options.includes(option))) return 'present'
  const open = answer.kind === 'options' && answer.others === 'unknown'
  return open || !isEvidence(answer) ? 'unknown' : 'absent'
}

function ofAlternatives(holds: readonly boolean[]): Truth {
  if (holds.every(Boolean)) return 'present'
  return holds.some(Boolean) ? 'unknown' : 'absent'
}

function openLeaves(condition: Condition, known: Known): string[] {
  if (truthIn(condition, known) !== 'unknown') return []
  const parts = partsOf(condition)
  return parts === null ? leaf(condition) : parts.flatMap((part) => openLeaves(part, known))
}

function allLeaves(condition: Condition): string[] {
  return partsOf(condition)?.flatMap(allLeaves) ?? leaf(condition)
}

/** Null for a leaf. */
function partsOf(condition: Condition): readonly Condition[] | null {
  if (typeof condition === 'string' || 'finding' in condition) return null
  if ('not' in condition) return [condition.not]
  return 'all' in condition ? condition.all : condition.any
}

function leaf(condition: Condition): string[] {
  if (typeof condition === 'string') return [condition]
  return 'finding' in condition ? [condition.finding] : []
}

export function negated(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown'
  return truth === 'present' ? 'absent' : 'present'
}
