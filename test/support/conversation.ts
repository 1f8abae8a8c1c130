/** A conversation held by a test: each prompt is answered by the next of the test's replies, and everything said and kept can be looked at. */

import { caseText } from '../../src/cli/ask/case-text.ts'
import { type Conversed, converse } from '../../src/cli/ask/loop.ts'
import type { Talk } from '../../src/cli/ask/session.ts'
import { assess } from '../../src/core/assessment/assess.ts'
import { readCase } from '../../src/core/case/read.ts'
import { type Interview, type RawFindings, startInterview } from '../../src/core/interview/interview.ts'
import type { KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import type { Prompt, Reply } from '../../src/io/prompter.ts'
import { plain } from '../../src/render/style.ts'

/** The prompt that must be there, and the reply to it. */
export type Step = readonly [about: string, reply: Reply]

export interface Held extends Conversed {
  readonly prompts: readonly Prompt[]
  /** Between the prompts, one line a line. */
  readonly said: string
  /** After each change. */
  readonly kept: readonly Interview[]
  readonly written: Readonly<Record<string, string>>
}

export const pick = (...values: readonly string[]): Reply => ({ kind: 'chosen', values })
export const typed = (text: string): Reply => ({ kind: 'typed', text })
export const command = (name: string): Reply => ({ kind: 'command', command: name })
const LEAVE: Reply = { kind: 'left' }

/** Holds the steps and then leaves. */
export async function hold(kb: KnowledgeBase, steps: readonly Step[], findings: RawFindings = {}): Promise<Held> {
  const prompts: Prompt[] = []
  const said: string[] = []
  const kept: Interview[] = []
  const written: Record<string, string> = {}
  const left = [...steps]
  const talk: Talk = {
    kb,
    savedIn: () => 'case.json',
    resolve: (file) => file,
    showsReport: true,
    style: () => ({ width: 80, paint: plain, unicode: true, hyperlinks: false }),
    keep: (interview) => kept.push(interview),
    write: (file, text) => {
      written[file] = text
      return `Written to ${file}.`
    },
    assess: (interview, causalityOfSuspected) => {
      const { case: read, problems } = readCase(caseText(interview), kb)
      return read === null
        ? { problems }
        : assess(kb, read, { toolVersion: 'test', warnings: problems, causalityOfSuspected })
    },
    prompter: {
      ask: async (prompt) => {
        prompts.push(prompt)
        const step = left.shift()
        if (step !== undefined && step[0] !== prompt.about)
          throw new Error(`asked for ${prompt.about}, not for ${step[0]}`)
        return step?.[1] ?? LEAVE
      },
      say: (lines) => said.push(...lines),
      close: () => undefined,
    },
  }
  const conversed = await converse(talk, startInterview(findings))
  return { ...conversed, prompts, said: said.join('\n'), kept, written }
}
