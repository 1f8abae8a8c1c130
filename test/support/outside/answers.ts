/** A case file's answers, from the words of `reading` in the export: evidence, unit, quantity, order, duration. */
import type { Asked, CaseFile, Export, Level, Truth, Unit } from './export.ts'

export interface Reading {
  readonly low: number
  readonly high: number
  readonly level: Level | null
  readonly upperLimit: number | null
  readonly lowerLimit: number | null
}

export type Answer =
  | { readonly kind: 'state'; readonly truth: Truth }
  | { readonly kind: 'options'; readonly named: readonly string[]; readonly many: boolean }
  /** One of them, by the context that the case names. */
  | { readonly kind: 'one-of'; readonly options: readonly string[] }
  | { readonly kind: 'readings'; readonly readings: readonly Reading[] }
  | { readonly kind: 'date' }

interface Written {
  readonly value?: number
  readonly atLeast?: number
  readonly atMost?: number
  readonly level?: Level
  readonly unit?: string
  readonly upperLimit?: number
  readonly lowerLimit?: number
  readonly day?: number
  readonly date?: string
}

export const rounded = (number: number): number => Number(number.toPrecision(12))

/** Only answers with evidence. */
export function answersIn(network: Export, file: CaseFile): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>()
  for (const asked of network.vocabulary) {
    const given = file.findings[asked.id]
    const answer =
      given === undefined || network.answerStates.withoutEvidence.includes(given)
        ? null
        : answerOf(network, asked, given)
    if (answer !== null) answers.set(asked.id, answer)
  }
  return answers
}

function answerOf({ answerStates }: Export, asked: Asked, given: unknown): Answer | null {
  if (asked.type === 'boolean')
    return { kind: 'state', truth: answerStates.present.includes(given) ? 'present' : 'absent' }
  if (asked.type === 'enum') {
    const named = (Array.isArray(given) ? given : [given]).map(String)
    const says = named.some((option) => asked.optionsWithoutEvidence?.includes(option) !== true)
    return says ? { kind: 'options', named, many: asked.many === true } : null
  }
  if (typeof given === 'string') return durationOf(asked, given)
  const written: Written[] = Array.isArray(given) ? given : [given]
  return { kind: 'readings', readings: inOrder(written).map((each) => readingOf(asked, each)) }
}

function durationOf(asked: Asked, text: string): Answer {
  if (!text.startsWith('P')) return { kind: 'date' }
  const parts = [...text.matchAll(/([\d.]+)([YMWD])/g)].map(([, number, letter]) => {
    const unit = { Y: 'a', M: 'mo', W: 'wk', D: 'd' }[String(letter)]
    return converted(unitOf(asked, String(unit)), Number(number))
  })
  const days = rounded(parts.reduce((a, b) => a + b, 0))
  return { kind: 'readings', readings: [{ low: days, high: days, level: null, upperLimit: null, lowerLimit: null }] }
}

function inOrder(written: readonly Written[]): readonly Written[] {
  const before = (a: Written, b: Written): number => {
    if (a.day !== undefined && b.day !== undefined) return a.day - b.day
    if (a.date === undefined || b.date === undefined || a.date === b.date) return 0
    return a.date < b.date ? -1 : 1
  }
  return written.toSorted(before)
}

function readingOf(asked: Asked, written: Written): Reading {
  const unit = written.unit === undefined ? null : unitOf(asked, written.unit)
  const number = (given: number | undefined): number | null =>
    given === undefined || unit === null ? null : converted(unit, given)
  const { value, atLeast, atMost, level = null } = written
  return {
    low: number(value ?? atLeast) ?? Number.NEGATIVE_INFINITY,
    high: number(value ?? atMost) ?? Number.POSITIVE_INFINITY,
    level,
    upperLimit: number(written.upperLimit),
    lowerLimit: number(written.lowerLimit),
  }
}

function unitOf(asked: Asked, spelling: string): Unit {
  const units = asked.accepts ?? []
  const spelt = (fold: (text: string) => string): readonly Unit[] =>
    units.filter((each) => [each.unit, ...each.spellings].some((one) => fold(one) === fold(spelling)))
  const [unit] = [...spelt((text) => text), ...spelt((text) => text.toLowerCase())]
  if (unit === undefined) throw new Error(`${asked.id}: no unit "${spelling}"`)
  return unit
}

function converted({ subtractFirst, multiplyBy }: Unit, number: number): number {
  return subtractFirst === 0 && multiplyBy === 1 ? number : rounded((number - subtractFirst) * multiplyBy)
}
