/** Every entry of the rules as plain data under its kind and id, with where it stands and what names it: for those who read the rules, not for the arithmetic. */
import { gatherPack } from '../rules/check/pack.ts'
import type { Location } from '../rules/diagnostic.ts'
import { locate, type Path } from '../rules/parse/positions.ts'
import type { ParsedFile } from '../rules/parse.ts'
import type { RuleFile } from '../rules/schema.ts'
import { byName } from '../text/sort.ts'

export interface RuleEntry {
  /** In words: `finding`, `derived finding`, `evidence`, … */
  readonly kind: string
  readonly id: string
  /** As it is written; evidence, patterns and advice with the `source` of their file, a source with its `appraisal`. */
  readonly value: object
  readonly location: Location
}

/** An entry that names an id, and in which of its parts: `when.all[1]`. */
export interface RuleUse extends Omit<RuleEntry, 'value'> {
  readonly parts: readonly string[]
}

const KINDS = [
  ['groups', 'group'],
  ['findings', 'finding'],
  ['derived', 'derived finding'],
  ['clusters', 'cluster'],
  ['contradictions', 'contradiction'],
  ['diagnoses', 'diagnosis'],
  ['settings', 'setting'],
  ['contexts', 'context'],
  ['associations', 'association'],
  ['suspects', 'suspect drug'],
  ['cited', 'source'],
  ['judgements', 'judgement'],
] as const
/** Their source is that of the file. */
const SOURCED_KINDS = [
  ['evidence', 'evidence'],
  ['patterns', 'pattern'],
  ['advice', 'advice'],
] as const

/** Keys whose text is the id of something; every other text is words, an option or a code. */
const NAMING_KEYS: ReadonlySet<string> = new Set([
  ...[
    'finding',
    'diagnosis',
    'cluster',
    'setting',
    'settings',
    'source',
    'group',
    'convert',
    'dossier',
    'for',
    'between',
  ],
  ...[
    'when',
    'onlyIf',
    'answer',
    'never',
    'appliesIf',
    'absentOnlyIf',
    'all',
    'any',
    'not',
    'replaces',
    'test',
    'unless',
    'settledBy',
    'disagreesWith',
  ],
  ...['suspectedWhen', 'causes', 'mayCause', 'yes', 'no'],
])

/** In the order of kind and id; entries that share both keep the order of their files. */
export function entriesOf(parsed: readonly ParsedFile[]): readonly RuleEntry[] {
  return gatherPack(parsed)
    .files.flatMap((file) => [...listed(file), ...sourced(file), ...askingIn(file), ...unitsIn(file), ...packIn(file)])
    .sort((a, b) => byName(a.kind, b.kind) || byName(a.id, b.id))
}

function entryOf(file: ParsedFile, kind: string, id: string, value: object, path: Path): RuleEntry {
  return { kind, id, value, location: locate(file.name, file.sound.places, path) }
}

function listed(file: ParsedFile): readonly RuleEntry[] {
  const { rules } = file.sound
  const { source, appraisal } = rules
  const own = source === undefined ? [] : [entryOf(file, 'source', source.id, { ...source, appraisal }, ['source'])]
  return [
    ...own,
    ...KINDS.flatMap(([key, kind]) => {
      const items: readonly { readonly id: string }[] = rules[key] ?? []
      return items.map((value, index) => entryOf(file, kind, value.id, value, [key, index]))
    }),
  ]
}

function sourced(file: ParsedFile): readonly RuleEntry[] {
  const { rules } = file.sound
  const source = rules.source?.id
  return [
    ...SOURCED_KINDS.flatMap(([key, kind]) => {
      const items: readonly { readonly id: string }[] = rules[key] ?? []
      return items.map((value, index) => entryOf(file, kind, value.id, { ...value, source }, [key, index]))
    }),
    ...(rules.notUsed ?? []).flatMap(({ dossier, reason }, index) =>
      dossier.map((id) => entryOf(file, 'not used', id, { reason, source }, ['notUsed', index])),
    ),
  ]
}

/** What has no id of its own goes by that of the finding or the option it speaks of. */
function askingIn(file: ParsedFile): readonly RuleEntry[] {
  const { opening = [], retired = [], uninformativeOptions = [] } = file.sound.rules
  return [
    ...opening.map((value, index) => entryOf(file, 'opening question', value.finding, value, ['opening', index])),
    ...retired.map((value, index) =>
      entryOf(file, 'retired finding', value.option ?? value.finding, value, ['retired', index]),
    ),
    ...uninformativeOptions.map((value, index) =>
      entryOf(file, 'uninformative option', value.option, value, ['uninformativeOptions', index]),
    ),
  ]
}

function unitsIn(file: ParsedFile): readonly RuleEntry[] {
  const { units, codeSystems = [] } = file.sound.rules
  return [
    ...(units?.aliases ?? []).map((value, index) =>
      entryOf(file, 'unit', value.ucum, value, ['units', 'aliases', index]),
    ),
    ...(units?.conversions ?? []).map((value, index) =>
      entryOf(file, 'conversion', value.id, value, ['units', 'conversions', index]),
    ),
    ...codeSystems.map((value, index) => entryOf(file, 'code system', value.system, value, ['codeSystems', index])),
  ]
}

function packIn(file: ParsedFile): readonly RuleEntry[] {
  const { rules } = file.sound
  const keys = ['version', 'outOfScope', 'diseaseFinding'] as const satisfies readonly (keyof RuleFile)[]
  return keys.flatMap((key) =>
    rules[key] === undefined ? [] : [entryOf(file, 'pack', key, { text: rules[key] }, [key])],
  )
}

/** The entries that name the id, in the order of `entries`. What an entry says of itself is no use of it. */
export function usesOf(entries: readonly RuleEntry[], id: string): readonly RuleUse[] {
  return entries.flatMap(({ value, ...entry }) => {
    const parts = entry.id === id ? [] : partsNaming(value, id, '', false)
    return parts.length === 0 ? [] : [{ ...entry, parts }]
  })
}

function partsNaming(value: unknown, id: string, path: string, naming: boolean): readonly string[] {
  if (typeof value === 'string') return naming && value === id ? [path] : []
  if (Array.isArray(value)) return value.flatMap((item, index) => partsNaming(item, id, `${path}[${index}]`, naming))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    partsNaming(inner, id, path === '' ? key : `${path}.${key}`, NAMING_KEYS.has(key)),
  )
}
