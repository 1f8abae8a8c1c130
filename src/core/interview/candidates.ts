/**
 * The questions that weigh: each open finding with the expected gain of its best sign, set against its burden. A question on which others
 * depend is worth a part of the best of them.
 */

import { WORTH } from '../assessment/next-steps.ts'
import type { NetworkEntry } from '../network/noisy-or.ts'
import type { KnowledgeBase, NetworkFinding } from '../rules/knowledge-base.ts'
import { BURDENS, type Burden } from '../rules/schema/burden.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { byName } from '../text/sort.ts'
import { catalogueOf, isOpen, mayOpen, openParents } from './open-questions.ts'
import type { Ranking, Situation } from './situation.ts'
import { changesOrder, stillToExclude } from './stopping.ts'

/** A sign that an answer would settle, with the expected fall of the entropy in bits. */
export interface OpenSign {
  readonly sign: NetworkFinding
  readonly entry: NetworkEntry
  readonly expectedGain: number
}

export interface Candidate {
  readonly finding: Finding
  /** What it takes now: a result of an examination that has been done needs only to be looked up. */
  readonly burden: Burden
  /** Read off the answer itself, the most telling first; none where only other questions depend on it. */
  readonly signs: readonly OpenSign[]
  /** Read off questions that an answer would open, the most telling first. */
  readonly opens: readonly OpenSign[]
  /** Expected fall of the entropy by the answer, or by those that it may open, in bits. */
  readonly expectedGain: number
  /** The gain times what a bit is worth at this burden. */
  readonly worth: number
  /** It is, or opens, the test that excludes a diagnosis which must not be missed. */
  readonly required: boolean
  /** Enough to be asked: a gain above the bound, an answer that changes the order, or a test that excludes what must not be missed. */
  readonly matters: boolean
}

/** No question with a smaller gain, in bits, is asked for its gain alone. Judged. */
const LEAST_GAIN = 0.02

/** What a parent is worth of the best question that it opens: it may close it as well. Judged. */
const OPENS = 0.5

/** A biopsy comes before something cheaper only when it is worth more than this many times as much. Judged. */
export const ABOUT_EQUAL = 1.25

/** Related questions go on until the best of them is worth less than this share of the best of all. Judged. */
const STAY = 0.6

/** All that can be asked now and tells something, the best worth first, equals in the order of the vocabulary. */
export function candidatesOf(situation: Situation, ranking: Ranking): readonly Candidate[] {
  const { kb } = situation
  const own = new Map<string, OpenSign[]>()
  const opened = new Map<string, OpenSign[]>()
  for (const open of openSigns(situation, ranking)) {
    const finding = askedFor(kb, open.sign)
    if (finding === undefined) continue
    if (isOpen(situation, finding)) add(own, finding.id, open)
    else {
      const parent = parentOf(situation, finding)
      if (parent !== undefined) add(opened, parent.id, open)
    }
  }
  const required = new Set(stillToExclude(kb, situation.observation, ranking))
  return kb.findings
    .filter(({ id }) => own.has(id) || opened.has(id))
    .map((finding) =>
      weighed(
        ranking,
        required,
        finding,
        burdenNow(situation, finding),
        own.get(finding.id) ?? [],
        opened.get(finding.id) ?? [],
      ),
    )
    .sort((a, b) => b.worth - a.worth)
}

/** The best: among the related of the last question while they are near the best, and nothing invasive before its like. */
export function choose(mattering: readonly Candidate[], last: Finding | undefined): Candidate | null {
  const [best] = mattering
  if (best === undefined) return null
  const related =
    last && mattering.find(({ finding, worth }) => areRelated(finding, last) && worth >= STAY * best.worth)
  const chosen = related ?? best
  return isInvasive(chosen) ? (mattering.find((other) => isCheaperLike(other, chosen)) ?? chosen) : chosen
}

export function isInvasive({ burden }: Pick<Candidate, 'burden'>): boolean {
  return burden === 'biopsy'
}

function isCheaperLike(other: Candidate, { burden, worth }: Candidate): boolean {
  return rank(other.burden) < rank(burden) && other.worth * ABOUT_EQUAL >= worth
}

const rank = (burden: Burden): number => BURDENS.indexOf(burden)

/** The results of one examination, or the findings of one group that have no condition of their own. */
function areRelated(a: Finding, b: Finding): boolean {
  return (
    a.group === b.group &&
    a.burden === b.burden &&
    JSON.stringify(a.appliesIf ?? null) === JSON.stringify(b.appliesIf ?? null)
  )
}

/** What an examination costs is paid once it is done. */
function burdenNow({ kb, observation }: Situation, { appliesIf, burden }: Finding): Burden {
  const parent = typeof appliesIf === 'string' ? catalogueOf(kb).signs.get(appliesIf) : undefined
  return parent?.isExamination && observation.truths[parent.id] === 'present' ? 'history' : burden
}

function weighed(
  ranking: Ranking,
  required: ReadonlySet<string>,
  finding: Finding,
  burden: Burden,
  own: readonly OpenSign[],
  opened: readonly OpenSign[],
): Candidate {
  const signs = byGain(own)
  const opens = byGain(opened)
  const all = [...signs, ...opens]
  const ownGain = signs[0]?.expectedGain ?? 0
  const inherited = opens.map(
    ({ expectedGain, sign }) => OPENS * expectedGain * Math.min(WORTH[sign.burden], WORTH[burden]),
  )
  const isRequired = all.some(({ sign }) => required.has(sign.id))
  return {
    finding,
    burden,
    signs,
    opens,
    expectedGain: Math.max(ownGain, OPENS * (opens[0]?.expectedGain ?? 0)),
    worth: Math.max(ownGain * WORTH[burden], ...inherited),
    required: isRequired,
    matters:
      isRequired ||
      all.some(({ expectedGain }) => expectedGain >= LEAST_GAIN) ||
      all.some(({ entry }) => couldChangeOrder(ranking, entry)),
  }
}

function couldChangeOrder({ planner, posterior }: Ranking, entry: NetworkEntry): boolean {
  return [true, false].some((present) => changesOrder(posterior, planner.supportAfter({ entry, present })))
}

/** What is known of one question, whether or not it matters. */
export function weighingOf(situation: Situation, finding: Finding): Pick<Candidate, 'signs' | 'opens' | 'required'> {
  const found = situation.ranking && candidatesOf(situation, situation.ranking).find((each) => each.finding === finding)
  return found ?? { signs: [], opens: [], required: false }
}

function openSigns({ kb, observation }: Situation, { network, planner }: Ranking): readonly OpenSign[] {
  return kb.network.flatMap((sign) => {
    const entry = network.entryOf[sign.id]
    if (entry === undefined || sign.pattern !== null || observation.truths[sign.id] !== 'unknown') return []
    return [{ sign, entry, expectedGain: planner.expectedGain(entry) }]
  })
}

/** The most telling first, equals by id. */
function byGain(signs: readonly OpenSign[]): readonly OpenSign[] {
  return signs.toSorted((a, b) => b.expectedGain - a.expectedGain || byName(a.sign.id, b.sign.id))
}

/** Where one of several parents is enough to open a question, only the first in the vocabulary stands for it. */
function parentOf(situation: Situation, finding: Finding): Finding | undefined {
  if (finding.appliesIf === undefined || !mayOpen(situation, finding)) return undefined
  const parents = new Set(openParents(situation, finding.appliesIf))
  return parents.size === 0 ? undefined : situation.kb.findings.find((each) => parents.has(each))
}

function askedFor(kb: KnowledgeBase, { askedAs }: NetworkFinding): Finding | undefined {
  return askedAs === null ? undefined : catalogueOf(kb).findings.get(askedAs)
}

function add(lists: Map<string, OpenSign[]>, id: string, open: OpenSign): void {
  lists.set(id, [...(lists.get(id) ?? []), open])
}
