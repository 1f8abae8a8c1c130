/**
 * Finds and reads the rule files, and decides whether the rules compiled at build time still stand for them.
 * What the files say, and every diagnostic about it, is core/rules/compile.ts, which is loaded only when it is needed.
 */
import { isUtf8 } from 'node:buffer'
import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { LoadedKnowledge } from '../core/rules/compile.ts'
import type { Diagnostic } from '../core/rules/diagnostic.ts'
import type { RulePack, WholeKnowledgeBase } from '../core/rules/knowledge-base.ts'
import { cleanText } from '../core/text/printable.ts'
import { invalidOffset } from './input.ts'
import { contentOf, type FileKind, type Links, RULE_FILE, RULE_TEST } from './rule-folder.ts'
import { isUntouched } from './rule-stamp.ts'
import { attempt, fail, type Outcome, succeed, systemWords } from './system-errors.ts'
import { type Bytes, readFileUpTo, readInto } from './world.ts'

/** Largest rule file and largest pack, in bytes. */
const FILE_LIMIT = 1024 * 1024
const PACK_LIMIT = 16 * 1024 * 1024

export interface RuleBytes {
  /** With `/` between folders on every system; built-in files begin with `rules/`. */
  readonly name: string
  readonly bytes: Buffer
  /** Where it is not built in: the pack that it belongs to, and its name there. */
  readonly pack?: { readonly label: string; readonly name: string }
}

export interface RuleText {
  readonly name: string
  readonly text: string
}

export interface LoadedRules<K> {
  /** Null where a diagnostic is an error. */
  readonly kb: K | null
  readonly diagnostics: readonly Diagnostic[]
  readonly files: readonly RuleText[]
}

export interface RuleFolder {
  readonly folder: string
  readonly name: string
}

/** The files of a kind below a folder. Of the built-in rules links are followed: they are as trustworthy as the program beside them. */
function namesIn({ folder, name }: RuleFolder, kind: FileKind, links: Links): Outcome<readonly string[]> {
  const content = attempt(() => contentOf(folder, kind, links))
  if ('code' in content) return fail('io', `${cleanText(name)}: cannot be read: ${systemWords(content.code)}`)
  const { files, faults } = content.value
  return faults.length === 0 ? succeed(files) : fail('rules', ...faults.map((fault) => cleanText(`${name}/${fault}`)))
}

/** Why a file cannot be a rule file whatever it says; `total` is the size of the pack up to here. */
function faultOf(read: Bytes, total: number): string | null {
  if (read.more) return `too large; a rule file has at most ${FILE_LIMIT / 1024 / 1024} MiB`
  if (total > PACK_LIMIT) return `too large; a rule pack has at most ${PACK_LIMIT / 1024 / 1024} MiB`
  return isUtf8(read.bytes) ? null : `not UTF-8: invalid byte at offset ${invalidOffset(read.bytes)}`
}

/** The files of one folder in the order of their names, read whole; too large a file or pack is a malformed rule file. */
export function readRuleFolder(
  place: RuleFolder,
  kind: FileKind = RULE_FILE,
  links: Links = 'refused',
): Outcome<readonly RuleBytes[]> {
  const names = namesIn(place, kind, links)
  if (!names.ok) return names
  const files: RuleBytes[] = []
  let total = 0
  for (const entry of names.value) {
    const name = `${place.name}/${entry}`
    const read = readFileUpTo(join(place.folder, entry), FILE_LIMIT)
    if ('code' in read) return fail('io', `${cleanText(name)}: cannot be read: ${systemWords(read.code)}`)
    total += read.bytes.length
    const fault = faultOf(read, total)
    if (fault !== null) return fail('rules', `${cleanText(name)}: ${fault}`)
    files.push({ name, bytes: read.bytes })
  }
  if (files.length === 0) return fail('io', `${cleanText(place.name)}: no ${kind.named} in this folder`)
  return succeed(files)
}

/** The built-in rule files and, behind them, those of a further pack. */
export function readRuleFiles(packageFolder: string, extra: RuleFolder | null): Outcome<readonly RuleBytes[]> {
  const builtIn = readRuleFolder({ folder: join(packageFolder, 'rules'), name: 'rules' }, RULE_FILE, 'followed')
  if (!builtIn.ok || extra === null) return builtIn
  const added = readRuleFolder(extra)
  if (!added.ok) return added
  const label = cleanText(basename(extra.folder))
  const ofPack = added.value.map((file) => ({ ...file, pack: { label, name: file.name.slice(extra.name.length + 1) } }))
  return succeed([...builtIn.value, ...ofPack])
}

export const extraPack = (folder: string, cwd: string): RuleFolder => ({
  folder: resolve(cwd, folder),
  name: folder.replace(/[\\/]+$/, '') || folder,
})

/** The rule tests of one folder. */
export const readRuleTests = (place: RuleFolder): Outcome<readonly RuleBytes[]> => readRuleFolder(place, RULE_TEST)

/** Where the rule tests of the built-in pack and of a further one stand, as far as they have any. */
export function ruleTestFolders(packageFolder: string, extra: RuleFolder | null): readonly RuleFolder[] {
  const packs = [{ folder: join(packageFolder, 'rules'), name: 'rules' }, ...(extra === null ? [] : [extra])]
  return packs
    .map(({ folder, name }) => ({ folder: join(folder, 'cases'), name: `${name}/cases` }))
    .filter(({ folder }) => existsSync(folder))
}

const entryOf = (name: string, length: number): string => `${name}\0${length}\0`

/** The texts of all files in order, then their names and lengths: what the digest is taken over, and what the build keeps to tell an edited pack by. */
export const packOf = (files: readonly RuleBytes[]): Buffer =>
  Buffer.concat([
    ...files.map(({ bytes }) => bytes),
    Buffer.from(files.map(({ name, bytes }) => entryOf(name, bytes.length)).join('')),
  ])

type Digest = (files: readonly RuleBytes[]) => string

/** The packs beside the built-in rules; the digest of one is the same wherever its folder stands. */
function packsIn(files: readonly RuleBytes[], digest: Digest): readonly RulePack[] {
  const labels = new Set(files.flatMap(({ pack }) => pack?.label ?? []))
  return [...labels].map((name) => ({
    name,
    digest: digest(files.flatMap(({ pack, bytes }) => (pack?.label === name ? [{ name: pack.name, bytes }] : []))),
  }))
}

/** Loads rule files through the loader; a digest is `sha256-` and 64 hexadecimal digits over packOf. */
export async function loadRuleFiles(
  files: readonly RuleBytes[],
): Promise<LoadedRules<WholeKnowledgeBase> & LoadedKnowledge> {
  const [{ createHash }, { loadKnowledge }] = await Promise.all([
    import('node:crypto'),
    import('../core/rules/compile.ts'),
  ])
  const texts = files.map(({ name, bytes }) => ({ name, text: bytes.toString('utf8') }))
  const digest: Digest = (some) => `sha256-${createHash('sha256').update(packOf(some)).digest('hex')}`
  const loaded = loadKnowledge(texts, digest(files))
  const packs = packsIn(files, digest)
  const kb = loaded.kb === null || packs.length === 0 ? loaded.kb : { ...loaded.kb, packs }
  return { ...loaded, kb, files: texts }
}

/**
 * Whether the rules compiled at build time were compiled from exactly the files that are there now. Comparing the bytes with the pack that the
 * build kept is as exact as the digest and spares the start of the hash functions.
 */
function isCompiledFrom(packageFolder: string): boolean {
  const pack = readFileUpTo(join(packageFolder, 'dist/rules.pack'), 2 * PACK_LIMIT)
  const folder = join(packageFolder, 'rules')
  const names = namesIn({ folder, name: 'rules' }, RULE_FILE, 'followed')
  if ('code' in pack || !names.ok) return false
  const texts = Buffer.allocUnsafe(pack.bytes.length)
  const lengths = readInto(
    texts,
    names.value.map((name) => `${folder}/${name}`),
  )
  if (lengths === null) return false
  const index = Buffer.from(names.value.map((name, at) => entryOf(`rules/${name}`, lengths[at] ?? 0)).join(''))
  const end = lengths.reduce((sum, length) => sum + length, 0)
  return pack.bytes.subarray(0, end).equals(texts.subarray(0, end)) && pack.bytes.subarray(end).equals(index)
}

/**
 * The rules in force: compiled where they still stand for the files, else loaded from the files.
 * @param read puts the compiled parts together, as much of them as the caller needs
 */
export async function rulesInForce<K>(
  packageFolder: string,
  extra: RuleFolder | null,
  read: (folder: string) => K,
): Promise<Outcome<LoadedRules<K | WholeKnowledgeBase>>> {
  if (extra === null && (isUntouched(packageFolder) || isCompiledFrom(packageFolder)))
    return succeed({ kb: read(`${packageFolder}/dist`), diagnostics: [], files: [] })
  const files = readRuleFiles(packageFolder, extra)
  return files.ok ? succeed(await loadRuleFiles(files.value)) : files
}
