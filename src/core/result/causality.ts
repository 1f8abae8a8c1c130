/** The causality assessment as it leaves the tool in a result. */
import * as z from 'zod'
import { citationShape } from './citation.ts'
import { WHO_UMC } from './who-umc-categories.ts'

const answers = z.array(z.strictObject({ finding: z.string(), answer: z.string() }))

const naranjoItem = z.strictObject({
  item: z.int().min(1).max(10),
  question: z.string(),
  answer: z
    .enum(['yes', 'no', 'unknown', 'confounded'])
    .describe(
      '"confounded" (item 3): better after the stop, while something else changed too; it scores like a yes, with a warning.',
    ),
  points: z.int(),
  decidedBy: answers.describe(
    'The answers that decided it; of an unknown item those that say that it was not done, or that make it unanswerable.',
  ),
  openUntil: z
    .array(z.string())
    .describe('The findings that would answer an unknown item; empty where it is answered, or nothing can answer it.'),
  sources: z.array(citationShape).describe('Item 1: the earlier reports.'),
})

const whoUmc = z.enum(WHO_UMC)

const whoUmcCriterion = z.strictObject({
  criterion: z.enum(['time', 'alternatives', 'withdrawal', 'objective', 'rechallenge']),
  asks: z.string(),
  state: z.enum(['met', 'not-met', 'unknown']),
  item: z.int().describe('The Naranjo item with the answers behind it.'),
})

const e2bElement = z.strictObject({
  element: z.string(),
  name: z.enum(['actionTaken', 'outcome', 'rechallenge']),
  code: z.int().nullable().describe('Null: the element is left out.'),
  meaning: z.string(),
  reported: z
    .enum(['reported', 'not-done', 'not-reported'])
    .describe('"not-done": it is known that there was none. "not-reported": nothing is known.'),
  say: z.string().nullable(),
})

export const causalityShape = z
  .strictObject({
    drug: z.string(),
    label: z.string(),
    given: z
      .strictObject({
        answer: z.enum(['yes', 'no', 'unknown']),
        decidedBy: answers.describe('The answers that say so.'),
        openUntil: z.array(z.string()).describe('The findings that would say so.'),
        say: z.string().nullable().describe('Why neither scale assesses the drug; null where it was given.'),
      })
      .describe(
        'Whether the patient had the drug in the time that the event is about. Without that neither scale assesses it.',
      ),
    naranjo: z.strictObject({
      score: z.int().nullable().describe('Null where the drug was not given, or that is not known.'),
      reachable: z
        .tuple([z.int(), z.int()])
        .nullable()
        .describe(
          'Lowest and highest score that further answers can lead to. Items that nothing can answer stay at 0 and do not widen it. Null where the drug was not given.',
        ),
      category: z.enum(['definite', 'probable', 'possible', 'doubtful', 'unassessable']),
      items: z.array(naranjoItem).length(10),
      notAskable: z.array(z.strictObject({ item: z.int(), why: z.string() })),
    }),
    whoUmc,
    whoUmcCriteria: z.array(whoUmcCriterion),
    raisedBy: z
      .array(z.strictObject({ to: whoUmc, known: z.array(z.string()), findings: z.array(z.string()) }))
      .describe('What would raise the WHO-UMC category: all of "known" together, by answers to these findings.'),
    actionTaken: z.int().nullable().describe('ICH E2B(R3) G.k.8'),
    outcome: z.int().nullable().describe('ICH E2B(R3) E.i.7'),
    rechallenge: z.int().nullable().describe('ICH E2B(R3) G.k.9.i.4'),
    e2b: z.array(e2bElement),
    warnings: z.array(z.string()),
    differs: z
      .string()
      .nullable()
      .describe(
        'Where Naranjo and WHO-UMC differ, or the ranking and the scales point different ways, and by which answer; null where they do not.',
      ),
  })
  .meta({ title: 'Causality' })
export type Causality = z.infer<typeof causalityShape>
export type Given = Causality['given']
export type NaranjoItem = z.infer<typeof naranjoItem>
export type Criterion = z.infer<typeof whoUmcCriterion>
export type E2bElement = z.infer<typeof e2bElement>
