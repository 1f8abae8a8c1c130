/** The built-in rules as the tests see them: the parsed files, and the knowledge base they make. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadKnowledge } from '../../src/core/rules/compile.ts'
import type { WholeKnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import { parseRuleFile } from '../../src/core/rules/parse.ts'
import type { RuleFile } from '../../src/core/rules/schema.ts'

const ROOT = join(import.meta.dirname, '../..')

export const ruleTexts = readdirSync(join(ROOT, 'rules'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => ({ name: `rules/${name}`, text: readFileSync(join(ROOT, 'rules', name), 'utf8') }))

/** Every file by name; a file that does not parse fails the test that asks for it. */
export const ruleFiles: readonly { readonly name: string; readonly value: RuleFile }[] = ruleTexts.map((file) => {
  const { value } = parseRuleFile(file)
  if (value === null) throw new Error(`${file.name} does not parse; run: marrowdx rules check`)
  return { name: file.name, value }
})

export function realKnowledge(without: (name: string) => boolean = () => false): WholeKnowledgeBase {
  const { kb, diagnostics } = loadKnowledge(
    ruleTexts.filter(({ name }) => !without(name)),
    'sha256-test',
  )
  if (kb === null) throw new Error(`the built-in rules do not load: ${diagnostics.map(({ code }) => code).join(', ')}`)
  return kb
}
