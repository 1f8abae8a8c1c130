/** The answers of a case as the arithmetic takes them: one number for each finding of a network. */
import type { Given, Network } from './noisy-or.ts'

/** By position of the entry; not to be changed once it was ranked, but for `rankInto`. */
export type Answered = Uint8Array

export const ANSWER = { none: 0, present: 1, absent: 2 } as const

/** @throws RangeError when a finding is given twice */
export function answeredBy(network: Network, givens: readonly Given[]): Answered {
  const answered = new Uint8Array(network.entries.length)
  for (const { entry, present } of givens) {
    if (answered[entry.index] !== ANSWER.none) throw new RangeError(`${entry.id} is given twice`)
    answered[entry.index] = present ? ANSWER.present : ANSWER.absent
  }
  return answered
}
