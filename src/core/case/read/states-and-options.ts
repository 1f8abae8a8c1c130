/** Answers in words: the state of a yes/no finding, the options of an enumerated one. */

import type { Finding } from '../../rules/schema/vocabulary.ts'
import type { Named } from '../../text/did-you-mean.ts'
import type { Path } from '../../text/json/positions.ts'
import { ANSWER_STATES, type Answer, type AnswerState, type CaseProblemCode } from '../answers.ts'
import { either, kindOf, quoted, type Troubles } from './problems.ts'
import type { Vocabulary } from './vocabulary.ts'

export const UNANSWERED_STATES = [
  'equivocal',
  'not-done',
  'unknown',
  'not-applicable',
] as const satisfies readonly AnswerState[]

const STATE_NAMES: readonly Named[] = [
  { name: 'present', synonyms: ['yes', 'true', 'positive'] },
  { name: 'absent', synonyms: ['no', 'false', 'negative'] },
  { name: 'equivocal' },
  { name: 'not-done', synonyms: ['not done'] },
  { name: 'unknown', synonyms: ['not known'] },
  { name: 'not-applicable', synonyms: ['n/a', 'na'] },
]

/** One of the states that count as no evidence, which any kind of finding may have; null means unknown. */
export function unansweredState(value: unknown): Answer | null {
  if (value === null) return { kind: 'state', state: 'unknown' }
  const state = UNANSWERED_STATES.find((each) => each === value)
  return state === undefined ? null : { kind: 'state', state }
}

export function readState(value: unknown, path: Path, troubles: Troubles): Answer | null {
  if (typeof value === 'boolean') return { kind: 'state', state: value ? 'present' : 'absent' }
  if (value === null) return { kind: 'state', state: 'unknown' }
  const state = ANSWER_STATES.find((each) => each === value)
  if (state !== undefined) return { kind: 'state', state }
  if (typeof value === 'string') {
    troubles.refuse(
      'unknown-option',
      path,
      `unknown answer${troubles.hint(value, STATE_NAMES) || `; true, false, ${either(UNANSWERED_STATES)} is expected`}`,
    )
  } else {
    troubles.refuse('wrong-type', path, `true or false is expected, not ${kindOf(value)}`)
  }
  return null
}

export function readOptions(
  finding: Finding,
  value: unknown,
  path: Path,
  vocabulary: Vocabulary,
  troubles: Troubles,
): Answer | null {
  if (Array.isArray(value)) return readOptionList(finding, value, path, vocabulary, troubles)
  const option = optionsOf(finding).find((each) => each === value)
  if (option !== undefined) return vocabulary.optionsAnswer(finding, [option])
  const unanswered = unansweredState(value)
  if (unanswered === null) troubles.refuse(...notAnOption(finding, value, path, vocabulary, troubles))
  return unanswered
}

function readOptionList(
  finding: Finding,
  list: readonly unknown[],
  path: Path,
  vocabulary: Vocabulary,
  troubles: Troubles,
): Answer | null {
  if (finding.many !== true)
    return refused(troubles, path, `one option is expected, not a list: ${either(optionsOf(finding))}`)
  if (list.length === 0)
    return refused(troubles, path, 'the list names no option; leave the finding out if nothing is known')
  const options = optionsOf(finding)
  const before = troubles.errors()
  const named = new Set<string>()
  for (const [index, item] of list.entries()) {
    const option = options.find((each) => each === item)
    if (option === undefined) troubles.refuse(...notAnOption(finding, item, [...path, index], vocabulary, troubles))
    else named.add(option)
    if (troubles.full()) return null
  }
  const distinct = [...named]
  if (distinct.includes('none') && distinct.length > 1) {
    troubles.refuse('contradiction', path, '"none" and other options contradict each other')
    return null
  }
  return troubles.errors() > before ? null : vocabulary.optionsAnswer(finding, distinct)
}

function refused(troubles: Troubles, path: Path, message: string): null {
  troubles.refuse('wrong-type', path, message)
  return null
}

function optionsOf(finding: Finding): readonly string[] {
  return (finding.options ?? []).map((option) => option.value)
}

function notAnOption(
  finding: Finding,
  value: unknown,
  path: Path,
  vocabulary: Vocabulary,
  troubles: Troubles,
): [CaseProblemCode, Path, string] {
  const options = optionsOf(finding)
  if (typeof value !== 'string') {
    const quotes =
      typeof value === 'number' && options.includes(String(value))
        ? '; write the number in double quotes'
        : `: ${either(options)}`
    return ['wrong-type', path, `one of the options is expected, not ${kindOf(value)}${quotes}`]
  }
  const successors = vocabulary.successors(finding.id, value)
  if (successors !== undefined)
    return ['retired-finding', path, `this option was given up; answer ${quoted(successors)} instead`]
  const names = (finding.options ?? []).map((option) => ({ name: option.value, synonyms: option.synonyms }))
  return ['unknown-option', path, `unknown option${troubles.hint(value, names) || `; ${either(options)} is expected`}`]
}
