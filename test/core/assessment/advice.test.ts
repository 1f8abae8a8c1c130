import { describe, expect, it } from 'vitest'
import { advise } from '../../../src/core/assessment/advice.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import type { Advice } from '../../../src/core/rules/schema/evidence.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import { aFinding, aSource, aVocabulary, knowledgeOf } from '../../support/rules.ts'

const anAdvice = (id: string, more: Partial<Advice> = {}): Advice => ({
  id,
  when: 'pain',
  givenIn: 'any',
  urgency: 'routine',
  text: `Do ${id}.`,
  locator: `p. of ${id}`,
  dossier: [],
  ...more,
})

function advised(findings: Findings, ...entries: readonly Advice[]) {
  const vocabulary = aVocabulary({
    advice: [...entries],
    findings: [...(aVocabulary().findings ?? []), aFinding('biopsy'), aFinding('scan')],
  })
  const kb = knowledgeOf(vocabulary, { source: aSource('roe') })
  const kase = caseOf(kb, findings)
  return advise(kb, observe(kb, kase).truths, kase.answers)
}
const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id)

describe('advice', () => {
  it('holds only where its condition is true: neither denied nor unknown is enough', () => {
    expect(ids(advised({ pain: true }, anAdvice('rest')).advice)).toEqual(['rest'])
    expect(ids(advised({ pain: false }, anAdvice('rest')).advice)).toEqual([])
    expect(ids(advised({}, anAdvice('rest')).advice)).toEqual([])
    expect(ids(advised({ pain: 'equivocal' }, anAdvice('rest')).advice)).toEqual([])
  })

  it('stands apart where it cannot wait, each list by id', () => {
    const urgent = { urgency: 'urgent' } as const
    const { urgent: now, advice } = advised(
      { pain: true },
      anAdvice('z', urgent),
      anAdvice('a'),
      anAdvice('b', urgent),
      anAdvice('c'),
    )
    expect(ids(now)).toEqual(['b', 'z'])
    expect(ids(advice)).toEqual(['a', 'c'])
    expect(now[0]?.advice).toBe('Do b.')
  })

  it('stands in the order of its ids, whatever the order of the rules', () => {
    const kb = knowledgeOf(aVocabulary({ advice: ['c', 'a', 'b'].map((id) => anAdvice(id)) }))
    const kase = caseOf(kb, { pain: true })
    for (const advice of [kb.advice, kb.advice.toReversed()]) {
      expect(ids(advise({ ...kb, advice }, observe(kb, kase).truths, kase.answers).advice)).toEqual(['a', 'b', 'c'])
    }
  })

  it('is done as soon as what it asks for is answered, yes or no, but not while that is unknown', () => {
    const biopsy = anAdvice('take-a-biopsy', { settledBy: ['biopsy', 'scan'] })
    expect(ids(advised({ pain: true }, biopsy).advice)).toEqual(['take-a-biopsy'])
    expect(ids(advised({ pain: true, biopsy: 'not-done' }, biopsy).advice)).toEqual(['take-a-biopsy'])
    expect(ids(advised({ pain: true, biopsy: false }, biopsy).advice)).toEqual([])
    expect(ids(advised({ pain: true, scan: true }, biopsy).advice)).toEqual([])
  })

  it('says where it comes from, first its own source, then the others', () => {
    const [entry] = advised({ pain: true }, anAdvice('rest', { also: [{ source: 'roe', locator: 'table 2' }] })).advice
    expect(entry?.sources.map(({ id, locator }) => [id, locator])).toEqual([
      ['doe', 'p. of rest'],
      ['roe', 'table 2'],
    ])
  })

  it('disagrees only with advice that is shown as well, and then says why', () => {
    const stop = anAdvice('stop', { disagreesWith: ['go-on'], difference: 'The stage differs.' })
    const goOn = anAdvice('go-on', { when: 'fever', disagreesWith: ['stop'], difference: 'The stage differs.' })
    const both = advised({ pain: true, fever: true }, stop, goOn).advice
    expect(both.map(({ id, disagreesWith, difference }) => [id, disagreesWith, difference])).toEqual([
      ['go-on', ['stop'], 'The stage differs.'],
      ['stop', ['go-on'], 'The stage differs.'],
    ])
    const [alone] = advised({ pain: true, fever: false }, stop, goOn).advice
    expect([alone?.id, alone?.disagreesWith, alone?.difference]).toEqual(['stop', [], null])
  })

  it('may disagree without a word why', () => {
    const entries = [anAdvice('a', { disagreesWith: ['b'] }), anAdvice('b', { disagreesWith: ['a'] })]
    expect(advised({ pain: true }, ...entries).advice.map(({ difference }) => difference)).toEqual([null, null])
  })
})
