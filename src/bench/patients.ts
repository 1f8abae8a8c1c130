/**
 * `npm run bench:patients`: patients drawn from the network itself, 1,000 for each diagnosis and context, with every finding of history,
 * examination, blood and imaging answered and no tissue; then how often their diagnosis comes first, or among the first two, and what takes
 * its place. It measures whether the rules can tell the diagnoses apart, not whether they are true of patients.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { buildNetwork, type Given, type Network, probabilityPresent } from '../core/network/noisy-or.ts'
import { infer } from '../core/network/posterior.ts'
import type { KnowledgeBase } from '../core/rules/knowledge-base.ts'
import { readCompiled } from '../io/compiled.ts'

const PATIENTS = 1000
const SEED = 20261120
const WANTED = 0.9

const random = xoroshiro128plus(SEED)
const unit = (): number => uniformInt(random, 0, 2 ** 30 - 1) / 2 ** 30
const chance = (p: number): boolean => unit() < p

type Draw = (network: Network, diagnosis: number) => number

const alone: Draw = (_, diagnosis) => 1 << diagnosis

/** The diagnosis itself, and each other one with its prior: two of them may then rightly stand before it. */
const withCompanions: Draw = (network, diagnosis) =>
  network.priors.reduce(
    (members, prior, index) => (index === diagnosis || chance(prior) ? members | (1 << index) : members),
    0,
  )

function drawAnswers(network: Network, withoutTissue: ReadonlySet<string>, members: number): Given[] {
  return network.entries
    .filter(({ id }) => withoutTissue.has(id))
    .map((entry) => ({ entry, present: chance(probabilityPresent(entry, members)) }))
}

interface Row {
  readonly first: number
  readonly firstTwo: number
  /** What most often stood among the first two of those who missed. */
  readonly instead: string
}

function measure(network: Network, withoutTissue: ReadonlySet<string>, diagnosis: number, draw: Draw): Row {
  let first = 0
  let firstTwo = 0
  const instead = new Map<string, number>()
  for (let patient = 0; patient < PATIENTS; patient++) {
    const { support } = infer(network, drawAnswers(network, withoutTissue, draw(network, diagnosis)))
    const order = support.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value)
    const place = order.findIndex(({ index }) => index === diagnosis)
    if (place === 0) first++
    if (place <= 1) firstTwo++
    else
      for (const { index } of order.slice(0, 2))
        instead.set(network.diagnoses[index] ?? '', (instead.get(network.diagnoses[index] ?? '') ?? 0) + 1)
  }
  const [most] = [...instead].sort((a, b) => b[1] - a[1])
  return { first, firstTwo, instead: most?.[0] ?? '' }
}

const share = (count: number): string => (count / PATIENTS).toFixed(3)
const reached = (row: Row): boolean => row.firstTwo >= WANTED * PATIENTS

function tableOf(kb: KnowledgeBase): string {
  const withoutTissue = new Set(
    kb.network.filter(({ burden, pattern }) => burden !== 'biopsy' && pattern === null).map(({ id }) => id),
  )
  const rows = kb.contexts.flatMap((context) => {
    const network = buildNetwork(kb, context)
    return network.diagnoses.map((name, index) => {
      const single = measure(network, withoutTissue, index, alone)
      const several = measure(network, withoutTissue, index, withCompanions)
      const miss = [
        reached(single) ? '' : `alone: ${single.instead}`,
        reached(several) ? '' : `with others: ${several.instead}`,
      ].filter((part) => part !== '')
      const numbers = [single.first, single.firstTwo, several.first, several.firstTwo].map((count) =>
        share(count).padStart(9),
      )
      return {
        single,
        several,
        line: `${context.id.padEnd(28)}${name.padEnd(27)}${numbers.join('')}  ${miss.join('; ')}`.trimEnd(),
      }
    })
  })
  const count = (column: 'single' | 'several') => rows.filter((row) => reached(row[column])).length
  return [
    `${''.padEnd(55)}${'    alone              with others'}`,
    `${'context'.padEnd(28)}${'diagnosis'.padEnd(27)}${['first', 'two', 'first', 'two'].map((head) => head.padStart(9)).join('')}  below ${WANTED}, instead`,
    ...rows.map(({ line }) => line),
    `among the first two in at least ${WANTED}: ${count('single')} of ${rows.length} alone, ${count('several')} with others drawn by their priors`,
    `${PATIENTS} patients a cell, seed ${SEED}`,
  ].join('\n')
}

process.stdout.write(`${tableOf(readCompiled('dist'))}\n`)
