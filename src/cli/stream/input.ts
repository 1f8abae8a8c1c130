/** The input of a stream as one run of blocks: several files one after the other, lines counted through all of them. */
import { resolve } from 'node:path'
import { cleanText } from '../../core/text/printable.ts'
import { inputName } from '../../io/input.ts'
import { type Chunks, fileChunks } from '../../io/input-chunks.ts'
import { type Cut, type Cutter, cutter } from '../../io/line-blocks.ts'
import { systemWords } from '../../io/system-errors.ts'
import type { World } from '../../io/world.ts'

/** A failed read is the last piece, as the line that tells of it. */
export type InputPiece = Cut | { readonly kind: 'unreadable'; readonly message: string }

const unreadable = (file: string, code: string): InputPiece => ({
  kind: 'unreadable',
  message: `${cleanText(inputName(file))}: cannot be read: ${systemWords(code)}`,
})

const opened = (file: string, world: World): Promise<Chunks | { readonly code: string }> =>
  file === '-' ? world.stdin.chunks() : fileChunks(resolve(world.cwd, file))

/** True when the input may go on with the next file. */
async function* piecesOf(
  chunks: Chunks,
  file: string,
  cut: Cutter,
  stop: AbortSignal,
): AsyncGenerator<InputPiece, boolean> {
  for (;;) {
    const chunk = stop.aborted ? null : await chunks.next()
    if (stop.aborted) return false
    if (chunk === null) break
    if ('code' in chunk) {
      yield unreadable(file, chunk.code)
      return false
    }
    yield* cut.take(chunk)
  }
  yield* cut.end()
  return true
}

/** When `stop` is set off, reading ends where it is: what was read of a line that is not complete is no line. */
export async function* inputPieces(
  files: readonly string[],
  world: World,
  stop: AbortSignal,
): AsyncGenerator<InputPiece, void> {
  const stopped = new Promise<null>((resolve) => stop.addEventListener('abort', () => resolve(null)))
  let line = 1
  for (const file of files) {
    // Opening a named pipe takes as long as its writer.
    const chunks = await Promise.race([opened(file, world), stopped])
    if (chunks === null) return
    if ('code' in chunks) return yield unreadable(file, chunks.code)
    const cut = cutter(line)
    const close = (): void => chunks.close()
    stop.addEventListener('abort', close)
    try {
      if (!(yield* piecesOf(chunks, file, cut, stop))) return
    } finally {
      stop.removeEventListener('abort', close)
      close()
    }
    line = cut.nextLine()
  }
}
