/** Lines from a terminal, one at a time, and only those typed while somebody waits for one: an answer must never fall to the next question. */

export interface LineInput {
  /** Drops what was typed ahead. */
  readonly drain: () => Promise<void>
  /** Null at the end of the input, or when the conversation is aborted. */
  readonly next: () => Promise<string | null>
  readonly close: () => void
}

const nextTurn = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve))

export function openLines(input: NodeJS.ReadableStream, leave: AbortSignal): LineInput {
  let text = ''
  let ended = leave.aborted
  let arrivals = 0
  let waiting: ((line: string | null) => void) | null = null
  const deliver = (line: string | null): void => {
    const receive = waiting
    waiting = null
    text = ''
    receive?.(line)
  }
  const onData = (chunk: string | Buffer): void => {
    arrivals += 1
    if (waiting === null) return
    text += chunk.toString()
    const at = text.indexOf('\n')
    if (at >= 0) deliver(text.slice(0, at).replace(/\r$/, ''))
  }
  const onEnd = (): void => {
    ended = true
    deliver(null)
  }
  const ends = ['end', 'close', 'error']
  input.on('data', onData)
  for (const event of ends) input.on(event, onEnd)
  leave.addEventListener('abort', onEnd)
  return {
    drain: () => drained(() => arrivals),
    next: () =>
      new Promise((resolve) => {
        if (ended) resolve(null)
        else waiting = resolve
      }),
    close: () => {
      input.removeListener('data', onData)
      for (const event of ends) input.removeListener(event, onEnd)
      leave.removeEventListener('abort', onEnd)
      input.pause()
    },
  }
}

/** Turns of the event loop without any input after which there is no more of it: a turn may begin behind the point where input is read. */
const QUIET_TURNS = 3

/** What was typed ahead comes in one line a turn. */
async function drained(arrivals: () => number): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS; ) {
    const before = arrivals()
    await nextTurn()
    quiet = before === arrivals() ? quiet + 1 : 0
  }
}
