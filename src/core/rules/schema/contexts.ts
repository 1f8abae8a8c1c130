/** Whom the ranking speaks of: contexts with their priors, associations, kinds of population. */
import * as z from 'zod'
import { citation, condition, id, probability, text } from './terms.ts'

const prior = z.strictObject({
  diagnosis: id,
  low: probability,
  high: probability,
  /** `judged`: nobody counted it; the sources bound it, the reason says how. */
  basis: z.enum(['judged', 'figure']),
  reason: text,
  citations: z.array(citation).min(1),
})

export const context = z.strictObject({
  id,
  label: text,
  /** Whom the priors speak of. */
  population: text,
  when: condition,
  /** Kinds of population, nearest first: a figure is taken from the first that has one. */
  settings: z.array(id).min(1),
  priors: z.array(prior).min(1),
  /** Diagnoses that cannot occur here. */
  cannotOccur: z.array(z.strictObject({ diagnosis: id, reason: text })),
})
export type Context = z.infer<typeof context>

export const association = z.strictObject({
  id,
  between: z.tuple([id, id]),
  /** Odds factor for both together; never below 1. */
  low: z.number().min(1).max(1000),
  high: z.number().min(1).max(1000),
  reason: text,
  citations: z.array(citation).min(1),
})
export type Association = z.infer<typeof association>

export const setting = z.strictObject({ id, label: text })
