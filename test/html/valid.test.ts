/** The page for a tumor board is valid HTML, by the rules of the standard and those for accessibility. */
import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { redrawnBy, USUAL_REDRAWS } from '../../src/io/compiled-draws.ts'
import { renderHtml } from '../../src/render/html.ts'
import { ranked, slugs } from '../support/published-cases.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { aResult } from '../support/results.ts'

const kb = realKnowledge()
const redrawn = redrawnBy(kb, USUAL_REDRAWS, '')
const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
    // The title is the name of the case, which browsers print on every sheet.
    rules: { 'long-title': 'off' },
  }),
)

const faultsOf = (page: string): readonly string[] =>
  validator
    .validateStringSync(page)
    .results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`))

describe('the page for a tumor board', () => {
  it.each(slugs)('of %s is valid', (slug) => {
    expect(faultsOf(renderHtml(ranked(kb, slug, { redrawn, causality: 'imatinib' })))).toEqual([])
  })

  it('is valid without a ranking', () => {
    expect(
      faultsOf(renderHtml(aResult({ status: 'insufficient', why: 'Too little.', ranking: [], noneOfThese: null }))),
    ).toEqual([])
  })

  it('is held to something', () => {
    expect(
      faultsOf('<!DOCTYPE html><html lang="en"><head><title>a</title></head><body><p><div></div></p></body></html>'),
    ).not.toEqual([])
  })
})
