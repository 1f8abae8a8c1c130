/** What a source gives: its citation, appraisal, evidence, patterns and advice; and the judged bands where no source counted. */
import * as z from 'zod'
import { citation, condition, id, MOST_PATIENTS, patients, probability, text, year } from './terms.ts'

export const source = z.strictObject({
  id,
  report: z.string().optional(),
  type: text,
  title: text,
  titleNote: text.optional(),
  authors: z.array(text).optional(),
  authorsNote: text.optional(),
  container: text.optional(),
  containerAbbrev: text.optional(),
  year: year.optional(),
  date: text.optional(),
  volume: text.optional(),
  issue: text.optional(),
  pages: text.optional(),
  doi: z
    .string()
    .regex(/^10\.\S+$/)
    .optional(),
  pmid: z.string().regex(/^\d+$/).optional(),
  pmcid: z
    .string()
    .regex(/^PMC\d+$/)
    .optional(),
  url: z.string().startsWith('https://').optional(),
  notes: z.array(text).optional(),
  /** What of it was actually read, and where. */
  verified: text,
})
export type Source = z.infer<typeof source>

/** What a study looks like, which says how far a count of it can be trusted; `other` goes with a note. */
const DESIGNS = ['case-report', 'case-series', 'cohort', 'registry', 'trial', 'review', 'guideline', 'other'] as const

/** The questions of Murad 2018 (doi 10.1136/bmjebm-2017-110853), in its order; its fourth to sixth are meant for adverse drug events. */
export const QUESTIONS = [
  'selection',
  'exposure',
  'outcome',
  'alternatives',
  'rechallenge',
  'doseResponse',
  'followUp',
  'reporting',
] as const
export type QuestionName = (typeof QUESTIONS)[number]

/** `unclear`: what was read does not tell. */
const questionAnswer = z.strictObject({ answer: z.enum(['yes', 'no', 'unclear']), reason: text, locator: text })

/** How good the source is. What it does to the weight of a case report is core/rules/compile/case-report-weight.ts. */
export const appraisal = z.strictObject({
  design: z.enum(DESIGNS),
  /** Patients whom it counts; left out, with a note, where what was read does not tell. */
  patients: patients.min(1).optional(),
  note: text.optional(),
  questions: z
    .strictObject({
      selection: questionAnswer,
      exposure: questionAnswer,
      outcome: questionAnswer,
      alternatives: questionAnswer,
      rechallenge: questionAnswer,
      doseResponse: questionAnswer,
      followUp: questionAnswer,
      reporting: questionAnswer,
    })
    .optional(),
})
export type Appraisal = z.infer<typeof appraisal>

/** HPO frequency classes, in per cent (HP:0040280 to HP:0040284). */
export const HPO_CLASSES = {
  'very-frequent': [0.8, 0.99],
  frequent: [0.3, 0.79],
  occasional: [0.05, 0.29],
  'very-rare': [0.01, 0.04],
} as const satisfies Record<string, readonly [number, number]>

const figure = z.union([
  /** n of m patients. */
  z.strictObject({ n: patients, of: patients.min(1) }),
  /** n comes from a printed percentage of m, and need not be whole. */
  z.strictObject({ n: z.number().min(0).max(MOST_PATIENTS), of: patients.min(1), fromPercent: z.literal(true) }),
  z.strictObject({ class: z.enum(['very-frequent', 'frequent', 'occasional', 'very-rare']) }),
])

export const evidence = z.strictObject({
  id,
  /** Entries of the evidence dossier that it rests on. */
  dossier: z.array(id),
  finding: id,
  /** A diagnosis, or `none` for the background: the same finding without any of the diagnoses. */
  diagnosis: id,
  setting: id,
  /** Whom the figure was counted in. */
  population: text,
  figure,
  /** `absent`: the figure counts patients without the finding; it is turned round before use. */
  counts: z.literal('absent').optional(),
  locator: text,
  claim: text,
  also: z.array(citation).optional(),
})
export type Evidence = z.infer<typeof evidence>

/** A judged band: its row in the table that a haematologist reviews. */
export const judgement = z.strictObject({
  id,
  finding: id,
  diagnosis: id,
  setting: id,
  low: probability,
  high: probability,
  reason: text,
  dossier: z.array(id).optional(),
  /** The nearest thing a source says. */
  source: id,
  locator: text,
})
export type Judgement = z.infer<typeof judgement>

export const pattern = z.strictObject({
  id,
  label: text,
  cluster: id,
  when: condition,
  /** Network findings that it stands for when it is present. */
  replaces: z.array(id),
  locator: text,
  claim: text,
  dossier: z.array(id),
})
export type Pattern = z.infer<typeof pattern>

export const advice = z.strictObject({
  id,
  when: condition,
  /** `urgent` is printed before any ranking. */
  urgency: z.enum(['urgent', 'routine']),
  text,
  locator: text,
  dossier: z.array(id),
  also: z.array(citation).optional(),
  /**
   * The underlying diseases for which the source gave it; in any other, or where the disease is not known, it is not shown. "any" where what it
   * looks for is an emergency whatever the disease.
   */
  givenIn: z.union([z.literal('any'), z.array(z.string()).min(1)]),
  /** Not shown where this is true; unknown does not silence it. */
  unless: condition.optional(),
  /** Advice that says the same and more: where one of these is shown, this one is not. */
  coveredBy: z.array(id).optional(),
  /** Done, and no longer shown, as soon as one of these network findings is present or absent. */
  settledBy: z.array(id).optional(),
  disagreesWith: z.array(id).optional(),
  /** Why the sources differ; with `disagreesWith`. */
  difference: text.optional(),
})
export type Advice = z.infer<typeof advice>
