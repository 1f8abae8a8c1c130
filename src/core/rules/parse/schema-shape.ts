/** What the schema allows at a place of a file: read off the zod schema, so that hints cannot fall behind it. */
import * as z from 'zod'
import type { Path } from './positions.ts'

/** The schemas that a value at the path may follow, unions opened. */
export function schemasAt(schema: unknown, path: Path): readonly unknown[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodLazy) return schemasAt(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => schemasAt(option, path))
  const [step, ...rest] = path
  if (step === undefined) return [schema]
  if (schema instanceof z.ZodObject) {
    const key = String(step)
    return Object.hasOwn(schema.shape, key) ? schemasAt(schema.shape[key], rest) : []
  }
  if (schema instanceof z.ZodArray) return schemasAt(schema.element, rest)
  if (schema instanceof z.ZodTuple) return schemasAt(schema.def.items[Number(step)], rest)
  return []
}

/** Keys that an object at the path may have. */
export function keysAt(schema: unknown, path: Path): readonly string[] {
  return schemasAt(schema, path).flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []))
}

/** The forms that a value at the path may take, objects or texts, in words: `{finding, is} or a text`. An optional key has a question mark. */
export function shapesAt(schema: unknown, path: Path): string {
  return schemasAt(schema, path).map(shapeName).join(' or ')
}

function shapeName(schema: unknown): string {
  if (!(schema instanceof z.ZodObject)) return 'a text'
  const keys = Object.entries(schema.shape).map(([key, value]) => (value instanceof z.ZodOptional ? `${key}?` : key))
  return `{${keys.join(', ')}}`
}
