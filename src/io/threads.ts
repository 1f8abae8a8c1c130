/**
 * Threads that run this same program with the same arguments, and the messages between them. The program sees from `parent` that it is one of them.
 */
import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** Of the young generation, in MiB. A line leaves little behind: with V8's own choice, 48, two threads take 80 MB more, and 8 % more time. */
const YOUNG_GENERATION = 4

/** What text looks like depends on the terminal, which only the main thread sees. */
interface Terminal {
  readonly isTTY: boolean
  readonly columns: number | undefined
}

/** The other end of a thread. Buffers in `transfer` are handed over, not copied. */
export interface Port {
  readonly post: (message: object, transfer: readonly ArrayBuffer[]) => void
  /** Both ends are the same program, which knows what it sends. */
  readonly onMessage: <M>(handler: (message: M) => void) => void
}

export interface Thread extends Port {
  /** Called once when the thread has ended, with what is known of why: out of memory, the kind of an error, or its status. */
  readonly onEnd: (handler: (why: string) => void) => void
  readonly stop: () => void
}

export interface Threads {
  /** Null in the main thread. */
  readonly parent: (Port & { readonly stdout: Terminal }) | null
  readonly start: (stdout: Terminal) => Thread
}

function whyOf(error: Error): string {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : error.name
}

function startThread(file: string, stdout: Terminal): Thread {
  const worker = new Worker(file, {
    argv: process.argv.slice(2),
    workerData: { isTTY: stdout.isTTY, columns: stdout.columns },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION },
  })
  let ended = false
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    onMessage: (handler) => void worker.on('message', handler),
    onEnd: (handler) => {
      const end = (why: string): void => {
        if (!ended) handler(why)
        ended = true
      }
      worker.on('error', (error) => end(whyOf(error)))
      worker.on('exit', (status) => end(`status ${status}`))
    },
    stop: () => {
      ended = true
      void worker.terminate()
    },
  }
}

function parentOf(): Threads['parent'] {
  if (isMainThread || parentPort === null) return null
  const port = parentPort
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    onMessage: (handler) => void port.on('message', handler),
    stdout: workerData,
  }
}

/** The threads of this process; they are started with the command line that this one was started with. */
export const standardThreads = (packageFolder: string): Threads => ({
  parent: parentOf(),
  start: (stdout) => startThread(join(packageFolder, 'bin/marrowdx.cjs'), stdout),
})
