/**
 * The shapes of the rule files, as zod schemas; every type of the rules is inferred from here, and so is the JSON Schema for editors.
 * What a rule means when several files are put together is compile.ts; the shapes of a case and of a result are case/schema.ts and result/schema.ts.
 */
import * as z from 'zod'
import { association, context, setting } from './schema/contexts.ts'
import { advice, appraisal, evidence, judgement, pattern, source } from './schema/evidence.ts'
import { openingQuestion } from './schema/opening.ts'
import { suspect } from './schema/suspects.ts'
import { amount, id, text } from './schema/terms.ts'
import {
  cluster,
  contradiction,
  derived,
  diagnosis,
  finding,
  group,
  retired,
  uninformativeOption,
} from './schema/vocabulary.ts'

/** One file of the rules. Every key is optional, none unknown; a file with evidence, patterns or advice names its source. */
export const ruleFile = z.strictObject({
  version: text.optional(),
  groups: z.array(group).optional(),
  retired: z.array(retired).optional(),
  uninformativeOptions: z.array(uninformativeOption).optional(),
  opening: z.array(openingQuestion).optional(),
  findings: z.array(finding).optional(),
  derived: z.array(derived).optional(),
  clusters: z.array(cluster).optional(),
  contradictions: z.array(contradiction).optional(),
  units: z
    .strictObject({
      aliases: z.array(
        z.strictObject({ ucum: text, also: z.array(text), for: z.array(id).optional(), note: text.optional() }),
      ),
      conversions: z.array(
        z.strictObject({
          id,
          canonical: text,
          from: z.array(
            z.strictObject({
              unit: text,
              multiplyBy: z.number().positive().max(1e15).optional(),
              subtractFirst: amount.optional(),
              why: text,
            }),
          ),
        }),
      ),
    })
    .optional(),
  codeSystems: z.array(z.strictObject({ system: text, uri: text, licence: text })).optional(),
  diagnoses: z.array(diagnosis).optional(),
  settings: z.array(setting).optional(),
  contexts: z.array(context).optional(),
  outOfScope: text.optional(),
  /** The enumerated finding whose options the diseases of `givenIn` are. */
  diseaseFinding: id.optional(),
  associations: z.array(association).optional(),
  source: source.optional(),
  appraisal: appraisal.optional(),
  /** Publications that priors, judged bands and cut-offs cite, but that carry nothing of their own. */
  cited: z.array(source).optional(),
  evidence: z.array(evidence).optional(),
  judgements: z.array(judgement).optional(),
  patterns: z.array(pattern).optional(),
  advice: z.array(advice).optional(),
  suspects: z.array(suspect).optional(),
  notUsed: z.array(z.strictObject({ dossier: z.array(id).min(1), reason: text })).optional(),
})
export type RuleFile = z.infer<typeof ruleFile>
