import { describe, expect, it } from 'vitest'
import { type Scope, scopeOf } from '../../../src/core/findings/context.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import { aContext, aFinding, anEnumeration, aVocabulary, knowledgeOf } from '../../support/rules.ts'

/** Two contexts that can both hold, then one that needs an option. Asked in the order disease, drug, stopped. */
const kb = knowledgeOf(
  aVocabulary({
    findings: [
      anEnumeration('disease', 'gist', 'cml', 'other'),
      aFinding('on-drug', { group: 'context', asksForExplanation: false }),
      aFinding('stopped', { group: 'context', asksForExplanation: false }),
      aFinding('pain'),
      aFinding('fever'),
    ],
    contexts: [
      aContext('after-the-drug', ['alpha', 'beta'], {
        when: { all: ['stopped', { finding: 'disease', is: ['gist'] }] },
      }),
      aContext('on-the-drug', ['alpha', 'beta'], { when: { all: ['on-drug', { finding: 'disease', is: ['gist'] }] } }),
      aContext('chronic', ['alpha', 'beta'], { when: { finding: 'disease', is: ['cml'] } }),
    ],
  }),
)

function scope(findings: Findings, named: string | null = null): Scope {
  const kase = caseOf(kb, findings)
  return scopeOf(kb, named, kase.answers, observe(kb, kase))
}
const chosen = (found: Scope): string | null => (found.kind === 'in' ? found.context.id : null)

describe('the context of a case', () => {
  it('is the first in the order of the rules whose condition is true', () => {
    expect(chosen(scope({ disease: 'gist', 'on-drug': true }))).toBe('on-the-drug')
    expect(chosen(scope({ disease: 'gist', 'on-drug': true, stopped: true }))).toBe('after-the-drug')
    expect(chosen(scope({ disease: 'cml' }))).toBe('chronic')
  })

  it('is settled by one that holds although an earlier one is still open', () => {
    expect(chosen(scope({ disease: 'gist', 'on-drug': true }))).toBe('on-the-drug')
  })

  it('is the named one as long as the findings do not deny it', () => {
    expect(chosen(scope({}, 'chronic'))).toBe('chronic')
    expect(chosen(scope({ disease: 'gist', stopped: true, 'on-drug': true }, 'on-the-drug'))).toBe('on-the-drug')
    expect(scope({ disease: 'gist' }, 'chronic')).toMatchObject({ kind: 'denied', context: { id: 'chronic' } })
  })

  it('is left to the findings where the named one is none of the rules', () => {
    expect(chosen(scope({ disease: 'cml' }, 'of-another-pack'))).toBe('chronic')
  })

  it('is open where some could still hold, and what would settle it is named in the order of asking', () => {
    expect(scope({})).toEqual({ kind: 'unsettled', settledBy: ['disease', 'on-drug', 'stopped'] })
    expect(scope({ disease: 'gist' })).toEqual({ kind: 'unsettled', settledBy: ['on-drug', 'stopped'] })
    expect(scope({ disease: 'gist', 'on-drug': false })).toEqual({ kind: 'unsettled', settledBy: ['stopped'] })
  })

  it('is none where every condition is denied', () => {
    expect(scope({ disease: 'other' })).toEqual({ kind: 'out' })
  })
})
