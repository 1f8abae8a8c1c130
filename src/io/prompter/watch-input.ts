/**
 * What inquirer does not tell while a prompt is open: that the input has ended (Ctrl-D, a closed terminal), since it then waits for ever, and
 * that a key was pressed which is no answer.
 */

import type { Dialog } from '../dialog.ts'

interface Key {
  readonly sequence?: string
}

export interface InputWatch {
  /** Aborts the prompt. */
  readonly signal: AbortSignal
  /** The key that aborted it; null where it was the end or `leave`. */
  readonly key: () => string | null
  /** The process was stopped (Ctrl-Z) and goes on: the terminal may have forgotten its mode and what was drawn, so the prompt has to be put again. */
  readonly continued: () => boolean
  readonly stop: () => void
}

export function watchInput({ input, onContinue }: Dialog, leave: AbortSignal, keys: readonly string[]): InputWatch {
  const controller = new AbortController()
  let pressed: string | null = null
  let continued = false
  const abort = (): void => controller.abort()
  const onKey = (_: unknown, key: Key | undefined): void => {
    if (key?.sequence === undefined || !keys.includes(key.sequence)) return
    pressed = key.sequence
    abort()
  }
  // readline pauses its input when it closes, whether by Ctrl-D or because the prompt was answered; the latter is over by the next turn.
  const onPause = (): unknown => setImmediate(abort)
  // readline pauses its input then as well; the prompt must not end by that.
  const release = onContinue(() => {
    continued = true
    abort()
  })
  const ends = ['end', 'close', 'error']
  input.on('keypress', onKey)
  input.on('pause', onPause)
  for (const event of ends) input.on(event, abort)
  leave.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    key: () => pressed,
    continued: () => continued && !leave.aborted,
    stop: () => {
      release()
      input.removeListener('keypress', onKey)
      input.removeListener('pause', onPause)
      for (const event of ends) input.removeListener(event, abort)
      leave.removeEventListener('abort', abort)
    },
  }
}
