/** `marrowdx stream`: one case a line in, one result a line out. Loaded only for this command; a thread of --jobs begins here as well. */

import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { RulesVersion } from '../../io/compiled.ts'
import { redrawnBy } from '../../io/compiled-draws.ts'
import { faultIn } from '../../io/input.ts'
import type { Threads } from '../../io/threads.ts'
import { distOf, type Output, type World } from '../../io/world.ts'
import { formatterFor } from '../../render/formats.ts'
import { rulesVersion } from '../load-rules/in-force.ts'
import { rulesFor } from '../options/stability.ts'
import { failed, type Report, type Session, unwritten } from '../report.ts'
import { blockScorer, type ScoreBlock } from '../stream/block.ts'
import { choiceOf, fieldsUnder, type StreamChoice, type StreamFlags, type StreamOptions } from '../stream/options.ts'
import { type Pool, threadPool } from '../stream/pool.ts'
import { counted, progressOf, summary } from '../stream/progress.ts'
import { type Cause, type Ran, runStream } from '../stream/run.ts'
import { serve } from '../stream/worker.ts'
import { textStyle } from '../terminal.ts'
import { TOOL_VERSION } from '../version.ts'

/** Everything that came out is in place already; what is left is how it ended, and what is said of it. */
export async function stream(files: readonly string[], flags: StreamFlags, session: Session): Promise<Report> {
  const choice = choiceOf(flags)
  if ('wrong' in choice) return misused(...choice.wrong, 'See: marrowdx stream --help')
  const fault = faultIn(files)
  if (fault !== null) return misused(fault)
  const threads = await session.world.threads()
  if (threads.parent !== null) return scoreForParent(threads.parent, flags, choice, session)
  return choice.jobs === 1
    ? scoreHere(files, flags, choice, session)
    : scoreInThreads(files, flags, choice, threads, session)
}

const misused = (...stderr: readonly string[]): Report => ({ ending: 'usage', stdout: '', stderr })

async function optionsOf(
  flags: StreamFlags,
  { fields }: StreamChoice,
  session: Session,
  stdout: Output,
  redrawn: StreamOptions['redrawn'],
  rules: RulesVersion,
): Promise<StreamOptions> {
  const style = () => textStyle(session.options, session.world.env, stdout)
  const formatter = await formatterFor(flags.format, { style, titled: true })
  return {
    format: flags.format,
    formatter,
    fields: fieldsUnder(rules, fields),
    failFast: flags.failFast === true,
    toolVersion: TOOL_VERSION,
    redrawn,
  }
}

async function scoreForParent(
  parent: NonNullable<Threads['parent']>,
  flags: StreamFlags,
  choice: StreamChoice,
  session: Session,
): Promise<Report> {
  const rules = await rulesFor(session, choice.redraws)
  if (!rules.ok) return failed(rules.failure)
  const redrawn = redrawnFor(rules.value, choice, session)
  const options = await optionsOf(
    flags,
    choice,
    session,
    { ...session.world.stdout, ...parent.stdout },
    redrawn,
    rules.value,
  )
  return serve(parent, blockScorer(rules.value, options))
}

async function scoreHere(
  files: readonly string[],
  flags: StreamFlags,
  choice: StreamChoice,
  session: Session,
): Promise<Report> {
  const rules = await rulesFor(session, choice.redraws)
  if (!rules.ok) return failed(rules.failure)
  const options = await optionsOf(
    flags,
    choice,
    session,
    session.world.stdout,
    redrawnFor(rules.value, choice, session),
    rules.value,
  )
  const pool = inThisThread(blockScorer(rules.value, options))
  await session.world.goOn()
  return finished(files, options, pool, rules.value, session)
}

const redrawnFor = (kb: KnowledgeBase, { redraws }: StreamChoice, { world }: Session): StreamOptions['redrawn'] =>
  redrawnBy(kb, redraws, distOf(world))

const inThisThread = (score: ScoreBlock): Pool => ({
  width: 1,
  score: async (block, firstLine) => score(block, firstLine),
  stop: () => {},
})

/** The rules are looked at here too: what is wrong with them is said once, and before anything is read. */
async function scoreInThreads(
  files: readonly string[],
  flags: StreamFlags,
  choice: StreamChoice,
  threads: Threads,
  session: Session,
): Promise<Report> {
  const rules = await rulesVersion(session)
  if (!rules.ok) return failed(rules.failure)
  const { stdout } = session.world
  // Only the threads rank.
  const options = await optionsOf(flags, choice, session, stdout, undefined, rules.value)
  const pool = threadPool(choice.jobs, () => threads.start({ isTTY: stdout.isTTY, columns: stdout.columns }))
  return finished(files, options, pool, rules.value, session)
}

async function finished(
  files: readonly string[],
  options: StreamOptions,
  pool: Pool,
  rules: RulesVersion,
  { world, options: common }: Session,
): Promise<Report> {
  const progress = progressOf(world, common)
  const ran = await runStream(files.length === 0 ? ['-'] : files, { world, options, pool, progress })
  const report = reportOf(ran, common.quiet ? [] : [summary(ran.counts, rules)])
  return ran.cause.kind === 'signal' ? raised(ran.cause, report, world) : report
}

/** What is said goes out first: behind the signal there is nobody to say it. */
async function raised({ signal }: Extract<Cause, { kind: 'signal' }>, report: Report, world: World): Promise<Report> {
  await world.stderr.write(report.stderr.map((line) => `${line}\n`).join(''))
  world.signals.raise(signal)
  return { ...report, stderr: [] }
}

function reportOf({ counts, cause }: Ran, summing: readonly string[]): Report {
  const said = (ending: Report['ending'], ...lines: readonly string[]): Report => ({
    ending,
    stdout: '',
    stderr: [...lines, ...summing],
  })
  const upTo = counted(counts.lines, 'line')
  switch (cause.kind) {
    case 'end':
      return said(counts.errors === 0 ? 'done' : 'case')
    case 'fail-fast':
      return said('case', `marrowdx: stopped at the first error, as asked; ${upTo} read`)
    case 'unreadable':
      return said('io', cause.message)
    case 'unwritten':
      return unwritten(cause.code)
    case 'ended':
      return {
        ending: 'defect',
        stdout: '',
        stderr: [
          `marrowdx: a thread ended before its work was done (${cause.why}); ${upTo} done, all of them whole; please report it with the command line and marrowdx --version, without the cases`,
        ],
      }
    case 'signal':
      // Where the signal ends nothing, as for the first process of a container, the status must still not be 0.
      return said('left', `marrowdx: stopped by ${cause.signal}; ${upTo} done`)
  }
}
