/**
 * The case file as a zod schema made from the vocabulary, for editors and `schema case`. It knows keys, types, options and shapes; units, bounds
 * and the order of readings are checked by read.ts alone, which is also what reads cases.
 */
import * as z from 'zod'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { ANSWER_STATES, LEVELS } from './answers.ts'
import { UNANSWERED_STATES } from './read/states-and-options.ts'
import { CASE_SCHEMA_VERSION, LONGEST_TEXT } from './read.ts'

const text = z.string().max(LONGEST_TEXT)
/** What has an id stands once in the JSON Schema, under `$defs`. */
const unanswered = z.union([z.enum(UNANSWERED_STATES), z.null()]).meta({ id: 'unanswered' })

const date = z.iso
  .date()
  .or(z.string().regex(/^\d{4}(-\d{2})?$/))
  .meta({ id: 'date' })
const time = { day: z.number().optional(), date: date.optional() }
const limits = { upperLimit: z.number().optional(), lowerLimit: z.number().optional() }
const amounts = [
  z.strictObject({ value: z.number(), unit: z.string() }),
  z.strictObject({ atLeast: z.number(), atMost: z.number().optional(), unit: z.string() }),
  z.strictObject({ atMost: z.number(), unit: z.string() }),
] as const

const reading = z
  .union([
    ...amounts.map((amount) => amount.extend({ ...limits, ...time })),
    z.strictObject({ level: z.enum(LEVELS), ...time }),
  ])
  .meta({ id: 'reading', title: 'Reading' })
const quantity = z
  .union([reading, z.array(reading).min(1), unanswered])
  .meta({ id: 'quantityAnswer', title: 'QuantityAnswer' })
const yesNo = z.union([z.boolean(), z.enum(ANSWER_STATES), z.null()]).meta({ id: 'yesNoAnswer', title: 'YesNoAnswer' })
const isoDuration = z.string().regex(/^P(?=\d)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?$/)
const duration = z.union([...amounts, isoDuration, unanswered]).meta({ id: 'durationAnswer', title: 'DurationAnswer' })
const dateOrDuration = z.union([duration, date]).meta({ id: 'dateOrDurationAnswer', title: 'DateOrDurationAnswer' })

/** Whatever `readCase` accepts is accepted here too. */
export function caseSchema(kb: KnowledgeBase): z.ZodType {
  const askable = kb.findings.filter((finding) => finding.carriedBy === undefined)
  const answers = Object.fromEntries(
    askable.map((finding) => [finding.id, answerSchema(finding).describe(finding.ask).optional()]),
  )
  return z.strictObject({
    schemaVersion: z.literal(CASE_SCHEMA_VERSION),
    id: text.optional().describe('Any text that tells cases apart; no name or date of birth.'),
    context: z
      .enum(kb.contexts.map((context) => context.id))
      .optional()
      .describe('May be left out when the findings settle it.'),
    findings: z.strictObject(answers),
  })
}

function answerSchema(finding: Finding): z.ZodType {
  if (finding.type === 'boolean') return yesNo
  if (finding.type === 'quantity') return quantity
  if (finding.type === 'date-or-duration') return isDated(finding) ? dateOrDuration : duration
  const option = z.enum((finding.options ?? []).map((each) => each.value))
  return finding.many === true ? z.union([option, z.array(option).min(1), unanswered]) : z.union([option, unanswered])
}

const isDated = ({ form }: Finding): boolean => form !== undefined && /\bdate\b/.test(form)
