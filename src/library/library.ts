/** `import { loadRules, rank } from 'marrowdx'`: the rules in force and the ranking of one case, for other programs. What they promise is surface.ts. */
import { fileURLToPath } from 'node:url'
import { placed } from '../cli/case-problems.ts'
import { TOOL_VERSION } from '../cli/version.ts'
import { assess } from '../core/assessment/assess.ts'
import type { CaseProblem } from '../core/case/answers.ts'
import { readCase, readCaseValue } from '../core/case/read.ts'
import { namedRules } from '../core/result/named-rules.ts'
import type { Diagnostic } from '../core/rules/diagnostic.ts'
import type { KnowledgeBase } from '../core/rules/knowledge-base.ts'
import { sortedBy } from '../core/text/sort.ts'
import { readCompiled } from '../io/compiled.ts'
import { redrawnBy, USUAL_REDRAWS } from '../io/compiled-draws.ts'
import { CASE_LIMIT, TOO_LARGE } from '../io/input.ts'
import { extraPack, type LoadedRules, loadRuleFiles, rulesInForce } from '../io/rules.ts'
import { type Failure, type Outcome, succeed } from '../io/system-errors.ts'
import type * as surface from './surface.ts'
import type { Ranked, RuleProblem, RuleSource, Rules } from './surface.ts'

/** Here and, built, in dist/library/. */
const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url))

/** What rules stand for: their shape is no promise. */
const knowledge = new WeakMap<Rules, KnowledgeBase>()

/** With every part read, so that nothing that happens to the files later can reach a result. */
function readAtOnce(folder: string): KnowledgeBase {
  const kb = readCompiled(folder)
  return { ...kb, contexts: kb.contexts.map((context) => ({ ...context })) }
}

async function load({ pack, files }: RuleSource): Promise<Outcome<LoadedRules<KnowledgeBase>>> {
  if (files === undefined)
    return rulesInForce(PACKAGE_FOLDER, pack === undefined ? null : extraPack(pack, process.cwd()), readAtOnce)
  return succeed(
    await loadRuleFiles(
      sortedBy(files, ({ name }) => name).map(({ name, text }) => ({ name, bytes: Buffer.from(text) })),
    ),
  )
}

const unusable = ({ kind, lines }: Failure): RuleProblem => ({
  code: kind === 'io' ? 'unreadable' : 'unusable',
  severity: 'error',
  message: lines.join('\n'),
  file: null,
  position: null,
})

async function inWords(diagnostics: readonly Diagnostic[]): Promise<readonly RuleProblem[]> {
  if (diagnostics.length === 0) return []
  const { wordsOf } = await import('../render/diagnostics/words.ts')
  return diagnostics.map((one) => {
    const { sentence, hint } = wordsOf(one)
    const { file, line, col } = one.location
    const message = hint === '' ? sentence : `${sentence}; ${hint}`
    return { code: one.code, severity: one.severity, message, file, position: { line, col } }
  })
}

export const loadRules: typeof surface.loadRules = async (source = {}) => {
  const loaded = await load(source)
  if (!loaded.ok) return { ok: false, problems: [unusable(loaded.failure)] }
  const { kb, diagnostics } = loaded.value
  const problems = await inWords(diagnostics)
  if (kb === null) return { ok: false, problems }
  const rules: Rules = Object.freeze(namedRules(kb))
  knowledge.set(rules, kb)
  return { ok: true, rules, warnings: problems }
}

const TOO_LONG: CaseProblem = { code: 'too-large', severity: 'error', path: '', message: TOO_LARGE, position: null }

function read(caseFile: unknown, kb: KnowledgeBase): ReturnType<typeof readCase> {
  if (typeof caseFile !== 'string') return readCaseValue(caseFile, kb)
  return Buffer.byteLength(caseFile) > CASE_LIMIT ? { case: null, problems: [TOO_LONG] } : readCase(caseFile, kb)
}

/** Contradictions are found after reading; only a text has a place to show. */
const inText = (caseFile: unknown, problems: readonly CaseProblem[]): readonly CaseProblem[] =>
  typeof caseFile === 'string' ? placed(caseFile, problems) : problems

function rankWith(kb: KnowledgeBase, caseFile: unknown): Ranked {
  const { case: kase, problems } = read(caseFile, kb)
  if (kase === null) return { ok: false, problems }
  const redrawn = redrawnBy(kb, USUAL_REDRAWS, `${PACKAGE_FOLDER}/dist`)
  const result = assess(kb, kase, { toolVersion: TOOL_VERSION, warnings: problems, redrawn })
  if ('problems' in result) return { ok: false, problems: inText(caseFile, result.problems) }
  // Parts of a result belong to the rules; who changes his result must not change the next one.
  return { ok: true, result: structuredClone(result), warnings: problems }
}

export const rank: typeof surface.rank = (rules, caseFile) => {
  const kb = knowledge.get(rules)
  if (kb === undefined) throw new TypeError('rank: the first argument is not the `rules` of what loadRules gave')
  return rankWith(kb, caseFile)
}
