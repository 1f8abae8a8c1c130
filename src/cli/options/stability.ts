/** How often the bands are drawn again, and from which seed: from the options to what assess() ranks with. */
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { type Redraws, USUAL_REDRAWS } from '../../io/compiled-draws.ts'
import type { Outcome } from '../../io/system-errors.ts'
import { knownRules, wholeRules } from '../load-rules/in-force.ts'
import type { Session } from '../report.ts'

/** As they stand on the command line. */
export interface RedrawFlags {
  readonly stability?: string
  readonly seed?: string
}

/** More redraws tell nothing new and only take time. */
const MOST_RUNS = 10_000

/** The choice, or what is wrong with the options. */
export function redrawsOf({ stability, seed }: RedrawFlags, usual: number): Redraws | { readonly wrong: string } {
  const runs = stability === undefined ? usual : whole(stability, 0, MOST_RUNS)
  if (runs === null) return { wrong: `error: --stability takes a number from 0 (off) to ${MOST_RUNS}` }
  const from = seed === undefined ? USUAL_REDRAWS.seed : whole(seed, -(2 ** 31), 2 ** 31 - 1)
  return from === null ? { wrong: 'error: --seed takes a whole number of at most 32 bits' } : { runs, seed: from }
}

function whole(text: string, least: number, most: number): number | null {
  const value = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : null
}

const isUsual = ({ runs, seed }: Redraws): boolean =>
  runs === 0 || (runs === USUAL_REDRAWS.runs && seed === USUAL_REDRAWS.seed)

/** The rules with as much of them as the redraws need. */
export const rulesFor = (session: Session, redraws: Redraws): Promise<Outcome<KnowledgeBase>> =>
  isUsual(redraws) ? knownRules(session) : wholeRules(session)
