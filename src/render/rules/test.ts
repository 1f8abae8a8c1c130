/** How the rule tests ended: every failed expectation, and how many tests pass. */
import { hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'

export interface EndedRuleTest {
  readonly file: string
  readonly about: string
  /** In words; empty where the test passes. */
  readonly failures: readonly string[]
}

export function testsText(tests: readonly EndedRuleTest[], style: TextStyle): string {
  const failed = tests.filter(({ failures }) => failures.length > 0)
  const lines = failed.flatMap(({ file, about, failures }) => [
    ...hang('', file, style.width).map(style.paint.strong),
    ...hang('    ', about, style.width),
    ...failures.flatMap((failure) => hang('    failed: ', failure, style.width).map(style.paint.bad)),
  ])
  return [...lines, `${tests.length} rule test${tests.length === 1 ? '' : 's'}, ${failed.length} failed`, ''].join('\n')
}
