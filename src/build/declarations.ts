/**
 * The declarations of the library: its types as they stand in the sources, and the result and the case file from the same zod schemas that
 * `marrowdx schema` prints, so that findings and their options are known to an editor.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { caseSchema } from '../core/case/schema.ts'
import { resultSchema } from '../core/result/schema.ts'
import type { KnowledgeBase } from '../core/rules/knowledge-base.ts'
import { byName } from '../core/text/sort.ts'

type Schema = z.core.JSONSchema.BaseSchema

const PRIMITIVES: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
}

const comment = (text: string | undefined, indent: string): string =>
  text === undefined ? '' : `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n`

const ABOUT: Readonly<Record<string, string>> = {
  CaseFile:
    'A case as JSON, with the findings of the built-in rules; those of a further pack are known to `rank` alone. A finding that is left out is unknown.',
  Result: 'What `marrowdx score --format json` prints.',
}

/** Types by name: of each schema that has a title. */
type Named = Map<string, string>

function objectType({ properties = {}, required = [] }: Schema, named: Named, indent: string): string {
  const inner = `${indent}  `
  const members = Object.entries(properties).map(([key, schema]) => {
    const { description } = schema as Schema
    const optional = required.includes(key) ? '' : '?'
    return `${comment(description, inner)}${inner}readonly ${JSON.stringify(key)}${optional}: ${typeOf(schema as Schema, named, inner)}\n`
  })
  return `{\n${members.join('')}${indent}}`
}

function listType({ items, prefixItems }: Schema, named: Named, indent: string): string {
  const of = (schema: unknown): string => typeOf(schema as Schema, named, indent)
  return prefixItems === undefined ? `readonly (${of(items)})[]` : `readonly [${prefixItems.map(of).join(', ')}]`
}

/** @throws TypeError on what these schemas do not use, so that a new kind of schema cannot end as a wrong type */
function alternatives(schema: Schema, named: Named, indent: string): readonly string[] {
  const { type, anyOf } = schema
  if (schema.const !== undefined) return [JSON.stringify(schema.const)]
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value))
  if (anyOf !== undefined) return anyOf.flatMap((each) => namedOr(each as Schema, named, indent))
  if (Array.isArray(type)) return type.flatMap((each) => alternatives({ ...schema, type: each }, named, indent))
  if (type === 'object') return [objectType(schema, named, indent)]
  if (type === 'array') return [listType(schema, named, indent)]
  const primitive = PRIMITIVES[type ?? '']
  if (primitive === undefined) throw new TypeError(`no type for ${JSON.stringify(schema)}`)
  return [primitive]
}

function namedOr(schema: Schema, named: Named, indent: string): readonly string[] {
  const { title, ...rest } = schema
  if (title === undefined) return alternatives(schema, named, indent)
  const text = typeOf(rest, named, '')
  if ((named.get(title) ?? text) !== text) throw new TypeError(`two types are called ${title}`)
  named.set(title, text)
  return [title]
}

const typeOf = (schema: Schema, named: Named, indent: string): string =>
  [...new Set(namedOr(schema, named, indent))].join(' | ')

const WRITTEN = ['src/core/case/problem.ts', 'src/library/surface.ts']

/** The declarations that are written down, without what they import and without the headers, which speak of the sources. */
const written = (): string =>
  WRITTEN.map((file) =>
    readFileSync(file, 'utf8')
      .replace(/^\/\*\*[\s\S]*?\*\/\n/, '')
      .replace(/^import type .*\n/gm, '')
      .trim(),
  ).join('\n\n')

/** With what stands under `$defs` in each place that refers to it. */
function inlined({ $defs = {}, ...schema }: Schema): Schema {
  const whole = (part: unknown): Schema =>
    JSON.parse(JSON.stringify(part), (_, value) => {
      if (typeof value?.$ref !== 'string') return value
      const { $ref, ...own } = value
      return { ...whole($defs[$ref.replace('#/$defs/', '')]), ...own }
    })
  return whole(schema)
}

function made(kb: KnowledgeBase): string {
  const named: Named = new Map()
  const add = (title: string, schema: z.ZodType): unknown =>
    typeOf({ ...inlined(z.toJSONSchema(schema)), title }, named, '')
  add('CaseFile', caseSchema(kb))
  add('Result', resultSchema)
  const declared = [...named].sort(([a], [b]) => byName(a, b))
  return declared.map(([name, type]) => `${comment(ABOUT[name], '')}export type ${name} = ${type}`).join('\n\n')
}

/** Writes index.d.ts for the bundle in `folder`, with the findings of these rules. */
export function writeDeclarations(folder: string, kb: KnowledgeBase): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/index.d.ts`, `${written()}\n\n${made(kb)}\n`)
}
