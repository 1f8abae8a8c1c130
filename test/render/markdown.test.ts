import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../src/render/markdown.ts'
import { aCitation, aLine, aNone, aRankedDiagnosis, aResult } from '../support/results.ts'

const headings = (text: string): readonly string[] =>
  [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading)

describe('a report in Markdown', () => {
  it('begins with what cannot wait, then the ranking, and ends with the sources', () => {
    const text = renderMarkdown(aResult({ urgent: [{ id: 'now', advice: 'Act now.', sources: [aCitation()] }] }))
    expect(headings(text)[0]).toBe('Cannot wait')
    expect(headings(text)[1]).toBe('Ranking')
    expect(headings(text).at(-1)).toBe('Sources')
    expect(text).toContain('- **Act now.** [1] page 1')
  })

  it('puts none of these where its support belongs', () => {
    const text = renderMarkdown(aResult({ noneOfThese: aNone(0.9, 1) }))
    expect(text.indexOf('None of these')).toBeLessThan(text.indexOf('| 1 | Necrosis'))
  })

  it('says how many patients stand behind a line, that a band is judged, and what counts in part', () => {
    const evidence = [
      aLine({ label: 'Pain' }),
      aLine({
        label: 'Rim',
        patients: null,
        judged: true,
        weight: -0.2,
        answer: 'absent',
        counted: 'in-part',
        with: 'pain',
      }),
    ]
    const text = renderMarkdown(aResult({ ranking: [aRankedDiagnosis({ evidence })] }))
    expect(text).toContain('**For**\n\n- Pain: seen in 7 of 7 [1] page 1')
    expect(text).toContain('**Against**\n\n- Rim, absent: judged, not counted, counts in part [1] page 1')
  })

  it('names the patients that were pooled with those of the first source', () => {
    const pooledWith = [
      { rule: 'rule-2', patients: { n: 3, of: 4 }, source: aCitation({ id: 'second', locator: 'page 2' }) },
    ]
    const text = renderMarkdown(
      aResult({ ranking: [aRankedDiagnosis({ evidence: [aLine({ label: 'Pain', pooledWith })] })] }),
    )
    expect(text).toContain('- Pain: seen in 7 of 7 [1] page 1, pooled with 3 of 4 [2] page 2')
  })

  it('says under the ranking that the answers fit no diagnosis well, and in the basis how much is known', () => {
    const byDimension = [{ dimension: 'pain', label: 'Pain', answered: 1, of: 2 }]
    const completeness = { answered: 1, of: 2, byDimension, missingThatMatters: [] }
    const text = renderMarkdown(
      aResult({ conflict: { measure: 3.1, between: [], sentence: 'Nothing fits.' }, completeness }),
    )
    expect(text).toContain('|\n\n**Conflict:** Nothing fits.\n\n## ')
    expect(text).toContain('- Known: 1 of the 2 findings that have a figure here (Pain 1 of 2)\n')
    expect(renderMarkdown(aResult())).not.toContain('Conflict')
  })

  it('keeps "not excluded" and "excluded by" apart', () => {
    const open = renderMarkdown(aResult({ ranking: [aRankedDiagnosis({ notExcluded: true, words: 'less likely' })] }))
    expect(open).toContain('| less likely | not excluded |')
    expect(open).toContain('### Necrosis: less likely, not excluded')
    const excludedBy = { finding: 'cells', test: 'biopsy', source: aCitation() }
    const closed = renderMarkdown(aResult({ ranking: [aRankedDiagnosis({ excludedBy, words: 'not supported' })] }))
    expect(closed).toContain('| not supported | excluded by biopsy [1] page 1 |')
    expect(closed).not.toContain('### Necrosis')
  })

  it('links each source once, under the number that it has in the text', () => {
    const text = renderMarkdown(aResult())
    expect(text.match(/https:\/\/doi\.org\/10\.1\/first/g)).toHaveLength(1)
    expect(text).toContain('1. [The first source (1999)](https://doi.org/10.1/first)')
  })

  it('lets nothing of a case mark up the page', () => {
    const text = renderMarkdown(aResult({ case: { id: '<script>|*x*\u001b[31m', context: null } }))
    expect(text.split('\n')[0]).toBe('# \\<script\\>\\|\\*x\\*\\\\u001b\\[31m')
  })

  it('says why there is no ranking', () => {
    const text = renderMarkdown(
      aResult({ status: 'out-of-scope', why: 'Another disease.', ranking: [], noneOfThese: null }),
    )
    expect(text).toContain('out-of-scope: Another disease.')
    expect(headings(text)).not.toContain('Ranking')
  })
})
