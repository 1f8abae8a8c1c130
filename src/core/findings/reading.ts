/** What the answer to one finding says about one network finding, by the origin that the rules declare. */
import type { Answer, Truth } from '../case/answers.ts'
import type { Condition } from '../rules/schema/terms.ts'
import type { Origin } from '../rules/schema/vocabulary.ts'
import { isEvidence, negated } from './condition.ts'
import { type Measured, testLevels, testReadings } from './cut-off.ts'

/** One answer seen as the state of a network finding. */
export interface View extends Measured {
  readonly finding: string
  /** Read off numbers, and so nearer to the fact than a word. */
  readonly measured: boolean
  /** Counts only where nothing else settles the network finding, and contradicts nothing. */
  readonly yields: boolean
}

/** Null where the answer says nothing by its kind: no evidence, or not what the origin reads. */
export function viewOf(
  origin: Origin,
  answer: Answer | undefined,
  truthOf: (condition: Condition) => Truth,
): View | null {
  if (answer === undefined || !isEvidence(answer)) return null
  if (answer.kind === 'date') return undated(origin)
  if (answer.kind === 'readings') return measuredView(origin, answer.readings, truthOf)
  if (answer.kind === 'options') return 'present' in origin ? optionView(origin, answer.options) : null
  if (answer.kind === 'one-of') return 'present' in origin ? alternativesView(origin, answer.options) : null
  return 'present' in origin || 'read' in origin || 'level' in origin
    ? null
    : stateView(origin, answer.state === 'present')
}

function undated({ finding }: Origin): View {
  const why =
    'a date alone settles nothing while the date of the event is not known; give the time in days, weeks, months or years'
  return { finding, truth: 'unknown', why, singles: ['unknown'], measured: true, yields: false }
}

function measuredView(
  origin: Origin,
  readings: Parameters<typeof testReadings>[1],
  truthOf: (condition: Condition) => Truth,
): View | null {
  const { finding } = origin
  if ('level' in origin) return { finding, measured: true, yields: false, ...testLevels(origin.level, readings) }
  if (!('read' in origin)) return null
  const measured = testReadings(origin, readings)
  const denies = origin.absentOnlyIf === undefined || truthOf(origin.absentOnlyIf) === 'present'
  const seen = denies ? measured : withoutDenial(measured)
  const yields = origin.wordPrevails === true && seen.truth === 'absent'
  return { finding, measured: true, ...seen, yields, singles: yields ? [] : seen.singles }
}

/** Under these circumstances (oxygen given, say) a value in range is no evidence of absence. */
function withoutDenial(measured: Measured): Measured {
  const singles = measured.singles.map((truth): Truth => (truth === 'absent' ? 'unknown' : truth))
  return measured.truth === 'absent'
    ? { truth: 'unknown', why: 'under these circumstances a value in range denies nothing', singles }
    : { ...measured, singles }
}

function optionView(
  { finding, present, absent }: Extract<Origin, { present: string[] }>,
  options: readonly string[],
): View {
  const truth: Truth = options.some((each) => present.includes(each))
    ? 'present'
    : options.some((each) => absent.includes(each))
      ? 'absent'
      : 'unknown'
  return {
    finding,
    truth,
    why: truth === 'unknown' ? 'the option says too little for this' : null,
    singles: [truth],
    measured: false,
    yields: false,
  }
}

/** Settled only where all of the alternatives say the same. */
function alternativesView(origin: Extract<Origin, { present: string[] }>, options: readonly string[]): View {
  const [first, ...others] = options.map((option) => optionView(origin, [option]))
  return first !== undefined && others.every(({ truth }) => truth === first.truth) ? first : optionView(origin, [])
}

function stateView(
  { finding, not }: { readonly finding: string; readonly not?: true | undefined },
  present: boolean,
): View {
  const stated: Truth = present ? 'present' : 'absent'
  const truth = not === true ? negated(stated) : stated
  return { finding, truth, why: null, singles: [truth], measured: false, yields: false }
}
