/**
 * A script that answers as a person with a case file at hand would: each question with the answer of the file or "not known", and at the end the
 * answers that nobody asked for.
 */

import { writeTyped } from '../../core/case/typed/write.ts'
import type { RawFindings } from '../../core/interview/interview.ts'
import { chosen, type Prompt, type Reply } from '../../io/prompter.ts'

export function replayOf(findings: RawFindings): (prompt: Prompt) => Reply {
  const open = new Map(Object.entries(findings).filter(([, value]) => value !== null))
  return (prompt) => menuReply(prompt.about, [...open.keys()]) ?? answerFrom(open, prompt)
}

/** What nobody asked for is answered by way of the review. */
function menuReply(about: string, [first]: readonly string[]): Reply | null {
  switch (about) {
    case 'ending':
      return chosen(first === undefined ? 'leave' : 'review')
    case 'review':
      return chosen(first === undefined ? 'review:return' : 'review:another')
    case 'search':
      return { kind: 'typed', text: first ?? '' }
    default:
      return null
  }
}

/** Each answer is given once; where it is not taken the next try is "not known". */
function answerFrom(open: Map<string, unknown>, prompt: Prompt): Reply {
  const value = open.get(prompt.about) ?? 'unknown'
  open.delete(prompt.about)
  return prompt.kind === 'type' ? { kind: 'typed', text: writeTyped(value) } : chosen(...picksOf(value))
}

function picksOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String)
  if (typeof value === 'boolean') return [value ? 'present' : 'absent']
  return [String(value)]
}
