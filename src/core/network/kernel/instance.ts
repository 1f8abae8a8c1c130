/** The kernel (src/kernel, in WebAssembly) of one network, with the answers that it has ranked last. */

import { once } from '../../text/lazy.ts'
import type { Answered } from '../answer-vector.ts'
import type { Network } from '../noisy-or.ts'
import { KERNEL, KERNEL_LENGTH } from './binary.ts'
import { imageOf } from './tables.ts'

interface Global {
  readonly value: number
}

/** What src/kernel/kernel.ts exports; globals are addresses, in bytes. */
interface Kernel {
  readonly memory: WebAssembly.Memory
  readonly start: () => void
  readonly answers: Global
  readonly rank: () => void
  readonly prior: Global
  readonly weights: Global
  readonly supports: Global
  readonly numbers: Global
  readonly rankTimes: () => void
  readonly takeJoint: () => void
  readonly joint: Global
  readonly takeGains: () => void
  readonly gains: Global
  readonly takeSides: (upper: number, lower: number) => void
  readonly changes: Global
  readonly tryChanges: (count: number) => void
  readonly tryEach: () => void
  readonly shares: Global
  readonly upper: Global
  readonly lower: Global
  readonly prepareRuns: (bytes: number, runs: number) => void
  readonly drawnValues: Global
  readonly rankRuns: () => void
  readonly runSupports: Global
}

const compiled = once(() => new WebAssembly.Module(new Uint8Array(Int32Array.from(KERNEL).buffer, 0, KERNEL_LENGTH)))

const PAGE = 65_536

function startKernel(image: Uint8Array): Kernel {
  const kernel = new WebAssembly.Instance<Kernel>(compiled(), {}).exports
  const { memory } = kernel
  if (image.byteLength > memory.buffer.byteLength)
    memory.grow(Math.ceil((image.byteLength - memory.buffer.byteLength) / PAGE))
  new Uint8Array(memory.buffer).set(image)
  kernel.start()
  return kernel
}

export interface Holder {
  readonly kernel: Kernel
  /** A table of numbers as it lies in memory; valid until the memory grows. */
  readonly cells: (from: Global, count: number) => Float64Array
  readonly changes: () => Int32Array
  readonly rank: (answered: Answered) => void
  /** As `rank`, but nothing where these answers were ranked last. */
  readonly settle: (answered: Answered) => void
  /** To be called when the answers that were ranked last are about to change. */
  readonly forget: () => void
  /** P(each diagnosis), and behind the last P(none of them); valid until the memory grows. */
  readonly supports: () => Float64Array
  /** To be called when the memory may have grown. */
  readonly viewAgain: () => void
  /** How often answers were ranked: what was worked out from the last ranking holds while this stays. */
  readonly rankings: () => number
}

export function holderOf(network: Network): Holder {
  const kernel = startKernel(network.image() ?? imageOf(network))
  const cells = (from: Global, count: number): Float64Array => new Float64Array(kernel.memory.buffer, from.value, count)
  const viewed = () => ({
    answers: new Uint8Array(kernel.memory.buffer, kernel.answers.value, network.entries.length),
    supports: cells(kernel.supports, network.diagnoses.length + 1),
    changes: new Int32Array(kernel.memory.buffer, kernel.changes.value, 2 * network.entries.length),
  })
  let views = viewed()
  let last: Answered | null = null
  let rankings = 0
  const rank = (answered: Answered): void => {
    views.answers.set(answered)
    kernel.rank()
    last = answered
    rankings += 1
    // Memory that has grown leaves the views of it behind.
    if (views.supports.length === 0) views = viewed()
  }
  return {
    kernel,
    cells,
    changes: () => views.changes,
    rank,
    settle: (answered) => {
      if (last !== answered) rank(answered)
    },
    forget: () => {
      last = null
    },
    supports: () => views.supports,
    viewAgain: () => {
      views = viewed()
    },
    rankings: () => rankings,
  }
}
