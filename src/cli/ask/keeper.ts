/** Where the answers of one conversation are kept, from the command line: the file that was named to go on with, another, or one in the user's own folder. */
import { resolve } from 'node:path'
import { cleanText } from '../../core/clean.ts'
import type { Interview } from '../../core/interview.ts'
import { fail, type Outcome, succeed, systemWords } from '../../io/faults.ts'
import { cannotSave, exists, makeFolder, newCasePath, removeLeftovers, saveWhole, stateFolder } from '../../io/session.ts'
import type { World } from '../../io/world.ts'
import { caseText } from './case-text.ts'

export interface CaseKeeper {
  /** Null where nothing is kept: a script that was given no file. */
  readonly path: string | null
  /** A sentence where it failed, else null. */
  readonly keep: (interview: Interview) => string | null
  /** `untouched` until something was kept; a sentence where the last try failed. */
  readonly state: () => 'untouched' | 'kept' | { readonly failed: string }
}

export interface Keeping {
  readonly save?: string
  readonly replay?: string
}

/** A file that is there already is only ever written over when it is the one whose answers were read. */
export function keeperFor(file: string | undefined, { save, replay }: Keeping, { cwd, env }: World): Outcome<CaseKeeper> {
  const source = file === undefined ? null : resolve(cwd, file)
  if (save !== undefined) return keeperIn(resolve(cwd, save), save, source)
  if (replay !== undefined) return succeed(noKeeper())
  if (source !== null) return keeperIn(source, file ?? '', source)
  const folder = stateFolder(env)
  const fault = makeFolder(folder)
  return fault === null ? keeperIn(newCasePath(folder), folder, source) : fail('io', cannot(folder, fault))
}

function keeperIn(path: string, name: string, source: string | null): Outcome<CaseKeeper> {
  if (path !== source && exists(path))
    return fail('usage', `${cleanText(name)} is there already; to go on with it: marrowdx ask ${quoted(name)}`)
  const fault = cannotSave(path)
  if (fault !== null) return fail('io', cannot(name, fault))
  removeLeftovers(path)
  return succeed(keeper(path))
}

const cannot = (name: string, fault: string): string =>
  `${cleanText(name)}: the answers cannot be saved there: ${systemWords(fault)}; name another file with --save`

const noKeeper = (): CaseKeeper => ({ path: null, keep: () => null, state: () => 'untouched' })

function keeper(path: string): CaseKeeper {
  let state: ReturnType<CaseKeeper['state']> = 'untouched'
  return {
    path,
    state: () => state,
    keep: (interview) => {
      const fault = saveWhole(path, caseText(interview))
      const failed = fault === null ? null : `${cleanText(path)}: cannot be saved: ${systemWords(fault)}`
      state = failed === null ? 'kept' : { failed }
      return failed
    },
  }
}

/** As a shell takes it for one word. */
export const quoted = (name: string): string => (/^[\w@%+=:,./-]+$/.test(name) ? name : `'${cleanText(name).replaceAll("'", "'\\''")}'`)
