/**
 * What a program sees that imports marrowdx; library.ts does it. Declarations alone: the build writes this file out as it stands, with the result and
 * the case file made from their JSON Schemas (build/declarations.ts), so that they need neither the sources nor any other package.
 */
import type { CaseProblem } from '../core/case/problem.ts'
import type { Result } from '../core/result/schema.ts'

/** Rules that were read and checked; what `loadRules` gives and `rank` takes. It does not change, and touches no file any more. */
export interface Rules {
  /** As every result names it. */
  readonly version: string
  /** `sha256-…` over the names and texts of all rule files. */
  readonly digest: string
  /** The further folders among them, each with the digest of its own; left out where there are none. */
  readonly packs?: readonly { readonly name: string; readonly digest: string }[]
}

/**
 * Which rules: those of the package; with `pack`, those and the rule files (`*.yaml`) in a further folder, as `marrowdx --rules`; with `files`,
 * these texts and no others.
 */
export type RuleSource =
  | { readonly pack?: string | undefined; readonly files?: undefined }
  | { readonly pack?: undefined; readonly files: readonly { readonly name: string; readonly text: string }[] }

/** Something wrong with a rule file, or odd about it. */
export interface RuleProblem {
  /** Permanent: as `marrowdx rules check` prints it; `unreadable` or `unusable` for a file or folder that could not be taken at all. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** What is wrong, and what would be right. */
  readonly message: string
  /** Null where the message names it. */
  readonly file: string | null
  /** From 1; a column is a UTF-16 unit. */
  readonly position: { readonly line: number; readonly col: number } | null
}

export type Loaded =
  | { readonly ok: true; readonly rules: Rules; readonly warnings: readonly RuleProblem[] }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] }

export type Ranked =
  | { readonly ok: true; readonly result: Result; readonly warnings: readonly CaseProblem[] }
  | { readonly ok: false; readonly problems: readonly CaseProblem[] }

/**
 * Reads and checks rules; without an argument those of the package. Load them once and rank as many cases as you like.
 * What is wrong with them is a value: the promise is rejected only where the installation itself is broken.
 */
export declare function loadRules(source?: RuleSource): Promise<Loaded>

/**
 * Ranks one case: a CaseFile, or its JSON text. The result is that of `marrowdx score --format json`. Nothing about the case is taken on trust, so
 * that anything may be passed; what is wrong with it is a value, with all problems at once, warnings among them.
 * Pure: the same rules and the same case give the same result. It throws only where the first argument did not come from `loadRules`.
 */
export declare function rank(rules: Rules, caseFile: unknown): Ranked
