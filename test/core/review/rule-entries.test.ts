import { describe, expect, it } from 'vitest'
import { entriesOf, usesOf } from '../../../src/core/review/rule-entries.ts'
import { type ParsedFile, parseRuleFile } from '../../../src/core/rules/parse.ts'
import { ruleFile } from '../../../src/core/rules/schema.ts'
import { ruleTexts } from '../../support/real-rules.ts'

const parsed = ruleTexts.map(parseRuleFile)

const without = (key: string): readonly ParsedFile[] =>
  parsed.map((file) => {
    const rules = Object.fromEntries(Object.entries(file.sound.rules).filter(([name]) => name !== key))
    return { ...file, sound: { ...file.sound, rules } }
  })

describe('the entries of the rules', () => {
  const whole = JSON.stringify(entriesOf(parsed))

  it.each(Object.keys(ruleFile.shape))('hold what stands under "%s"', (key) => {
    expect(parsed.some((file) => key in file.sound.rules)).toBe(true)
    expect(JSON.stringify(entriesOf(without(key)))).not.toBe(whole)
  })

  it('are each there once: nothing is shown twice, and no edit is counted twice', () => {
    const listed = entriesOf(parsed).map(({ id, location }) => JSON.stringify([location, id]))
    expect(listed.filter((one, index) => listed.indexOf(one) !== index)).toEqual([])
    expect(entriesOf(parsed).filter(({ id }) => id === 'imatinib')).toHaveLength(1)
  })

  it('do not depend on the order of the files', () => {
    expect(JSON.stringify(entriesOf(parsed.toReversed()))).toBe(whole)
  })
})

const small = (value: object): readonly ParsedFile[] => [
  parseRuleFile({ name: 'rules/small.yaml', text: JSON.stringify(value, null, 1) }),
]

describe('what names an id', () => {
  const advice = {
    id: 'rest',
    givenIn: 'any',
    when: { all: ['pain', { finding: 'site', is: ['pain'] }, { not: 'pain' }] },
    urgency: 'routine',
    text: 'pain',
    locator: 'p. 1',
    dossier: ['pain-1'],
  }
  const source = { id: 'doe', type: 'article', title: 'pain', verified: 'made up' }
  const entries = entriesOf(small({ source, advice: [advice] }))

  it('is told with the parts that name it; options and texts are no names', () => {
    expect(usesOf(entries, 'pain')).toMatchObject([
      { kind: 'advice', id: 'rest', parts: ['when.all[0]', 'when.all[2].not'] },
    ])
  })

  it('is the advice for the source of its file', () => {
    expect(usesOf(entries, 'doe')).toMatchObject([{ kind: 'advice', id: 'rest', parts: ['source'] }])
  })

  it('is where an entry of the dossier is used, and stands at a place in a file', () => {
    const [use] = usesOf(entries, 'pain-1')
    expect(use?.parts).toEqual(['dossier[0]'])
    expect(use?.location).toMatchObject({ file: 'rules/small.yaml' })
    expect(use?.location.line).toBeGreaterThan(1)
  })
})
