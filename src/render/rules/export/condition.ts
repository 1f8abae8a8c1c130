/** Conditions as a tree of one shape, under keys that are no reserved words of Python or R (`is`, `not`). */
import type { Condition } from '../../../core/rules/schema/terms.ts'

export type Exported =
  | { readonly op: 'finding'; readonly finding: string }
  | { readonly op: 'option'; readonly finding: string; readonly options: readonly string[] }
  | { readonly op: 'all' | 'any' | 'negation'; readonly parts: readonly Exported[] }

export function exportedCondition(condition: Condition): Exported {
  if (typeof condition === 'string') return { op: 'finding', finding: condition }
  if ('finding' in condition) return { op: 'option', finding: condition.finding, options: condition.is }
  if ('not' in condition) return { op: 'negation', parts: [exportedCondition(condition.not)] }
  const [op, parts] = 'all' in condition ? (['all', condition.all] as const) : (['any', condition.any] as const)
  return { op, parts: parts.map(exportedCondition) }
}
