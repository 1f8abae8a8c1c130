/** The unit that a person typed, among those of the finding; only spellings that the finding accepts, and the plain words for lengths of time. */
import { resolveUnit, type Units } from '../units.ts'

const TIME_WORDS: Readonly<Record<string, string>> = {
  day: 'd',
  days: 'd',
  w: 'wk',
  week: 'wk',
  weeks: 'wk',
  wks: 'wk',
  month: 'mo',
  months: 'mo',
  y: 'a',
  yr: 'a',
  yrs: 'a',
  year: 'a',
  years: 'a',
}

/** As the case file may write it; null where the finding has no such unit. */
export function spelledUnit(units: Units, typed: string): string | null {
  const closed = typed.replaceAll(' ', '')
  const named = [typed, closed].find((spelling) => resolveUnit(units, spelling) !== null)
  if (named !== undefined) return named
  const word = typed.toLowerCase().replace(/\.$/, '')
  const time = Object.hasOwn(TIME_WORDS, word) ? TIME_WORDS[word] : undefined
  return time !== undefined && resolveUnit(units, time) !== null ? time : null
}

/** The unit of a number typed alone: the only one there is, else none is guessed. */
export function onlyUnit(units: Units): string | null {
  const [first, ...others] = units.accepted
  return first !== undefined && others.length === 0 ? first.unit : null
}
