/** docs/safety.md names for each promise the test that holds it: every one of them exists. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REPOSITORY } from './support/world.ts'

const textOf = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8')
const rows = [...textOf('docs/safety.md').matchAll(/^\| (?!it must never|-)(.+?) \| (`.+) \|$/gm)].map(
  ([, promise = '', tests = '']) => ({
    promise,
    // In the second column every path begins a part, and test names follow it.
    tests: tests.split(/[,;] (?=`(?:test|rules)\/)/).map((part) => {
      const [, path = '', names] = /^`([^`]+)`(?: › (.+))?$/.exec(part) ?? []
      return { path, names: names?.split('; ') ?? [] }
    }),
  }),
)

describe('docs/safety.md', () => {
  it('has a promise for every part of the tool', () => {
    expect(rows.length).toBeGreaterThan(25)
  })

  it.each(rows)('names a test that exists: $promise', ({ tests }) => {
    for (const { path, names } of tests) {
      expect(existsSync(join(REPOSITORY, path)), path).toBe(true)
      if (path.startsWith('test/')) expect(names.length, path).toBeGreaterThan(0)
      for (const name of names) expect(textOf(path), path).toContain(name)
    }
  })
})
