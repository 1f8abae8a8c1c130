/** Answers that exchange two diagnoses only together: two of a few, or three. */

import type { Choice } from '../../findings/possible-answers.ts'
import type { Change } from '../../network/kernel.ts'
import type { Contest } from './pairwise-odds.ts'

/** An answer, and what it changes by itself. */
export interface Tried {
  readonly choice: Choice
  readonly changes: readonly Change[]
}

interface Pair {
  readonly apart: boolean
  readonly changes: readonly Change[]
  readonly flips: boolean
}

export interface Together {
  readonly pairs: readonly (readonly Choice[])[]
  /** Of which no two are enough. */
  readonly triples: () => readonly (readonly Choice[])[]
}

/** @param tried none of which is enough by itself */
export function flipsTogether(contest: Contest, tried: readonly Tried[]): Together {
  const pairs = tried.map((one, at) => tried.slice(0, at).map((other) => pairOf(contest, other, one)))
  const pairAt: PairAt = (one, other) => pairs[other]?.[one] ?? null
  return {
    pairs: pairs.flatMap((row, at) =>
      row.flatMap((pair, before) => (pair?.flips ? [choicesAt(tried, [before, at])] : [])),
    ),
    triples: () =>
      placesOfThree(tried.length)
        .filter((three) => flipsAsThree(contest, tried, pairAt, three))
        .map((three) => choicesAt(tried, three)),
  }
}

const choicesAt = (tried: readonly Tried[], places: readonly number[]): readonly Choice[] =>
  places.flatMap((place) => tried[place]?.choice ?? [])

function flips(contest: Contest, changes: readonly Change[]): boolean {
  const { upper, lower } = contest.after(changes)
  return lower > upper
}

/** Null for two answers to one question, which exclude each other. */
function pairOf(contest: Contest, one: Tried, other: Tried): Pair | null {
  if (one.choice.finding === other.choice.finding) return null
  const apart = contest.areApart(one.choice, other.choice)
  const changes = apart ? [...one.changes, ...other.changes] : contest.changesBy([one.choice, other.choice])
  return { apart, changes, flips: flips(contest, changes) }
}

/** The pair at two places, the first of them lower. */
type PairAt = (one: number, other: number) => Pair | null
type Three = readonly [number, number, number]

function placesOfThree(count: number): readonly Three[] {
  const places: Three[] = []
  for (let third = 2; third < count; third++)
    for (let second = 1; second < third; second++)
      for (let first = 0; first < second; first++) places.push([first, second, third])
  return places
}

/** Three of which no two are enough. */
function flipsAsThree(contest: Contest, tried: readonly Tried[], pairAt: PairAt, three: Three): boolean {
  const [a, b, c] = three
  const [ab, ac, bc] = [pairAt(a, b), pairAt(a, c), pairAt(b, c)]
  if (ab === null || ac === null || bc === null || ab.flips || ac.flips || bc.flips) return false
  const joined = (pair: Pair, third: number): boolean =>
    flips(contest, [...pair.changes, ...(tried[third]?.changes ?? [])])
  if (ac.apart && bc.apart) return joined(ab, c)
  if (ab.apart && bc.apart) return joined(ac, b)
  if (ab.apart && ac.apart) return joined(bc, a)
  return flips(contest, contest.changesBy(choicesAt(tried, three)))
}
