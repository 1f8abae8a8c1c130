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

function makeArithmetic(network: Network): Arithmetic {
  const kernel = startKernel(network.image?.() ?? imageOf(network))
  const k = network.diagnoses.length
  const states = 2 ** k
  const entries = network.entries.length
  const cells = (from: Global, count: number): Float64Array => new Float64Array(kernel.memory.buffer, from.value, count)
  const viewed = () => ({
    answers: new Uint8Array(kernel.memory.buffer, kernel.answers.value, entries),
    supports: cells(kernel.supports, k + 1),
    changes: new Int32Array(kernel.memory.buffer, kernel.changes.value, 2 * entries),
  })
  let views = viewed()
  /** What the kernel holds the weights of. */
  let current: Answered | null = null
  /** Whose contest it holds the sides of. */
  let sides: object | null = null
  const rank = (answered: Answered): void => {
    views.answers.set(answered)
    kernel.rank()
    // Memory that has grown leaves the views of it behind.
    if (views.supports.length === 0) views = viewed()
  }
  const settle = (answered: Answered): void => {
    if (current === answered) return
    rank(answered)
    current = answered
    sides = null
  }
  const supports = (): Supports => ({ support: [...views.supports.subarray(0, k)], none: views.supports[k] ?? 0 })
  return {
    rank: (answered) => {
      current = null
      settle(answered)
      return supports()
    },
    rankInto: (answered, support) => {
      current = null
      rank(answered)
      for (let diagnosis = 0; diagnosis < k; diagnosis++) support[diagnosis] = views.supports[diagnosis] ?? 0
      return views.supports[k] ?? 0
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
      return cells(kernel.gains, entries).slice()
    },
    contest: (answered, upper, lower) => {
      const own = {}
      const takeSides = (): void => {
        settle(answered)
        if (sides !== own) kernel.takeSides(upper ?? -1, lower ?? -1)
        sides = own
      }
      const after: Trials['after'] = (changes) => {
        takeSides()
        let at = 0
        for (const { entry, after } of changes) {
          views.changes[at++] = entry
          views.changes[at++] = after
        }
        kernel.tryChanges(changes.length)
        return { upper: kernel.upper.value, lower: kernel.lower.value }
      }
      const shares: Trials['shares'] = () => {
        takeSides()
        kernel.tryEach()
        return cells(kernel.shares, 2 * entries).slice()
      }
      return { after, shares }
    },
    rankRuns: (answered, { values, runs }) => {
      settle(answered)
      kernel.prepareRuns(values.byteLength, runs)
      views = viewed()
      new Float32Array(kernel.memory.buffer, kernel.drawnValues.value, values.length).set(values)
      kernel.rankRuns()
      return cells(kernel.runSupports, runs * (k + 1)).slice()
    },
  }
}
