/**
 * The short way of one line of a stream: from its bytes to the bytes of the brief result. It takes cases with nothing to object to, which is nearly
 * all of them; for any other it says so, and the line goes the long way (read.ts, assess.ts, fields.ts), which gives the same bytes for every line.
 */

import { MOST_TROUBLES } from '../case/read/problems.ts'
import { readMember } from '../case/read.ts'
import { type Effects, type EffectsOf, effectsBy } from '../findings/answer-effects.ts'
import { assuming } from '../findings/assumed-conditions.ts'
import { ABSENT, PRESENT, slotTable } from '../findings/compiled-conditions.ts'
import { leavesOf } from '../findings/condition.ts'
import { type CaseState, caseState } from '../findings/finding-states.ts'
import { impliedBy } from '../findings/implied-answers.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Condition } from '../rules/schema/terms.ts'
import { parseJson } from '../text/json.ts'
import { once } from '../text/lazy.ts'
import { cleanJson } from '../text/printable.ts'
import type { Encode, Out } from './byte-buffer.ts'
import { memoOf } from './byte-memo.ts'
import { numberEffects } from './number-intervals.ts'
import { briefPrinter, urgentPieces } from './print-brief.ts'
import { rankerOf } from './rank-line.ts'
import { type Decode, emptyOutline, outline } from './scan-line.ts'

/** Writes the brief result of the line between two positions, with its line end; null where it is to go the long way, and nothing was written. */
export type ScoreLine = (bytes: Uint8Array, from: number, to: number, out: Out) => Written | null

/** `warned`: it carries warnings. */
type Written = 'plain' | 'warned'

/** Longest line that goes the short way, in bytes: what is longer is no usual case, and not worth reading twice. */
const LONGEST_LINE = 256 * 1024

/** Longest id that goes the short way, in bytes. */
const LONGEST_ID = 1024

/** Everything that depends on the rules alone is worked out here, once. */
export function lineScorer(kb: KnowledgeBase, decode: Decode, encode: Encode): ScoreLine {
  const table = slotTable(kb.network.map(({ id }) => id))
  const effectsOf = effectsBy(kb, table, encode)
  const ofNumber = numberEffects(kb, effectsOf, decode)
  const print = briefPrinter(encode)
  const readerUnder = (rules: KnowledgeBase): Reader => ({
    urgentIn: urgentPieces(rules, table, encode),
    state: caseState(rules, table),
  })
  const contexts = kb.contexts.map((context) => ({
    id: context.id,
    quoted: encode(JSON.stringify(context.id)),
    implied: once(() => impliedEffects(kb, context.when, effectsOf)),
    defining: definingFindings(kb, context.when),
    when: table.compile(context.when),
    rank: once(() => rankerOf(kb, context, table, encode)),
    reader: once(() => readerUnder(assuming(kb, context.id))),
  }))
  // Behind everything that compiles conditions: only now all slots are known.
  const base = readerUnder(kb)
  const memo = memoOf<Effects>()
  const found = emptyOutline()

  const effectsAt = (bytes: Uint8Array, from: number, to: number, hash: number): Effects | null => {
    const known = memo.find(hash, bytes, from, to)
    if (known !== null) return known
    const counted = ofNumber(bytes, from, to)
    if (counted !== undefined) return counted
    const member = readMember(decode(bytes, from, to) ?? '', kb)
    const effects = member && effectsOf(member)
    if (effects) memo.keep(hash, bytes, from, to, effects)
    return effects
  }
  const namedIn = (bytes: Uint8Array): (typeof contexts)[number] | null | undefined => {
    if (found.contextFrom < 0) return null
    const named = decode(bytes, found.contextFrom, found.contextTo)
    return contexts.find(({ id }) => id === named)
  }
  const observeLine = (bytes: Uint8Array, named: (typeof contexts)[number] | null, { state }: Reader): boolean => {
    state.begin()
    for (let at = 0; at < found.count * 3; at += 3) {
      const effects = effectsAt(bytes, found.members[at] ?? 0, found.members[at + 1] ?? 0, found.members[at + 2] ?? 0)
      // What is given may decide what the named context still implies: implied-answers.ts works that out.
      if (effects === null || named?.defining.has(effects.finding) || !state.take(effects)) return false
    }
    for (const effects of named?.implied() ?? []) if (!state.take(effects)) return false
    return state.settle()
  }
  const contextOf = (
    named: (typeof contexts)[number] | null,
    { slots }: CaseState,
  ): (typeof contexts)[number] | undefined => {
    if (named === null) return contexts.find(({ when }) => when(slots) === PRESENT)
    return named.when(slots) === ABSENT ? undefined : named
  }
  const observed = (
    bytes: Uint8Array,
    from: number,
    to: number,
  ): (Reader & { readonly context: (typeof contexts)[number] }) | null => {
    const named = outline(bytes, from, to, found) ? namedIn(bytes) : undefined
    if (named === undefined) return null
    const reader = named?.reader() ?? base
    const context = observeLine(bytes, named, reader) ? contextOf(named, reader.state) : undefined
    return context === undefined ? null : { ...reader, context }
  }
  const nameless = encode('null')
  return (bytes, from, to, out) => {
    const seen = to - from > LONGEST_LINE ? null : observed(bytes, from, to)
    if (seen === null) return null
    const { context, state, urgentIn } = seen
    const id = found.idFrom < 0 ? nameless : quoted(bytes, found.idFrom, found.idTo, decode, encode)
    const ranked = context.rank()(state.slots)
    if (id === null || ranked === null) return null
    const warnings = state.warnings()
    if (warnings.length > MOST_TROUBLES) return null
    print({ id, context: context.quoted, urgent: urgentIn(state.slots), warnings }, ranked, out)
    return warnings.length === 0 ? 'plain' : 'warned'
  }
}

/** What reads a case under the rules of one named context, or of none. */
interface Reader {
  readonly urgentIn: ReturnType<typeof urgentPieces>
  readonly state: CaseState
}

function impliedEffects(kb: KnowledgeBase, when: Condition, effectsOf: EffectsOf): readonly Effects[] {
  const implied = impliedBy(kb, when, {})
  return kb.findings.flatMap((finding) => {
    const answer = implied[finding.id]
    return answer === undefined ? [] : [effectsOf({ finding, answer, warnings: [] })]
  })
}

/** Positions of the findings that a condition is read off. */
function definingFindings(kb: KnowledgeBase, when: Condition): ReadonlySet<number> {
  const leaves = leavesOf(when)
  const origins = kb.network
    .filter(({ id }) => leaves.includes(id))
    .flatMap((sign) => sign.origins.map(({ finding }) => finding))
  const defining = new Set([...leaves, ...origins])
  return new Set(kb.findings.flatMap(({ id }, position) => (defining.has(id) ? [position] : [])))
}

/** The text between two quotes as JSON.stringify writes it; null for one that is too long, or neither UTF-8 nor JSON. */
function quoted(bytes: Uint8Array, from: number, to: number, decode: Decode, encode: Encode): Uint8Array | null {
  if (to - from > LONGEST_ID) return null
  if (isPlain(bytes, from, to)) return bytes.subarray(from - 1, to + 1)
  const text = decode(bytes, from, to)
  if (text === null) return null
  if (!text.includes('\\')) return encode(cleanJson(JSON.stringify(text)))
  const parsed = parseJson(`"${text}"`)
  return 'value' in parsed ? encode(cleanJson(JSON.stringify(parsed.value))) : null
}

const [SPACE, TILDE, BACKSLASH] = [0x20, 0x7e, 0x5c]

/** Whether everything is ASCII that stands for itself. */
function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0
    if (byte < SPACE || byte > TILDE || byte === BACKSLASH) return false
  }
  return true
}
