/** The run of a stream: blocks in, results out in the same order, counted, until the input ends or something ends it before. */
import type { Signal } from '../../io/signals.ts'
import type { World } from '../../io/world.ts'
import { type BlockResult, tooLargeLine } from './block.ts'
import { conveyor } from './conveyor.ts'
import { inputPieces } from './input.ts'
import type { StreamOptions } from './options.ts'
import type { Ended, Pool } from './pool.ts'
import type { Counts, Progress } from './progress.ts'

/** Why nothing more was read or written. */
export type Cause =
  | { readonly kind: 'end' | 'fail-fast' }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'unwritten'; readonly code: string }
  | { readonly kind: 'ended'; readonly why: string }
  | { readonly kind: 'signal'; readonly signal: Signal }

export interface Ran {
  /** Of what was written. */
  readonly counts: Counts
  readonly cause: Cause
}

export interface Setting {
  readonly world: World
  readonly options: StreamOptions
  readonly pool: Pool
  readonly progress: Progress
}

/** `cut` is set by what makes all further results worthless; a signal and a failed read still let out what is on its way. */
interface State {
  lines: number
  errors: number
  warned: number
  cut: Cause | null
}

/** Writes results in order; the first that cannot be written, or that is no result, is the last. */
function writer(
  { world, options, progress }: Setting,
  state: State,
  stop: () => void,
): (result: BlockResult | Ended) => Promise<void> {
  let before = ''
  const end = (cause: Cause): void => {
    state.cut = cause
    stop()
  }
  return async (result) => {
    if (state.cut !== null) return
    if ('ended' in result) return end({ kind: 'ended', why: result.ended })
    const code = await world.stdout.writeBytes(
      before === '' ? result.out : Buffer.concat([Buffer.from(before), result.out]),
    )
    if (result.lines > 0) before = options.formatter.between
    if (code !== null) return end({ kind: 'unwritten', code })
    state.lines += result.lines
    state.errors += result.errors
    state.warned += result.warned
    if (options.failFast && result.errors > 0) return end({ kind: 'fail-fast' })
    await progress.show(state)
  }
}

/** The first signal stops the reading; a second one meets nobody and ends the process. */
function stopOnSignal(
  { signals }: World,
  stop: () => void,
): { readonly release: () => void; readonly caught: () => Signal | null } {
  let caught: Signal | null = null
  const release = signals.onSignal((signal) => {
    release()
    caught = signal
    stop()
  })
  return { release, caught: () => caught }
}

async function scoreAll(
  files: readonly string[],
  setting: Setting,
  state: State,
  stop: AbortController,
): Promise<Cause> {
  const { world, options, pool } = setting
  const { head } = options.formatter
  const abort = (): void => stop.abort()
  const belt = conveyor(pool.width, writer(setting, state, abort), abort)
  let cause: Cause = { kind: 'end' }
  // A table without rows still has its heading.
  if (head !== '') await belt.put(Promise.resolve({ out: Buffer.from(head), lines: 0, errors: 0, warned: 0 }))
  for await (const piece of inputPieces(files, world, stop.signal)) {
    if (stop.signal.aborted) break
    if (piece.kind === 'unreadable') cause = piece
    else if (piece.kind === 'too-large') await belt.put(Promise.resolve(tooLargeLine(options, piece.line)))
    else await belt.put(pool.score(piece.bytes, piece.firstLine))
  }
  await belt.drained()
  return state.cut ?? cause
}

/** Scores every line of the files; `-` is standard input. Rejects only for a defect. */
export async function runStream(files: readonly string[], setting: Setting): Promise<Ran> {
  const state: State = { lines: 0, errors: 0, warned: 0, cut: null }
  const stop = new AbortController()
  const signals = stopOnSignal(setting.world, () => stop.abort())
  try {
    const cause = await scoreAll(files, setting, state, stop)
    const signal = signals.caught()
    return { counts: state, cause: signal === null || state.cut !== null ? cause : { kind: 'signal', signal } }
  } finally {
    signals.release()
    setting.pool.stop()
    await setting.progress.clear()
  }
}
