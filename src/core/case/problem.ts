/** What can be wrong with a case, for people and for programs. Types alone: the build writes them out as part of the package's declarations. */

/** Something wrong with a case, or odd about it; a warning does not keep it from being ranked. */
export interface CaseProblem {
  /** Permanent; programs may match on it. */
  readonly code: CaseProblemCode
  readonly severity: 'error' | 'warning'
  /** Like `findings.ldh[1].unit`; '' for the case as a whole. */
  readonly path: string
  /** What is wrong and what would be right, without the place. */
  readonly message: string
  /** In the text, from 1; null where there is no text or no one place in it. A column is a UTF-16 unit. */
  readonly position: { readonly line: number; readonly col: number } | null
}

export type CaseProblemCode =
  | 'empty'
  | 'too-large'
  | 'invalid-utf8'
  | 'invalid-json'
  | 'too-deep'
  | 'duplicate-key'
  | 'wrong-type'
  | 'missing-key'
  | 'unknown-key'
  | 'unsupported-version'
  | 'unknown-context'
  | 'unknown-finding'
  | 'retired-finding'
  | 'unknown-option'
  | 'missing-unit'
  | 'unknown-unit'
  | 'impossible-value'
  | 'implausible-value'
  | 'likely-mixup'
  | 'text-too-long'
  | 'contradiction'
  /** Another kind of file, which the message names. */
  | 'not-a-case'
  /** There are more than are listed; with the others, never alone. */
  | 'too-many-problems'
