/**
 * Several threads that score blocks. Each has at most two, one in hand and one waiting, so that none is idle between two blocks and memory stays
 * bounded. A thread is started when those that run are busy.
 */
import type { Thread } from '../../io/threads.ts'
import type { BlockResult } from './block.ts'

const BLOCKS_PER_THREAD = 2

/** Why a thread ended before its work was done. */
export interface Ended {
  readonly ended: string
}

export interface Pool {
  /** Blocks that may be on the way. */
  readonly width: number
  /** The block's memory is handed over. */
  readonly score: (block: Uint8Array<ArrayBuffer>, firstLine: number) => Promise<BlockResult | Ended>
  readonly stop: () => void
}

interface Busy {
  readonly thread: Thread
  /** In the order in which the blocks were posted, which is the order in which the thread answers. */
  readonly waiting: ((result: BlockResult | Ended) => void)[]
  ended: string | null
}

function watched(thread: Thread): Busy {
  const busy: Busy = { thread, waiting: [], ended: null }
  thread.onMessage((result: BlockResult) => busy.waiting.shift()?.(result))
  thread.onEnd((why) => {
    busy.ended = why
    for (const resolve of busy.waiting.splice(0)) resolve({ ended: why })
  })
  return busy
}

export function threadPool(jobs: number, start: () => Thread): Pool {
  const all: Busy[] = []
  const freest = (): Busy => {
    const idle = all.find(({ waiting }) => waiting.length === 0)
    if (idle !== undefined) return idle
    if (all.length < jobs) {
      const added = watched(start())
      all.push(added)
      return added
    }
    return all.reduce((best, each) => (each.waiting.length < best.waiting.length ? each : best))
  }
  return {
    width: jobs * BLOCKS_PER_THREAD,
    score: (block, firstLine) => {
      const { thread, waiting, ended } = freest()
      if (ended !== null) return Promise.resolve({ ended })
      return new Promise((resolve) => {
        waiting.push(resolve)
        thread.post({ block, firstLine }, [block.buffer])
      })
    },
    stop: () => {
      for (const { thread } of all) thread.stop()
    },
  }
}
