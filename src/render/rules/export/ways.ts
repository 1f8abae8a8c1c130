/** The ways in which the condition of a context can hold, and what each says of single answers: what a case that names the context leaves to be known. */
import { vocabularyOf } from '../../../core/case/read/vocabulary.ts'
import type { KnowledgeBase } from '../../../core/rules/knowledge-base.ts'
import type { Condition } from '../../../core/rules/schema/terms.ts'
import { type Exported, exportedCondition } from './condition.ts'

interface Way {
  readonly when: Exported
  /** Of a finding of the vocabulary `present` or `absent`, or the options that are left. */
  readonly answers: readonly { readonly finding: string; readonly values: readonly string[] }[]
}

interface Leaf {
  readonly part: Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>
  readonly holds: boolean
}

export function waysOf(kb: KnowledgeBase, when: Condition): readonly Way[] {
  return alternatives(when, true).flatMap((leaves) => {
    const answers = answersOf(kb, leaves)
    return answers === null ? [] : [{ when: exportedCondition({ all: leaves.map(asCondition) }), answers }]
  })
}

function alternatives(condition: Condition, holds: boolean): readonly (readonly Leaf[])[] {
  if (typeof condition === 'string' || 'finding' in condition) return [[{ part: condition, holds }]]
  if ('not' in condition) return alternatives(condition.not, !holds)
  const parts = ('all' in condition ? condition.all : condition.any).map((part) => alternatives(part, holds))
  if ('all' in condition !== holds) return parts.flat()
  return parts.reduce((before, part) => before.flatMap((one) => part.map((other) => [...one, ...other])), [[]])
}

const asCondition = ({ part, holds }: Leaf): Condition => (holds ? part : { not: part })

/** Null where one leaf leaves nothing of what another allows. */
function answersOf(kb: KnowledgeBase, leaves: readonly Leaf[]): Way['answers'] | null {
  const left = new Map<string, readonly string[]>()
  for (const leaf of leaves) {
    const id = typeof leaf.part === 'string' ? leaf.part : leaf.part.finding
    const values = valuesOf(kb, id, leaf)
    if (values !== null) left.set(id, left.get(id)?.filter((value) => values.includes(value)) ?? values)
  }
  const answers = [...left].map(([finding, values]) => ({ finding, values }))
  return answers.some(({ values }) => values.length === 0) ? null : answers
}

/** Null where it says nothing of a single answer: what is read off others, and several options of a list or all but some of it. */
function valuesOf(kb: KnowledgeBase, id: string, { part, holds }: Leaf): readonly string[] | null {
  const { findings, saysNothing } = vocabularyOf(kb)
  const finding = findings.get(id)
  if (typeof part === 'string') return finding?.type === 'boolean' ? [holds ? 'present' : 'absent'] : null
  if (finding?.type !== 'enum' || (finding.many === true && (!holds || part.is.length > 1))) return null
  const all = (finding.options ?? []).map(({ value }) => value).filter((value) => !saysNothing(value))
  return holds ? part.is : all.filter((value) => !part.is.includes(value))
}
