/**
 * Input in pieces, as much as there is at once, read only when asked for. Regular files are read synchronously, which is fastest, with a turn of the event
 * loop between two pieces in which signals are heard; pipes and terminals through node's streams, which wait without blocking.
 */
import { closeSync, fstatSync, open, readSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { attempt, attemptLater } from './system-errors.ts'

/** Bytes of a file read at once. */
export const CHUNK_SIZE = 256 * 1024

/** Bytes, good until the next are asked for; null at the end, or when it was closed; or the system's code where reading failed. */
type Chunk = Uint8Array | null | { readonly code: string }

export interface Chunks {
  readonly next: () => Promise<Chunk>
  /** No more is read; a `next` that waits gives null. */
  readonly close: () => void
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function descriptorChunks(fd: number): Chunks {
  const buffer = Buffer.allocUnsafeSlow(CHUNK_SIZE)
  let closed = false
  return {
    next: async () => {
      await turn()
      if (closed) return null
      const step = attempt(() => readSync(fd, buffer, 0, buffer.length, null))
      if ('code' in step) return step
      return step.value === 0 ? null : buffer.subarray(0, step.value)
    },
    close: () => {
      if (!closed && fd !== 0) closeSync(fd)
      closed = true
    },
  }
}

function streamChunks(stream: Readable): Chunks {
  const iterator: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]()
  let closed = false
  const read = async (): Promise<Uint8Array | null> => {
    try {
      const { done, value } = await iterator.next()
      return done === true ? null : value
    } catch (error) {
      // Closing fails the read that waits.
      if (closed) return null
      throw error
    }
  }
  return {
    next: async () => {
      const step = await attemptLater(read)
      return 'code' in step ? step : step.value
    },
    close: () => {
      closed = true
      stream.destroy()
    },
  }
}

/** What cannot be waited for without a stream of node: a pipe, a socket, a terminal. */
function mayWait(fd: number): boolean {
  const stat = attempt(() => fstatSync(fd))
  return 'value' in stat && (stat.value.isFIFO() || stat.value.isSocket())
}

/** Standard input; `isTerminal` is known to the caller. */
export const stdinChunks = (isTerminal: boolean): Chunks =>
  isTerminal || mayWait(0) ? streamChunks(process.stdin) : descriptorChunks(0)

/** A file or a named pipe; opening a pipe may wait for its writer, hence not synchronously. */
export async function fileChunks(path: string): Promise<Chunks | { readonly code: string }> {
  const opened = await attemptLater(() => promisify(open)(path, 'r'))
  if ('code' in opened) return opened
  const fd = opened.value
  if (!mayWait(fd)) return descriptorChunks(fd)
  const { Socket } = await import('node:net')
  return streamChunks(new Socket({ fd, readable: true, writable: false }))
}
