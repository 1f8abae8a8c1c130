import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer, Truth } from '../../../src/core/case/answers.ts'
import { evaluate, isEvidence, leavesOf, unknownLeaves } from '../../../src/core/findings/condition.ts'
import type { Condition } from '../../../src/core/rules/schema/terms.ts'

const TRUTHS: Readonly<Record<string, Truth>> = { yes: 'present', no: 'absent' }
const truthOf = (id: string): Truth => TRUTHS[id] ?? 'unknown'
const ANSWERS: Readonly<Record<string, Answer>> = {
  disease: { kind: 'options', options: ['gist'] },
  scan: { kind: 'options', options: ['not-done'], noEvidence: 'not-done' },
  site: { kind: 'options', options: ['back', 'hip'], others: 'unknown' },
  phase: { kind: 'state', state: 'equivocal' },
  given: { kind: 'state', state: 'present' },
  count: { kind: 'readings', readings: [] },
  since: { kind: 'date', date: '2026' },
}
const truth = (condition: Condition) => evaluate(condition, truthOf, ANSWERS)
const open = (condition: Condition) => unknownLeaves(condition, truthOf, ANSWERS)

describe('a condition', () => {
  it.each([
    [{ all: ['yes', 'yes'] }, 'present'],
    [{ all: ['yes', 'no', 'open'] }, 'absent'],
    [{ all: ['yes', 'open'] }, 'unknown'],
    [{ any: ['no', 'no'] }, 'absent'],
    [{ any: ['no', 'open', 'yes'] }, 'present'],
    [{ any: ['no', 'open'] }, 'unknown'],
    [{ not: 'yes' }, 'absent'],
    [{ not: 'no' }, 'present'],
    [{ not: 'open' }, 'unknown'],
    [{ all: [{ any: ['open', 'yes'] }, { not: { all: ['no', 'open'] } }] }, 'present'],
  ] as const)('%j is %s', (condition, expected) => {
    expect(truth(condition as Condition)).toBe(expected)
  })

  it.each([
    ['disease', ['gist', 'cml'], 'present'],
    ['disease', ['cml'], 'absent'],
    ['scan', ['focal'], 'unknown'],
    ['scan', ['not-done'], 'present'],
    ['site', ['hip'], 'present'],
    ['site', ['skull'], 'unknown'],
    ['phase', ['blast'], 'unknown'],
    ['phase', ['equivocal'], 'present'],
    ['given', ['absent'], 'absent'],
    ['count', ['high'], 'unknown'],
    ['since', ['2026'], 'unknown'],
    ['missing', ['x'], 'unknown'],
  ] as const)('on options of %s being %j is %s', (finding, is, expected) => {
    expect(truth({ finding, is: [...is] })).toBe(expected)
  })

  it('names what could still settle it, and nothing once it is settled', () => {
    expect(open({ all: ['yes', 'open-b', { any: ['open-a', 'no', { finding: 'scan', is: ['focal'] }] }] })).toEqual([
      'open-a',
      'open-b',
      'scan',
    ])
    expect(open({ all: ['no', 'open-b'] })).toEqual([])
    expect(open({ any: [{ all: ['no', 'open-a'] }, { not: 'open-b' }, 'open-b'] })).toEqual(['open-b'])
    expect(open('yes')).toEqual([])
  })

  it('names every finding in it', () => {
    expect(leavesOf({ all: ['b', { not: { any: ['a', { finding: 'scan', is: ['x'] }, 'b'] } }] })).toEqual([
      'a',
      'b',
      'scan',
    ])
  })

  it('that is settled stays so whatever becomes of its unknown parts', () => {
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('a', 'b', 'c', 'd'),
        fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('condition') }),
      ),
    }))
    const state = fc.constantFrom<Truth>('present', 'absent', 'unknown')
    const known = fc.constantFrom<Truth>('present', 'absent')
    fc.assert(
      fc.property(
        condition,
        fc.record({ a: state, b: state, c: state, d: state }),
        fc.record({ a: known, b: known, c: known, d: known }),
        (when, now, then) => {
          const nowOf = (id: string): Truth => now[id as 'a'] ?? 'unknown'
          const thenOf = (id: string): Truth => (nowOf(id) === 'unknown' ? then[id as 'a'] : nowOf(id))
          const before = evaluate(when, nowOf, {})
          const leaves = unknownLeaves(when, nowOf, {})
          expect(leaves.length === 0).toBe(before !== 'unknown')
          if (before !== 'unknown') expect(evaluate(when, thenOf, {})).toBe(before)
        },
      ),
      { seed: 1, numRuns: 1000 },
    )
  })
})

describe('an answer', () => {
  it('is evidence unless it says only that nothing is known', () => {
    const evidence = Object.entries(ANSWERS).filter(([, answer]) => isEvidence(answer))
    expect(evidence.map(([id]) => id)).toEqual(['disease', 'site', 'given', 'count', 'since'])
    expect(isEvidence({ kind: 'options', options: ['unknown', 'pending'], noEvidence: 'undecided' })).toBe(false)
  })
})
