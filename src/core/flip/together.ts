/** Answers that exchange two diagnoses only together: two of a few, or three. */
import type { Choice } from './choices.ts'
import type { Contest } from './contest.ts'

export interface Together {
  readonly pairs: readonly (readonly Choice[])[]
  /** Of which no two are enough. */
  readonly triples: () => readonly (readonly Choice[])[]
}

/** @param choices none of which is enough by itself */
export function flipsTogether(contest: Contest, choices: readonly Choice[]): Together {
  const flips = (set: readonly Choice[]): boolean => {
    const { upper, lower } = contest.weigh(set)
    return lower > upper
  }
  const pairs = choices.flatMap((one, at) => choices.slice(0, at).flatMap((other) => (mayJoin(one, other) ? [[other, one]] : [])))
  const enough = pairs.filter(flips)
  const open = pairs.filter((pair) => !enough.includes(pair))
  const isOpen = (one: Choice, other: Choice): boolean => open.some(([first, second]) => first === one && second === other)
  const triplesFrom = ([first, second]: readonly Choice[]): Choice[][] =>
    first === undefined || second === undefined
      ? []
      : choices
          .slice(choices.indexOf(second) + 1)
          .flatMap((third) => (isOpen(first, third) && isOpen(second, third) ? [[first, second, third]] : []))
  return { pairs: enough, triples: () => open.flatMap(triplesFrom).filter(flips) }
}

/** Two answers to one question exclude each other. */
const mayJoin = (one: Choice, other: Choice): boolean => one.finding !== other.finding
