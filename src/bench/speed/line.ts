/** One line of a cohort: what is told of a patient as JSON, in the spellings and orders that different programs write; and lines that cannot be read. */

/** Evenly from 0 to 1. */
export type Unit = () => number
/** Of `findings`. */
export type Member = readonly [string, unknown]

const NAMES = [
  'Łukasz Nowak',
  'Müller, Jürgen',
  'Peña Ñúñez',
  'Αλέξης Π.',
  '佐藤 花子',
  'Søren Åberg',
  'Оксана К.',
  'Zoë Brontë',
] as const
const NAMED = 1 / 4
const WITH_BLANKS = 1 / 4
/** Of the names: programs that write ASCII alone. */
const ESCAPED = 1 / 8
const WITH_CONTEXT = 1 / 3
const FINDINGS_FIRST = 1 / 8
const SERIES = 1 / 3

/** A whole number from 0 to less than `count`. */
export const below = (unit: Unit, count: number): number => Math.floor(unit() * count)

/** @param weight the greater, the nearer to the front */
export function shuffled<T>(values: readonly T[], weight: (value: T) => number, unit: Unit): readonly T[] {
  return values
    .map((value) => ({ value, place: unit() / weight(value) }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Bounds = readonly [number, number] | undefined

/** Numbers of its own, near those that were drawn and within `bounds`; of LDH now and then earlier readings as well. */
export function renewed(id: string, value: unknown, bounds: Bounds, unit: Unit): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => near(each, bounds, unit))
  if (id !== 'ldh' || !isRecord(value) || typeof value['value'] !== 'number' || unit() > SERIES)
    return near(value, bounds, unit)
  return Array.from({ length: 2 + below(unit, 4) }, (_, index) => ({
    day: index * 4 + below(unit, 4),
    ...near(value, bounds, unit),
  }))
}

/** Within a quarter, with 2 to 4 digits. */
function near<T>(reading: T, bounds: Bounds, unit: Unit): T {
  if (!isRecord(reading) || typeof reading['value'] !== 'number') return reading
  const [low, high] = bounds ?? [0, Number.POSITIVE_INFINITY]
  const value = Number((reading['value'] * (0.75 + unit() / 2)).toPrecision(2 + below(unit, 3)))
  return { ...reading, value: Math.min(Math.max(value, low), high) }
}

/** The case as one line without its line feed; `index` makes its id distinct. */
export function lineOf(told: readonly Member[], context: string, index: number, unit: Unit): string {
  const name = unit() < NAMED ? `${NAMES[below(unit, NAMES.length)]} ` : ''
  const head = {
    schemaVersion: 1,
    id: `${name}${String(index).padStart(7, '0')}`,
    ...(unit() < WITH_CONTEXT ? { context } : {}),
  }
  const findings = { findings: Object.fromEntries(told) }
  const value = unit() < FINDINGS_FIRST ? { ...findings, ...head } : { ...head, ...findings }
  const line =
    unit() < WITH_BLANKS
      ? JSON.stringify(value, null, 1).replaceAll(/,\n */g, ', ').replaceAll(/\n */g, '')
      : JSON.stringify(value)
  return name !== '' && unit() < ESCAPED ? inAscii(line) : line
}

const inAscii = (line: string): string =>
  line.replaceAll(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

const SPOILS: readonly ((line: string) => string)[] = [
  (line) => line.slice(0, line.length / 2),
  (line) => line.replace('"findings"', '"finding"'),
  (line) => line.replace('"schemaVersion"', '"version"'),
  (line) => line.replace('"underlying-disease"', '"underlying-diseases"'),
  (line) => line.replace(/"imatinib-stopped": ?(true|false)/, '"imatinib-stopped":"perhaps"'),
]

/** One in so many. */
const BAD = 100

/** Among the lines of a cohort by its number, from 1, one that cannot be read in place of every hundredth. */
export const spoiled = (line: string, number: number): string =>
  number % BAD === 0 ? (SPOILS[(number / BAD) % SPOILS.length]?.(line) ?? '') : line
