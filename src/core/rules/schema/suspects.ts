/** Drugs that a causality assessment can be asked for: which answers of a case answer which question of the scales. */
import * as z from 'zod'
import { citation, condition, id, text } from './terms.ts'

/** Yes where `yes` is true, else no where `no` is; without `no` a denied `yes` is a no. Neither: unknown. */
const item = z.strictObject({ yes: condition, no: condition.optional() })

/** The first row whose condition is true gives the code. */
const codeRow = z.strictObject({
  code: z.number().int().min(0).max(9),
  when: condition,
  /** What the row reports is that it was not done, which is not the same as not reported. */
  notDone: z.literal(true).optional(),
  say: text.optional(),
})
export type CodeRow = z.infer<typeof codeRow>

export const suspect = z.strictObject({
  id,
  label: text,
  synonyms: z.array(text).optional(),
  /** A questionnaire ends with the assessment of the first drug, in the order of the rules, of which this is true. */
  suspectedWhen: condition,
  /** Whether the patient had this drug in the time that the event is about. Neither scale assesses a drug that was not given, or of which that is not known. */
  given: item,
  /** Diagnoses that are an effect of this drug by their definition. */
  causes: z.array(id),
  /** Lesions of which the drug is one cause among others. */
  mayCause: z.array(id),
  /** Naranjo items by what they ask; one that no finding can answer is left out. */
  items: z.strictObject({
    afterDrug: item.optional(),
    dechallenge: item.optional(),
    rechallenge: item.optional(),
    alternatives: item.optional(),
    doseResponse: item.optional(),
    earlierReaction: item.optional(),
    objective: item.optional(),
  }),
  /** Earlier reports by reaction: which reaction a case shows, and who has described it under this drug. */
  reports: z.array(z.strictObject({ reaction: text, when: condition, sources: z.array(citation).min(1) })),
  /** What else changed around the stop: improvement then counts with a warning. */
  confounders: z.array(z.strictObject({ when: condition, say: text })),
  /** What the reader of the assessment must know where the condition is true. */
  cautions: z.array(z.strictObject({ when: condition, say: text })),
  /** ICH E2B(R3) codes. */
  e2b: z.strictObject({ actionTaken: z.array(codeRow), outcome: z.array(codeRow), rechallenge: z.array(codeRow) }),
})
export type Suspect = z.infer<typeof suspect>
