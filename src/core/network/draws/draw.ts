/**
 * Every band of a context drawn again, a number of times: the priors, the associations, and for each finding its background and its frequencies.
 * The draws of a figure depend on the seed and on the figure's own name, not on what else is in the rules or in a case; so they can be kept by the
 * build, and a further answer does not change what was drawn for the others.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { quantileOf } from '../../numbers/beta-quantile.ts'
import { exp, ln } from '../../numbers/elementary.ts'
import { numberAt } from '../../numbers/number-at.ts'
import type { Band, CompiledContext, Frequency } from '../../rules/knowledge-base.ts'
import { hashOf } from '../../text/fnv1a.ts'
import type { Network } from '../noisy-or.ts'
import { type Redrawn, rowsOf } from './draws.ts'

/** @param network of the same context */
export function redraw(context: CompiledContext<Frequency>, network: Network, runs: number, seed: number): Redrawn {
  const rows = rowsOf(network)
  const values = new Float32Array(rows.count * runs)
  const drawn = (name: string, band: Band): Float64Array => drawsOf(band, runs, `${seed} ${context.id} ${name}`)
  const put = (row: number, draws: Float64Array): void => values.set(draws, row * runs)
  for (const [index, { diagnosis, low, high }] of context.priors.entries()) {
    const draws = drawn(`prior ${diagnosis}`, { kind: 'interval', low, high })
    put(
      rows.prior(index),
      draws.map((p) => p / (1 - p)),
    )
  }
  for (const [index, { rule, low, high }] of context.associations.entries()) {
    // A factor of odds varies as its logarithm does.
    const draws = drawn(rule, { kind: 'interval', low: ln(low), high: ln(high) })
    put(rows.association(index), draws.map(exp))
  }
  const findings = new Map(context.findings.map((finding) => [finding.finding, finding]))
  for (const [index, { id, cluster }] of network.entries.entries()) {
    const figures = findings.get(id)
    if (!figures) continue
    const background = drawn(id, figures.background.band)
    put(rows.entry(index), background)
    for (const [place, producer] of cluster.producers.entries()) {
      const diagnosis = network.diagnoses[producer] ?? ''
      const frequency = figures.given[diagnosis]
      // What does not make a finding likelier does not in any draw.
      const draws = frequency ? drawn(`${id} ${diagnosis}`, frequency.band) : background
      const ratios = draws.map(
        (q, run) => (1 - Math.max(q, numberAt(background, run))) / (1 - numberAt(background, run)),
      )
      put(rows.entry(index) + 1 + place, ratios)
    }
  }
  return { runs, seed, values }
}

/**
 * One value from each of `runs` parts of the band that are equally likely, in an order of their own: so few draws show a band as evenly as many would
 * by chance alone (McKay, Beckman and Conover, Technometrics 1979;21:239).
 */
function drawsOf(band: Band, runs: number, name: string): Float64Array {
  const values = Float64Array.from({ length: runs }, (_, part) => quantileOf(band, (part + 0.5) / runs))
  // Ids are ASCII.
  const random = xoroshiro128plus(
    hashOf(
      Uint8Array.from(name, (character) => character.charCodeAt(0)),
      0,
      name.length,
    ),
  )
  for (let last = runs - 1; last > 0; last--) {
    const other = uniformInt(random, 0, last)
    const value = numberAt(values, last)
    values[last] = numberAt(values, other)
    values[other] = value
  }
  return values
}
