/**
 * The arithmetic of a network in its kernel (src/kernel, in WebAssembly): a command that ends after some milliseconds runs JavaScript in V8's interpreter,
 * where sums over all states are many times slower. One case, a stream of a million and every answer that is tried go through the same sums in the same
 * order, so that they agree to the last digit.
 */
import type { Answered } from './answer-vector.ts'
import type { Redrawn } from './draws/draws.ts'
import { type Holder, holderOf } from './kernel/instance.ts'
import type { Network } from './noisy-or.ts'

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

function makeArithmetic(network: Network): Arithmetic {
  const holder = holderOf(network)
  const { kernel, cells, rank, settle } = holder
  const k = network.diagnoses.length
  const states = 1 << k
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
