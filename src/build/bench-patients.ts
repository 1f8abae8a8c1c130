/**
 * `npm run bench:patients`: patients drawn from the network itself, 1,000 for each diagnosis and context, with every finding of history,
 * examination, blood and imaging answered and no tissue; then how often their diagnosis comes first, or among the first two, and what takes
 * its place. It measures whether the rules can tell the diagnoses apart, not whether they are true of patients.
 */
import { readFileSync } from 'node:fs'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { CompiledContext, KnowledgeBase } from '../core/knowledge-base.ts'
import { buildNetwork, type Given, infer, type Network, probabilityPresent } from '../core/network.ts'

const PATIENTS = 1000
const SEED = 20261120
const WANTED = 0.9

const random = xoroshiro128plus(SEED)
const unit = (): number => uniformInt(random, 0, 2 ** 30 - 1) / 2 ** 30
const chance = (p: number): boolean => unit() < p

/** The diagnosis itself, and each other one with its prior. */
function drawState(network: Network, diagnosis: number): number {
  return network.priors.reduce((members, prior, index) => (index === diagnosis || chance(prior) ? members | (1 << index) : members), 0)
}

function drawAnswers(network: Network, withoutTissue: ReadonlySet<string>, members: number): Given[] {
  return network.entries
    .filter(({ id }) => withoutTissue.has(id))
    .map((entry) => ({ entry, present: chance(probabilityPresent(entry, members)) }))
}

interface Row {
  readonly context: string
  readonly diagnosis: string
  readonly first: number
  readonly firstTwo: number
  readonly insteadOf: string
}

function measure(context: CompiledContext, network: Network, withoutTissue: ReadonlySet<string>, diagnosis: number): Row {
  let first = 0
  let firstTwo = 0
  const instead = new Map<string, number>()
  for (let patient = 0; patient < PATIENTS; patient++) {
    const { support } = infer(network, drawAnswers(network, withoutTissue, drawState(network, diagnosis)))
    const order = support.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value)
    const place = order.findIndex(({ index }) => index === diagnosis)
    if (place === 0) first++
    if (place <= 1) firstTwo++
    else
      for (const { index } of order.slice(0, 2))
        instead.set(network.diagnoses[index] ?? '', (instead.get(network.diagnoses[index] ?? '') ?? 0) + 1)
  }
  const [most] = [...instead].sort((a, b) => b[1] - a[1])
  return { context: context.id, diagnosis: network.diagnoses[diagnosis] ?? '', first, firstTwo, insteadOf: most?.[0] ?? '' }
}

function rowsOf(kb: KnowledgeBase): Row[] {
  const withoutTissue = new Set(kb.network.filter(({ burden, pattern }) => burden !== 'biopsy' && pattern === null).map(({ id }) => id))
  return kb.contexts.flatMap((context) => {
    const network = buildNetwork(kb, context)
    return network.diagnoses.map((_, index) => measure(context, network, withoutTissue, index))
  })
}

const share = (count: number): string => (count / PATIENTS).toFixed(3)

const kb: KnowledgeBase = JSON.parse(readFileSync('dist/rules.json', 'utf8'))
const rows = rowsOf(kb)
const lines = rows.map(({ context, diagnosis, first, firstTwo, insteadOf }) =>
  [
    context.padEnd(28),
    diagnosis.padEnd(28),
    share(first),
    share(firstTwo),
    firstTwo < WANTED * PATIENTS ? `below; instead ${insteadOf}` : '',
  ]
    .join('  ')
    .trimEnd(),
)
const reached = rows.filter(({ firstTwo }) => firstTwo >= WANTED * PATIENTS).length
process.stdout.write(`${['context'.padEnd(28), 'diagnosis'.padEnd(28), 'first', 'first two'].join('  ')}\n${lines.join('\n')}\n`)
process.stdout.write(`${reached} of ${rows.length} reach ${WANTED} among the first two (${PATIENTS} patients each, seed ${SEED})\n`)
