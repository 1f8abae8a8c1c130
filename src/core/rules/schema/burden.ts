/** What it takes to know an answer: the scale that questions are weighed by. */

/** How much it takes to know an answer, cheapest first. */
export const BURDENS = ['history', 'examination', 'blood-test', 'imaging', 'biopsy'] as const
export type Burden = (typeof BURDENS)[number]
