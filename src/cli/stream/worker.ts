/** The other side of the pool: a thread that scores the blocks it is sent until it is stopped. */
import type { Threads } from '../../io/threads.ts'
import type { ScoreBlock } from './block.ts'

interface Sent {
  readonly block: Uint8Array<ArrayBuffer>
  readonly firstLine: number
}

/** Memory of its own can be handed over; a part of something larger cannot. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
    ? new Uint8Array(bytes.buffer)
    : new Uint8Array(bytes)

/** Never resolves: a defect ends the thread by itself, everything else is for the main thread to decide. */
export function serve(parent: NonNullable<Threads['parent']>, score: ScoreBlock): Promise<never> {
  parent.onMessage(({ block, firstLine }: Sent) => {
    const result = score(block, firstLine)
    const out = owned(result.out)
    parent.post({ ...result, out }, [out.buffer])
  })
  return new Promise(() => {})
}
