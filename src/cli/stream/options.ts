/** What `marrowdx stream` was asked for: from its options to what scoring and running need, or what is wrong with them. */
import type { AssessOptions } from '../../core/assessment/assess.ts'
import {
  DEFAULT_FIELDS,
  FIRM_FIELDS,
  type Fields,
  fieldNames,
  fieldsOf,
  namesRedraws,
  unknownFields,
} from '../../core/result/fields.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { type Redraws, USUAL_REDRAWS } from '../../io/compiled-draws.ts'
import type { FormatName, Formatter } from '../../render/formatter.ts'
import { type RedrawFlags, redrawsOf } from '../options/stability.ts'

/** As they stand on the command line. */
export interface StreamFlags extends RedrawFlags {
  readonly format: FormatName
  readonly full?: true
  readonly fields?: string
  readonly failFast?: true
  readonly jobs: string
}

/** What a line becomes. */
export interface StreamOptions {
  readonly format: FormatName
  /** Makes what stands for a line that could not be ranked; and whole results. */
  readonly formatter: Formatter
  /** Parts of the result; null for all of it. The formats that are not JSON always take all of it. */
  readonly fields: Fields | null
  /** The first line that could not be ranked is the last. */
  readonly failFast: boolean
  readonly toolVersion: string
  readonly redrawn: AssessOptions['redrawn']
}

const MOST_JOBS = 64

export interface StreamChoice {
  readonly fields: Fields | null
  readonly redraws: Redraws
  /** From 1. */
  readonly jobs: number
}

/** A line that rules of somebody else had a part in names them, unless its parts were chosen by name. */
export function fieldsUnder({ packs = [] }: Pick<KnowledgeBase, 'packs'>, fields: Fields | null): Fields | null {
  const usual = fields === DEFAULT_FIELDS || fields === FIRM_FIELDS
  return packs.length > 0 && fields !== null && usual ? { ...fields, top: new Set(['rules', ...fields.top]) } : fields
}

const isJson = (format: FormatName): boolean => format === 'json' || format === 'ndjson'
const isTable = (format: FormatName): boolean => format === 'csv' || format === 'tsv'

interface Wrong {
  readonly wrong: readonly string[]
}

/** The choice, or what is wrong with the options, in lines. */
export function choiceOf(flags: StreamFlags): StreamChoice | Wrong {
  const jobs = /^[1-9]\d?$/.test(flags.jobs) ? Number(flags.jobs) : 0
  if (jobs < 1 || jobs > MOST_JOBS) return { wrong: [`error: --jobs takes a number from 1 to ${MOST_JOBS}`] }
  const fields = isJson(flags.format) ? fieldsIn(flags) : withoutFields(flags)
  if (fields !== null && 'wrong' in fields) return fields
  const redraws = redrawsOf(flags, wantsRedraws(flags.format, fields) ? USUAL_REDRAWS.runs : 0)
  if ('wrong' in redraws) return { wrong: [redraws.wrong] }
  return { fields: redraws.runs > 0 && fields === DEFAULT_FIELDS ? FIRM_FIELDS : fields, redraws, jobs }
}

function withoutFields({ format, fields, full }: StreamFlags): Wrong | null {
  const named = fields !== undefined ? '--fields' : '--full'
  const wrong = [`error: ${named} chooses parts of JSON; --format ${format} has columns or sections of its own`]
  return fields !== undefined || full === true ? { wrong } : null
}

/** Null for all of them. */
function fieldsIn({ fields, full }: StreamFlags): Fields | Wrong | null {
  if (fields === undefined) return full === true ? null : DEFAULT_FIELDS
  return full === true
    ? { wrong: ['error: --full gives every field; leave it out or leave out --fields'] }
    : readFields(fields)
}

/** Ten times the work of the ranking itself: only for whole results, which are those of `score`, and where it is asked for by name. */
function wantsRedraws(format: FormatName, fields: Fields | null): boolean {
  return fields === null ? !isTable(format) : namesRedraws(fields)
}

function readFields(list: string): Fields | Wrong {
  const names = list.split(',').map((name) => name.trim())
  const unknown = unknownFields(names)
  if (unknown.length === 0) return fieldsOf(names)
  const lines = unknown.map(
    ({ name, meant }) =>
      `error: --fields: unknown field "${name}"${meant === null ? '' : `; did you mean "${meant}"?`}`,
  )
  return { wrong: [...lines, `Known are: ${fieldNames().join(', ')}`] }
}
