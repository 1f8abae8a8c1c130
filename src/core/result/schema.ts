/** The result of one case, as it leaves the tool in JSON; text and every other format are made from this same object. The descriptions are for its readers: they stand in the JSON Schema and in the declarations of the package. */
import * as z from 'zod'
import { BURDENS } from '../rules/schema/burden.ts'
import { causalityShape } from './causality.ts'
import { citationShape } from './citation.ts'
import { FIRMNESS } from './stability-words.ts'
import { STANDING_WORDS } from './support-words.ts'

const citation = citationShape
const patients = z.strictObject({
  n: z.number(),
  of: z.number(),
  fromPercent: z
    .literal(true)
    .optional()
    .describe('The source printed a percentage, of which n is made; it did not count n.'),
})

const ledgerLine = z
  .strictObject({
    finding: z.string().describe('A network finding, or "prior".'),
    label: z.string(),
    answer: z.enum(['prior', 'present', 'absent']),
    weight: z
      .number()
      .describe(
        'Weight of evidence, log10 of a likelihood ratio against "none of these"; for the prior, log10 of the prior odds. The lines of a diagnosis add up.',
      ),
    counted: z.enum(['in-full', 'in-part', 'neutral']),
    with: z.string().nullable().describe('The finding of the same cluster that counts in full instead.'),
    rule: z.string(),
    claim: z.string(),
    patients: patients.nullable(),
    population: z.string().nullable().describe('Whom the patients were counted in; null where nobody counted.'),
    judged: z.boolean().describe('Nobody counted: the claim is the reason of a judged band.'),
    source: citation,
    pooledWith: z
      .array(z.strictObject({ rule: z.string(), patients: patients.nullable(), source: citation }))
      .describe('Further evidence pooled into the same frequency.'),
  })
  .meta({ title: 'LedgerLine' })

const supportRange = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)])
const firstShare = z.number().min(0).max(1)

const stability = z
  .strictObject({
    words: z.enum(FIRMNESS),
    first: z
      .string()
      .nullable()
      .describe('What leads the order by the figures as they stand; null is "none of these".'),
    firstShare,
    runs: z.int().positive().describe('How often every band was drawn again.'),
    seed: z.int(),
    flatPriors: z
      .strictObject({ first: z.string().nullable(), changes: z.boolean() })
      .describe('What would lead if all diagnoses had the same prior, and whether that is another one.'),
  })
  .meta({ title: 'Stability' })

const ranked = z
  .strictObject({
    rank: z
      .int()
      .positive()
      .describe('From 1, "none of these" counted; what is excluded comes last, the others by support.'),
    diagnosis: z.string(),
    label: z.string(),
    words: z.enum(STANDING_WORDS),
    support: z
      .number()
      .min(0)
      .max(1)
      .describe(
        "The model's posterior in [0, 1]; not a calibrated risk. Supports of different diagnoses may add up to more than one.",
      ),
    supportRange: supportRange
      .nullable()
      .describe('Where 90 of 100 redraws of the bands put the support; null where they were not drawn.'),
    firstShare: firstShare.nullable().describe('Share of the redraws in which this has most support.'),
    priorSupport: z.number().min(0).max(1).describe('Support before any finding, on the same scale.'),
    notExcluded: z.boolean(),
    excludedBy: z
      .strictObject({ finding: z.string(), test: z.string(), source: citation })
      .nullable()
      .describe('The named test whose answer excludes the diagnosis.'),
    evidence: z.array(ledgerLine),
    companion: z
      .strictObject({
        diagnosis: z.string(),
        label: z.string(),
        effect: z.enum(['raises', 'lowers']),
        supportWithout: z.number(),
      })
      .nullable()
      .describe('The other diagnosis that changes this support most, and the support without it.'),
  })
  .meta({ title: 'RankedDiagnosis' })

const conflict = z
  .strictObject({
    measure: z
      .number()
      .describe(
        'How far the surprise of the answers lies above its expectation under the state of at most two diagnoses that fits them best, in standard deviations.',
      ),
    between: z
      .array(z.strictObject({ finding: z.string(), label: z.string(), answer: z.enum(['present', 'absent']) }))
      .describe('The two or three answers that fit least, first the one without which the others fit best.'),
    sentence: z.string(),
  })
  .meta({ title: 'Conflict' })

const completeness = z.strictObject({
  answered: z.int(),
  of: z.int(),
  byDimension: z
    .array(z.strictObject({ dimension: z.string(), label: z.string(), answered: z.int(), of: z.int() }))
    .describe('The same by group of the vocabulary. It counts what was answered, whichever way.'),
  missingThatMatters: z.array(z.string()),
})

const settled = z.strictObject({ finding: z.string(), label: z.string(), answer: z.enum(['present', 'absent']) })

const exchange = z
  .strictObject({
    exchanges: z
      .tuple([z.string().nullable(), z.string().nullable()])
      .describe(
        'Diagnoses; after the answers the one with less support has more than the other. Null is "none of these".',
      ),
    answers: z
      .array(
        z.strictObject({
          finding: z.string(),
          label: z.string(),
          question: z.string(),
          burden: z.enum(BURDENS),
          answer: z.string().describe('"present", "absent", an option, or a measured value from which on it is so.'),
          settles: z.array(settled).describe('What the answer says of the findings of the network.'),
        }),
      )
      .describe('All of them are needed.'),
    thenLeads: z.string().nullable().describe('What would lead the order then; null is "none of these".'),
  })
  .meta({ title: 'Exchange' })

export const resultSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('marrowdx'), version: z.string() }),
  rules: z.strictObject({
    version: z.string(),
    digest: z.string().describe('Of all rule files.'),
    packs: z
      .array(z.strictObject({ name: z.string(), digest: z.string() }))
      .optional()
      .describe('Rules beside the built-in ones; left out where there are none.'),
  }),
  case: z.strictObject({ id: z.string().nullable(), context: z.string().nullable() }),
  status: z.enum(['ranked', 'insufficient', 'out-of-scope']),
  why: z.string().nullable().describe('Why there is no ranking; null when there is one.'),
  urgent: z.array(z.strictObject({ id: z.string(), advice: z.string(), sources: z.array(citation) })),
  ranking: z.array(ranked),
  noneOfThese: z
    .strictObject({
      rank: z.int().positive(),
      support: z.number().min(0).max(1),
      supportRange: supportRange.nullable(),
      firstShare: firstShare.nullable(),
    })
    .nullable(),
  stability: stability.nullable().describe('How firm the order is; null where the bands were not drawn again.'),
  next: z.array(
    z.strictObject({
      finding: z.string(),
      question: z.string(),
      burden: z.enum(BURDENS),
      expectedGain: z.number().min(0).describe('Expected fall of the entropy of the states, in bits.'),
      if: z
        .strictObject({ present: z.string(), absent: z.string() })
        .describe('What would lead the order after either answer.'),
      means: z
        .strictObject({ present: z.string(), absent: z.string() })
        .describe('What the two answers mean for this question, in words.'),
    }),
  ),
  whatWouldChange: exchange
    .nullable()
    .describe(
      'The first of the smallest sets of open answers that would exchange the two leaders; null where none was found.',
    ),
  unexplained: z.array(z.strictObject({ finding: z.string(), label: z.string() })),
  conflict: conflict
    .nullable()
    .describe('Where the answers fit no diagnosis well together; null where they do, or where there is no ranking.'),
  advice: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      sources: z.array(citation),
      disagreesWith: z.array(z.string()),
      difference: z.string().nullable(),
    }),
  ),
  causality: causalityShape.nullable().describe('Of the drug that was asked for; null when none was.'),
  completeness,
  basis: z.strictObject({
    intendedFor: z.string(),
    limits: z.array(z.string()),
    population: z.string().nullable().describe('Whom the priors speak of.'),
    warnings: z.array(z.string()).describe('Warnings about values taken as they are.'),
    answers: z
      .array(
        z.strictObject({
          finding: z.string(),
          answer: z.string(),
          use: z.enum(['counted', 'in-pattern', 'neutral', 'context', 'not-evaluable']),
          why: z.string().nullable(),
        }),
      )
      .describe('What became of every answer.'),
  }),
})
export type Result = z.infer<typeof resultSchema>
export type LedgerLine = z.infer<typeof ledgerLine>
export type RankedDiagnosis = z.infer<typeof ranked>
export type Exchange = z.infer<typeof exchange>
export type Citation = z.infer<typeof citation>
