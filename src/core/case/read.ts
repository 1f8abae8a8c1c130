/**
 * The text of a case file to a case, or to everything that is wrong with it at once. Readers of single answers are in case/; whether the answers
 * contradict each other is observe.ts.
 */

import { withImplied } from '../findings/implied-answers.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import type { Path } from '../text/json/positions.ts'
import { parseJson, positionsOf } from '../text/json.ts'
import type { Answer, Case, CaseProblem } from './answers.ts'
import { readDuration } from './read/duration.ts'
import { lookAlike, lookAlikeText } from './read/look-alike.ts'
import {
  either,
  inOrder,
  isRecord,
  kindOf,
  noTroubles,
  quoted,
  refuseOtherKeys,
  type Troubles,
} from './read/problems.ts'
import { readQuantity } from './read/quantity.ts'
import { readOptions, readState } from './read/states-and-options.ts'
import { type Vocabulary, vocabularyOf } from './read/vocabulary.ts'

export interface CaseReading {
  /** Null when any problem is an error. */
  readonly case: Case | null
  /** Errors and warnings, in the order of the text. */
  readonly problems: readonly CaseProblem[]
}

/** The only version of the case file so far. */
export const CASE_SCHEMA_VERSION = 1
/** In UTF-16 units. */
export const LONGEST_TEXT = 8192

const CASE_KEYS = ['schemaVersion', 'id', 'context', 'findings']

/** Reads one case file. Never throws, whatever the text. */
export function readCase(text: string, kb: KnowledgeBase): CaseReading {
  const parsed = parseJson(text)
  if ('problem' in parsed) return { case: null, problems: [unlessNamed(text, parsed.problem)] }
  const troubles = noTroubles()
  const read = readWhole(parsed.value, vocabularyOf(kb), troubles)
  return finished(read && withImplied(kb, read), troubles, (places) => positionsOf(text, places))
}

/** What is wrong with the JSON of a file that is none says less than what the file is. */
function unlessNamed(text: string, problem: CaseProblem): CaseProblem {
  const named = problem.code === 'invalid-json' ? lookAlikeText(text) : null
  return named === null ? problem : { ...problem, code: 'not-a-case', message: named, position: null }
}

/** As `readCase`, for JSON that was parsed elsewhere; problems have no position. */
export function readCaseValue(value: unknown, kb: KnowledgeBase): CaseReading {
  const troubles = noTroubles()
  const read = readWhole(value, vocabularyOf(kb), troubles)
  return finished(read && withImplied(kb, read), troubles, () => [])
}

/** One member of `findings` read by itself. */
export interface Member {
  readonly finding: Finding
  readonly answer: Answer
  readonly warnings: readonly CaseProblem[]
}

/** Reads a member from the text `"name": value`. Null where it cannot be taken; `readCase` of the whole case then says why. */
export function readMember(text: string, kb: KnowledgeBase): Member | null {
  const whole = `{"findings":{${text}}}`
  const parsed = parseJson(whole)
  const findings = 'value' in parsed && isRecord(parsed.value) ? parsed.value['findings'] : null
  const [member, ...others] = isRecord(findings) ? Object.entries(findings) : []
  if (member === undefined || others.length > 0) return null
  const troubles = noTroubles()
  const vocabulary = vocabularyOf(kb)
  const finding = knownFinding(member[0], vocabulary, troubles)
  const answer = finding && readAnswer(finding, member[1], vocabulary, troubles)
  if (finding === null || answer === null || troubles.errors() > 0) return null
  const warnings = listed(troubles, (places) => positionsOf(whole, places))
  return { finding, answer, warnings }
}

type Positions = (places: ReturnType<Troubles['all']>) => Parameters<typeof inOrder>[1]

function finished(read: Case | null, troubles: Troubles, positions: Positions): CaseReading {
  return { case: troubles.errors() > 0 ? null : read, problems: listed(troubles, positions) }
}

function listed(troubles: Troubles, positions: Positions): readonly CaseProblem[] {
  const all = troubles.all()
  return all.length === 0 ? [] : inOrder(all, positions(all))
}

function readWhole(value: unknown, vocabulary: Vocabulary, troubles: Troubles): Case | null {
  const named = lookAlike(value)
  if (named !== null) {
    troubles.refuse('not-a-case', [], named)
    return null
  }
  if (!isRecord(value)) {
    troubles.refuse('wrong-type', [], `a case is an object, not ${kindOf(value)}`)
    return null
  }
  const version = value['schemaVersion']
  if (version === undefined) troubles.refuse('missing-key', [], `"schemaVersion": ${CASE_SCHEMA_VERSION} is missing`)
  else if (version !== CASE_SCHEMA_VERSION) {
    // Written for another version, everything else may be right in its own way.
    troubles.refuse('unsupported-version', ['schemaVersion'], `only version ${CASE_SCHEMA_VERSION} is known`)
    return null
  }
  refuseOtherKeys(value, CASE_KEYS, [], troubles)
  const id = readText(value['id'], ['id'], troubles)
  const context = readContext(value['context'], vocabulary, troubles)
  return { id, context, answers: readFindings(value['findings'], vocabulary, troubles) }
}

function readText(value: unknown, path: Path, troubles: Troubles): string | null {
  if (value === undefined) return null
  if (typeof value !== 'string') troubles.refuse('wrong-type', path, `text is expected, not ${kindOf(value)}`)
  else if (value.length <= LONGEST_TEXT) return value
  else troubles.refuse('text-too-long', path, `longer than ${LONGEST_TEXT} characters`)
  return null
}

function readContext(value: unknown, { contexts }: Vocabulary, troubles: Troubles): string | null {
  const context = readText(value, ['context'], troubles)
  if (context === null || contexts.has(context)) return context
  const hint = troubles.hint(
    context,
    [...contexts].map((name) => ({ name })),
  )
  troubles.refuse('unknown-context', ['context'], `unknown context${hint || `; ${either([...contexts])} is expected`}`)
  return null
}

function readFindings(value: unknown, vocabulary: Vocabulary, troubles: Troubles): Record<string, Answer> {
  if (isRecord(value)) return readMembers(value, vocabulary, troubles)
  if (value === undefined) troubles.refuse('missing-key', [], '"findings" is missing')
  else
    troubles.refuse(
      'wrong-type',
      ['findings'],
      `an object with one key for each finding is expected, not ${kindOf(value)}`,
    )
  return {}
}

function readMembers(
  members: Readonly<Record<string, unknown>>,
  vocabulary: Vocabulary,
  troubles: Troubles,
): Record<string, Answer> {
  const answers: Record<string, Answer> = {}
  for (const [id, given] of Object.entries(members)) {
    if (troubles.full()) break
    // From another program, not from JSON: left out.
    if (given === undefined) continue
    const finding = knownFinding(id, vocabulary, troubles)
    const answer = finding === null ? null : readAnswer(finding, given, vocabulary, troubles)
    if (finding !== null && answer !== null) answers[finding.id] = answer
  }
  return answers
}

function knownFinding(id: string, vocabulary: Vocabulary, troubles: Troubles): Finding | null {
  const finding = vocabulary.findings.get(id)
  if (finding !== undefined && finding.carriedBy === undefined) return finding
  const path = ['findings', id]
  const successors = vocabulary.successors(id)
  const origins = vocabulary.readOff(id)
  if (finding?.carriedBy !== undefined) troubles.refuse('unknown-finding', path, carried(finding.carriedBy), 'name')
  else if (successors !== undefined) {
    const message = `this finding was given up; answer ${quoted(successors)} instead`
    troubles.refuse('retired-finding', path, message, 'name')
  } else if (origins !== undefined && origins.length > 0) {
    const names = either([...new Set(origins)].map((each) => `"${each}"`))
    troubles.refuse('unknown-finding', path, `this is read off other answers; answer ${names} instead`, 'name')
  } else troubles.refuse('unknown-finding', path, `unknown finding${troubles.hint(id, vocabulary.names())}`, 'name')
  return null
}

function carried({ finding, field }: NonNullable<Finding['carriedBy']>): string {
  if (field === 'series') return `not a finding of its own: write it as an earlier reading in the list of "${finding}"`
  return `not a finding of its own: write it as "${field}" inside "${finding}"`
}

function readAnswer(finding: Finding, given: unknown, vocabulary: Vocabulary, troubles: Troubles): Answer | null {
  const path = ['findings', finding.id]
  if (finding.type === 'boolean') return readState(given, path, troubles)
  if (finding.type === 'enum') return readOptions(finding, given, path, vocabulary, troubles)
  const measuring = { finding, units: vocabulary.unitsFor(finding), limitOf: vocabulary.limitOf, troubles }
  return finding.type === 'quantity' ? readQuantity(measuring, given, path) : readDuration(measuring, given, path)
}
