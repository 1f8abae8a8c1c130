/**
 * One rule file: (name, text) → value, places and everything wrong with it on its own. What files say of each other is check.ts. Never throws, whatever
 * the text.
 */
import { type Diagnostic, hasErrors } from './diagnostic.ts'
import type { Path, Place } from './parse/positions.ts'
import { explainIssues, issuePath } from './parse/schema-issues.ts'
import { readYaml } from './parse/yaml.ts'
import { type RuleFile, ruleFile } from './schema.ts'

export interface RuleText {
  readonly name: string
  readonly text: string
}

/** What of a file can be used although other parts of it are wrong; of a correct file, all of it. */
interface Sound {
  readonly rules: RuleFile
  readonly places: Place
  /** Ids of entries that were left out: they are defined, whatever is wrong with them. */
  readonly lostIds: readonly string[]
  /** Top-level keys of which something was left out. */
  readonly lostSections: readonly string[]
}

export interface ParsedFile {
  readonly name: string
  /** Null when the file has any error. */
  readonly value: RuleFile | null
  /** Of the text as it stands. */
  readonly positions: Place
  readonly sound: Sound
  /** False when the text could not be read as YAML at all: then nobody knows what it defines. */
  readonly readable: boolean
  readonly diagnostics: readonly Diagnostic[]
}

export function parseRuleFile(file: RuleText): ParsedFile {
  const { readable, value, places, spoilt, diagnostics } = readYaml(file)
  const base = { name: file.name, positions: places, readable }
  if (!readable)
    return { ...base, value: null, sound: { rules: {}, places, lostIds: [], lostSections: [] }, diagnostics }
  const checked = ruleFile.safeParse(value)
  if (checked.success && spoilt.length === 0) {
    const sound = { rules: checked.data, places, lostIds: [], lostSections: [] }
    return { ...base, value: hasErrors(diagnostics) ? null : checked.data, sound, diagnostics }
  }
  const issues = checked.success ? [] : checked.error.issues
  const explained = explainIssues({ name: file.name, value, places, spoilt }, issues)
  const wrong = [...issues.flatMap(wrongParts), ...spoilt]
  return { ...base, value: null, sound: soundPart(value, places, wrong), diagnostics: [...diagnostics, ...explained] }
}

/** Where an issue spoils the file: unknown keys of the root each spoil themselves, not the root. */
function wrongParts(issue: Parameters<typeof issuePath>[0]): readonly Path[] {
  const path = issuePath(issue)
  return issue.code === 'unrecognized_keys' && path.length === 0 ? issue.keys.map((key) => [key]) : [path]
}

/** The file without the entries (items of a top-level list, or else whole top-level keys) that have something wrong in them. */
function soundPart(value: unknown, places: Place, wrong: readonly Path[]): Sound {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  const inside = byFirstStep(wrong)
  const parts = Object.entries(isMap ? value : {}).map(([key, section]) => {
    const place = places.children.get(key) ?? places
    return { key, part: soundSection(section, place, inside.get(key) ?? []) }
  })
  const kept = parts.filter(({ part }) => part.section !== undefined)
  const rules = ruleFile.safeParse(Object.fromEntries(kept.map(({ key, part }) => [key, part.section])))
  return {
    rules: rules.success ? rules.data : {},
    places: { ...places, children: new Map(kept.map(({ key, part }) => [key, part.place])) },
    lostIds: parts.flatMap(({ part }) => part.lost.flatMap(idsIn)),
    lostSections: parts.flatMap(({ key, part }) => (part.lost.length > 0 ? [key] : [])),
  }
}

function byFirstStep(paths: readonly Path[]): ReadonlyMap<unknown, readonly Path[]> {
  const groups = new Map<unknown, Path[]>()
  for (const path of paths) {
    const group = groups.get(path[0])
    if (group) group.push(path)
    else groups.set(path[0], [path])
  }
  return groups
}

interface Part {
  /** Undefined when nothing of it is left. */
  readonly section: unknown
  readonly place: Place
  readonly lost: readonly unknown[]
}

function soundSection(section: unknown, place: Place, wrong: readonly Path[]): Part {
  if (wrong.length === 0) return { section, place, lost: [] }
  if (!Array.isArray(section) || wrong.some((path) => path.length < 2))
    return { section: undefined, place, lost: [section] }
  return soundItems(section, place, new Set(wrong.map((path) => path[1])))
}

function soundItems(section: readonly unknown[], place: Place, bad: ReadonlySet<unknown>): Part {
  const items = section.map((item, index) => ({ item, index, place: place.children.get(String(index)) ?? place }))
  const good = items.filter((one) => !bad.has(one.index))
  return {
    section: good.map((one) => one.item),
    place: { ...place, children: new Map(good.map((one, index) => [String(index), one.place])) },
    lost: items.flatMap((one) => (bad.has(one.index) ? [one.item] : [])),
  }
}

/** Every id defined anywhere inside. */
function idsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'id' && typeof inner === 'string' ? [inner] : idsIn(inner),
  )
}
