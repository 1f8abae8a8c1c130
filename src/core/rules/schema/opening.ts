/** What a questionnaire asks before anything is weighed. */
import * as z from 'zod'
import { condition, id } from './terms.ts'

/** Questions stand in the order of asking, those of the context before those that cannot wait. */
export const openingQuestion = z.strictObject({
  /** `context`: asked where the context turns on it, or where `onlyIf` is true. `urgent`: asked of everybody whom the conditions do not spare. */
  stage: z.enum(['context', 'urgent']),
  finding: id,
  onlyIf: condition.optional(),
  /** Not asked where this is true. */
  unless: condition.optional(),
})
export type OpeningQuestion = z.infer<typeof openingQuestion>
