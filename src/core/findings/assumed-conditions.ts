/**
 * What a named context settles though no single answer does: "taken, or stopped because of the event" holds in it, whichever of the two it was. The
 * rules are read with it: an `any` that it makes true stands for the part of the context that is certain. Single answers are implied-answers.ts.
 */
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Suspect } from '../rules/schema/suspects.ts'
import type { Condition } from '../rules/schema/terms.ts'
import { once } from '../text/lazy.ts'

interface Assumed {
  /** Of each of these at least one is true. */
  readonly oneOf: readonly (readonly Condition[])[]
  /** True in the context, and an answer that it implies. */
  readonly certain: Condition
}

const known = new WeakMap<KnowledgeBase, Map<string, KnowledgeBase>>()

/** The rules for a case that names this context; the same rules where that settles nothing more than the answers that it implies. */
export function assuming(kb: KnowledgeBase, named: string | null): KnowledgeBase {
  const context = named === null ? undefined : kb.contexts.find(({ id }) => id === named)
  if (context === undefined) return kb
  const made = known.get(kb) ?? new Map<string, KnowledgeBase>()
  known.set(kb, made)
  const before = made.get(context.id)
  if (before !== undefined) return before
  const assumed = assumedIn(context.when)
  const rules = assumed === null ? kb : reread(kb, assumed)
  made.set(context.id, rules)
  known.set(rules, made)
  return rules
}

/** The alternatives among the parts that all have to hold; null where there are none. */
function assumedIn(when: Condition): Assumed | null {
  const parts = typeof when !== 'string' && 'all' in when ? when.all : []
  const certain = parts.find((part) => typeof part === 'string' || 'finding' in part)
  const oneOf = parts.flatMap((part) => (typeof part !== 'string' && 'any' in part ? [part.any] : []))
  return certain === undefined || oneOf.length === 0 ? null : { oneOf, certain }
}

function reread(kb: KnowledgeBase, assumed: Assumed): KnowledgeBase {
  const read = (condition: Condition): Condition => underAssumption(condition, assumed)
  const network = kb.network.map((finding) =>
    finding.pattern === null
      ? finding
      : { ...finding, pattern: { ...finding.pattern, when: read(finding.pattern.when) } },
  )
  const advice = kb.advice.map((one) => ({
    ...one,
    when: read(one.when),
    ...(one.unless === undefined ? {} : { unless: read(one.unless) }),
  }))
  const suspects = once(() => kb.suspects.map((suspect) => suspectUnder(suspect, read)))
  // What a compiled knowledge base reads from its files only when somebody asks for it stays so.
  return Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(kb),
    network: { value: network, enumerable: true },
    advice: { value: advice, enumerable: true },
    suspects: { get: suspects, enumerable: true },
  })
}

function underAssumption(condition: Condition, assumed: Assumed): Condition {
  if (typeof condition === 'string' || 'finding' in condition) return condition
  const read = (part: Condition): Condition => underAssumption(part, assumed)
  if ('not' in condition) return { not: read(condition.not) }
  if ('all' in condition) return { all: condition.all.map(read) }
  const holds = assumed.oneOf.some((alternatives) =>
    alternatives.every((one) => condition.any.some((part) => entails(one, part))),
  )
  return holds ? assumed.certain : { any: condition.any.map(read) }
}

/** Whether the second is true wherever the first is; what it does not see is left unknown, as without the context. */
function entails(first: Condition, second: Condition): boolean {
  if (typeof first === 'string' || typeof second === 'string') return first === second
  if ('finding' in first)
    return (
      'finding' in second && first.finding === second.finding && first.is.every((option) => second.is.includes(option))
    )
  return 'all' in first && first.all.some((part) => entails(part, second))
}

type Read = (condition: Condition) => Condition

function suspectUnder(suspect: Suspect, read: Read): Suspect {
  const { suspectedWhen, given, items, reports, confounders, cautions, e2b } = suspect
  const whens = <T extends { readonly when: Condition }>(rows: readonly T[]): T[] =>
    rows.map((row) => ({ ...row, when: read(row.when) }))
  return {
    ...suspect,
    suspectedWhen: read(suspectedWhen),
    given: itemUnder(given, read),
    items: Object.fromEntries(
      Object.entries(items).flatMap(([id, item]) => (item === undefined ? [] : [[id, itemUnder(item, read)]])),
    ),
    reports: whens(reports),
    confounders: whens(confounders),
    cautions: whens(cautions),
    e2b: { actionTaken: whens(e2b.actionTaken), outcome: whens(e2b.outcome), rechallenge: whens(e2b.rechallenge) },
  }
}

function itemUnder({ yes, no }: Suspect['given'], read: Read): Suspect['given'] {
  return no === undefined ? { yes: read(yes) } : { yes: read(yes), no: read(no) }
}
