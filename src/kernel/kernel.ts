/**
 * AssemblyScript, compiled to WebAssembly by `npm run kernel`: the arithmetic of one network. Its memory begins with what core/image.ts lays out; the
 * caller writes answers, calls, and reads numbers from the addresses that are exported here.
 */
import { prepareGain } from './gain'
import { makeRoomTo, taken } from './memory'
import { readHeader } from './network'
import { placeTables, prepareRank } from './rank'
import { prepareTrial } from './trial'

export { exp, log, pow } from './elementary'
export { gains, takeGains } from './gain'
export { answers, prior } from './network'
export { joint, numbers, rank, rankTimes, supports, takeJoint, weights } from './rank'
export { drawnValues, prepareRuns, rankRuns, runSupports } from './redraws'
export { changes, lower, shares, takeSides, tryChanges, tryEach, upper } from './trial'

/** To be called once, as soon as the network lies in memory. */
export function start(): void {
  readHeader()
  prepareRank()
  prepareGain()
  prepareTrial()
  makeRoomTo(taken())
  placeTables()
}
