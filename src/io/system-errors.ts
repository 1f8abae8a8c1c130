/** What the operating system refused, in words, and the one shape in which reading hands a failure on; the exit status is cli/exit-codes.ts. */

/** `usage` the caller's command line, `case` the case file, `rules` a rule file, `io` the world: not found, permission, disk full. */
export interface Failure {
  readonly kind: 'usage' | 'case' | 'rules' | 'io'
  readonly lines: readonly string[]
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export const succeed = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const fail = (
  kind: Failure['kind'],
  ...lines: readonly string[]
): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure: { kind, lines },
})

/** Not the system's: what we refuse to write over. */
export const READ_ONLY = 'marrowdx:read-only'
export const CHANGED = 'marrowdx:changed'

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
  EMFILE: 'too many open files',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EIO: 'the device reported an error',
  EEXIST: 'it is there already',
  EPIPE: 'the reader closed the pipe',
  EROFS: 'the file system is read-only',
  [READ_ONLY]: 'it is read-only',
  [CHANGED]: 'it was changed by another program since it was last read or saved here',
}

/** The code of an error thrown by the operating system; null for every other error, which is a defect and not for the caller to explain. */
function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

export const systemWords = (code: string): string => WORDS[code] ?? code

/** Runs an operation on files; a refusal of the operating system comes back as its code, a defect is thrown on. */
export function attempt<T>(operation: () => T): { readonly value: T } | { readonly code: string } {
  try {
    return { value: operation() }
  } catch (error) {
    const code = systemCode(error)
    if (code === null) throw error
    return { code }
  }
}

/** As `attempt`, for an operation that takes its time. */
export async function attemptLater<T>(
  operation: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly code: string }> {
  try {
    return { value: await operation() }
  } catch (error) {
    return attempt(() => {
      throw error
    })
  }
}
