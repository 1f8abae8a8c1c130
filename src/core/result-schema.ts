/** The result of one case, as it leaves the tool in JSON; text and every other format are made from this same object. */
import * as z from 'zod'
import { BURDENS } from './burden.ts'

const citation = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** Of publication; null when it was not seen. */
  year: z.int().nullable(),
  locator: z.string(),
  /** The DOI where there is one, else PubMed, else the publisher's page; null when none was seen. */
  url: z.string().nullable(),
})
const patients = z.strictObject({ n: z.number(), of: z.number() })

const ledgerLine = z.strictObject({
  /** A network finding, or "prior". */
  finding: z.string(),
  label: z.string(),
  answer: z.enum(['prior', 'present', 'absent']),
  /** Weight of evidence, log10 of a likelihood ratio against "none of these"; for the prior, log10 of the prior odds. The lines of a diagnosis add up. */
  weight: z.number(),
  counted: z.enum(['in-full', 'in-part', 'neutral']),
  /** The finding of the same cluster that counts in full instead. */
  with: z.string().nullable(),
  rule: z.string(),
  claim: z.string(),
  patients: patients.nullable(),
  /** Whom the patients were counted in; null where nobody counted. */
  population: z.string().nullable(),
  /** Nobody counted: the claim is the reason of a judged band. */
  judged: z.boolean(),
  source: citation,
  /** Further evidence pooled into the same frequency. */
  pooledWith: z.array(z.strictObject({ rule: z.string(), patients: patients.nullable(), source: citation })),
})

const ranked = z.strictObject({
  rank: z.int().positive(),
  diagnosis: z.string(),
  label: z.string(),
  words: z.enum(['leading', 'plausible', 'less likely', 'not supported']),
  /** The model's posterior in [0, 1]; not a calibrated risk. Supports of different diagnoses may add up to more than one. */
  support: z.number().min(0).max(1),
  /** Support before any finding, on the same scale. */
  priorSupport: z.number().min(0).max(1),
  notExcluded: z.boolean(),
  /** The named test whose answer excludes the diagnosis. */
  excludedBy: z.strictObject({ finding: z.string(), test: z.string(), source: citation }).nullable(),
  evidence: z.array(ledgerLine),
  /** The other diagnosis that changes this support most, and the support without it. */
  companion: z
    .strictObject({ diagnosis: z.string(), label: z.string(), effect: z.enum(['raises', 'lowers']), supportWithout: z.number() })
    .nullable(),
})

export const resultSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('marrowdx'), version: z.string() }),
  rules: z.strictObject({ version: z.string(), digest: z.string() }),
  case: z.strictObject({ id: z.string().nullable(), context: z.string().nullable() }),
  status: z.enum(['ranked', 'insufficient', 'out-of-scope']),
  /** Why there is no ranking; null when there is one. */
  why: z.string().nullable(),
  urgent: z.array(z.strictObject({ id: z.string(), advice: z.string(), sources: z.array(citation) })),
  ranking: z.array(ranked),
  noneOfThese: z.strictObject({ support: z.number().min(0).max(1) }).nullable(),
  next: z.array(
    z.strictObject({
      finding: z.string(),
      question: z.string(),
      burden: z.enum(BURDENS),
      /** Expected fall of the entropy of the states, in bits. */
      expectedGain: z.number().min(0),
      /** What would lead the order after either answer. */
      if: z.strictObject({ present: z.string(), absent: z.string() }),
      /** What the two answers mean for this question, in words. */
      means: z.strictObject({ present: z.string(), absent: z.string() }),
    }),
  ),
  unexplained: z.array(z.strictObject({ finding: z.string(), label: z.string() })),
  advice: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      sources: z.array(citation),
      disagreesWith: z.array(z.string()),
      difference: z.string().nullable(),
    }),
  ),
  completeness: z.strictObject({ answered: z.int(), of: z.int(), missingThatMatters: z.array(z.string()) }),
  basis: z.strictObject({
    intendedFor: z.string(),
    limits: z.array(z.string()),
    /** Whom the priors speak of. */
    population: z.string().nullable(),
    /** Warnings about values taken as they are. */
    warnings: z.array(z.string()),
    /** What became of every answer. */
    answers: z.array(
      z.strictObject({
        finding: z.string(),
        answer: z.string(),
        use: z.enum(['counted', 'in-pattern', 'neutral', 'context', 'not-evaluable']),
        why: z.string().nullable(),
      }),
    ),
  }),
})
export type Result = z.infer<typeof resultSchema>
export type LedgerLine = z.infer<typeof ledgerLine>
export type RankedDiagnosis = z.infer<typeof ranked>
export type Citation = z.infer<typeof citation>
