/** The answers of the published cases as their files have them, one by one. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CASES, slugs } from './published-cases.ts'

interface PublishedAnswer {
  readonly slug: string
  readonly finding: string
  readonly value: unknown
}

export const findingsOf = (slug: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(CASES, `${slug}.json`), 'utf8')).findings

export const published = (): readonly PublishedAnswer[] =>
  slugs.flatMap((slug) => Object.entries(findingsOf(slug)).map(([finding, value]) => ({ slug, finding, value })))
