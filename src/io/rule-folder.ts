/**
 * Which files of a folder are its rule files. Nothing outside the folder is read: what a symbolic link leads to belongs to somebody else, and a named
 * pipe would never end. Whatever looks like a rule file is either given or complained of, never left out in silence.
 */
import { type Dirent, readdirSync, statSync } from 'node:fs'
import { attempt } from './system-errors.ts'

export interface FileKind {
  readonly is: (name: string) => boolean
  /** In a message. */
  readonly named: string
}

/** In any case of letters: a file from another system may be called A.YAML. */
export const RULE_FILE: FileKind = { is: (name) => /\.ya?ml$/i.test(name), named: 'rule file (*.yaml)' }
/** JSON, so that rule tests may stand beside rule files without being one. */
export const RULE_TEST: FileKind = { is: (name) => /\.json$/i.test(name), named: 'rule test (*.json)' }

export interface FolderContent {
  /** Paths below the folder with `/` between the parts, in order. */
  readonly files: readonly string[]
  /** `links/a.yaml: a symbolic link; …`, in order. */
  readonly faults: readonly string[]
}

/** Lock files of Emacs and what macOS leaves beside a file on other disks; other backups (`a.yaml~`, `.a.yaml.swp`) do not end as a rule file does. */
const isLeftover = (name: string): boolean => name.startsWith('.#') || name.startsWith('._')

/** Symbolic links in a folder of somebody's own, or in the package itself, where the installer may have put them. */
export type Links = 'refused' | 'followed'

/** Walked by hand: node's own recursive listing takes several times as long. Throws what the operating system does. */
export function contentOf(folder: string, kind: FileKind, links: Links): FolderContent {
  const files: string[] = []
  const faults: string[] = []
  const folders = ['']
  const take = (entry: Dirent, path: string): void => {
    const fault = links === 'followed' ? null : faultOf(entry, kind, `${folder}/${path}`)
    if (fault !== null) faults.push(`${path}: ${fault}`)
    else if (entry.isDirectory()) folders.push(`${path}/`)
    else if (kind.is(entry.name)) files.push(path)
  }
  // The list grows while it is walked.
  for (const within of folders)
    for (const entry of readdirSync(`${folder}/${within}`, { withFileTypes: true }))
      if (!isLeftover(entry.name)) take(entry, within + entry.name)
  return { files: files.sort(), faults: faults.sort() }
}

/** Why something that would be read is not; null for what is read, and for what is no rule file whatever it is. */
function faultOf(entry: Dirent, kind: FileKind, path: string): string | null {
  if (entry.isFile() || entry.isDirectory()) return null
  if (entry.isSymbolicLink()) return kind.is(entry.name) || leadsToFolder(path) ? LINK : null
  if (!kind.is(entry.name)) return null
  return `${entry.isFIFO() ? 'a named pipe' : entry.isSocket() ? 'a socket' : 'a device'}, not a file; it is not opened`
}

const LINK = 'a symbolic link; only what lies in the folder itself is read: put a copy in its place, or take it away'

function leadsToFolder(link: string): boolean {
  const target = attempt(() => statSync(link))
  return 'value' in target && target.value.isDirectory()
}
