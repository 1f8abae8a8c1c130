/** The account of a case: what became of every answer, what no diagnosis explains, and what is still missing. */
import type { Answer, Case, Reading } from '../case/answers.ts'
import { isEvidence } from '../findings/condition.ts'
import type { Observation } from '../findings/observe.ts'
import { viewOf } from '../findings/reading.ts'
import type { Result } from '../result/schema.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Finding, Origin } from '../rules/schema/vocabulary.ts'
import type { Differential } from './differential.ts'

type AnswerUse = Result['basis']['answers'][number]
type Fate = Pick<AnswerUse, 'use' | 'why'>

/** What became of every answer of the case, in the order of the vocabulary. Nothing is dropped in silence. */
export function accountOf(
  kb: KnowledgeBase,
  kase: Case,
  observation: Observation,
  differential: Differential | null,
): AnswerUse[] {
  const fateOf = fates(kb, observation, differential?.givens ?? [])
  const uses: AnswerUse[] = []
  for (const finding of kb.findings) {
    const answer = kase.answers[finding.id]
    if (!answer || saysNothing(answer)) continue
    const said = sayAnswer(answer, finding.unit)
    const implied = kase.implied?.includes(finding.id) === true
    uses.push({
      finding: finding.id,
      answer: implied ? `${said} (implied by the context)` : said,
      ...fateOf(finding, answer),
    })
  }
  return uses
}

/** What became of single answers, where these findings of the network entered the arithmetic. */
function fates(
  { groups }: KnowledgeBase,
  { origins, notEvaluable }: Observation,
  givens: Differential['givens'],
): (finding: Finding, answer: Answer) => Fate {
  const circumstances = new Set(groups.filter((one) => one.circumstances).map(({ id }) => id))
  const counted = new Set<string>()
  const patterns = new Map<string, string>()
  for (const { entry } of givens) {
    for (const finding of origins[entry.id] ?? []) {
      if (!entry.isPattern) counted.add(finding)
      else if (!patterns.has(finding)) patterns.set(finding, entry.id)
    }
  }
  return ({ id, group }, answer) => {
    if (!isEvidence(answer)) return { use: 'not-evaluable', why: 'no evidence either way' }
    if (counted.has(id)) return { use: 'counted', why: null }
    const pattern = patterns.get(id)
    if (pattern !== undefined) return { use: 'in-pattern', why: pattern }
    const why = notEvaluable.find(({ finding }) => finding === id)?.why
    if (why !== undefined) return { use: 'not-evaluable', why }
    if (circumstances.has(group)) return { use: 'context', why: 'describes the patient and the treatment' }
    return { use: 'neutral', why: 'no figure for it in this context' }
  }
}

/** Said to be unknown is the same as left out. */
function saysNothing(answer: Answer): boolean {
  return answer.kind === 'state' && answer.state === 'unknown'
}

/** Present findings of the patient that no diagnosis of the context makes likelier than the background. */
export function unexplainedBy(
  kb: KnowledgeBase,
  observation: Observation,
  { network }: Differential,
): Result['unexplained'] {
  return kb.network
    .filter((sign) => observation.truths[sign.id] === 'present' && sign.asksForExplanation)
    .filter((sign) => !network.entryOf[sign.id]?.missRatio.some((ratio) => ratio < 1))
    .map(({ id, label }) => ({ finding: id, label }))
}

/**
 * How much of what can weigh in this context has been answered, in all and by group of the vocabulary; patterns apart. Neither number depends on which
 * way anything was answered.
 */
export function completenessOf(
  kb: KnowledgeBase,
  { answers }: Case,
  { network }: Differential,
  matter: readonly string[],
): Result['completeness'] {
  const byGroup = new Map<string, { answered: Set<string>; of: Set<string> }>()
  for (const { id, group, askedAs, origins } of kb.network) {
    if (askedAs === null || !network.entryOf[id]) continue
    const { answered, of } = byGroup.get(group) ?? { answered: new Set(), of: new Set() }
    byGroup.set(group, { answered, of: of.add(askedAs) })
    if (origins.some((origin) => settles(origin, answers[origin.finding]))) answered.add(askedAs)
  }
  const byDimension = kb.groups.flatMap(({ id, label }) => {
    const { answered, of } = byGroup.get(id) ?? {}
    return answered && of ? [{ dimension: id, label, answered: answered.size, of: of.size }] : []
  })
  const total = (of: 'answered' | 'of'): number => [...byGroup.values()].reduce((sum, group) => sum + group[of].size, 0)
  return { answered: total('answered'), of: total('of'), byDimension, missingThatMatters: [...matter] }
}

/** By itself, whatever the other answers are: what keeps a reading from denying something may itself be answered either way. */
function settles(origin: Origin, answer: Answer | undefined): boolean {
  const view = viewOf(origin, answer, () => 'present')
  return view !== null && view.truth !== 'unknown'
}

/** An answer in the words and units of the vocabulary. */
export function sayAnswer(answer: Answer, unit: string | undefined): string {
  if (answer.kind === 'state') return answer.state
  if (answer.kind === 'options') return answer.options.join(', ')
  if (answer.kind === 'one-of') return answer.options.join(' or ')
  if (answer.kind === 'date') return answer.date
  return answer.readings.map((reading) => sayReading(reading, unit)).join(', then ')
}

function sayReading({ low, high, level }: Reading, unit = ''): string {
  if (level !== null) return level
  const say = (value: number) => String(Number(value.toPrecision(4)))
  const number =
    low === high
      ? say(low)
      : low === -Infinity
        ? `at most ${say(high)}`
        : high === Infinity
          ? `at least ${say(low)}`
          : `${say(low)} to ${say(high)}`
  return `${number} ${unit}`.trim()
}
