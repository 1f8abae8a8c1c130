/** `schema case` shares by $ref what findings have in common, and accepts what it accepted: held against the zod schema itself, which has no $ref. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { caseSchema } from '../../src/core/case/schema.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { aWorld, REPOSITORY } from '../support/world.ts'

const CASES = join(REPOSITORY, 'fixtures/cases')
const MOST_BYTES = 64_000

const world = aWorld({ packageFolder: REPOSITORY })
await main(['schema', 'case'], world)
const text = world.written.stdout
const accepts = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(text))
const kb = realKnowledge()
const itself = caseSchema(kb)

const amount = { value: 300, unit: 'U/L' }
const answers: readonly unknown[] = [
  ...[true, false, null, 0, 'present', 'absent', 'unknown', 'not-done', 'odd', '', [], {}, [null], ['odd']],
  ...[
    amount,
    [amount],
    [amount, amount],
    { ...amount, uln: 1 },
    { ...amount, upperLimit: 250 },
    { value: 300 },
    { ...amount, value: '300' },
  ],
  ...[
    { atLeast: 3, unit: 'd' },
    { atMost: 3, unit: 'd' },
    { level: 'high' },
    { level: 'raised' },
    { level: 'high', unit: 'd' },
    amount.value,
  ],
  ...[
    'P2M',
    'P',
    '2026-01-03',
    '2026-02-30',
    '2026-01',
    '2026',
    'yesterday',
    { ...amount, date: '2026' },
    { ...amount, date: 'odd' },
  ],
]

describe('`schema case` shares by $ref the shapes that findings repeat', () => {
  it('is a tenth of what it was, and its names say what they stand for', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES)
    const defined = Object.keys(JSON.parse(text).$defs)
    expect(defined).toContain('yesNoAnswer')
    expect(defined.filter((name) => name.startsWith('__'))).toEqual([])
  })

  it('takes every published case', () => {
    const names = readdirSync(CASES).filter((name) => name.endsWith('.json') && !name.endsWith('.out.json'))
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(accepts(JSON.parse(readFileSync(join(CASES, name), 'utf8')))).toBe(true)
  })

  it('takes and refuses the same answers to every finding', () => {
    const wrong = kb.findings.flatMap(({ id, options = [] }) =>
      [...answers, ...options.map(({ value }) => value), options.map(({ value }) => value)]
        .map((answer) => ({ schemaVersion: 1, findings: { [id]: answer } }))
        .filter((value) => accepts(value) !== itself.safeParse(value).success),
    )
    expect(wrong).toEqual([])
  })

  it('takes and refuses the same of anything else', () => {
    fc.assert(
      fc.property(
        fc.record({ schemaVersion: fc.constantFrom(1, 2), id: fc.anything(), findings: fc.anything() }),
        (value) => {
          const given: unknown = JSON.parse(JSON.stringify(value))
          expect(accepts(given)).toBe(itself.safeParse(given).success)
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })
})
