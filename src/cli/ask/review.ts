/** The list of all answers, those skipped too, each of which can be changed; and any other finding answered without being asked. */
import type { Interview } from '../../core/interview/interview.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { Finding } from '../../core/rules/schema/vocabulary.ts'
import { nearestNamed } from '../../core/text/did-you-mean.ts'
import type { Choice, ChoosePrompt } from '../../io/prompter.ts'
import { answerInWords, COMMANDS } from '../../render/ask/words.ts'
import { wrap } from '../../render/layout.ts'
import { askFinding } from './ask-finding.ts'
import { choice, findingOf, note, type Talk, type Turn } from './session.ts'

const RETURN = 'review:return'
const ANOTHER = 'review:another'
/** Findings that one search offers. */
const MOST_FOUND = 10

const LEAVING = COMMANDS.filter(({ value }) => value === 'rank' || value === 'quit')

export async function review(talk: Talk, start: Interview): Promise<Turn> {
  let turn: Turn = { interview: start, next: 'review' }
  while (turn.next === 'review') turn = await reviewOnce(talk, turn.interview)
  return turn
}

async function reviewOnce(talk: Talk, interview: Interview): Promise<Turn> {
  const reply = await talk.prompter.ask(listPrompt(talk, interview))
  if (reply.kind !== 'chosen')
    return { interview, next: reply.kind === 'command' && reply.command === 'rank' ? 'rank' : 'left' }
  const [picked = RETURN] = reply.values
  if (picked === RETURN) return { interview, next: 'go-on' }
  const finding = picked === ANOTHER ? await search(talk) : findingOf(talk.kb, picked)
  if (finding === 'left') return { interview, next: 'left' }
  return finding === null ? { interview, next: 'review' } : change(talk, interview, finding)
}

function listPrompt(talk: Talk, interview: Interview): ChoosePrompt {
  const { width, paint } = talk.style()
  return {
    kind: 'choose',
    about: 'review',
    lines: wrap('Your answers. Pick one to change it.', width).map(paint.strong),
    choices: [
      choice(RETURN, 'go on', 'return', 'back'),
      choice(ANOTHER, 'answer another finding', 'another'),
      ...answersOf(talk.kb, interview),
    ],
    together: [],
    commands: LEAVING,
  }
}

/** "Back" and "review" while an answer is changed lead back to the list. */
async function change(talk: Talk, interview: Interview, finding: Finding): Promise<Turn> {
  const answered = await askFinding(talk, interview, { finding, question: null })
  if (answered.kind === 'answered') return { interview: answered.interview, next: 'review' }
  if (answered.kind === 'left' || answered.command === 'quit') return { interview, next: 'left' }
  return { interview, next: answered.command === 'rank' ? 'rank' : 'review' }
}

/** In the order of asking, those of the case file first. */
function answersOf(kb: KnowledgeBase, { findings, asked }: Interview): readonly Choice[] {
  const given = Object.keys(findings).filter((id) => !asked.includes(id))
  return [...given, ...asked].flatMap((id) => {
    const finding = findingOf(kb, id)
    return finding === null ? [] : [choice(id, `${finding.label}: ${answerInWords(kb, finding, findings[id] ?? null)}`)]
  })
}

/** Null where nothing was picked. */
async function search(talk: Talk): Promise<Finding | null | 'left'> {
  const reply = await talk.prompter.ask({
    kind: 'type',
    about: 'search',
    lines: wrap('Which finding? Type its name, or a part of it.', talk.style().width).map(talk.style().paint.strong),
    hint: ['For example: ldh, marrow, enhancement. Enter alone: back to the list.'],
    commands: [],
  })
  if (reply.kind !== 'typed') return 'left'
  if (reply.text.trim() === '') return null
  const found = findingsNamed(talk.kb, reply.text)
  const [only, ...others] = found
  if (only === undefined) note(talk, 'No finding goes by that name.')
  if (only === undefined || others.length === 0) return only ?? null
  return pickOne(talk, found)
}

async function pickOne(talk: Talk, found: readonly Finding[]): Promise<Finding | null | 'left'> {
  const reply = await talk.prompter.ask({
    kind: 'choose',
    about: 'search:found',
    lines: ['Which of these?'],
    choices: [choice(RETURN, 'none of these'), ...found.map(({ id, label }) => choice(id, label))],
    together: [],
    commands: [],
  })
  if (reply.kind !== 'chosen') return 'left'
  return findingOf(talk.kb, reply.values[0] ?? '')
}

/** The one with exactly that name, else all that hold the words, else the nearest by spelling. */
export function findingsNamed(kb: KnowledgeBase, text: string): readonly Finding[] {
  const wanted = text.trim().toLowerCase()
  const askable = kb.findings.filter(({ carriedBy }) => carriedBy === undefined)
  const namesOf = ({ id, label, synonyms = [] }: Finding): readonly string[] =>
    [id, id.replaceAll('-', ' '), label, ...synonyms].map((name) => name.toLowerCase())
  const exact = askable.filter(({ id, label }) => id === wanted || label.toLowerCase() === wanted)
  if (exact.length > 0) return exact
  const holding = askable.filter((finding) => namesOf(finding).some((name) => name.includes(wanted)))
  if (holding.length > 0) return holding.slice(0, MOST_FOUND)
  const near = nearestNamed(
    wanted,
    askable.map(({ id, label, synonyms }) => ({ name: id, synonyms: [label, ...(synonyms ?? [])] })),
  )
  return askable.filter(({ id }) => id === near)
}
