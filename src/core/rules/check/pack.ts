/** All entries of all files in one place, each with where it stands: what the checks walk over. Built once, in the order of the files' names. */

import { nearest } from '../../text/did-you-mean.ts'
import { sortedBy } from '../../text/sort.ts'
import { type Diagnostic, diagnostic, type Location } from '../diagnostic.ts'
import { locate, locateKey, type Path } from '../parse/positions.ts'
import type { ParsedFile } from '../parse.ts'
import type { Finding } from '../schema/vocabulary.ts'
import type { RuleFile } from '../schema.ts'

export interface Placed<T> {
  readonly value: T
  readonly file: ParsedFile
  readonly path: Path
}

type ListKey = {
  [K in keyof RuleFile]-?: NonNullable<RuleFile[K]> extends readonly unknown[] ? K : never
}[keyof RuleFile]
type Item<K extends ListKey> = NonNullable<RuleFile[K]> extends readonly (infer T)[] ? T : never
type Entries = { readonly [K in ListKey]: readonly Placed<Item<K>>[] }

/** The kinds of things that can be named from elsewhere, each with all names that exist. */
export type Names = {
  readonly [K in
    | 'advice'
    | 'cluster'
    | 'conversion'
    | 'diagnosis'
    | 'group'
    | 'network'
    | 'setting'
    | 'source'
    | 'vocabulary']: ReadonlySet<string>
}

export interface Pack extends Entries {
  readonly files: readonly ParsedFile[]
  readonly names: Names
  /** Vocabulary findings by id, the first of each. */
  readonly vocabulary: ReadonlyMap<string, Finding>
  /** Ids whose definition is there but wrong: naming them is no further problem. */
  readonly lostIds: ReadonlySet<string>
  /** Every file could be read as YAML: only then does a missing name mean anything. */
  readonly readable: boolean
  /** Nothing had to be left out: only then does it mean anything that something is missing. */
  readonly whole: boolean
}

function entriesOf<T>(
  files: readonly ParsedFile[],
  key: string,
  list: (rules: RuleFile) => readonly T[] | undefined,
): readonly Placed<T>[] {
  return files.flatMap((file) =>
    (list(file.sound.rules) ?? []).map((value, index) => ({ value, file, path: [key, index] })),
  )
}

function gatherEntries(files: readonly ParsedFile[]): Entries {
  return {
    groups: entriesOf(files, 'groups', (rules) => rules.groups),
    retired: entriesOf(files, 'retired', (rules) => rules.retired),
    uninformativeOptions: entriesOf(files, 'uninformativeOptions', (rules) => rules.uninformativeOptions),
    opening: entriesOf(files, 'opening', (rules) => rules.opening),
    findings: entriesOf(files, 'findings', (rules) => rules.findings),
    derived: entriesOf(files, 'derived', (rules) => rules.derived),
    clusters: entriesOf(files, 'clusters', (rules) => rules.clusters),
    contradictions: entriesOf(files, 'contradictions', (rules) => rules.contradictions),
    codeSystems: entriesOf(files, 'codeSystems', (rules) => rules.codeSystems),
    diagnoses: entriesOf(files, 'diagnoses', (rules) => rules.diagnoses),
    settings: entriesOf(files, 'settings', (rules) => rules.settings),
    contexts: entriesOf(files, 'contexts', (rules) => rules.contexts),
    associations: entriesOf(files, 'associations', (rules) => rules.associations),
    evidence: entriesOf(files, 'evidence', (rules) => rules.evidence),
    judgements: entriesOf(files, 'judgements', (rules) => rules.judgements),
    patterns: entriesOf(files, 'patterns', (rules) => rules.patterns),
    advice: entriesOf(files, 'advice', (rules) => rules.advice),
    suspects: entriesOf(files, 'suspects', (rules) => rules.suspects),
    notUsed: entriesOf(files, 'notUsed', (rules) => rules.notUsed),
    cited: entriesOf(files, 'cited', (rules) => rules.cited),
  }
}

const idsOf = (entries: readonly Placed<{ readonly id: string }>[]): readonly string[] =>
  entries.map((entry) => entry.value.id)

/** A finding that takes part in the network by itself: yes/no, and not a field of some quantity. */
export function isAskedYesNo(finding: Finding): boolean {
  return finding.type === 'boolean' && finding.carriedBy === undefined
}

function namesOf(files: readonly ParsedFile[], entries: Entries): Names {
  const yesNo = entries.findings.filter((entry) => isAskedYesNo(entry.value))
  return {
    advice: new Set(idsOf(entries.advice)),
    cluster: new Set(idsOf(entries.clusters)),
    conversion: new Set(files.flatMap((file) => file.sound.rules.units?.conversions.map((one) => one.id) ?? [])),
    diagnosis: new Set(idsOf(entries.diagnoses)),
    group: new Set(idsOf(entries.groups)),
    network: new Set([...idsOf(yesNo), ...idsOf(entries.derived), ...idsOf(entries.patterns)]),
    setting: new Set(idsOf(entries.settings)),
    source: new Set([
      ...files.flatMap(({ sound: { rules } }) => (rules.source ? [rules.source.id] : [])),
      ...idsOf(entries.cited),
    ]),
    vocabulary: new Set(idsOf(entries.findings)),
  }
}

/** The order in which the files are given does not matter. */
export function gatherPack(parsed: readonly ParsedFile[]): Pack {
  const files = sortedBy(parsed, (file) => file.name)
  const entries = gatherEntries(files)
  const readable = files.every((file) => file.readable)
  return {
    ...entries,
    files,
    names: namesOf(files, entries),
    vocabulary: new Map(entries.findings.toReversed().map((entry) => [entry.value.id, entry.value])),
    lostIds: new Set(files.flatMap((file) => file.sound.lostIds)),
    readable,
    whole: readable && files.every((file) => file.sound.lostSections.length === 0),
  }
}

/** Where a part of an entry stands. */
export function at(entry: Placed<unknown>, ...inside: Path): Location {
  return locate(entry.file.name, entry.file.sound.places, [...entry.path, ...inside])
}

/** Where the key of a part of an entry stands. */
export function atKey(entry: Placed<unknown>, ...inside: Path): Location {
  return locateKey(entry.file.name, entry.file.sound.places, [...entry.path, ...inside])
}

const UNKNOWN_CODES = {
  advice: 'unknown-advice',
  cluster: 'unknown-cluster',
  conversion: 'unknown-conversion',
  diagnosis: 'unknown-diagnosis',
  group: 'unknown-group',
  network: 'unknown-finding',
  setting: 'unknown-setting',
  source: 'unknown-source',
  vocabulary: 'unknown-finding',
} as const satisfies Record<keyof Names, string>

/** True where a name stands for something, or where it cannot be told. */
function isKnown(pack: Pack, kind: keyof Names, id: string): boolean {
  return pack.names[kind].has(id) || pack.lostIds.has(id) || !pack.readable
}

/** The problem of a name that nothing has, with the nearest that something has. */
export function checkName(
  pack: Pack,
  kind: keyof Names,
  id: string,
  where: Location,
  others: readonly string[] = [],
): readonly Diagnostic[] {
  if (isKnown(pack, kind, id) || others.includes(id)) return []
  return [diagnostic(UNKNOWN_CODES[kind], where, { id, nearest: nearest(id, [...pack.names[kind], ...others]) ?? '' })]
}
