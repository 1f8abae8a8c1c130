/** `marrowdx score`: one case in, one result out; with several cases the same for each, in order. */

import { type AssessOptions, assess } from '../../core/assessment/assess.ts'
import type { CaseProblem } from '../../core/case/answers.ts'
import { readCase } from '../../core/case/read.ts'
import type { Result } from '../../core/result/schema.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { redrawnBy, USUAL_REDRAWS } from '../../io/compiled-draws.ts'
import { faultIn, inputName, readCaseText } from '../../io/input.ts'
import { distOf, type World } from '../../io/world.ts'
import { formatterFor } from '../../render/formats.ts'
import {
  type CaseFailure,
  type DocumentName,
  type FormatName,
  type Formatter,
  failureOf,
  type Place,
} from '../../render/formatter.ts'
import { errorLines, placed, problemLines } from '../case-problems.ts'
import type { Ending } from '../exit-codes.ts'
import { type CausalityWish, causalityFault } from '../options/causality.ts'
import { type RedrawFlags, redrawsOf, rulesFor } from '../options/stability.ts'
import { failed, type Report, type Session } from '../report.ts'
import { textStyle } from '../terminal.ts'
import { TOOL_VERSION } from '../version.ts'

export interface ScoreOptions extends CausalityWish, RedrawFlags {
  readonly format: FormatName | DocumentName
  readonly requireScope?: true
}

/** One case, ranked or not, with what is to be said of it. */
type Scored = { readonly ending: Ending; readonly stderr: readonly string[] } & (
  | { readonly result: Result }
  | { readonly failure: CaseFailure }
)

/** Of several endings the first of these is that of the run. */
const WORST_FIRST = ['io', 'case', 'gate'] as const satisfies readonly Ending[]

/** A gate that did not hold is said whether or not notes are wanted. */
function answered(
  name: string,
  result: Result,
  warnings: readonly CaseProblem[],
  { quiet, requireScope }: Wishes,
): Scored {
  const notes = quiet ? [] : problemLines(name, warnings)
  if (!requireScope || result.status === 'ranked') return { ending: 'done', result, stderr: notes }
  return {
    ending: 'gate',
    result,
    stderr: [...notes, `${name}: no ranking (${result.status}), and --require-scope was given`],
  }
}

interface Wishes {
  readonly quiet: boolean
  readonly requireScope: boolean
  readonly about: CausalityWish & Pick<AssessOptions, 'redrawn'>
}

/** In UTF-16 units; the usual case has a hundredth of it. */
const LONG_TEXT = 256 * 1024

const placeOf = (file: string): Place => ({ file: inputName(file) })

async function scoreOne(kb: KnowledgeBase, file: string, world: World, wishes: Wishes): Promise<Scored> {
  const input = await readCaseText(file, world)
  if (!input.ok) {
    const { kind, code, message, lines } = input.failure
    return {
      ending: kind,
      failure: { at: placeOf(file), error: { code, message, path: '' }, others: [] },
      stderr: lines,
    }
  }
  const { name, text } = input.value
  if (text.length > LONG_TEXT) await world.endLater()
  const read = readCase(text, kb)
  const ranked =
    read.case === null
      ? read
      : assess(kb, read.case, { toolVersion: TOOL_VERSION, warnings: read.problems, ...wishes.about })
  if (!('problems' in ranked)) return answered(name, ranked, read.problems, wishes)
  const problems = ranked === read ? read.problems : placed(text, ranked.problems)
  return { ending: 'case', failure: failureOf(placeOf(file), problems), stderr: errorLines(name, problems) }
}

const pieceOf = (file: string, scored: Scored, formatter: Formatter): string =>
  'result' in scored ? formatter.result(scored.result, placeOf(file)) : formatter.failure(scored.failure)

/** What leaves as one file about one patient must not hold another. */
const tooManyFor = (format: ScoreOptions['format'], files: readonly string[]): string | null =>
  format === 'html' && files.length > 1
    ? 'error: --format html makes one document about one case; run it once for each file'
    : null

export async function score(named: readonly string[], scoreOptions: ScoreOptions, session: Session): Promise<Report> {
  const { format, requireScope, causality: drug, ownReport } = scoreOptions
  const causality: CausalityWish = {
    ...(drug !== undefined && { causality: drug }),
    ...(ownReport !== undefined && { ownReport }),
  }
  const { world, options } = session
  const files = named.length === 0 ? ['-'] : named
  const wrong = faultIn(files) ?? tooManyFor(format, files)
  if (wrong !== null) return { ending: 'usage', stdout: '', stderr: [wrong] }
  const redraws = redrawsOf(scoreOptions, USUAL_REDRAWS.runs)
  if ('wrong' in redraws) return { ending: 'usage', stdout: '', stderr: [redraws.wrong] }
  const alone = files.length === 1
  if (alone) await world.endSoon()
  const rules = await rulesFor(session, redraws)
  if (!rules.ok) return failed(rules.failure)
  const fault = causalityFault(rules.value, causality)
  if (fault !== null) return { ending: 'usage', stdout: '', stderr: [fault] }
  const formatter = await formatterFor(format, {
    style: () => textStyle(options, world.env, world.stdout),
    titled: !alone,
  })
  const wishes = {
    quiet: options.quiet,
    requireScope: requireScope === true,
    about: { ...causality, redrawn: redrawnBy(rules.value, redraws, distOf(world)) },
  }
  const pieces: string[] = []
  const endings = new Set<Ending>()
  const stderr: string[] = []
  for (const file of files) {
    const scored = await scoreOne(rules.value, file, world, wishes)
    if (alone && 'failure' in scored) return { ending: scored.ending, stdout: '', stderr: scored.stderr }
    pieces.push(pieceOf(file, scored, formatter))
    endings.add(scored.ending)
    stderr.push(...scored.stderr)
  }
  const ending = WORST_FIRST.find((each) => endings.has(each)) ?? 'done'
  return { ending, stdout: formatter.head + pieces.join(formatter.between), stderr }
}
