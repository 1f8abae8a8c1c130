/** How one case's ranking moves from one set of rules to another. */

import { assess } from '../assessment/assess.ts'
import type { CaseProblem } from '../case/answers.ts'
import { readCase } from '../case/read.ts'
import type { RankedDiagnosis, Result } from '../result/schema.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'

type Place = Pick<RankedDiagnosis, 'rank' | 'words' | 'support'>

export interface CaseMoves {
  readonly status: { readonly old: Result['status'] | 'refused'; readonly new: Result['status'] | 'refused' }
  /** Why a side refuses the case; a finding that only the other rules know is no fault of the case. */
  readonly problems: { readonly old: readonly CaseProblem[]; readonly new: readonly CaseProblem[] }
  /** Diagnoses whose rank, words or support (to three decimals) moved, in the new order, those that are gone at the end. */
  readonly moves: readonly { readonly diagnosis: string; readonly old: Place | null; readonly new: Place | null }[]
  /** Its support; null where there is no ranking. */
  readonly noneOfThese: { readonly old: number | null; readonly new: number | null }
}

type Side = { readonly result: Result } | { readonly problems: readonly CaseProblem[] }

/** @param text of a case file */
export function movesOf(text: string, old: KnowledgeBase, next: KnowledgeBase): CaseMoves {
  const [before, after] = [rankedBy(old, text), rankedBy(next, text)]
  const [oldPlaces, newPlaces] = [placesOf(before), placesOf(after)]
  const moves = [...new Set([...newPlaces.keys(), ...oldPlaces.keys()])].map((diagnosis) => ({
    diagnosis,
    old: oldPlaces.get(diagnosis) ?? null,
    new: newPlaces.get(diagnosis) ?? null,
  }))
  return {
    status: { old: statusOf(before), new: statusOf(after) },
    problems: { old: problemsOf(before), new: problemsOf(after) },
    moves: moves.filter((move) => placeKey(move.old) !== placeKey(move.new)),
    noneOfThese: { old: noneIn(before), new: noneIn(after) },
  }
}

function rankedBy(kb: KnowledgeBase, text: string): Side {
  const read = readCase(text, kb)
  if (read.case === null) return { problems: read.problems }
  const result = assess(kb, read.case, { toolVersion: '', warnings: [] })
  return 'problems' in result ? result : { result }
}

const statusOf = (side: Side): Result['status'] | 'refused' => ('result' in side ? side.result.status : 'refused')
const problemsOf = (side: Side): readonly CaseProblem[] => ('result' in side ? [] : side.problems)

const noneIn = (side: Side): number | null => ('result' in side ? (side.result.noneOfThese?.support ?? null) : null)

/** A smaller change of a support has moved nothing for any reader. */
const DECIMALS = 3

const placeKey = (place: Place | null): string =>
  place === null ? '' : `${place.rank} ${place.words} ${place.support.toFixed(DECIMALS)}`

function placesOf(side: Side): ReadonlyMap<string, Place> {
  const ranking = 'result' in side ? side.result.ranking : []
  return new Map(ranking.map(({ diagnosis, rank, words, support }) => [diagnosis, { rank, words, support }]))
}
