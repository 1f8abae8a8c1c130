/** A measured value with the unit of the laboratory to the canonical unit of its finding. Units are only ever those that the finding accepts. */
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { once } from '../text/lazy.ts'

/** How a number in one unit becomes a number in the canonical unit: (x - subtractFirst) * multiplyBy. */
export interface Conversion {
  /** As UCUM writes it. */
  readonly unit: string
  readonly subtractFirst: number
  readonly multiplyBy: number
}

/** The units of one finding. */
export interface Units {
  readonly accepted: readonly Conversion[]
  /** Made for the first spelling that is not a unit's own. */
  readonly spellings: () => Spellings
  /** Values are often known as low, normal or high only. */
  readonly inWords?: boolean
}

interface Spellings {
  readonly exact: ReadonlyMap<string, Conversion>
  /** By lower-case spelling; null where two units differ in case only. */
  readonly folded: ReadonlyMap<string, Conversion | null>
}

/** Conversion that a date or duration has without naming one. */
const DURATION = 'duration'

/** What a finding accepts: the units that it lists, else its canonical unit and those of its conversion. */
export function unitsOf(units: KnowledgeBase['units'], finding: Finding): Units {
  const accepted = acceptedUnits(units, finding)
  return { accepted, spellings: once(() => spellingsOf(units, finding, accepted)) }
}

function spellingsOf(units: KnowledgeBase['units'], finding: Finding, accepted: readonly Conversion[]): Spellings {
  const exact = new Map<string, Conversion>(accepted.map((each) => [each.unit, each]))
  for (const each of accepted) {
    for (const alias of aliasesOf(units, finding, each.unit)) if (!exact.has(alias)) exact.set(alias, each)
  }
  return { exact, folded: foldedSpellings(exact) }
}

/**
 * The unit that a case means by a spelling: first exactly, then without regard to case; null when it is none of the accepted ones.
 * Spellings are never normalised: under NFKC 10⁹ would become 109.
 */
export function resolveUnit(units: Units, spelling: string): Conversion | null {
  const own = units.accepted.find((each) => each.unit === spelling)
  if (own !== undefined) return own
  const { exact, folded } = units.spellings()
  return exact.get(spelling) ?? folded.get(spelling.toLowerCase()) ?? null
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
  const written: readonly WrittenConversion[] = [{ unit: canonical }, ...from]
  const known = written.map(conversionOf)
  const { accepts } = finding
  return accepts === undefined ? known : known.filter((each) => accepts.includes(each.unit))
}

/** As the rules write it, where what changes nothing is left out. */
interface WrittenConversion {
  readonly unit: string
  readonly multiplyBy?: number | undefined
  readonly subtractFirst?: number | undefined
}

function conversionOf({ unit, multiplyBy = 1, subtractFirst = 0 }: WrittenConversion): Conversion {
  return { unit, subtractFirst, multiplyBy }
}

function aliasesOf(units: KnowledgeBase['units'], finding: Finding, unit: string): readonly string[] {
  const entries = units.aliases.filter(
    (each) => each.ucum === unit && (each.for === undefined || each.for.includes(finding.id)),
  )
  return entries.flatMap((each) => each.also)
}

function foldedSpellings(exact: ReadonlyMap<string, Conversion>): ReadonlyMap<string, Conversion | null> {
  const folded = new Map<string, Conversion | null>()
  for (const [spelling, conversion] of exact) {
    const key = spelling.toLowerCase()
    const known = folded.get(key)
    folded.set(
      key,
      known === undefined || (known !== null && sameFactor(known, conversion)) ? (known ?? conversion) : null,
    )
  }
  return folded
}

/** True when the same number in both units is the same quantity. */
export function sameFactor(a: Conversion, b: Conversion): boolean {
  return a.multiplyBy === b.multiplyBy && a.subtractFirst === b.subtractFirst
}
