/**
 * What inquirer does not tell while a prompt is open: that the input has ended (Ctrl-D, a closed terminal), since it then waits for ever, and
 * that a key was pressed which is no answer.
 */

interface Key {
  readonly sequence?: string
}

export interface InputWatch {
  /** Aborts the prompt. */
  readonly signal: AbortSignal
  /** The key that aborted it; null where it was the end or `leave`. */
  readonly key: () => string | null
  readonly stop: () => void
}

export function watchInput(input: NodeJS.ReadableStream, leave: AbortSignal, keys: readonly string[]): InputWatch {
  const controller = new AbortController()
  let pressed: string | null = null
  const abort = (): void => controller.abort()
  const onKey = (_: unknown, key: Key | undefined): void => {
    if (key?.sequence === undefined || !keys.includes(key.sequence)) return
    pressed = key.sequence
    abort()
  }
  // readline pauses its input when it closes, whether by Ctrl-D or because the prompt was answered; the latter is over by the next turn.
  const onPause = (): unknown => setImmediate(abort)
  const ends = ['end', 'close', 'error']
  input.on('keypress', onKey)
  input.on('pause', onPause)
  for (const event of ends) input.on(event, abort)
  leave.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    key: () => pressed,
    stop: () => {
      input.removeListener('keypress', onKey)
      input.removeListener('pause', onPause)
      for (const event of ends) input.removeListener(event, abort)
      leave.removeEventListener('abort', abort)
    },
  }
}
