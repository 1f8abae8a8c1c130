/** The hypotheses: what each means, and the named test that excludes it where it must be excluded. */
import type { KnowledgeBase, WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { Diagnosis } from '../../core/rules/schema/vocabulary.ts'
import { hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'
import { codeKey, withMeanings } from './codes.ts'

function diagnosisLines({ id, label, definition, mustBeExcluded }: Diagnosis, style: TextStyle): readonly string[] {
  const test =
    mustBeExcluded === undefined ? [] : hang('    stays "not excluded" until: ', mustBeExcluded.named, style.width)
  return [
    ...hang('', `${label} (${id})`, style.width).map(style.paint.strong),
    ...hang('    ', definition, style.width),
    ...test,
  ]
}

export const diagnosesText = (kb: KnowledgeBase, style: TextStyle): string =>
  `${kb.diagnoses.flatMap((diagnosis) => diagnosisLines(diagnosis, style)).join('\n')}\n`

export const diagnosesJson = (kb: WholeKnowledgeBase): object => ({
  diagnoses: kb.diagnoses.map(withMeanings),
  ...codeKey(kb),
})
