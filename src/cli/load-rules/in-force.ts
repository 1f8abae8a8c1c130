/** The rules for a command: loaded, with their diagnostics in words; errors end the command. */
import type { Diagnostic } from '../../core/rules/diagnostic.ts'
import type { KnowledgeBase, WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { type RulesVersion, readCompiled, readCompiledVersion, readCompiledWhole } from '../../io/compiled.ts'
import { extraPack, type LoadedRules, type RuleText, rulesInForce } from '../../io/rules.ts'
import { fail, type Outcome, succeed } from '../../io/system-errors.ts'
import type { Session } from '../report.ts'

interface KnownRules<K> {
  readonly kb: K
  /** Diagnostics that are no errors, in words. */
  readonly warnings: readonly string[]
}

export const extraOf = ({ world, options }: Session): ReturnType<typeof extraPack> | null =>
  options.rules === null ? null : extraPack(options.rules, world.cwd)

/** One entry a line of output, in the order of the loader. */
async function inWords(diagnostics: readonly Diagnostic[], files: readonly RuleText[]): Promise<readonly string[]> {
  if (diagnostics.length === 0) return []
  const { renderDiagnostics } = await import('../../render/diagnostics.ts')
  return renderDiagnostics(diagnostics, files).trimEnd().split('\n')
}

export async function accepted<K>({ kb, diagnostics, files }: LoadedRules<K>): Promise<Outcome<KnownRules<K>>> {
  const words = await inWords(diagnostics, files)
  return kb === null ? fail('rules', ...words) : succeed({ kb, warnings: words })
}

/** Diagnostics that are only warnings are said by `rules check`, not by every command that uses the rules. */
async function rulesFor<K>(session: Session, read: (folder: string) => K): Promise<Outcome<K | WholeKnowledgeBase>> {
  const loaded = await rulesInForce(session.world.packageFolder, extraOf(session), read)
  if (!loaded.ok) return loaded
  const rules = await accepted(loaded.value)
  return rules.ok ? succeed(rules.value.kb) : rules
}

export const knownRules = (session: Session): Promise<Outcome<KnowledgeBase>> => rulesFor(session, readCompiled)

/** Which rules, and no more of them. */
export const rulesVersion = (session: Session): Promise<Outcome<RulesVersion>> => rulesFor(session, readCompiledVersion)

/** With what only a listing shows. */
export const wholeRules = (session: Session): Promise<Outcome<WholeKnowledgeBase>> =>
  rulesFor(session, readCompiledWhole)
