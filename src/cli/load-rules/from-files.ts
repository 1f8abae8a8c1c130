/** The rules read from their files, also where compiled ones stand for them: entries and places, for those who read the rules themselves. */
import type { WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { ParsedFile } from '../../core/rules/parse.ts'
import { extraPack, loadRuleFiles, type RuleBytes, readRuleFiles, readRuleFolder } from '../../io/rules.ts'
import { type Outcome, succeed } from '../../io/system-errors.ts'
import type { Report, Session } from '../report.ts'
import { accepted, extraOf } from './in-force.ts'

export interface ReadRules {
  readonly kb: WholeKnowledgeBase
  readonly parsed: readonly ParsedFile[]
}

async function loaded(files: readonly RuleBytes[]): Promise<Outcome<ReadRules>> {
  const rules = await loadRuleFiles(files)
  const kb = await accepted(rules)
  return kb.ok ? succeed({ kb: kb.value.kb, parsed: rules.parsed }) : kb
}

/** The built-in rules with the further pack, if any. */
export async function rulesFromFiles(session: Session): Promise<Outcome<ReadRules>> {
  const files = readRuleFiles(session.world.packageFolder, extraOf(session))
  return files.ok ? loaded(files.value) : files
}

/** The rules of one folder, with the digest that they would have as the built-in ones; a problem names the folder. */
export async function rulesInFolder(folder: string, cwd: string): Promise<Outcome<ReadRules>> {
  const place = extraPack(folder, cwd)
  const files = readRuleFolder(place)
  if (!files.ok) return files
  const rules = await loadRuleFiles(
    files.value.map(({ name, bytes }) => ({ name: `rules${name.slice(place.name.length)}`, bytes })),
  )
  return rules.kb === null ? loaded(files.value) : succeed({ kb: rules.kb, parsed: rules.parsed })
}

export const unknownId = (id: string, nearest: string | null, expected = 'id of the rules'): Report => ({
  ending: 'usage',
  stdout: '',
  stderr: [`error: "${id}" is no ${expected}${nearest === null ? '' : `; did you mean "${nearest}"?`}`],
})
