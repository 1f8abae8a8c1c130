/** The block that every report ends with: whom it is for, what it used, what it did not know, what it cannot know, and which rules it was made with. */

import { packNames, withPacks } from '../../core/result/named-rules.ts'
import type { Result } from '../../core/result/schema.ts'
import { bound, hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'

type Answer = Result['basis']['answers'][number]

/** Longer lists are not read; the whole one stands in the JSON. */
const MOST_NAMES = 8

/** What became of an answer, in words. */
export const SAID: Readonly<Record<Answer['use'], string>> = {
  counted: 'counted',
  'in-pattern': 'counted within a pattern',
  neutral: 'without weight here',
  context: 'settled the context',
  'not-evaluable': 'not evaluable',
}

function usedText(answers: readonly Answer[]): string {
  const uses = [...new Set(answers.map(({ use }) => use))].toSorted()
  const parts = uses.map((use) => `${answers.filter((answer) => answer.use === use).length} ${SAID[use]}`)
  return answers.length === 0
    ? 'no answer'
    : `${answers.length} ${answers.length === 1 ? 'answer' : 'answers'}: ${parts.join(', ')}`
}

/** One line for all answers that met the same fate for the same reason. */
function reasonTexts(answers: readonly Answer[]): readonly string[] {
  const groups = new Map<string, string[]>()
  for (const { finding, answer, use, why } of answers) {
    if (why === null) continue
    const reason = `${SAID[use]} (${why})`
    groups.set(reason, [...(groups.get(reason) ?? []), `${finding} ${answer}`])
  }
  return [...groups].map(([reason, said]) => `${reason}: ${said.join(', ')}`)
}

/** The first names of a list, and how many more there are. */
export function firstOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** What is known, in all and by group, for every report that people read; the numbers of a group stay together. */
export function knownText({ answered, of, byDimension }: Result['completeness']): string {
  const parts = byDimension.map((each) => `${each.label}\u00a0${bound(`${each.answered} of ${each.of}`)}`)
  return `${answered} of the ${of} findings that have a figure here${parts.length === 0 ? '' : ` (${parts.join('; ')})`}`
}

export function basisLines(result: Result, style: TextStyle): readonly string[] {
  const { basis, completeness, rules, tool } = result
  const item = (name: string, text: string): readonly string[] => hang('  ', `${name}: ${text}`, style.width, 4)
  const given = basis.answers.filter(({ answer }) => answer !== 'unknown')
  return [
    style.paint.heading('Basis'),
    ...item('Intended for', basis.intendedFor),
    ...(basis.population === null ? [] : item('Population', basis.population)),
    ...item('Used', usedText(given)),
    ...reasonTexts(given).flatMap((reason) => hang('    - ', reason, style.width)),
    ...(completeness.of === 0 ? [] : item('Known', knownText(completeness))),
    ...(completeness.missingThatMatters.length === 0
      ? []
      : item('Not known, and it matters', firstOf(completeness.missingThatMatters))),
    ...basis.warnings.flatMap((warning) => item('Warning', warning)),
    ...(basis.limits.length === 0
      ? []
      : ['  Limits:', ...basis.limits.flatMap((limit) => hang('    - ', limit, style.width))]),
    ...item('Made with', `${tool.name} ${tool.version}, rules ${rules.version}${withPacks(rules)}`),
    ...item('Rules digest', rules.digest),
    ...packNames(rules).flatMap((pack) => item('Rule pack', pack)),
  ]
}
