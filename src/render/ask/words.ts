/** Every answer of the questionnaire as a person reads it: the states, the commands, and a finding's answer in its own words and units. */

import { sayAnswer } from '../../core/assessment/answer-use.ts'
import type { AnswerState } from '../../core/case/answers.ts'
import { readCaseValue } from '../../core/case/read.ts'
import { writeTyped } from '../../core/case/typed/write.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { Finding } from '../../core/rules/schema/vocabulary.ts'
import { wrap } from '../layout.ts'

/** One thing to pick, as the prompter shows it. */
export interface Pick {
  readonly value: string
  readonly label: string
  readonly detail: string | null
  readonly words: readonly string[]
}

const pick = (value: string, label: string, ...words: readonly string[]): Pick => ({
  value,
  label,
  detail: null,
  words,
})

/** The first is what Enter alone says, so that a stray Enter answers nothing. */
const UNKNOWN = pick('unknown', 'not known', 'u', "don't know")
const YES_NO: readonly Pick[] = [pick('present', 'yes', 'y', 'true'), pick('absent', 'no', 'n', 'false')]
const NO_EVIDENCE: readonly Pick[] = [
  pick('not-done', 'not done', 'not measured'),
  pick('equivocal', 'equivocal', 'unclear'),
  pick('not-applicable', 'does not apply', 'n/a', 'not applicable'),
]

/** For a yes/no or enumerated finding; a state that is one of its options stands there only once. */
export function answerPicks(finding: Finding, width: number): readonly Pick[] {
  const options =
    finding.type === 'boolean'
      ? YES_NO
      : (finding.options ?? []).filter(({ value }) => value !== 'unknown').map((option) => optionPick(option, width))
  const taken = new Set(options.map(({ value }) => value))
  return [UNKNOWN, ...options, ...NO_EVIDENCE.filter(({ value }) => !taken.has(value))]
}

function optionPick({ value, synonyms = [], note }: NonNullable<Finding['options']>[number], width: number): Pick {
  const detail = [
    ...(synonyms.length === 0 ? [] : [`also: ${synonyms.join('; ')}`]),
    ...(note === undefined ? [] : [note]),
  ]
  return {
    value,
    label: value,
    detail: detail.length === 0 ? null : wrap(detail.join('. '), width).join('\n'),
    words: [value.replaceAll('-', ' '), ...synonyms.map((word) => word.toLowerCase())],
  }
}

/** What can be done at every question instead of answering it. */
export const COMMANDS: readonly Pick[] = [
  { ...pick('why', 'why is this asked?', '?', 'why'), detail: 'why' },
  pick('back', 'back', 'back', 'b'),
  pick('review', 'review the answers', 'review'),
  pick('rank', 'rank now', 'rank'),
  pick('quit', 'save and quit', 'quit', 'q', 'exit'),
]

const STATE_WORDS = {
  present: 'yes',
  absent: 'no',
  equivocal: 'equivocal',
  'not-done': 'not done',
  unknown: 'not known',
  'not-applicable': 'does not apply',
} as const satisfies Record<AnswerState, string>
const STATES: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ...Object.entries(STATE_WORDS),
  [true, STATE_WORDS.present],
  [false, STATE_WORDS.absent],
  [null, STATE_WORDS.unknown],
])

/** An answer as the case file has it, in words; a number with what it is in the finding's own unit. @param value must read */
export function answerInWords(kb: KnowledgeBase, finding: Finding, value: unknown): string {
  const isOption = finding.options?.some((option) => option.value === value) === true
  const state = isOption ? undefined : STATES.get(value)
  if (state !== undefined) return state
  if (finding.type === 'enum') return Array.isArray(value) ? value.join(', ') : String(value)
  const written = writeTyped(value)
  const { case: read } = readCaseValue({ schemaVersion: 1, findings: { [finding.id]: value } }, kb)
  const answer = read?.answers[finding.id]
  if (answer === undefined || answer.kind !== 'readings') return written
  const converted = sayAnswer(answer, finding.unit)
  return sameWords(written, converted) ? converted : `${written} (= ${converted})`
}

/** "day 7: 677 IU/L" says more than "677 U/L"; "677 U/L -> 3257 U/L" says the same as "677 U/L, then 3257 U/L". */
const sameWords = (written: string, converted: string): boolean => written.replaceAll(' -> ', ', then ') === converted
