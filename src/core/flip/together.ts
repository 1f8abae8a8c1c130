/**
 * Answers that exchange two diagnoses only together: two of a few, or three. The most that an answer can do, whatever else is answered, bounds what
 * it can do beside others, so that most sets need not be worked out.
 */
import { once } from '../once.ts'
import type { Choice } from './choices.ts'
import type { Contest, Spread, Weighed } from './contest.ts'

interface Member {
  readonly choice: Choice
  readonly spread: Spread
  /** The most that it multiplies a weight of the lower one by, and the least that it does one of the upper. */
  readonly most: number
  readonly least: number
}

interface Pair {
  /** The spread of both is the product of theirs. */
  readonly apart: boolean
  readonly spread: () => Spread
  readonly weighed: () => Weighed
  readonly flips: boolean
}

export interface Together {
  readonly pairs: readonly (readonly Choice[])[]
  /** Of which no two are enough. */
  readonly triples: () => readonly (readonly Choice[])[]
}

/** @param choices none of which is enough by itself */
export function flipsTogether(contest: Contest, choices: readonly Choice[]): Together {
  const members = choices.map((choice) => memberOf(choice, contest.spread([choice])))
  const pairs = members.map((one, at) => members.slice(0, at).map((other) => pairOf(contest, other, one)))
  const pairAt: PairAt = (one, other) => pairs[Math.max(one, other)]?.[Math.min(one, other)] ?? null
  return {
    pairs: pairs.flatMap((row, at) => row.flatMap((pair, before) => (pair?.flips ? [setOf(members, [before, at])] : []))),
    triples: () =>
      pairs.flatMap((row, third) =>
        row.flatMap((_, second) =>
          row
            .slice(0, second)
            .flatMap((_, first) =>
              threeFlip(contest, members, pairAt, [first, second, third]) ? [setOf(members, [first, second, third])] : [],
            ),
        ),
      ),
  }
}

const setOf = (members: readonly Member[], places: readonly number[]): readonly Choice[] =>
  places.flatMap((place) => members[place]?.choice ?? [])

function memberOf(choice: Choice, spread: Spread): Member {
  return { choice, spread, most: Math.max(...spread.lower), least: Math.min(...spread.upper) }
}

const isFlip = ({ upper, lower }: Weighed): boolean => lower > upper

/** False only where the member cannot make up for what is missing. */
const mayFlip = ({ upper, lower }: Weighed, { most, least }: Member): boolean => lower * most > upper * least

/** Null for two answers to one question. */
function pairOf(contest: Contest, one: Member, other: Member): Pair | null {
  if (one.choice.finding === other.choice.finding) return null
  const apart = contest.apart(one.choice, other.choice)
  const spread = once(() => (apart ? product(one.spread, other.spread) : contest.spread([one.choice, other.choice])))
  const weighed = once(() => (apart ? contest.sum(one.spread, other.spread) : contest.weigh([one.choice, other.choice])))
  return { apart, spread, weighed, flips: (!apart || mayFlip(contest.sum(one.spread), other)) && isFlip(weighed()) }
}

type PairAt = (one: number, other: number) => Pair | null

/** Three of which no two are enough, by their places. */
function threeFlip(contest: Contest, members: readonly Member[], pairAt: PairAt, [a, b, c]: readonly [number, number, number]): boolean {
  const [ab, ac, bc] = [pairAt(a, b), pairAt(a, c), pairAt(b, c)]
  if (ab === null || ac === null || bc === null || ab.flips || ac.flips || bc.flips) return false
  const joined = (pair: Pair, third: Member | undefined): boolean =>
    third !== undefined && mayFlip(pair.weighed(), third) && isFlip(contest.sum(pair.spread(), third.spread))
  if (ac.apart && bc.apart) return joined(ab, members[c])
  if (ab.apart && bc.apart) return joined(ac, members[b])
  if (ab.apart && ac.apart) return joined(bc, members[a])
  return isFlip(contest.weigh(setOf(members, [a, b, c])))
}

function product(one: Spread, other: Spread): Spread {
  return { upper: multiplied(one.upper, other.upper), lower: multiplied(one.lower, other.lower) }
}

function multiplied(one: Float64Array, other: Float64Array): Float64Array {
  const both = new Float64Array(one.length)
  for (let at = 0; at < both.length; at++) both[at] = (one[at] ?? 0) * (other[at] ?? 0)
  return both
}
