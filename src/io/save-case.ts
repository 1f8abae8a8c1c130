/**
 * Where the answers of a conversation are kept, and how they get there whole or not at all. A case file holds a patient's data: a new one may be
 * read by nobody but its owner, and its name says nothing of the patient. One that was there keeps its mode, owner and links.
 */
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { CASE_LIMIT, textOf } from './input.ts'
import { attempt, CHANGED, READ_ONLY } from './system-errors.ts'
import { readFileUpTo } from './world.ts'

const OWNER_ONLY = 0o600
const OWNER_ONLY_FOLDER = 0o700
const ANYBODY_WRITES = 0o222
const PERMISSIONS = 0o7777
const DAY = 24 * 60 * 60 * 1000
const TEMPORARY = /^\.marrowdx-[0-9a-f]+\.tmp$/

/** `$XDG_STATE_HOME/marrowdx`; a relative value of the variable is ignored, as its specification demands. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['XDG_STATE_HOME']
  if (named !== undefined && isAbsolute(named)) return join(named, 'marrowdx')
  const home = env['HOME']
  return join(home !== undefined && isAbsolute(home) ? home : homedir(), '.local', 'state', 'marrowdx')
}

/** A new name in the user's own folder, from the moment it begins and chance. */
export function newCasePath(folder: string, now: Date = new Date()): string {
  const moment = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  return join(folder, `case-${moment}-${randomBytes(2).toString('hex')}.json`)
}

/** Makes the user's own folder where it is missing; the system's code where that fails. */
export function makeFolder(folder: string): string | null {
  const made = attempt(() => mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER }))
  return 'code' in made ? made.code : null
}

/** Whether a file can be put there, before anything is answered; the system's code where it cannot. */
export function cannotSave(path: string): string | null {
  const folder = attempt(() => accessSync(dirname(path), constants.W_OK | constants.X_OK))
  if ('code' in folder) return folder.code
  const present = attempt(() => statSync(path))
  if ('code' in present) return null
  if (present.value.isDirectory()) return 'EISDIR'
  return protectedAs(path, present.value)
}

/** Nobody is asked for permission who is root, so the mode itself counts too. */
function protectedAs(path: string, { mode }: Stats): string | null {
  const writable = attempt(() => accessSync(path, constants.W_OK))
  return (mode & ANYBODY_WRITES) === 0 || 'code' in writable ? READ_ONLY : null
}

export const exists = (path: string): boolean => 'value' in attempt(() => statSync(path))

/**
 * Writes beside the file and puts it in its place, so that a reader finds the old text or the new one, even after a crash. A file behind a
 * symbolic link is replaced where it is. One that has other names (hard links), or whose owner cannot be given to a new file, is written in place
 * once the whole text stands beside it.
 * @param left what the file was last known to hold; null where there was none. A file that holds anything else is somebody else's work.
 * @returns the system's code, or one of ours, where that failed; the old file is then as it was
 */
export function saveWhole(path: string, text: string, left: string | null): string | null {
  const real = attempt(() => realpathSync(path))
  const target = 'value' in real ? real.value : path
  const present = attempt(() => statSync(target))
  const stat = 'value' in present ? present.value : null
  const refused = stat === null ? null : refusal(target, stat, left)
  if (refused !== null) return refused
  const temporary = join(dirname(target), `.marrowdx-${randomBytes(6).toString('hex')}.tmp`)
  const saved = attempt(() => {
    const alike = writeNew(temporary, text, stat)
    if (alike && (stat === null || stat.nlink === 1)) return renameSync(temporary, target)
    writeInPlace(target, text)
    unlinkSync(temporary)
  })
  if ('code' in saved) {
    attempt(() => unlinkSync(temporary))
    return saved.code
  }
  attempt(() => syncFolder(dirname(target)))
  return null
}

function refusal(target: string, stat: Stats, left: string | null): string | null {
  if (stat.isDirectory()) return 'EISDIR'
  return heldIn(target) === left ? protectedAs(target, stat) : CHANGED
}

/** The text of a case file, as reading a case gives it; null where there is none to read. */
function heldIn(path: string): string | null {
  const read = readFileUpTo(path, CASE_LIMIT)
  return 'code' in read || read.more ? null : textOf(read.bytes)
}

/** `writeFileSync` loops until all is written, which `writeSync` does not. @returns whether it has the mode and the owner of the old file */
function writeNew(path: string, text: string, like: Stats | null): boolean {
  const file = openSync(path, 'wx', OWNER_ONLY)
  try {
    writeFileSync(file, text)
    const alike = like === null || 'value' in attempt(() => makeAlike(file, like))
    fsyncSync(file)
    return alike
  } finally {
    closeSync(file)
  }
}

/** The owner first: changing it takes bits of the mode away. */
function makeAlike(file: number, { uid, gid, mode }: Stats): void {
  fchownSync(file, uid, gid)
  fchmodSync(file, mode & PERMISSIONS)
}

function writeInPlace(path: string, text: string): void {
  const file = openSync(path, 'r+')
  try {
    ftruncateSync(file)
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function syncFolder(folder: string): void {
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

/** Removes what a killed run left beside the file, older than a day: a younger one may be somebody's who is still writing. */
export function removeLeftovers(path: string, now: number = Date.now()): void {
  const folder = dirname(path)
  const names = attempt(() => readdirSync(folder))
  if ('code' in names) return
  for (const name of names.value.filter((each) => TEMPORARY.test(each) && each !== basename(path))) {
    const stat = attempt(() => statSync(join(folder, name)))
    if ('value' in stat && now - stat.value.mtimeMs > DAY) attempt(() => unlinkSync(join(folder, name)))
  }
}
