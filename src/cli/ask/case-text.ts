/** The answers of an interview as the text of a case file, the same that `score` reads. */
import { CASE_SCHEMA_VERSION } from '../../core/case/read.ts'
import type { Interview } from '../../core/interview/interview.ts'
import { renderJson } from '../../render/json.ts'

export function caseText({ id, context, findings }: Interview): string {
  return renderJson({
    schemaVersion: CASE_SCHEMA_VERSION,
    ...(id === null ? {} : { id }),
    ...(context === null ? {} : { context }),
    findings,
  })
}
