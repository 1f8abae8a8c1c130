/** The vocabulary of a rule file: findings, what is read off them, clusters, contradictions, diagnoses. */
import * as z from 'zod'
import { BURDENS } from './burden.ts'
import { amount, code, condition, id, text, times } from './terms.ts'

export const FINDING_TYPES = ['boolean', 'enum', 'quantity', 'date-or-duration'] as const

const mixup = z.strictObject({
  givenUnit: text,
  from: amount.optional(),
  to: amount.optional(),
  upperLimitFrom: amount.optional(),
  upperLimitTo: amount.optional(),
  likely: text,
  say: text.optional(),
})

/** A group of findings, under one heading in listings and reports. */
export const group = z.strictObject({
  id,
  label: text,
  /** Its findings describe the patient and the treatment; they ask for no explanation. */
  circumstances: z.literal(true).optional(),
  /** Its quantities are often known in words only: low, normal or high. */
  knownAsLevels: z.literal(true).optional(),
})
export type Group = z.infer<typeof group>

/** A finding, or one option of it, that was given up, with what to answer instead. */
export const retired = z.strictObject({ finding: id, option: id.optional(), answer: z.array(id).min(1) })
export type Retired = z.infer<typeof retired>

/** An option, of any finding that has it, that is no evidence either way. */
export const uninformativeOption = z.strictObject({
  option: id,
  /** Nobody has looked (`no-trial`: no trial of it was made), so that it can still be done; or somebody has, and it was left open. */
  means: z.enum(['not-done', 'no-trial', 'undecided']),
})
export type UninformativeOption = z.infer<typeof uninformativeOption>

/** An askable observation of the vocabulary. */
export const finding = z.strictObject({
  id,
  label: text,
  ask: text,
  definition: text.optional(),
  group: id,
  burden: z.enum(BURDENS),
  type: z.enum(FINDING_TYPES),
  /** Yes/no findings only: the cluster of findings that look at the same fact. */
  cluster: id.optional(),
  /** The finding can be answered only where this is not false. */
  appliesIf: condition.optional(),
  /** `false` where its presence is nothing that asks for an explanation (an examination done, a normal picture). */
  asksForExplanation: z.literal(false).optional(),
  /** Not a key of the case file: it stands in this field of that quantity. */
  carriedBy: z.strictObject({ finding: id, field: z.enum(['upperLimit', 'lowerLimit', 'series']) }).optional(),
  options: z
    .array(
      z.strictObject({
        value: id,
        synonyms: z.array(text).optional(),
        codes: z.array(code).optional(),
        ctcaeGrade: z.number().int().min(1).max(5).optional(),
        note: text.optional(),
      }),
    )
    .optional(),
  many: z.literal(true).optional(),
  unit: text.optional(),
  /** Outside these bounds (in `unit`) a value is refused. */
  possible: z.tuple([amount, amount]).optional(),
  /** Outside these bounds (in `unit`) a value is taken with a warning. */
  plausible: z.tuple([amount, amount]).optional(),
  accepts: z.array(text).optional(),
  /** Id of the conversion in units.yaml. */
  convert: id.optional(),
  integer: z.literal(true).optional(),
  mixups: z.array(mixup).optional(),
  form: text.optional(),
  note: text.optional(),
  ctcae: text.optional(),
  fhir: text.optional(),
  synonyms: z.array(text).optional(),
  codes: z.array(code).optional(),
})
export type Finding = z.infer<typeof finding>

const limitTest = z.strictObject({
  finding: id,
  /** Which reading of a series counts. */
  read: z.enum(['last', 'lowest', 'highest']),
  /** Fixed cut-off in the canonical unit: present when the value is … this. */
  above: amount.optional(),
  atLeast: amount.optional(),
  below: amount.optional(),
  /** Present when the value is above this many times the reporting laboratory's upper limit. */
  timesUpperLimit: times.optional(),
  /** Present when the value is below this share of the reporting laboratory's lower limit. */
  timesLowerLimit: times.optional(),
  /** Present when the value read is at least this many times the patient's own earlier value. */
  timesBaseline: times.gt(1).optional(),
  /** Which earlier reading is the patient's own baseline; with `timesBaseline`. */
  baseline: z.enum(['first', 'lowest', 'previous']).optional(),
  /** Without a limit of the laboratory: present above / below the first number, absent below / above the second, else unknown. */
  withoutLimit: z.strictObject({ presentBeyond: amount, absentWithin: amount }).optional(),
  /** Absent counts only when this condition is true; a low saturation is low on oxygen too, a good one says nothing then. */
  absentOnlyIf: condition.optional(),
  /** The finding is also what somebody called so: a number on the other side of the cut-off does not deny the word. */
  wordPrevails: z.literal(true).optional(),
})

/** Where a network finding gets its state from: a yes/no finding, options of an enumeration, a cut-off on a quantity, a condition. */
const origin = z.union([
  z.strictObject({ finding: id, not: z.literal(true).optional() }),
  z.strictObject({ finding: id, present: z.array(text).min(1), absent: z.array(text) }),
  limitTest,
  z.strictObject({
    finding: id,
    level: z.strictObject({
      present: z.array(z.enum(['low', 'normal', 'high'])).min(1),
      absent: z.array(z.enum(['low', 'normal', 'high'])),
    }),
  }),
])
export type Origin = z.infer<typeof origin>
export type LimitTest = z.infer<typeof limitTest>

/** A yes/no finding of the network that is read off other answers, or that adds readings to a yes/no finding of the same id. */
export const derived = z.strictObject({
  id,
  label: text.optional(),
  cluster: id.optional(),
  from: z.array(origin).min(1),
  asksForExplanation: z.literal(false).optional(),
  /** Source and locator of a cut-off that is not a laboratory's own limit. */
  source: id.optional(),
  locator: text.optional(),
  note: text.optional(),
})
export type Derived = z.infer<typeof derived>

export const cluster = z.strictObject({
  id,
  label: text,
  /** 0 = the same fact told again, 1 = independent. */
  independence: z.number().min(0).max(1),
  why: text,
  /** Its findings say only that an examination was done. Once done, its results cost no more than looking them up. */
  examinations: z.literal(true).optional(),
})
export type Cluster = z.infer<typeof cluster>

export const contradiction = z.strictObject({
  id,
  /** Never true in one patient. */
  never: condition,
  /** What explains it where present; unknown explains nothing. */
  unless: condition.optional(),
  say: text,
})
export type Contradiction = z.infer<typeof contradiction>

export const diagnosis = z.strictObject({
  id,
  label: text,
  /** One sentence for the reader of a report. */
  definition: text,
  synonyms: z.array(text).optional(),
  /** Stays on the list as "not excluded" until this test has been answered. */
  mustBeExcluded: z
    .strictObject({
      /** Network finding whose absence excludes the diagnosis. */
      test: id,
      /** What the test is called in a sentence. */
      named: text,
      /** Signs under which a negative test does not exclude: present, and not settled by another finding that is absent. */
      unless: z.array(
        z.strictObject({ present: id, settledBy: z.array(id).optional(), because: text, source: id, locator: text }),
      ),
      source: id,
      locator: text,
    })
    .optional(),
  codes: z.array(code).optional(),
})
export type Diagnosis = z.infer<typeof diagnosis>
