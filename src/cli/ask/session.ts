/** What every part of the conversation works with, and the few things that all of them say. */
import type { CaseProblem } from '../../core/case/answers.ts'
import { type Interview, standingOf } from '../../core/interview/interview.ts'
import type { Result } from '../../core/result/schema.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { Finding } from '../../core/rules/schema/vocabulary.ts'
import type { Choice, Prompter } from '../../io/prompter.ts'
import { setAsideAlert, urgentAlert } from '../../render/ask/alerts.ts'
import { echoLines, noteLines } from '../../render/ask/question.ts'
import { answerInWords } from '../../render/ask/words.ts'
import { hang } from '../../render/layout.ts'
import type { TextStyle } from '../../render/style.ts'

export interface Talk {
  readonly kb: KnowledgeBase
  readonly prompter: Prompter
  /** As the terminal is now; it may have been resized. */
  readonly style: () => TextStyle
  /** Called after every change of the answers. */
  readonly keep: (interview: Interview) => void
  /** The result of the answers, exactly as `score` has it for the saved case; where it is wished, as `score --causality` has it for a drug that they make a suspect. */
  readonly assess: (
    interview: Interview,
    causalityOfSuspected?: boolean,
  ) => Result | { readonly problems: readonly CaseProblem[] }
  /** The path of a file that a person names. */
  readonly resolve: (file: string) => string
  /** Puts a text into a new file; a sentence comes back. */
  readonly write: (file: string, text: string) => string
  /** Where the answers are kept; null where they are not. */
  readonly savedIn: () => string | null
  /** Shows the report on the way; a script needs none. */
  readonly showsReport: boolean
}

/** The name of a new file; empty for none, null where the conversation was left. */
export async function fileName(talk: Talk, about: string, question: string): Promise<string | null> {
  const lines = hang('', question, talk.style().width)
  const reply = await talk.prompter.ask({
    kind: 'type',
    about,
    lines,
    hint: ['The name of a new file. Enter alone: none.'],
    commands: [],
  })
  return reply.kind === 'typed' ? reply.text.trim() : null
}

/** What a part of the conversation ended with. */
export interface Turn {
  readonly interview: Interview
  readonly next: 'go-on' | 'rank' | 'review' | 'left' | 'leave'
}

export const choice = (value: string, label: string, ...words: readonly string[]): Choice => ({
  value,
  label,
  detail: null,
  words,
})

export const findingOf = (kb: KnowledgeBase, id: string): Finding | null =>
  kb.findings.find((finding) => finding.id === id && finding.carriedBy === undefined) ?? null

export const isError = ({ severity }: CaseProblem): boolean => severity === 'error'

export function note(talk: Talk, ...texts: readonly string[]): void {
  talk.prompter.say(texts.flatMap((text) => noteLines(text, talk.style())))
}

/** Keeps a changed interview and says what it brought: the answer as understood, what gave way to it, and what cannot wait now. */
export function accept(talk: Talk, before: Interview, after: Interview, finding: Finding | null): void {
  talk.keep(after)
  const { kb, prompter } = talk
  const style = talk.style()
  if (finding !== null && Object.hasOwn(after.findings, finding.id))
    prompter.say(echoLines(finding, answerInWords(kb, finding, after.findings[finding.id]), style))
  for (const one of after.setAside.filter((each) => !before.setAside.includes(each))) {
    const set = findingOf(kb, one.finding)
    const answer = set === null ? String(one.value) : answerInWords(kb, set, one.value)
    prompter.say(setAsideAlert(set?.label ?? 'the context', answer, one, style))
  }
  const known = new Set(standingOf(kb, before).urgent.map(({ id }) => id))
  prompter.say(
    urgentAlert(
      standingOf(kb, after).urgent.filter(({ id }) => !known.has(id)),
      style,
    ),
  )
}
