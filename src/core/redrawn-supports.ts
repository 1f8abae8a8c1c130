/**
 * The support of every diagnosis in every redraw of the bands: lays the answers of a case out in memory and lets the kernel rank (src/kernel). The
 * plan is a list of 32-bit words that the kernel reads from the first to the last in every run:
 *
 *   a row for each prior; the number of associations, and for each its row and its members as bits;
 *   the number of carriers, and for each: where its `held` lies, how many sets it has, the number of its parts, and for each part:
 *     where its `held` lies, its independence (a double, thus two words), how many members and how many answers it has, and for each answer:
 *       1 for present or 0 for absent, the row of the background, and for each member the row of its miss ratio, or -1.
 */
import { numberAt } from './cells.ts'
import { type Carrier, heldBy, placeIn, setsOver, tablesOf } from './cluster-tables.ts'
import { KERNEL } from './kernel.ts'
import type { Given, Network, NetworkCluster } from './network.ts'
import { type Redrawn, type Rows, rowsOf } from './redrawn.ts'
import { bitsOf } from './sets.ts'

interface Kernel {
  readonly memory: WebAssembly.Memory
  readonly supportsOfRuns: (plan: number, values: number, runs: number, scratch: number, states: number, supports: number) => void
}

let kernel: Kernel | null = null

function startKernel(): Kernel {
  return new WebAssembly.Instance<Kernel>(new WebAssembly.Module(bytesOf(KERNEL)), { redraws: { pow: Math.pow } }).exports
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function bytesOf(base64: string): Uint8Array {
  const text = base64.replace(/=+$/, '')
  const bytes = new Uint8Array((text.length * 3) >> 2)
  let [bits, held, at] = [0, 0, 0]
  for (const character of text) {
    bits = (bits << 6) | ALPHABET.indexOf(character)
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[at++] = (bits >> held) & 255
  }
  return bytes
}

/** Bytes of the three kinds of data, one behind the other. */
const ALIGNED = 8
const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNED) * ALIGNED
const PAGE = 65_536
/** Tables over the sets of a part that the kernel needs at once. */
const TABLES = 5

/** Support of every diagnosis and, behind the last, of none of them, run by run. */
export function supportsOfRuns(network: Network, givens: readonly Given[], { values, runs }: Redrawn): Float64Array {
  kernel ??= startKernel()
  const states = 2 ** network.diagnoses.length
  const data = layOut(network, givens, values.byteLength)
  const scratch = values.byteLength + data.bytes
  const supports = aligned(scratch) + (2 + TABLES) * states * ALIGNED
  const width = network.diagnoses.length + 1
  const end = supports + runs * width * ALIGNED
  const { memory } = kernel
  if (end > memory.buffer.byteLength) memory.grow(Math.ceil((end - memory.buffer.byteLength) / PAGE))
  new Uint8Array(memory.buffer).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  data.write(memory.buffer)
  kernel.supportsOfRuns(data.plan, 0, runs, aligned(scratch), states, supports)
  return new Float64Array(memory.buffer, supports, runs * width).slice()
}

interface Data {
  readonly bytes: number
  /** Where the plan lies. */
  readonly plan: number
  readonly write: (memory: ArrayBuffer) => void
}

/** The plan and the tables that it points to, from an address on. */
function layOut(network: Network, givens: readonly Given[], from: number): Data {
  const tables: { readonly at: number; readonly held: Uint16Array }[] = []
  let next = aligned(from)
  const place = (held: Uint16Array): number => {
    const at = next
    tables.push({ at, held })
    next = aligned(at + held.byteLength)
    return at
  }
  const words = Int32Array.from(planOf(network, givens, place))
  const plan = next
  return {
    bytes: aligned(plan + words.byteLength) - from,
    plan,
    write: (memory) => {
      for (const { at, held } of tables) new Uint16Array(memory, at, held.length).set(held)
      new Int32Array(memory, plan, words.length).set(words)
    },
  }
}

type Place = (held: Uint16Array) => number

function planOf(network: Network, givens: readonly Given[], place: Place): number[] {
  const rows = rowsOf(network)
  const answered = tablesOf(network)
    .carriers.map((carrier) => ({ carrier, parts: partsOf(carrier, givens) }))
    .filter(({ parts }) => parts.length > 0)
  return [
    ...network.diagnoses.map((_, diagnosis) => rows.prior(diagnosis)),
    network.associations.length,
    ...network.associations.flatMap(({ mask }, index) => [rows.association(index), mask]),
    answered.length,
    ...answered.flatMap(({ carrier, parts }) => [
      place(carrier.held),
      setsOver(carrier.over),
      parts.length,
      ...parts.flatMap((part) => partWords(part, carrier, network, rows, place)),
    ]),
  ]
}

/** The answers of one cluster, and the places in the cluster of the diagnoses that produce any of them. */
interface Part {
  readonly cluster: NetworkCluster
  readonly givens: readonly Given[]
  readonly places: readonly number[]
}

function partsOf({ clusters }: Carrier, givens: readonly Given[]): readonly Part[] {
  return clusters.flatMap((cluster) => {
    const own = givens.filter(({ entry }) => entry.cluster === cluster)
    const places = cluster.producers.map((_, place) => place).filter((place) => own.some(({ entry }) => produces(entry.missRatio, place)))
    return own.length === 0 ? [] : [{ cluster, givens: own, places }]
  })
}

const produces = (missRatio: readonly number[], place: number): boolean => numberAt(missRatio, place) < 1

function partWords({ cluster, givens, places }: Part, { over }: Carrier, network: Network, rows: Rows, place: Place): number[] {
  const members = bitsOf(places.map((each) => placeIn(over, numberAt(cluster.producers, each))))
  return [
    place(heldBy(members, setsOver(over))),
    ...wordsOf(cluster.independence),
    places.length,
    givens.length,
    ...givens.flatMap(({ entry, present }) => {
      const background = rows.entry(network.entries.indexOf(entry))
      return [present ? 1 : 0, background, ...places.map((each) => (produces(entry.missRatio, each) ? background + 1 + each : -1))]
    }),
  ]
}

/** A double as the two words that it takes in memory. */
function wordsOf(value: number): readonly number[] {
  return [...new Int32Array(Float64Array.of(value).buffer)]
}
