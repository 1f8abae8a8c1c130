/** The rule tests of the built-in pack: they pass, each says where its demand is said, and none is the case of a fixture. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { failuresOf, type RuleTest, readRuleTest } from '../../src/core/review/rule-test.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { REPOSITORY } from '../support/world.ts'

const kb = realKnowledge()
const FOLDER = join(REPOSITORY, 'rules/cases')
const names = readdirSync(FOLDER)

function read(name: string): RuleTest {
  const result = readRuleTest(readFileSync(join(FOLDER, name), 'utf8'), kb)
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  return result.test
}

/** Follows from the meaning of the answers alone. */
const WITHOUT_SOURCE = ['nothing-known.json']

describe('the rule tests of the built-in rules', () => {
  it.each(names)('%s passes', (name) => {
    expect(failuresOf(read(name), kb)).toEqual([])
  })

  it('cite a source, but for those that need none', () => {
    expect(names.filter((name) => (read(name).sources ?? []).length === 0)).toEqual(WITHOUT_SOURCE)
  })

  it('know nothing of the published cases: no order among them is fitted', () => {
    const published = readdirSync(join(REPOSITORY, 'fixtures/cases'))
      .filter((name) => name.endsWith('.json') && !name.endsWith('.out.json'))
      .map((name) =>
        JSON.stringify(JSON.parse(readFileSync(join(REPOSITORY, 'fixtures/cases', name), 'utf8')).findings),
      )
    for (const name of names) expect(published).not.toContain(JSON.stringify(Object(read(name).case).findings))
  })
})
