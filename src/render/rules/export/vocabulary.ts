/** What a case file may say, with everything that reading an answer needs: options, the ones that say nothing, units with their spellings. */

import { vocabularyOf } from '../../../core/case/read/vocabulary.ts'
import { unitsOf } from '../../../core/case/units.ts'
import type { KnowledgeBase } from '../../../core/rules/knowledge-base.ts'
import type { Finding } from '../../../core/rules/schema/vocabulary.ts'
import { exportedCondition } from './condition.ts'

export function exportedFinding(kb: KnowledgeBase, finding: Finding): object {
  const { id, label, type, burden, unit, options, many, appliesIf, possible } = finding
  return {
    id,
    label,
    type,
    burden,
    ...(options === undefined
      ? {}
      : optionsOf(
          kb,
          options.map(({ value }) => value),
          many === true,
        )),
    ...(unit === undefined ? {} : { unit, accepts: unitsIn(kb, finding), possible }),
    appliesIf: appliesIf === undefined ? undefined : exportedCondition(appliesIf),
  }
}

function optionsOf(kb: KnowledgeBase, options: readonly string[], many: boolean): object {
  return { options, optionsWithoutEvidence: options.filter(vocabularyOf(kb).saysNothing), many }
}

function unitsIn({ units }: KnowledgeBase, finding: Finding): readonly object[] {
  const known = unitsOf(units, finding)
  const spellings = [...known.spellings().exact]
  return known.accepted.map((conversion) => ({
    ...conversion,
    spellings: spellings
      .filter(([spelling, meant]) => meant === conversion && spelling !== conversion.unit)
      .map(([spelling]) => spelling),
  }))
}
