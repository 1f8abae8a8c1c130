/** `marrowdx rules diff`: what two folders of rules say differently, and how cases move with it. */
import { movesOf } from '../../core/review/case-shift.ts'
import { diffEntries } from '../../core/review/diff.ts'
import { entriesOf } from '../../core/review/rule-entries.ts'
import { readCaseText } from '../../io/input.ts'
import { renderJson } from '../../render/json.ts'
import { diffJson, diffText, type NamedMoves } from '../../render/rules/diff.ts'
import { errorLines } from '../case-problems.ts'
import { type ReadRules, rulesInFolder } from '../load-rules/from-files.ts'
import { done, type Format, failed, type Report, type Session } from '../report.ts'
import { textStyle } from '../terminal.ts'

export interface DiffOptions {
  readonly format: Format
  readonly case?: readonly string[]
}

async function movesIn(
  files: readonly string[],
  old: ReadRules,
  next: ReadRules,
  { world }: Session,
): Promise<readonly NamedMoves[] | Report> {
  const cases: NamedMoves[] = []
  for (const file of files) {
    const input = await readCaseText(file, world)
    if (!input.ok) return failed(input.failure)
    const { name, text } = input.value
    const moves = movesOf(text, old.kb, next.kb)
    if (moves.status.old === 'refused' && moves.status.new === 'refused')
      return { ending: 'case', stdout: '', stderr: errorLines(name, moves.problems.new) }
    cases.push({ case: name, ...moves })
  }
  return cases
}

export async function rulesDiff(old: string, next: string, options: DiffOptions, session: Session): Promise<Report> {
  const { world } = session
  if (session.options.rules !== null)
    return { ending: 'usage', stdout: '', stderr: ['error: rules diff compares whole folders; leave out --rules'] }
  const before = await rulesInFolder(old, world.cwd)
  if (!before.ok) return failed(before.failure)
  const after = await rulesInFolder(next, world.cwd)
  if (!after.ok) return failed(after.failure)
  const cases = await movesIn(options.case ?? [], before.value, after.value, session)
  if ('ending' in cases) return cases
  const changes = diffEntries(entriesOf(before.value.parsed), entriesOf(after.value.parsed))
  if (options.format === 'text')
    return done(diffText(changes, cases, await textStyle(session.options, world.env, world.stdout)))
  const [oldRules, newRules] = [before.value, after.value].map(({ kb: { version, digest } }) => ({ version, digest }))
  return done(renderJson({ schemaVersion: 1, old: oldRules, new: newRules, ...diffJson(changes, cases) }))
}
