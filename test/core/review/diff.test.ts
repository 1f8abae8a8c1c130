import { describe, expect, it } from 'vitest'
import { diffEntries } from '../../../src/core/review/diff.ts'
import { entriesOf, type RuleEntry } from '../../../src/core/review/rule-entries.ts'
import { parseRuleFile } from '../../../src/core/rules/parse.ts'
import { ruleTexts } from '../../support/real-rules.ts'

const entry = (id: string, value: object, kind = 'evidence'): RuleEntry => ({
  kind,
  id,
  value,
  location: { file: 'rules/a.yaml', line: 1, col: 1 },
})

describe('the difference of two sets of rules', () => {
  it('is nothing between the same rules in other files and another order', () => {
    const parsed = ruleTexts.map(parseRuleFile)
    const moved = ruleTexts
      .toReversed()
      .map(({ text }, index) => parseRuleFile({ name: `rules/${1000 + index}.yaml`, text }))
    expect(diffEntries(entriesOf(parsed), entriesOf(moved))).toEqual([])
  })

  it('names what came and what went by kind and id, sorted', () => {
    const changes = diffEntries([entry('b', {}), entry('a', {})], [entry('b', {}, 'advice'), entry('c', {})])
    expect(changes.map(({ kind, id, what }) => `${what} ${kind} ${id}`)).toEqual([
      'added advice b',
      'removed evidence a',
      'removed evidence b',
      'added evidence c',
    ])
  })

  it('names the fields that changed, the old value and the new', () => {
    const [change] = diffEntries(
      [entry('a', { figure: { n: 7, of: 9 }, claim: 'x' })],
      [entry('a', { figure: { n: 8, of: 9 }, also: [] })],
    )
    expect(change).toEqual({
      kind: 'evidence',
      id: 'a',
      what: 'changed',
      fields: [
        { field: 'also', old: undefined, new: [] },
        { field: 'claim', old: 'x', new: undefined },
        { field: 'figure.n', old: 7, new: 8 },
      ],
    })
  })

  it('knows the items of a list by what identifies them', () => {
    const prior = (diagnosis: string, low: number): object => ({ diagnosis, low })
    const [change] = diffEntries(
      [entry('c', { priors: [prior('x', 0.1), prior('y', 0.2)] })],
      [entry('c', { priors: [prior('z', 0.3), prior('y', 0.2), prior('x', 0.2)] })],
    )
    expect(change?.fields).toEqual([
      { field: 'priors[x].low', old: 0.1, new: 0.2 },
      { field: 'priors[z]', old: undefined, new: prior('z', 0.3) },
    ])
  })

  it('numbers items that nothing identifies, and compares plain lists whole', () => {
    const [change] = diffEntries(
      [entry('c', { from: [{ present: ['a', 'b'] }, { present: ['c'] }] })],
      [entry('c', { from: [{ present: ['a'] }, { present: ['c'] }] })],
    )
    expect(change?.fields).toEqual([{ field: 'from[0].present', old: ['a', 'b'], new: ['a'] }])
  })

  it('tells entries apart that share kind and id', () => {
    const [first, second] = [entry('g', { reason: 'one' }), entry('g', { reason: 'two' })]
    expect(diffEntries([first, second], [first, entry('g', { reason: 'three' })])).toMatchObject([
      { what: 'changed', fields: [{ field: 'reason', old: 'two', new: 'three' }] },
    ])
    expect(diffEntries([first, second], [first])).toMatchObject([{ what: 'removed', id: 'g' }])
  })
})
