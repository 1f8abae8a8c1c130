/** What every part of a rule file is made of: ids, texts, probabilities, codes, citations and conditions. */
import * as z from 'zod'
import { CODE_MEANING_NAMES } from './code-meanings.ts'

/** Kebab-case and permanent. */
export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is kebab-case: lower-case letters, digits and single hyphens')
export const text = z.string().min(1).max(8192)
/** A probability that may not be 0 or 1: nothing is certain. */
export const probability = z.number().gt(0).lt(1)

/** More than have ever been counted. */
export const MOST_PATIENTS = 10_000_000_000
/** A person is counted whole. */
export const patients = z.number().int().min(0).max(MOST_PATIENTS)
/** Of a publication. */
export const year = z.number().int().min(1500).max(2100)
/** How many times another number; none in medicine is larger. */
export const times = z.number().positive().max(1000)
/** A measured value or a bound of one; no unit gives a larger number. */
export const amount = z.number().min(-1e15).max(1e15)

/**
 * A condition in three-valued logic: the id of a network finding, an enumerated finding with the options that make it true,
 * or all, any, not of conditions. `all` of nothing is not allowed.
 */
export type Condition =
  | string
  | { finding: string; is: string[] }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    id,
    z.strictObject({ finding: id, is: z.array(z.string().min(1)).min(1) }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
)

export const code = z.strictObject({
  system: text,
  code: text,
  display: text.optional(),
  /** Left out where the code means the same as the entry; see code-meanings.ts. */
  means: z.enum(CODE_MEANING_NAMES).optional(),
  note: text.optional(),
  component: text.optional(),
  seen: z.union([text, z.array(text)]).optional(),
})

export const citation = z.strictObject({ source: id, locator: text })
export type Code = z.infer<typeof code>
