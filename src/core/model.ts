/**
 * The shapes of the rule files, as zod schemas; every type of the rules is inferred from here, and so is the JSON Schema for editors.
 * What a rule means when several files are put together is knowledge.ts; the shapes of a case and of a result are case-schema.ts and result-schema.ts.
 */
import * as z from 'zod'

/** Kebab-case and permanent. */
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is kebab-case: lower-case letters, digits and single hyphens')
const text = z.string().min(1).max(8192)
/** A probability that may not be 0 or 1: nothing is certain. */
const probability = z.number().gt(0).lt(1)

/** How much it takes to know an answer, cheapest first. */
export const BURDENS = ['history', 'examination', 'blood-test', 'imaging', 'biopsy'] as const
export type Burden = (typeof BURDENS)[number]

/**
 * A condition in three-valued logic: the id of a network finding, an enumerated finding with the options that make it true,
 * or all, any, not of conditions. `all` of nothing is not allowed.
 */
export type Condition = string | { finding: string; is: string[] } | { all: Condition[] } | { any: Condition[] } | { not: Condition }
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    id,
    z.strictObject({ finding: id, is: z.array(z.string().min(1)).min(1) }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
)

const code = z.strictObject({
  system: text,
  code: text,
  display: text.optional(),
  means: text.optional(),
  note: text.optional(),
  component: text.optional(),
  seen: z.union([text, z.array(text)]).optional(),
})

const mixup = z.strictObject({
  givenUnit: text,
  from: z.number().optional(),
  to: z.number().optional(),
  upperLimitFrom: z.number().optional(),
  upperLimitTo: z.number().optional(),
  likely: text,
  say: text.optional(),
})

/** An askable observation of the vocabulary. */
const finding = z.strictObject({
  id,
  label: text,
  ask: text,
  definition: text.optional(),
  group: z.enum(['context', 'pain', 'signs', 'blood', 'marrow', 'imaging', 'drug']),
  burden: z.enum(BURDENS),
  type: z.enum(['boolean', 'enum', 'quantity', 'date-or-duration']),
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
        ctcaeGrade: z.number().optional(),
        note: text.optional(),
      }),
    )
    .optional(),
  many: z.literal(true).optional(),
  unit: text.optional(),
  /** Outside these bounds (in `unit`) a value is refused. */
  possible: z.tuple([z.number(), z.number()]).optional(),
  /** Outside these bounds (in `unit`) a value is taken with a warning. */
  plausible: z.tuple([z.number(), z.number()]).optional(),
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
  above: z.number().optional(),
  atLeast: z.number().optional(),
  below: z.number().optional(),
  /** Present when the value is above this many times the reporting laboratory's upper limit. */
  timesUpperLimit: z.number().positive().optional(),
  /** Present when the value is below this share of the reporting laboratory's lower limit. */
  timesLowerLimit: z.number().positive().optional(),
  /** Present when the value read is at least this many times the patient's own earlier value. */
  timesBaseline: z.number().gt(1).optional(),
  /** Which earlier reading is the patient's own baseline; with `timesBaseline`. */
  baseline: z.enum(['first', 'lowest', 'previous']).optional(),
  /** Without a limit of the laboratory: present above / below the first number, absent below / above the second, else unknown. */
  withoutLimit: z.strictObject({ presentBeyond: z.number(), absentWithin: z.number() }).optional(),
  /** Absent counts only when this condition is true; a low saturation is low on oxygen too, a good one says nothing then. */
  absentOnlyIf: condition.optional(),
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
const derived = z.strictObject({
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

const cluster = z.strictObject({
  id,
  label: text,
  /** 0 = the same fact told again, 1 = independent. */
  independence: z.number().min(0).max(1),
  why: text,
})
export type Cluster = z.infer<typeof cluster>

const contradiction = z.strictObject({
  id,
  /** Never true in one patient. */
  never: condition,
  say: text,
})
export type Contradiction = z.infer<typeof contradiction>

const diagnosis = z.strictObject({
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
      /** None of these may be present. */
      unless: z.array(id),
      source: id,
      locator: text,
    })
    .optional(),
  codes: z.array(code).optional(),
})
export type Diagnosis = z.infer<typeof diagnosis>

const citation = z.strictObject({ source: id, locator: text })

const prior = z.strictObject({
  diagnosis: id,
  low: probability,
  high: probability,
  /** `judged`: nobody counted it; the sources bound it, the reason says how. */
  basis: z.enum(['judged', 'figure']),
  reason: text,
  citations: z.array(citation).min(1),
})

const context = z.strictObject({
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

const association = z.strictObject({
  id,
  between: z.tuple([id, id]),
  /** Odds factor for both together; never below 1. */
  low: z.number().min(1),
  high: z.number().min(1),
  reason: text,
  citations: z.array(citation).min(1),
})
export type Association = z.infer<typeof association>

const setting = z.strictObject({ id, label: text })

const source = z.strictObject({
  id,
  report: z.string().optional(),
  type: text,
  title: text,
  titleNote: text.optional(),
  authors: z.array(text).optional(),
  authorsNote: text.optional(),
  container: text.optional(),
  containerAbbrev: text.optional(),
  year: z.number().int().optional(),
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

/** HPO frequency classes, in per cent (HP:0040280 to HP:0040284). */
export const HPO_CLASSES = {
  'very-frequent': [0.8, 0.99],
  frequent: [0.3, 0.79],
  occasional: [0.05, 0.29],
  'very-rare': [0.01, 0.04],
} as const satisfies Record<string, readonly [number, number]>

const figure = z.union([
  /** n of m patients; n need not be whole where it comes from a printed percentage of m. */
  z.strictObject({ n: z.number().min(0), of: z.number().positive(), fromPercent: z.literal(true).optional() }),
  z.strictObject({ class: z.enum(['very-frequent', 'frequent', 'occasional', 'very-rare']) }),
  /** Nobody counted: a wide band with its reason. */
  z.strictObject({ low: probability, high: probability, judged: text }),
])

const evidence = z.strictObject({
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
const judgement = z.strictObject({
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

const pattern = z.strictObject({
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

const advice = z.strictObject({
  id,
  when: condition,
  /** `urgent` is printed before any ranking. */
  urgency: z.enum(['urgent', 'routine']),
  text,
  locator: text,
  dossier: z.array(id),
  also: z.array(citation).optional(),
  /** Done, and no longer shown, as soon as one of these network findings is present or absent. */
  settledBy: z.array(id).optional(),
  disagreesWith: z.array(id).optional(),
  /** Why the sources differ; with `disagreesWith`. */
  difference: text.optional(),
})
export type Advice = z.infer<typeof advice>

/** One file of the rules. Every key is optional, none unknown; a file with evidence, patterns or advice names its source. */
export const ruleFile = z.strictObject({
  version: text.optional(),
  groups: z.array(z.strictObject({ id, label: text })).optional(),
  findings: z.array(finding).optional(),
  derived: z.array(derived).optional(),
  clusters: z.array(cluster).optional(),
  contradictions: z.array(contradiction).optional(),
  units: z
    .strictObject({
      aliases: z.array(z.strictObject({ ucum: text, also: z.array(text), for: z.array(id).optional(), note: text.optional() })),
      conversions: z.array(
        z.strictObject({
          id,
          canonical: text,
          from: z.array(
            z.strictObject({ unit: text, multiplyBy: z.number().positive().optional(), subtractFirst: z.number().optional(), why: text }),
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
  associations: z.array(association).optional(),
  source: source.optional(),
  /** Publications that priors, judged bands and cut-offs cite, but that carry nothing of their own. */
  cited: z.array(source).optional(),
  evidence: z.array(evidence).optional(),
  judgements: z.array(judgement).optional(),
  patterns: z.array(pattern).optional(),
  advice: z.array(advice).optional(),
  notUsed: z.array(z.strictObject({ dossier: z.array(id).min(1), reason: text })).optional(),
})
export type RuleFile = z.infer<typeof ruleFile>
