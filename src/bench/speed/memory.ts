/** The largest resident memory of a stream that is short, and of one that is long: the same if it does not keep what it has done. */
import { grouped, run } from './children.ts'
import { type Input, repeated } from './input.ts'

/** @param repeats how often the input is piped for the short run and for the long one */
export async function memory(input: Input, repeats: readonly [number, number]): Promise<readonly string[]> {
  const peaks: number[] = []
  for (const times of repeats)
    peaks.push((await run(['bin/marrowdx.cjs', 'stream', '--quiet'], { feed: repeated(input, times) })).peakMB)
  const [short = Number.NaN, long = Number.NaN] = peaks
  const [few, many] = repeats.map((times) => grouped(times * input.lines))
  return [
    `peak at ${few} cases ${short.toFixed(1)} MB, at ${many} cases ${long.toFixed(1)} MB: ${(long / short).toFixed(3)} times`,
    'largest resident set (getrusage) with one job; the same lines with other ids, piped; results to /dev/null',
  ]
}
