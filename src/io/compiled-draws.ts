/** The redraws that most runs want, as the build leaves them in dist/: those of the usual number and seed, one file for each context. */

import { redraw } from '../core/network/draws/draw.ts'
import { type Redrawn, RUNS, SEED } from '../core/network/draws/draws.ts'
import { networkOf } from '../core/network/noisy-or.ts'
import type { CompiledContext, Frequency, KnowledgeBase, WholeKnowledgeBase } from '../core/rules/knowledge-base.ts'
import { bytesOf } from './compiled.ts'

export interface Redraws {
  /** 0: the bands are not drawn again. */
  readonly runs: number
  readonly seed: number
}

export const USUAL_REDRAWS: Redraws = { runs: RUNS, seed: SEED }

const partOf = (context: string): string => `draws-${context}.bin`

/** File names in dist/ and the bytes of each, in the order of bytes of this machine. */
export function drawsOf(kb: WholeKnowledgeBase): ReadonlyMap<string, Uint8Array> {
  return new Map(
    kb.contexts.map((context) => {
      const { values } = redraw(context, networkOf(kb, context), RUNS, SEED)
      return [partOf(context.id), new Uint8Array(values.buffer)]
    }),
  )
}

/** Rules with their bands are drawn now; those that the build compiled, without, have the usual redraws beside them in `folder`. */
export function redrawnBy(
  kb: KnowledgeBase,
  { runs, seed }: Redraws,
  folder: string,
): ((context: CompiledContext) => Redrawn) | undefined {
  if (runs === 0) return undefined
  const made = new Map<string, Redrawn>()
  return (context) => {
    const known =
      made.get(context.id) ??
      (hasBands(context) ? redraw(context, networkOf(kb, context), runs, seed) : readDraws(folder, context.id))
    made.set(context.id, known)
    return known
  }
}

function hasBands(context: CompiledContext): context is CompiledContext<Frequency> {
  const [first] = context.findings
  return first !== undefined && 'band' in first.background
}

function readDraws(folder: string, context: string): Redrawn {
  const { buffer, byteOffset, byteLength } = bytesOf(folder, partOf(context))
  return {
    runs: RUNS,
    seed: SEED,
    values: new Float32Array(buffer, byteOffset, byteLength / Float32Array.BYTES_PER_ELEMENT),
  }
}
