/** The state of every network finding and the context of a case, from the words of `reading` in the export. */
import { type Answer, answersIn } from './answers.ts'
import { levelTruth, seriesTruth, singlesOf } from './cutoff.ts'
import type { CaseFile, Condition, Context, Export, Origin, Truth } from './export.ts'

interface View {
  readonly finding: string
  readonly truth: Truth
  readonly singles: readonly Truth[]
  readonly measured: boolean
  /** A number that gives way to a word. */
  readonly yields?: boolean
}

export interface States {
  readonly truthOf: (finding: string) => Truth
  readonly holds: (condition: Condition) => Truth
  /** The ids of what contradicts itself. */
  readonly contradictions: readonly string[]
}

const opposite = (truth: Truth): Truth => (truth === 'unknown' ? truth : truth === 'present' ? 'absent' : 'present')

export function statesOf(network: Export, file: CaseFile): States {
  const given = answersIn(network, file)
  const chosen = network.contexts.find(({ id }) => id === file.context)
  if (chosen === undefined) return statesBy(network, given, [])
  const { holds } = statesBy(network, given, [])
  const answers = new Map([...impliedBy(network, chosen, { given, holds }), ...given])
  return statesBy(
    network,
    answers,
    chosen.when.op === 'all' ? chosen.when.parts.flatMap((part) => (part.op === 'any' ? [part.parts] : [])) : [],
  )
}

interface Given {
  readonly given: ReadonlyMap<string, Answer>
  readonly holds: States['holds']
}

/** What the named context implies, from `named` of the reading. */
function impliedBy({ vocabulary }: Export, { ways }: Context, { given, holds }: Given): ReadonlyMap<string, Answer> {
  const left = ways.filter(({ when }) => holds(when) !== 'absent')
  const implied = new Map<string, Answer>()
  for (const { id, type, many } of vocabulary) {
    const each = left.map(({ answers }) => answers.find(({ finding }) => finding === id)?.values)
    if (given.has(id) || each.length === 0 || each.includes(undefined)) continue
    const values = [...new Set(each.flatMap((one) => one ?? []))]
    if (type === 'enum')
      implied.set(
        id,
        values.length === 1
          ? { kind: 'options', named: values, many: many === true }
          : { kind: 'one-of', options: values },
      )
    else if (values.length === 1)
      implied.set(id, { kind: 'state', truth: values[0] === 'present' ? 'present' : 'absent' })
  }
  return implied
}

/** `oneOf`: alternatives of which the named context makes one true. */
function statesBy(
  network: Export,
  answers: ReadonlyMap<string, Answer>,
  oneOf: readonly (readonly Condition[])[],
): States {
  const known = new Map<string, Truth>()
  const findings = new Map(network.findings.map((finding) => [finding.id, finding]))

  /** Within a pattern. */
  function holdsInPattern(condition: Condition): Truth {
    if (condition.op === 'finding' || condition.op === 'option') return holds(condition)
    if (
      condition.op === 'any' &&
      oneOf.some((ones) => ones.every((one) => condition.parts.some((part) => entails(one, part))))
    )
      return 'present'
    return joined(condition.op, condition.parts.map(holdsInPattern))
  }

  function holds(condition: Condition): Truth {
    if (condition.op === 'finding') return truthOf(condition.finding)
    if (condition.op === 'option') return named(answers.get(condition.finding), condition.options)
    return joined(condition.op, condition.parts.map(holds))
  }

  function truthOf(id: string): Truth {
    const finding = findings.get(id)
    const truth =
      known.get(id) ??
      (finding?.pattern ? holdsInPattern(finding.pattern.when) : agreed(viewsOf(finding?.origins ?? [])))
    known.set(id, truth)
    return truth
  }

  const viewsOf = (origins: readonly Origin[]): readonly View[] =>
    origins.map((origin) => viewOf(origin, answers.get(origin.finding), holds)).filter((view) => view !== null)

  const never = network.contradictions
    .filter(
      ({ never: both, unless }) => holds(both) === 'present' && (unless === undefined || holds(unless) !== 'present'),
    )
    .map(({ id }) => id)
  const misapplied = network.vocabulary.filter(({ id, appliesIf, burden }) => {
    const answer = answers.get(id)
    if (answer === undefined || appliesIf === undefined) return false
    const plainNo = answer.kind === 'state' && answer.truth === 'absent' && burden !== 'imaging' && burden !== 'biopsy'
    return !plainNo && holds(appliesIf) === 'absent'
  })
  const opposed = network.findings.filter(({ origins }) => areOpposed(viewsOf(origins)))
  return { truthOf, holds, contradictions: [...never, ...[...misapplied, ...opposed].map(({ id }) => id)] }
}

function joined(op: 'all' | 'any' | 'negation', parts: readonly Truth[]): Truth {
  if (op === 'negation') return opposite(parts[0] ?? 'unknown')
  const settles = op === 'all' ? 'absent' : 'present'
  if (parts.includes(settles)) return settles
  return parts.includes('unknown') ? 'unknown' : opposite(settles)
}

function entails(one: Condition, other: Condition): boolean {
  if (one.op === 'finding') return other.op === 'finding' && one.finding === other.finding
  if (one.op === 'option')
    return (
      other.op === 'option' &&
      one.finding === other.finding &&
      one.options.every((each) => other.options.includes(each))
    )
  return one.op === 'all' && one.parts.some((part) => entails(part, other))
}

function ofAlternatives(named: readonly boolean[]): Truth {
  if (named.every(Boolean)) return 'present'
  return named.some(Boolean) ? 'unknown' : 'absent'
}

function named(answer: Answer | undefined, options: readonly string[]): Truth {
  if (answer?.kind === 'one-of') return ofAlternatives(answer.options.map((option) => options.includes(option)))
  if (answer?.kind !== 'options') return 'unknown'
  if (answer.named.some((option) => options.includes(option))) return 'present'
  return answer.many ? 'unknown' : 'absent'
}

function viewOf(origin: Origin, answer: Answer | undefined, holds: States['holds']): View | null {
  const { finding } = origin
  if (answer === undefined) return null
  if (answer.kind === 'date') return { finding, truth: 'unknown', singles: ['unknown'], measured: true }
  if (origin.kind === 'state') {
    if (answer.kind !== 'state') return null
    return inWords(finding, origin.negated ? opposite(answer.truth) : answer.truth)
  }
  if (origin.kind === 'options') {
    if (answer.kind === 'one-of') {
      const all = (options: readonly string[]): boolean => answer.options.every((option) => options.includes(option))
      return inWords(finding, all(origin.present) ? 'present' : all(origin.absent) ? 'absent' : 'unknown')
    }
    if (answer.kind !== 'options') return null
    const has = (options: readonly string[]): boolean => answer.named.some((option) => options.includes(option))
    return inWords(finding, has(origin.present) ? 'present' : has(origin.absent) ? 'absent' : 'unknown')
  }
  if (answer.kind !== 'readings') return null
  if (origin.kind === 'level') {
    const singles = answer.readings.map((reading) => levelTruth(origin.present, origin.absent, reading))
    return { finding, truth: singles.at(-1) ?? 'unknown', singles, measured: true }
  }
  const denies = origin.absentOnlyIf === undefined || holds(origin.absentOnlyIf) === 'present'
  const allowed = (truth: Truth): Truth => (truth === 'absent' && !denies ? 'unknown' : truth)
  const singles = singlesOf(origin, answer.readings).map(allowed)
  const truth = allowed(seriesTruth(origin, answer.readings))
  const yields = origin.wordPrevails === true && truth === 'absent'
  return { finding, truth, singles: yields ? [] : singles, measured: true, yields }
}

const inWords = (finding: string, truth: Truth): View => ({ finding, truth, singles: [truth], measured: false })

function agreed(views: readonly View[]): Truth {
  const settled = views.filter(({ truth }) => truth !== 'unknown')
  const measured = settled.filter((view) => view.measured && view.yields !== true)
  const stated = settled.filter((view) => !view.measured)
  const [strongest = settled] = [measured, stated].filter(({ length }) => length > 0)
  const truths = new Set(strongest.map(({ truth }) => truth))
  const [truth = 'unknown'] = truths
  return truths.size === 1 ? truth : 'unknown'
}

function areOpposed(views: readonly View[]): boolean {
  const always = (truth: Truth): readonly View[] =>
    views.filter(({ singles }) => singles.length > 0 && singles.every((single) => single === truth))
  return always('present').some((yes) => always('absent').some((no) => no.finding !== yes.finding))
}

export type Scope =
  | { readonly status: 'ranked'; readonly context: Context }
  | { readonly status: 'insufficient' | 'out-of-scope' | 'refused' }

export function scopeOf(network: Export, file: CaseFile, { holds }: States): Scope {
  const chosen = network.contexts.find(({ id }) => id === file.context)
  if (chosen !== undefined)
    return holds(chosen.when) === 'absent' ? { status: 'refused' } : { status: 'ranked', context: chosen }
  const settled = network.contexts.find(({ when }) => holds(when) === 'present')
  if (settled !== undefined) return { status: 'ranked', context: settled }
  return { status: network.contexts.some(({ when }) => holds(when) === 'unknown') ? 'insufficient' : 'out-of-scope' }
}
