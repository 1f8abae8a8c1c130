/** The words for how firm an order is, declared once; apart from the arithmetic, since the shapes of a result need them too. */

/** The share of redraws from which a leader counts as stable or leaning. Judged; bounds of wording. */
const FIRM_BOUNDS = { stable: 0.9, leaning: 0.6 } as const
export const FIRMNESS = ['stable', 'leaning', 'tie'] as const
export type Firmness = (typeof FIRMNESS)[number]

/** The word for how often the leader of the ranking stays first. */
export function firmnessFor(firstShare: number): Firmness {
  if (firstShare >= FIRM_BOUNDS.stable) return 'stable'
  return firstShare >= FIRM_BOUNDS.leaning ? 'leaning' : 'tie'
}
