/** `marrowdx schema`: JSON Schema (2020-12) of each file format, from the same zod schemas that read the files. Loaded only for this command. */
import * as z from 'zod'
import { caseSchema } from '../../core/case/schema.ts'
import { resultSchema } from '../../core/result/schema.ts'
import { ruleFile } from '../../core/rules/schema.ts'
import { renderJson } from '../../render/json.ts'
import { knownRules } from '../load-rules/in-force.ts'
import { done, failed, type Report, type Session } from '../report.ts'

const SCHEMAS = {
  case: { title: 'A case for marrowdx', shape: caseSchema },
  result: { title: 'A result of marrowdx', shape: () => resultSchema },
  rules: { title: 'A rule file of marrowdx', shape: () => ruleFile },
} as const

/** zod calls a beginning that is asked for a format of its own; the pattern beside it says the same to everyone. */
function dropForeignFormats({ jsonSchema }: { readonly jsonSchema: { format?: string } }): void {
  if (jsonSchema.format === 'starts_with') delete jsonSchema.format
}

/** The schema of a case knows the findings and options of the rules in force. */
export async function schema(name: keyof typeof SCHEMAS, session: Session): Promise<Report> {
  const rules = await knownRules(session)
  if (!rules.ok) return failed(rules.failure)
  const { title, shape } = SCHEMAS[name]
  const { $schema, ...rest } = z.toJSONSchema(shape(rules.value), {
    target: 'draft-2020-12',
    override: dropForeignFormats,
  })
  return done(renderJson({ $schema, title, ...rest }))
}
