import { describe, expect, it } from 'vitest'
import { cite, groundOf, urlOf } from '../../../src/core/result/cite.ts'
import { anEvidence, aSource, aVocabulary, knowledgeOf } from '../../support/rules.ts'

const all = { ...aSource('doe'), doi: '10.1/x', pmid: '12', pmcid: 'PMC34', url: 'https://example.org/page' }

describe('the link to a source', () => {
  it('is the DOI, else PubMed, else PubMed Central, else the page, else none', () => {
    expect(urlOf(all)).toBe('https://doi.org/10.1/x')
    const { doi: _doi, ...noDoi } = all
    expect(urlOf(noDoi)).toBe('https://pubmed.ncbi.nlm.nih.gov/12/')
    const { pmid: _pmid, ...noPmid } = noDoi
    expect(urlOf(noPmid)).toBe('https://pmc.ncbi.nlm.nih.gov/articles/PMC34/')
    const { pmcid: _pmcid, ...noPmcid } = noPmid
    expect(urlOf(noPmcid)).toBe('https://example.org/page')
    expect(urlOf(aSource('doe'))).toBeNull()
  })
})

describe('a citation', () => {
  const kb = knowledgeOf(
    aVocabulary({
      source: { ...all, year: 2001 },
      evidence: [anEvidence('e', 'pain', 'alpha', { n: 3, of: 4 }), anEvidence('b', 'pain', 'none', { n: 1, of: 9 })],
    }),
  )
  const [context] = kb.contexts
  if (context === undefined) throw new Error('no context')

  it('carries title, year, place and link', () => {
    const title = 'Title of doe'
    expect(cite(kb, 'doe', 'p. 3')).toEqual({
      id: 'doe',
      title,
      year: 2001,
      locator: 'p. 3',
      url: 'https://doi.org/10.1/x',
    })
    const undated = knowledgeOf(aVocabulary())
    expect(cite(undated, 'doe', 'p. 3')).toMatchObject({ year: null, url: null })
  })

  it('of a source or a rule that the rules do not hold is a defect', () => {
    expect(() => cite(kb, 'roe', 'p. 1')).toThrow(RangeError)
    expect(() => groundOf(context, 'nothing')).toThrow(RangeError)
    expect(groundOf(context, 'e')).toMatchObject({
      source: 'doe',
      locator: 'p. of e',
      patients: { n: 3, of: 4 },
      judged: false,
    })
  })
})
