/**
 * Advice as it is asked of a case: the diseases in which it was given become a part of its condition, and the advice that covers it a part of what
 * silences it. So whatever reads the conditions (score, stream, the questionnaire) keeps to both.
 */

import { sortedBy } from '../../text/sort.ts'
import type { SourcedAdvice } from '../knowledge-base.ts'
import type { Advice } from '../schema/evidence.ts'
import type { Condition } from '../schema/terms.ts'
import type { RuleFile } from '../schema.ts'

export function adviceOf(rules: readonly RuleFile[]): readonly SourcedAdvice[] {
  const all = rules.flatMap(({ source, advice }) => (advice ?? []).map((one) => ({ ...one, source: source?.id ?? '' })))
  const disease = rules.map(({ diseaseFinding }) => diseaseFinding).find((id) => id !== undefined)
  const whenOf = new Map(all.map((one) => [one.id, inItsDiseases(one, disease)]))
  const compiled = all.map((one) => {
    const silencing = [
      ...(one.unless === undefined ? [] : [one.unless]),
      ...(one.coveredBy ?? []).flatMap((id) => whenOf.get(id) ?? []),
    ]
    return {
      ...one,
      when: inItsDiseases(one, disease),
      ...(silencing.length === 0 ? {} : { unless: { any: silencing } }),
    }
  })
  return sortedBy(compiled, (one) => one.id)
}

function inItsDiseases({ when, givenIn }: Advice, disease: string | undefined): Condition {
  return givenIn === 'any' || disease === undefined ? when : { all: [{ finding: disease, is: givenIn }, when] }
}
