/** Files of expected output: compared, or rewritten with UPDATE_GOLDEN=1, and JSON laid out so that a change can be read. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/** Columns that one value of a golden file may take before it is broken up. */
const WIDTH = 160
const DECIMALS: Readonly<Record<string, number>> = {
  support: 4,
  priorSupport: 4,
  supportWithout: 4,
  expectedGain: 4,
  weight: 3,
}

export function expectGolden(file: string, text: string): void {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text)
  expect(existsSync(file), `${file} is missing; make it with UPDATE_GOLDEN=1`).toBe(true)
  expect(text).toBe(readFileSync(file, 'utf8'))
}

/** Supports to 4 decimals and weights to 3: what a reader compares, not the last bit of the arithmetic. */
export function rounded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rounded)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const decimals = DECIMALS[key]
      return [key, typeof item === 'number' && decimals !== undefined ? Number(item.toFixed(decimals)) : rounded(item)]
    }),
  )
}

/** JSON with whatever fits into a line on one line, and every citation and every line of a ledger as well. */
export function compactJson(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value)
  if (
    indent.length + flat.length <= WIDTH ||
    typeof value !== 'object' ||
    value === null ||
    'locator' in value ||
    'claim' in value
  )
    return flat
  const inner = `${indent}  `
  const [open, close, items] = Array.isArray(value)
    ? ['[', ']', value.map((item) => compactJson(item, inner))]
    : ['{', '}', Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${compactJson(item, inner)}`)]
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`
}
