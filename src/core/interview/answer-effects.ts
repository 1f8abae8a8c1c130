/** What the answers to one question would do to the order: each by itself, and the two states of its best sign side by side. */
import type { Answer } from '../case/answers.ts'
import { vocabularyOf } from '../case/read/vocabulary.ts'
import { viewOf } from '../findings/reading.ts'
import type { Given, NetworkEntry } from '../network/noisy-or.ts'
import { infer, leaderOf } from '../network/posterior.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import type { OpenSign } from './candidates.ts'
import { catalogueOf } from './open-questions.ts'
import { type Ranking, type Situation, truthOf } from './situation.ts'

export interface Named {
  readonly id: string
  readonly label: string
}

/** A diagnosis whose support an answer would move, from the support now. */
export interface Shift extends Named {
  readonly from: number
  readonly to: number
}

/** What one answer would do; supports are those of the model, as in a result. */
export interface Effect {
  /** What it would raise, and what it would lower, the most moved first; moves below a hundredth are left out. */
  readonly speaksFor: readonly Shift[]
  readonly speaksAgainst: readonly Shift[]
  /** Who would lead then; null is "none of these". */
  readonly leader: Named | null
}

/** Options of an enumeration that say the same, or for a quantity one side of a cut-off. */
export interface AnswerEffect extends Effect {
  /** Empty for a quantity. */
  readonly options: readonly string[]
  /** What the answer would settle. */
  readonly settles: readonly (Named & { readonly present: boolean })[]
}

/** A diagnosis with its support after either state of the sign. */
export interface Separated extends Named {
  readonly ifPresent: number
  readonly ifAbsent: number
}

/** A move of support below this is not worth a word. Judged. */
const MOVED = 0.01

interface States {
  readonly present: readonly Given[]
  readonly absent: readonly Given[]
}

/** Of a yes/no question what yes and no would settle, which for a negated sign is the other way round; else the states of the best sign. */
export function statesOf(situation: Situation, finding: Finding, signs: readonly OpenSign[]): States | null {
  const [best] = signs
  if (best === undefined) return null
  if (finding.type !== 'boolean')
    return { present: [{ entry: best.entry, present: true }], absent: [{ entry: best.entry, present: false }] }
  const settled = (state: 'present' | 'absent') => settledBy(situation, finding, { kind: 'state', state }, signs)
  return { present: settled('present'), absent: settled('absent') }
}

/** What an answer says of the open signs; patterns that it may complete are left out. */
function settledBy(
  situation: Situation,
  { id }: Finding,
  answer: Answer,
  signs: readonly OpenSign[],
): readonly Given[] {
  return signs.flatMap(({ sign, entry }): readonly Given[] => {
    const views = sign.origins
      .filter((origin) => origin.finding === id)
      .map((origin) => viewOf(origin, answer, (when) => truthOf(situation, when)))
    const truth = views.find((view) => view !== null && view.truth !== 'unknown')?.truth
    return truth === undefined ? [] : [{ entry, present: truth === 'present' }]
  })
}

export function answersOf(
  situation: Situation,
  ranking: Ranking,
  finding: Finding,
  signs: readonly OpenSign[],
): readonly AnswerEffect[] {
  if (finding.type === 'boolean') return []
  const groups = finding.type === 'enum' ? byOptions(situation, finding, signs) : byCutOffs(signs)
  return groups.map(({ options, givens }) => ({
    options,
    settles: givens.map(({ entry, present }) => ({ ...namedSign(situation.kb, entry.id), present })),
    ...effectOf(situation.kb, ranking, givens),
  }))
}

interface AnswerGroup {
  readonly options: readonly string[]
  readonly givens: readonly Given[]
}

/** Options that settle the same stand together, in the order of the vocabulary; those that settle nothing are left out. */
function byOptions(situation: Situation, finding: Finding, signs: readonly OpenSign[]): readonly AnswerGroup[] {
  const groups = new Map<string, { options: string[]; givens: readonly Given[] }>()
  for (const { value } of finding.options ?? []) {
    const givens = settledBy(situation, finding, vocabularyOf(situation.kb).optionsAnswer(finding, [value]), signs)
    const key = givens.map(({ entry, present }) => `${entry.id} ${present}`).join()
    const group = groups.get(key) ?? { options: [], givens }
    groups.set(key, group)
    group.options.push(value)
  }
  return [...groups.values()].filter(({ givens }) => givens.length > 0)
}

function byCutOffs(signs: readonly OpenSign[]): readonly AnswerGroup[] {
  return signs.flatMap(({ entry }) => [true, false].map((present) => ({ options: [], givens: [{ entry, present }] })))
}

export function effectOf(kb: KnowledgeBase, { network, givens, posterior }: Ranking, more: readonly Given[]): Effect {
  const then = infer(network, [...givens, ...more])
  const shifts = network.diagnoses
    .map(
      (id, index): Shift => ({
        ...namedDiagnosis(kb, id),
        from: posterior.support[index] ?? 0,
        to: then.support[index] ?? 0,
      }),
    )
    .filter(({ from, to }) => Math.abs(to - from) >= MOVED)
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
  const leader = leaderOf(then)
  return {
    speaksFor: shifts.filter(({ from, to }) => to > from),
    speaksAgainst: shifts.filter(({ from, to }) => to < from),
    leader: leader === null ? null : namedDiagnosis(kb, network.diagnoses[leader] ?? ''),
  }
}

export function separatedBy(
  kb: KnowledgeBase,
  { network, planner }: Ranking,
  entry: NetworkEntry,
): readonly Separated[] {
  const present = planner.supportAfter({ entry, present: true }).support
  const absent = planner.supportAfter({ entry, present: false }).support
  const distance = (one: Separated): number => Math.abs(one.ifPresent - one.ifAbsent)
  return network.diagnoses
    .map(
      (id, index): Separated => ({
        ...namedDiagnosis(kb, id),
        ifPresent: present[index] ?? 0,
        ifAbsent: absent[index] ?? 0,
      }),
    )
    .filter((one) => distance(one) >= MOVED)
    .sort((a, b) => distance(b) - distance(a))
}

export function namedDiagnosis(kb: KnowledgeBase, id: string): Named {
  return { id, label: kb.diagnoses.find((diagnosis) => diagnosis.id === id)?.label ?? id }
}

function namedSign(kb: KnowledgeBase, id: string): Named {
  return { id, label: catalogueOf(kb).signs.get(id)?.label ?? id }
}
