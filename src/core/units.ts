/** A measured value with the unit of the laboratory to the canonical unit of its finding. Units are only ever those that the finding accepts. */
import type { KnowledgeBase } from './knowledge-base.ts'
import type { Finding } from './model/vocabulary.ts'

/** How a number in one unit becomes a number in the canonical unit: (x - subtractFirst) * multiplyBy. */
export interface Conversion {
  /** As UCUM writes it. */
  readonly unit: string
  readonly subtractFirst: number
  readonly multiplyBy: number
}

/** The units of one finding under all their spellings. */
export interface Units {
  readonly accepted: readonly Conversion[]
  readonly exact: ReadonlyMap<string, Conversion>
  /** By lower-case spelling; null where two units differ in case only. */
  readonly folded: ReadonlyMap<string, Conversion | null>
}

/** Conversion that a date or duration has without naming one. */
const DURATION = 'duration'

/** What a finding accepts: the units that it lists, else its canonical unit and those of its conversion. */
export function unitsOf(units: KnowledgeBase['units'], finding: Finding): Units {
  const accepted = acceptedUnits(units, finding)
  const exact = new Map<string, Conversion>(accepted.map((each) => [each.unit, each]))
  for (const each of accepted) {
    for (const alias of aliasesOf(units, finding, each.unit)) if (!exact.has(alias)) exact.set(alias, each)
  }
  return { accepted, exact, folded: foldedSpellings(exact) }
}

/**
 * The unit that a case means by a spelling: first exactly, then without regard to case; null when it is none of the accepted ones.
 * Spellings are never normalised: under NFKC 10⁹ would become 109.
 */
export function resolveUnit(units: Units, spelling: string): Conversion | null {
  return units.exact.get(spelling) ?? units.folded.get(spelling.toLowerCase()) ?? null
}

/** In the canonical unit, rounded to 12 significant digits where a factor was applied, which takes the binary noise out and nothing else. */
export function toCanonical(conversion: Conversion, value: number): number {
  if (conversion.subtractFirst === 0 && conversion.multiplyBy === 1) return value
  return Number(((value - conversion.subtractFirst) * conversion.multiplyBy).toPrecision(12))
}

function acceptedUnits(units: KnowledgeBase['units'], finding: Finding): readonly Conversion[] {
  const canonical = finding.unit
  if (canonical === undefined) return []
  const id = finding.convert ?? (finding.type === 'date-or-duration' ? DURATION : null)
  const from = units.conversions.find((each) => each.id === id)?.from ?? []
  const known = [{ unit: canonical }, ...from].map(({ unit, ...rest }) => conversionOf(unit, rest))
  const accepts = finding.accepts ?? known.map((each) => each.unit)
  return known.filter((each) => accepts.includes(each.unit))
}

function conversionOf(
  unit: string,
  factors: { readonly multiplyBy?: number | undefined; readonly subtractFirst?: number | undefined },
): Conversion {
  return { unit, subtractFirst: factors.subtractFirst ?? 0, multiplyBy: factors.multiplyBy ?? 1 }
}

function aliasesOf(units: KnowledgeBase['units'], finding: Finding, unit: string): readonly string[] {
  const entries = units.aliases.filter((each) => each.ucum === unit && (each.for === undefined || each.for.includes(finding.id)))
  return entries.flatMap((each) => each.also)
}

function foldedSpellings(exact: ReadonlyMap<string, Conversion>): ReadonlyMap<string, Conversion | null> {
  const folded = new Map<string, Conversion | null>()
  for (const [spelling, conversion] of exact) {
    const key = spelling.toLowerCase()
    const known = folded.get(key)
    folded.set(key, known === undefined || (known !== null && sameFactor(known, conversion)) ? (known ?? conversion) : null)
  }
  return folded
}

/** True when the same number in both units is the same quantity. */
export function sameFactor(a: Conversion, b: Conversion): boolean {
  return a.multiplyBy === b.multiplyBy && a.subtractFirst === b.subtractFirst
}
