/** The shape of `rules export`: every key is described, and none is a word that another language keeps for itself. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { networkOf } from '../../../src/render/rules/export.ts'
import { realKnowledge } from '../../support/real-rules.ts'
import { REPOSITORY } from '../../support/world.ts'

const exported: unknown = JSON.parse(JSON.stringify(networkOf(realKnowledge())))
const described = readFileSync(join(REPOSITORY, 'rules/README.md'), 'utf8')

/** Under these stand ids or topics, not keys of the format. */
const BY_NAME = ['given', 'reading', 'formulas']

function keysOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const below = BY_NAME.includes(key) && typeof inner === 'object' && inner !== null ? Object.values(inner) : inner
    return [key, ...keysOf(below)]
  })
}

const keys = [...new Set(keysOf(exported))].sort()

const RESERVED = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal
  not or pass raise return try while with yield TRUE FALSE NULL NA NaN Inf function repeat next`.split(/\s+/),
)

describe('the JSON of rules export', () => {
  it('has no key that is a reserved word in Python or R', () => {
    expect(keys.filter((key) => RESERVED.has(key))).toEqual([])
  })

  it('has every key described in rules/README.md', () => {
    const section = described.slice(
      described.indexOf('## The network for another program'),
      described.indexOf('## A pack of your own'),
    )
    expect(keys.filter((key) => !section.includes(`\`${key}\``))).toEqual([])
  })
})
