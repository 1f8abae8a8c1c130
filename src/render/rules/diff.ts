/** What changed between two sets of rules, and how cases move with it. */
import type { CaseMoves } from '../../core/review/case-shift.ts'
import type { FieldChange, RuleChange } from '../../core/review/diff.ts'
import { blocks, hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'

export interface NamedMoves extends CaseMoves {
  readonly case: string
}

const MARKS = { added: '+', removed: '-', changed: '~' } as const

export function diffText(changes: readonly RuleChange[], cases: readonly NamedMoves[], style: TextStyle): string {
  const count = (what: RuleChange['what']): number => changes.filter((change) => change.what === what).length
  const summary = `${count('added')} added, ${count('removed')} removed, ${count('changed')} changed`
  const parts = [
    changes.flatMap((change) => changeLines(change, style)),
    [summary],
    ...cases.map((moved) => caseLines(moved, style)),
  ]
  return `${blocks(parts).join('\n')}\n`
}

function changeLines({ kind, id, what, fields }: RuleChange, style: TextStyle): readonly string[] {
  const paint = { added: style.paint.good, removed: style.paint.bad, changed: style.paint.strong }[what]
  return [
    ...hang(`${MARKS[what]} `, `${kind} ${id}`, style.width).map(paint),
    ...fields.flatMap((field) => hang('    ', sayField(field), style.width, 8)),
  ]
}

const sayField = ({ field, old, new: next }: FieldChange): string => `${field}: ${sayValue(old)} -> ${sayValue(next)}`

const sayValue = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))

function caseLines(
  { case: name, status, moves, problems, noneOfThese }: NamedMoves,
  style: TextStyle,
): readonly string[] {
  const refused = (['old', 'new'] as const).flatMap((side) =>
    problems[side].map(({ path, message }) => `refused by the ${side} rules: ${path} ${message}`),
  )
  const none = [noneOfThese.old, noneOfThese.new].map(saySupport)
  const lines = [
    ...(status.old === status.new ? [] : [`${status.old} -> ${status.new}`]),
    ...refused,
    ...moves.map((move) => `${move.diagnosis}: ${sayPlace(move.old)} -> ${sayPlace(move.new)}`),
    ...(none[0] === none[1] ? [] : [`none of these: ${none.join(' -> ')}`]),
  ]
  return [
    style.paint.heading(`Case ${name}`),
    ...(lines.length === 0 ? ['nothing moves'] : lines).flatMap((line) => hang('  ', line, style.width, 6)),
  ]
}

const saySupport = (support: number | null): string => (support === null ? 'not ranked' : support.toFixed(3))

const sayPlace = (place: CaseMoves['moves'][number]['old']): string =>
  place === null ? 'not ranked' : `${place.rank}, ${place.words}, ${saySupport(place.support)}`

/** A side that has no such field has no such key; problems with their place in the case file. */
export const diffJson = (changes: readonly RuleChange[], cases: readonly NamedMoves[]): object => ({ changes, cases })
