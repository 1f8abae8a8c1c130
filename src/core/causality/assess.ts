/**
 * Was it the drug: the scales of causality for one suspected drug, from the same answers as the ranking. Which answers speak to which question of a
 * scale stands in the rules (`suspects`); points, categories and codes in the files beside this one.
 */

import type { Case } from '../case/answers.ts'
import { vocabularyOf } from '../case/read/vocabulary.ts'
import type { Observation } from '../findings/observe.ts'
import type { Causality, Given } from '../result/causality.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Suspect } from '../rules/schema/suspects.ts'
import type { Condition } from '../rules/schema/terms.ts'
import { differsBy, type Ranked, scalesDiffer } from './disagreement.ts'
import { e2bOf } from './e2b-r3.ts'
import { type Reading, readingOf } from './evidence.ts'
import { naranjoItems, naranjoOf, tooFewReports } from './naranjo.ts'
import { whoUmcOf } from './who-umc.ts'

export interface CausalityOptions {
  /** Id of the source that the case comes from; it is no earlier report of itself. Without it two earlier reports are asked for, so that one is another's. */
  readonly ownReport?: string | undefined
  /** In its order; empty where there is none. */
  readonly ranking: Ranked
}

/** The drug of this id, label or synonym, in any case of letters; null where the rules hold none. */
export function findSuspect({ suspects }: Pick<KnowledgeBase, 'suspects'>, drug: string): Suspect | null {
  const name = drug.toLowerCase()
  return (
    suspects.find(({ id, label, synonyms = [] }) =>
      [id, label, ...synonyms].some((one) => one.toLowerCase() === name),
    ) ?? null
  )
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
  if (ownReport !== undefined && !Object.hasOwn(kb.sources, ownReport))
    throw new RangeError(`no source ${ownReport} in the rules`)
  const reading = readingOf(kb, { answers: withNotTried(kb, kase.answers) }, observation)
  const holds = (condition: Condition): boolean => reading.truthOf(condition) === 'present'
  const confounders = suspect.confounders.filter(({ when }) => holds(when))
  const input = { kb, suspect, reading, ownReport: ownReport ?? null, confounded: confounders.length > 0 }
  const items = naranjoItems(input)
  const given = givenIn(suspect, reading)
  const drugKnown = { given: given.answer, suspected: holds(suspect.suspectedWhen) }
  const naranjo = naranjoOf(items, given.answer)
  const confounded = naranjo.items.some(({ answer }) => answer === 'confounded')
  const scales = { drug: suspect.id, label: suspect.label, given, naranjo, ...whoUmcOf(items, drugKnown) }
  const differences = [scalesDiffer(scales, items, drugKnown), differsBy(suspect, ranking, scales)].filter(
    (one) => one !== null,
  )
  return {
    ...scales,
    ...e2bOf(suspect, holds),
    warnings: [
      ...[...(confounded ? confounders : []), ...suspect.cautions.filter(({ when }) => holds(when))].map(
        ({ say }) => say,
      ),
      ...(naranjo.items[0]?.answer === 'yes' ? [] : tooFewReports(input)),
    ],
    differs: differences.length === 0 ? null : differences.join(' '),
  }
}

/** Unknown is not "no": a drug that nobody mentioned may have been given. */
function givenIn({ label, given: { yes, no } }: Suspect, reading: Reading): Given {
  const denial = no ?? { not: yes }
  const answer = reading.truthOf(yes) === 'present' ? 'yes' : reading.truthOf(denial) === 'present' ? 'no' : 'unknown'
  return {
    answer,
    decidedBy: [...reading.behind(answer === 'no' ? denial : yes)],
    openUntil: answer === 'unknown' ? [...reading.openFindings(yes)] : [],
    say: answer === 'yes' ? null : notAssessed(label, answer),
  }
}

const notAssessed = (label: string, answer: 'no' | 'unknown'): string =>
  answer === 'no'
    ? `${label} was not given in the time that this event is about: neither Naranjo nor WHO-UMC assesses a drug that was not given.`
    : `It is not known that ${label} was given: neither Naranjo nor WHO-UMC assesses a drug before that is known.`

/** A trial of stopping or of giving again that is said to be "not done" was not tried: the option that such findings have for it. */
function withNotTried(kb: KnowledgeBase, answers: Case['answers']): Case['answers'] {
  const notTried = kb.uninformativeOptions.find(({ means }) => means === 'no-trial')?.option
  if (notTried === undefined) return answers
  const untried = kb.findings.filter(({ id, options = [] }) => {
    const answer = answers[id]
    const notDone = answer?.kind === 'state' && answer.state === 'not-done'
    return notDone && options.some(({ value }) => value === notTried)
  })
  const read = untried.map((finding) => [finding.id, vocabularyOf(kb).optionsAnswer(finding, [notTried])] as const)
  return { ...answers, ...Object.fromEntries(read) }
}
