/** The conversation from the first question to leaving: one question after the other, and what is asked for in between. */
import { back, type Interview, nextQuestion, standingOf } from '../../core/interview/interview.ts'
import { urgentAlert } from '../../render/ask/alerts.ts'
import { askFinding } from './ask-finding.ts'
import { ending } from './finish.ts'
import { review } from './review.ts'
import { accept, note, type Talk, type Turn } from './session.ts'

export interface Conversed {
  readonly interview: Interview
  /** `left` at a prompt; `leave` was chosen when the report was there. */
  readonly how: 'left' | 'leave'
}

export async function converse(talk: Talk, start: Interview): Promise<Conversed> {
  talk.prompter.say(urgentAlert(standingOf(talk.kb, start).urgent, talk.style()))
  let turn: Turn = { interview: start, next: 'go-on' }
  for (;;) {
    const { interview, next } = turn
    if (next === 'left' || next === 'leave') return { interview, how: next }
    turn = await step(talk, turn)
  }
}

function step(talk: Talk, { interview, next }: Turn): Promise<Turn> {
  if (next === 'review') return review(talk, interview)
  return next === 'rank' ? ending(talk, interview, 'rank') : question(talk, interview)
}

async function question(talk: Talk, interview: Interview): Promise<Turn> {
  const planned = nextQuestion(talk.kb, interview)
  if (planned.kind === 'stop') return ending(talk, interview, planned.reason)
  const answered = await askFinding(talk, interview, { finding: planned.finding, question: planned })
  if (answered.kind === 'left') return { interview, next: 'left' }
  if (answered.kind === 'answered') return { interview: answered.interview, next: 'go-on' }
  if (answered.command === 'back') return { interview: takenBack(talk, interview), next: 'go-on' }
  return { interview, next: answered.command === 'review' || answered.command === 'rank' ? answered.command : 'left' }
}

function takenBack(talk: Talk, interview: Interview): Interview {
  const before = back(interview)
  if (before === interview)
    note(talk, 'There is nothing to take back; "review" changes an answer that came with the file.')
  else accept(talk, interview, before, null)
  return before
}
