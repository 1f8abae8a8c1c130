/**
 * The arithmetic of a network in its kernel (src/kernel, in WebAssembly): a command that ends after some milliseconds runs JavaScript in V8's interpreter,
 * where sums over all states are many times slower. One case, a stream of a million and every answer that is tried go through the same sums in the same
 * order, so that they agree to the last digit.
 */
import { imageOf } from './image.ts'
import { KERNEL, KERNEL_LENGTH } from './kernel.ts'
import type { Given, Network } from './network.ts'
import { once } from './once.ts'
import type { Redrawn } from './redrawn.ts'

/** By position of the entry; not to be changed once it was ranked, but for `rankInto`. */
export type Answered = Uint8Array

export const ANSWER = { none: 0, present: 1, absent: 2 } as const

export interface Supports {
  /** P(diagnosis) by position in `network.diagnoses`. */
  readonly support: readonly number[]
  /** P(none of the diagnoses of the context). */
  readonly none: number
}

/** What the answer to the entry at a position becomes. */
export interface Change {
  readonly entry: number
  readonly after: number
}

/** Weight of the states that hold the one and not the other: what they share cannot part them. */
export interface Weighed {
  readonly upper: number
  readonly lower: number
}

/** A position in `network.diagnoses`; null is "none of these". */
export type Place = number | null

interface Trials {
  readonly after: (changes: readonly Change[]) => Weighed
  /** By entry two numbers: what the lower one has of the weights of both once this entry alone is present, and absent; 0 for an answered entry. */
  readonly shares: () => Float64Array
}

export interface Arithmetic {
  readonly rank: (answered: Answered) => Supports
  /** Puts the supports into a list, for who ranks a million; `answered` may be used again. @returns P(none of the diagnoses) */
  readonly rankInto: (answered: Answered, support: number[]) => number
  /** If the weight of every state were multiplied by a number for each diagnosis that it holds. */
  readonly rankTimes: (answered: Answered, numbers: readonly number[]) => Supports
  /** Weight of every state, of which only the ratios mean anything. Bit i of a state stands for `network.diagnoses[i]`. */
  readonly weights: (answered: Answered) => Float64Array
  /** The same before any answer. */
  readonly prior: () => Float64Array
  /** Probability of every state; adds up to 1. */
  readonly states: (answered: Answered) => Float64Array
  /** P(both) of two diagnoses, row by row; on the diagonal P(one). */
  readonly joint: (answered: Answered) => Float64Array
  /** By entry the expected fall of the entropy of the states when it is answered, in bits, never below 0; 0 for an answered one. */
  readonly gains: (answered: Answered) => Float64Array
  /** Two places after further answers. Exact but for rounding; far faster than ranking again. */
  readonly contest: (answered: Answered, upper: Place, lower: Place) => Trials
  /** The supports in every redraw of the bands, diagnosis by diagnosis and behind the last "none of these". */
  readonly rankRuns: (answered: Answered, redrawn: Redrawn) => Float64Array
}

const known = new WeakMap<Network, Arithmetic>()

/** Keyed by identity, since a network is frozen. */
export function arithmeticOf(network: Network): Arithmetic {
  const made = known.get(network) ?? makeArithmetic(network)
  known.set(network, made)
  return made
}

/** @throws RangeError when a finding is given twice */
export function answeredBy(network: Network, givens: readonly Given[]): Answered {
  const answered = new Uint8Array(network.entries.length)
  for (const { entry, present } of givens) {
    if (answered[entry.index] !== ANSWER.none) throw new RangeError(`${entry.id} is given twice`)
    answered[entry.index] = present ? ANSWER.present : ANSWER.absent
  }
  return answered
}

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
  readonly takePosterior: () => void
  readonly posterior: Global
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
  const kernel = new WebAssembly.Instance<Kernel>(compiled(), { host: { exp: Math.exp, log: Math.log, pow: Math.pow } }).exports
  const { memory } = kernel
  if (image.byteLength > memory.buffer.byteLength) memory.grow(Math.ceil((image.byteLength - memory.buffer.byteLength) / PAGE))
  new Uint8Array(memory.buffer).set(image)
  kernel.start()
  return kernel
}

/** The kernel of one network with the answers that it has ranked last. */
interface Holder {
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

function holderOf(network: Network): Holder {
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

function makeArithmetic(network: Network): Arithmetic {
  const holder = holderOf(network)
  const { kernel, cells, rank, settle } = holder
  const k = network.diagnoses.length
  const states = 2 ** k
  const supports = (): Supports => ({ support: [...holder.supports().subarray(0, k)], none: holder.supports()[k] ?? 0 })
  return {
    rank: (answered) => {
      rank(answered)
      return supports()
    },
    rankInto: (answered, support) => {
      rank(answered)
      holder.forget()
      const own = holder.supports()
      for (let diagnosis = 0; diagnosis < k; diagnosis++) support[diagnosis] = own[diagnosis] ?? 0
      return own[k] ?? 0
    },
    rankTimes: (answered, numbers) => {
      settle(answered)
      cells(kernel.numbers, k).set(numbers)
      kernel.rankTimes()
      return supports()
    },
    weights: (answered) => {
      settle(answered)
      return cells(kernel.weights, states).slice()
    },
    prior: () => cells(kernel.prior, states).slice(),
    states: (answered) => {
      settle(answered)
      kernel.takePosterior()
      return cells(kernel.posterior, states).slice()
    },
    joint: (answered) => {
      settle(answered)
      kernel.takeJoint()
      return cells(kernel.joint, k * k).slice()
    },
    gains: (answered) => {
      settle(answered)
      kernel.takeGains()
      return cells(kernel.gains, network.entries.length).slice()
    },
    contest: contestIn(holder, network.entries.length),
    rankRuns: (answered, { values, runs }) => {
      settle(answered)
      kernel.prepareRuns(values.byteLength, runs)
      holder.viewAgain()
      new Float32Array(kernel.memory.buffer, kernel.drawnValues.value, values.length).set(values)
      kernel.rankRuns()
      return cells(kernel.runSupports, runs * (k + 1)).slice()
    },
  }
}

function contestIn({ kernel, cells, changes, settle, rankings }: Holder, entries: number): Arithmetic['contest'] {
  /** Whose sides the kernel holds, and since which ranking. */
  let sides: { readonly of: object; readonly since: number } | null = null
  return (answered, upper, lower) => {
    const own = {}
    const takeSides = (): void => {
      settle(answered)
      if (sides?.of === own && sides.since === rankings()) return
      kernel.takeSides(upper ?? -1, lower ?? -1)
      sides = { of: own, since: rankings() }
    }
    return {
      after: (changed) => {
        takeSides()
        const words = changes()
        let at = 0
        for (const { entry, after } of changed) {
          words[at++] = entry
          words[at++] = after
        }
        kernel.tryChanges(changed.length)
        return { upper: kernel.upper.value, lower: kernel.lower.value }
      },
      shares: () => {
        takeSides()
        kernel.tryEach()
        return cells(kernel.shares, 2 * entries).slice()
      },
    }
  }
}
