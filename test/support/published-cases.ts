/** The published cases of fixtures/cases, ranked with the built-in rules as `marrowdx score` ranks them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type AssessOptions, assess } from '../../src/core/assessment/assess.ts'
import { readCase } from '../../src/core/case/read.ts'
import type { Result } from '../../src/core/result/schema.ts'
import type { KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'

export const CASES = join(import.meta.dirname, '../../fixtures/cases')

/** `000-necrosis-before-biopsy`, …: report, disease and moment. */
export const slugs: readonly string[] = readdirSync(CASES)
  .filter((name) => name.endsWith('.json') && !name.endsWith('.out.json'))
  .map((name) => name.replace(/\.json$/, ''))
  .sort()

/** With a version that does not change from release to release; the digest is the one of the knowledge base. */
export function ranked(kb: KnowledgeBase, slug: string, options: Partial<AssessOptions> = {}): Result {
  const read = readCase(readFileSync(join(CASES, `${slug}.json`), 'utf8'), kb)
  if (read.case === null)
    throw new Error(`${slug}: ${read.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`)
  const result = assess(kb, read.case, { toolVersion: 'masked', warnings: read.problems, ...options })
  if ('problems' in result)
    throw new Error(`${slug}: ${result.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`)
  return result
}

/** What the report lets one expect at this moment; fixtures/README.md explains the keys. */
export interface Expectation {
  readonly first?: readonly string[]
  readonly amongFirstTwo?: readonly string[]
  readonly aheadOfOthers?: { readonly diagnoses: readonly string[]; readonly exceptFor: readonly string[] }
  readonly words?: Readonly<Record<string, string>>
  readonly notExcluded?: readonly string[]
  readonly excluded?: Readonly<Record<string, string>>
  readonly nextIncludesBurden?: string
  readonly nextIncludesGroup?: string
  readonly urgent?: readonly string[]
  readonly neverSays?: readonly string[]
}

/** fixtures-trace.test.ts checks the shape of every trace. */
export function expectationOf(slug: string): Expectation {
  return parse(readFileSync(join(CASES, `${slug}.trace.yaml`), 'utf8')).expect
}
