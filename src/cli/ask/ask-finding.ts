/** One question put until it is answered or left: the prompt for its kind of answer, and what is typed or picked as a value of the case file. */

import { vocabularyOf } from '../../core/case/read/vocabulary.ts'
import { expected, readTyped } from '../../core/case/typed.ts'
import { answerQuestion, type Interview, type Question, standingOf } from '../../core/interview/interview.ts'
import type { Finding } from '../../core/rules/schema/vocabulary.ts'
import type { Choice, Prompt, Reply } from '../../io/prompter.ts'
import { questionLines, statusText, typingHint } from '../../render/ask/question.ts'
import { plainWhyLines, whyLines } from '../../render/ask/why.ts'
import { answerInWords, answerPicks, COMMANDS } from '../../render/ask/words.ts'
import { accept, choice, findingOf, isError, note, type Talk } from './session.ts'

/** What is asked; without a plan where an answer is changed or volunteered. */
export interface Asked {
  readonly finding: Finding
  readonly question: Question | null
}

export type Answered =
  | { readonly kind: 'answered'; readonly interview: Interview }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'left' }

export async function askFinding(talk: Talk, interview: Interview, asked: Asked): Promise<Answered> {
  for (;;) {
    const reply = await talk.prompter.ask(promptFor(talk, interview, asked))
    const answered = await heard(talk, interview, asked, reply)
    if (answered !== null) return answered
  }
}

/** Null where the question has to be put again. */
async function heard(talk: Talk, interview: Interview, asked: Asked, reply: Reply): Promise<Answered | null> {
  if (reply.kind === 'left') return reply
  if (reply.kind === 'command') return commanded(talk, interview, asked, reply.command)
  const given = await givenBy(talk, asked.finding, reply)
  if (given === 'left') return { kind: 'left' }
  const after = given === null ? null : take(talk, interview, asked.finding, given.value)
  return after === null ? null : { kind: 'answered', interview: after }
}

async function commanded(
  talk: Talk,
  interview: Interview,
  { finding, question }: Asked,
  command: string,
): Promise<Answered | null> {
  const other = command.startsWith(INSTEAD) ? findingOf(talk.kb, command.slice(INSTEAD.length)) : null
  if (other !== null) return askFinding(talk, interview, { finding: other, question: null })
  if (command !== 'why') return { kind: 'command', command }
  const style = talk.style()
  talk.prompter.say(question === null ? plainWhyLines(finding, style) : whyLines(question, style))
  return null
}

/** Null where the answer was not taken, which has been said. */
function take(talk: Talk, interview: Interview, finding: Finding, value: unknown): Interview | null {
  const { interview: after, problems } = answerQuestion(talk.kb, interview, finding.id, value)
  const errors = problems.filter(isError)
  note(
    talk,
    ...(errors.length > 0
      ? errors.map(({ message }) => `Not taken: ${message}.`)
      : problems.map(({ message }) => `Taken, but: ${message}.`)),
  )
  if (errors.length > 0) return null
  accept(talk, interview, after, finding)
  return after
}

/** The same fact asked in another way: the count in place of the yes or no. */
const INSTEAD = 'instead:'

function commandsFor({ question }: Asked): readonly Choice[] {
  const others = question?.alternatives ?? []
  return [
    ...others.map(({ id, label }) => ({
      ...choice(`${INSTEAD}${id}`, `answer instead: ${label}`, 'instead', id),
      detail: label,
    })),
    ...COMMANDS,
  ]
}

function promptFor(talk: Talk, interview: Interview, asked: Asked): Prompt {
  const { kb } = talk
  const { finding, question } = asked
  const style = talk.style()
  const status = statusText(question, standingOf(kb, interview))
  const known = interview.findings[finding.id] ?? null
  const present = known === null ? null : answerInWords(kb, finding, known)
  const common = {
    about: finding.id,
    lines: questionLines({ finding, status, present }, style),
    commands: commandsFor(asked),
  }
  if (finding.type === 'quantity' || finding.type === 'date-or-duration')
    return {
      ...common,
      kind: 'type',
      hint: typingHint(finding, expected(finding, vocabularyOf(kb).unitsFor(finding)), style),
    }
  const together =
    finding.many === true ? (finding.options ?? []).map(({ value }) => value).filter((value) => value !== 'none') : []
  return { ...common, kind: 'choose', choices: answerPicks(finding, style.width), together }
}

type Value = { readonly value: unknown }

/** Null where nothing was understood, which has been said. */
async function givenBy(
  talk: Talk,
  finding: Finding,
  reply: Extract<Reply, { kind: 'chosen' | 'typed' }>,
): Promise<Value | null | 'left'> {
  if (reply.kind === 'chosen') return { value: chosenValue(finding, reply.values) }
  const typed = readTyped(talk.kb, finding, reply.text)
  if (typed.kind === 'unit-missing') return withUnit(talk, finding, reply.text, typed.units)
  if (typed.kind === 'value') return typed
  note(talk, `Not taken: ${typed.message}.`)
  return null
}

function chosenValue(finding: Finding, values: readonly string[]): unknown {
  const [first = 'unknown'] = values
  if (finding.type === 'boolean') return first === 'present' ? true : first === 'absent' ? false : first
  const isOption = finding.options?.some(({ value }) => value === first) === true
  return isOption && finding.many === true ? values : first
}

const NO_UNIT = 'no-unit'

/** A number without its unit is not guessed at; without an answer the question is put again. */
async function withUnit(
  talk: Talk,
  finding: Finding,
  text: string,
  units: readonly string[],
): Promise<Value | null | 'left'> {
  const reply = await talk.prompter.ask({
    kind: 'choose',
    about: `${finding.id}:unit`,
    lines: [`In which unit? ${text.trim()}`],
    choices: [choice(NO_UNIT, 'none of these; ask again'), ...units.map((unit) => choice(unit, unit))],
    together: [],
    commands: [],
  })
  if (reply.kind === 'left') return 'left'
  const unit = reply.kind === 'chosen' ? reply.values[0] : undefined
  if (unit === undefined || unit === NO_UNIT) return null
  const typed = readTyped(talk.kb, finding, text, unit)
  if (typed.kind === 'value') return typed
  note(talk, `Not taken: ${typed.kind === 'refused' ? typed.message : 'the unit is missing'}.`)
  return null
}
