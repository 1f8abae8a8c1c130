/** Two jobs against one, and what the machine itself gives to two processes that have nothing to do with each other. */
import { grouped, inTurns, median, ratio, run, type Used } from './children.ts'
import type { Input } from './input.ts'

/** @param copies how often the input is read in each run: every thread warms up by itself, which is felt in a short one */
export async function jobs({ path, lines: once }: Input, copies: number, turns: number): Promise<readonly string[]> {
  const lines = copies * once
  const files = Array.from({ length: copies }, () => path)
  const stream = (count: number): Promise<Used> =>
    run(['bin/marrowdx.cjs', 'stream', '--quiet', '--jobs', String(count), ...files])
  const taken = await inTurns(turns, {
    one: () => stream(1),
    two: () => stream(2),
    both: async () => {
      const [first, second] = await Promise.all([stream(1), stream(1)])
      return first.ms > second.ms ? first : second
    },
  })
  const ms = (name: 'one' | 'two' | 'both'): readonly number[] => taken(name).map((each) => each.ms)
  const rate = (name: 'one' | 'two', times = 1): string =>
    `${((times * lines) / median(ms(name))).toFixed(1)} thousand lines/s`
  const memory = (name: 'one' | 'two'): string => `${median(taken(name).map((each) => each.peakMB)).toFixed(0)} MB`
  return [
    `one job ${rate('one')} (${memory('one')}), two jobs ${rate('two')} (${memory('two')}): ${ratio(ms('one'), ms('two')).toFixed(2)} times as fast`,
    `two processes at once, each with one job and all of the input: ${(2 * ratio(ms('one'), ms('both'))).toFixed(2)} times, the limit of this machine`,
    `medians of ${turns} turns with ${grouped(lines)} lines`,
  ]
}
