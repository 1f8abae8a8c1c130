/** Where the answers of one conversation are kept, from the command line: the file that was named to go on with, another, or one in the user's own folder. */
import { dirname, resolve } from 'node:path'
import type { Interview } from '../../core/interview/interview.ts'
import { cleanText } from '../../core/text/printable.ts'
import {
  cannotSave,
  exists,
  makeFolder,
  newCasePath,
  removeLeftovers,
  saveWhole,
  stateFolder,
} from '../../io/save-case.ts'
import { CHANGED, fail, type Outcome, succeed, systemWords } from '../../io/system-errors.ts'
import type { World } from '../../io/world.ts'
import { caseText } from './case-text.ts'
import type { Start } from './resume.ts'

export interface CaseKeeper {
  /** Null where nothing is kept: a script that was given no file. Another one when the answers had to go there. */
  readonly path: () => string | null
  /** A sentence where it failed or went elsewhere, else null. */
  readonly keep: (interview: Interview) => string | null
  /** Keeps into a new file, and from now on there; a sentence where that failed, else null. */
  readonly keepIn: (path: string, interview: Interview) => string | null
  /** `untouched` until something was kept; a sentence where the last try failed. */
  readonly state: () => 'untouched' | 'kept' | { readonly failed: string }
}

export interface Keeping {
  readonly save?: string
  readonly replay?: string
}

/** A file that is there already is only ever written over when it is the one whose answers were read. */
export function keeperFor(start: Start, { save, replay }: Keeping, { cwd, env }: World): Outcome<CaseKeeper> {
  const source = start.file === null ? null : { path: resolve(cwd, start.file), text: start.text }
  if (save !== undefined) return keeperIn(resolve(cwd, save), save, source)
  if (replay !== undefined) return succeed(noKeeper())
  if (source !== null) return keeperIn(source.path, start.file ?? '', source)
  const folder = stateFolder(env)
  const fault = makeFolder(folder)
  return fault === null ? keeperIn(newCasePath(folder), folder, source) : fail('io', cannot(folder, fault))
}

function keeperIn(
  path: string,
  name: string,
  source: { readonly path: string; readonly text: string } | null,
): Outcome<CaseKeeper> {
  if (path !== source?.path && exists(path))
    return fail('usage', `${cleanText(name)} is there already; to go on with it: marrowdx ask ${quoted(name)}`)
  const fault = cannotSave(path)
  if (fault !== null) return fail('io', cannot(name, fault))
  removeLeftovers(path)
  return succeed(keeper(path, path === source?.path ? source.text : null))
}

const cannot = (name: string, fault: string): string =>
  `${cleanText(name)}: the answers cannot be saved there: ${systemWords(fault)}; name another file with --save`

const noKeeper = (): CaseKeeper => ({
  path: () => null,
  keep: () => null,
  keepIn: () => null,
  state: () => 'untouched',
})

/** @param first what the file held when its answers were read; null where there is none yet */
function keeper(first: string, text: string | null): CaseKeeper {
  let kept = { path: first, text }
  let state: ReturnType<CaseKeeper['state']> = 'untouched'
  const save = (into: typeof kept, interview: Interview): string | null => {
    const now = caseText(interview)
    const fault = saveWhole(into.path, now, into.text)
    if (fault === null) {
      kept = { path: into.path, text: now }
      state = 'kept'
    } else state = { failed: `${cleanText(into.path)}: cannot be saved: ${systemWords(fault)}` }
    return fault
  }
  const failure = (): string | null => (typeof state === 'object' ? state.failed : null)
  return {
    path: () => kept.path,
    state: () => state,
    keep: (interview) => {
      const before = kept.path
      if (save(kept, interview) !== CHANGED) return failure()
      // Another conversation, or an editor: both works stay.
      save({ path: newCasePath(dirname(before)), text: null }, interview)
      return (
        failure() ??
        `${cleanText(before)} ${systemWords(CHANGED).replace(/^it /, '')}, and is left as it is. The answers are kept in ${cleanText(kept.path)} from now on`
      )
    },
    keepIn: (path, interview) => {
      const fault = exists(path) ? 'EEXIST' : cannotSave(path)
      if (fault !== null) return `${cleanText(path)}: cannot be saved: ${systemWords(fault)}`
      save({ path, text: null }, interview)
      return failure()
    },
  }
}

/** As a shell takes it for one word. */
export const quoted = (name: string): string =>
  /^[\w@%+=:,./-]+$/.test(name) ? name : `'${cleanText(name).replaceAll("'", "'\\''")}'`
