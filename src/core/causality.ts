/**
 * Was it the drug: the scales of causality for one suspected drug, from the same answers as the ranking. Which answers speak to which question of a
 * scale stands in the rules (`suspects`); points, categories and codes in the files beside this one.
 */
import type { Answer, Case } from './answers.ts'
import { differsBy, type Ranked } from './causality/differs.ts'
import { e2bOf } from './causality/e2b.ts'
import { naranjoItems, naranjoOf, tooFewReports } from './causality/naranjo.ts'
import { readingOf } from './causality/reading.ts'
import type { Causality } from './causality/result-shape.ts'
import { whoUmcOf } from './causality/who-umc.ts'
import type { KnowledgeBase } from './knowledge-base.ts'
import type { Suspect } from './model/suspects.ts'
import type { Condition } from './model/terms.ts'
import type { Observation } from './observe.ts'

export interface CausalityOptions {
  /** Id of the source that the case comes from; it is no earlier report of itself. Without it two earlier reports are asked for, so that one is another's. */
  readonly ownReport?: string | undefined
  /** In its order; empty where there is none. */
  readonly ranking: Ranked
}

/** The drug of this id, label or synonym, in any case of letters; null where the rules hold none. */
export function findSuspect({ suspects }: Pick<KnowledgeBase, 'suspects'>, drug: string): Suspect | null {
  const name = drug.toLowerCase()
  return suspects.find(({ id, label, synonyms = [] }) => [id, label, ...synonyms].some((one) => one.toLowerCase() === name)) ?? null
}

/** The first drug that the answers make a suspect; null where they make none. */
export function suspectedIn(kb: KnowledgeBase, kase: Case, observation: Observation): Suspect | null {
  const { truthOf } = readingOf(kb, kase, observation)
  return kb.suspects.find(({ suspectedWhen }) => truthOf(suspectedWhen) === 'present') ?? null
}

/** @throws RangeError for a drug that the rules do not know (findSuspect), and for an `ownReport` that they do not hold */
export function assessCausality(
  kb: KnowledgeBase,
  kase: Case,
  observation: Observation,
  drug: string,
  { ownReport, ranking }: CausalityOptions,
): Causality {
  const suspect = findSuspect(kb, drug)
  if (suspect === null) throw new RangeError(`no drug ${drug} among the suspects of the rules`)
  if (ownReport !== undefined && !Object.hasOwn(kb.sources, ownReport)) throw new RangeError(`no source ${ownReport} in the rules`)
  const reading = readingOf(kb, { answers: withNotTried(kb, kase.answers) }, observation)
  const holds = (condition: Condition): boolean => reading.truthOf(condition) === 'present'
  const confounders = suspect.confounders.filter(({ when }) => holds(when))
  const input = { kb, suspect, reading, ownReport: ownReport ?? null, confounded: confounders.length > 0 }
  const items = naranjoItems(input)
  const naranjo = naranjoOf(items)
  const confounded = naranjo.items.some(({ answer }) => answer === 'confounded')
  const scales = { drug: suspect.id, label: suspect.label, naranjo, ...whoUmcOf(items, holds(suspect.suspectedWhen)) }
  return {
    ...scales,
    ...e2bOf(suspect, holds),
    warnings: [
      ...[...(confounded ? confounders : []), ...suspect.cautions.filter(({ when }) => holds(when))].map(({ say }) => say),
      ...(naranjo.items[0]?.answer === 'yes' ? [] : tooFewReports(input)),
    ],
    differs: differsBy(suspect, ranking, scales),
  }
}

/** A trial of stopping or of giving again that is said to be "not done" was not tried: the option that such findings have for it. */
function withNotTried(kb: KnowledgeBase, answers: Case['answers']): Case['answers'] {
  const triable = new Set(kb.findings.filter(({ options }) => options?.some(({ value }) => value === NOT_TRIED)).map(({ id }) => id))
  const read = ([id, answer]: [string, Answer]): [string, Answer] =>
    triable.has(id) && answer.kind === 'state' && answer.state === 'not-done'
      ? [id, { kind: 'options', options: [NOT_TRIED] }]
      : [id, answer]
  return Object.fromEntries(Object.entries(answers).map(read))
}

const NOT_TRIED = 'not-tried'
