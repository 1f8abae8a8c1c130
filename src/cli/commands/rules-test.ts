/** `marrowdx rules test`: the rule tests of the packs in force, or those of a folder; an expectation that does not hold is status 1. */

import { namedRules } from '../../core/result/named-rules.ts'
import { failuresOf, readRuleTest } from '../../core/review/rule-test.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { cleanText } from '../../core/text/printable.ts'
import { extraPack, type RuleText, readRuleTests, ruleTestFolders } from '../../io/rules.ts'
import { fail, type Outcome, succeed } from '../../io/system-errors.ts'
import { renderJson } from '../../render/json.ts'
import { type EndedRuleTest, testsText } from '../../render/rules/test.ts'
import { extraOf, knownRules } from '../load-rules/in-force.ts'
import { type Format, failed, type Report, type Session } from '../report.ts'
import { textStyle } from '../terminal.ts'

function testTexts(folder: string | undefined, session: Session): Outcome<readonly RuleText[]> {
  const { packageFolder, cwd } = session.world
  const folders = folder === undefined ? ruleTestFolders(packageFolder, extraOf(session)) : [extraPack(folder, cwd)]
  if (folders.length === 0) return fail('io', 'rules/cases: no such folder; name one, or add rule tests')
  const texts: RuleText[] = []
  for (const place of folders) {
    const read = readRuleTests(place)
    if (!read.ok) return read
    texts.push(...read.value.map(({ name, bytes }) => ({ name, text: bytes.toString('utf8') })))
  }
  return succeed(texts)
}

/** All that is wrong with any of the files ends the run: a test that cannot be read proves nothing. */
function runTests(texts: readonly RuleText[], kb: KnowledgeBase): Outcome<readonly EndedRuleTest[]> {
  const read = texts.map(({ name, text }) => ({ file: cleanText(name), read: readRuleTest(text, kb) }))
  const wrong = read.flatMap(({ file, read }) =>
    'test' in read ? [] : read.problems.map((problem) => `${file}: ${problem}`),
  )
  if (wrong.length > 0) return fail('rules', ...wrong)
  return succeed(
    read.flatMap(({ file, read }) =>
      'test' in read ? [{ file, about: read.test.about, failures: failuresOf(read.test, kb) }] : [],
    ),
  )
}

export async function rulesTest(folder: string | undefined, format: Format, session: Session): Promise<Report> {
  const rules = await knownRules(session)
  if (!rules.ok) return failed(rules.failure)
  const texts = testTexts(folder, session)
  if (!texts.ok) return failed(texts.failure)
  const tests = runTests(texts.value, rules.value)
  if (!tests.ok) return failed(tests.failure)
  const { world, options } = session
  const ending = tests.value.every(({ failures }) => failures.length === 0) ? 'done' : 'gate'
  const stdout =
    format === 'text'
      ? testsText(tests.value, await textStyle(options, world.env, world.stdout))
      : renderJson({ schemaVersion: 1, rules: namedRules(rules.value), tests: tests.value })
  return { ending, stdout, stderr: [] }
}
