import { describe, expect, it } from 'vitest'
import type { Truth } from '../../src/core/answers.ts'
import { exclusionOf, WORD_BOUNDS, wordFor } from '../../src/core/standing.ts'
import { aDiagnosis } from '../support/rules.ts'

const { leading, plausible, lessLikely } = WORD_BOUNDS
const justBelow = (bound: number): number => bound - 1e-9

describe('the word for a support', () => {
  it.each([
    [leading, 'leading'],
    [justBelow(leading), 'plausible'],
    [plausible, 'plausible'],
    [justBelow(plausible), 'less likely'],
    [lessLikely, 'less likely'],
    [justBelow(lessLikely), 'not supported'],
    [1, 'leading'],
    [0, 'not supported'],
  ])('at %d is %s when findings have raised it', (support, word) => {
    expect(wordFor(support, 0)).toBe(word)
  })

  it.each([
    [0.9, 0.9],
    [0.9, 0.95],
    [0.2, 0.2],
    [0.02, 0.5],
  ])('at %d is at most "less likely" while no finding has raised it above its own prior of %d', (support, prior) => {
    expect(wordFor(support, prior)).toBe('less likely')
  })

  it('falls to "not supported" whatever the prior was', () => {
    expect(wordFor(0.019, 0.5)).toBe('not supported')
  })
})

describe('exclusion', () => {
  const metastasis = aDiagnosis('metastasis', {
    mustBeExcluded: { test: 'biopsy', named: 'biopsy of the lesion', unless: ['stain', 'cells-elsewhere'], source: 'doe', locator: 'p. 1' },
  })
  const seen = (truths: Readonly<Record<string, Truth>>) => exclusionOf(metastasis, (finding) => truths[finding] ?? 'unknown')

  it('is not asked for where no test is named', () => {
    expect(exclusionOf(aDiagnosis('edema'), () => 'absent')).toBe('not-required')
  })

  it('takes the named test, answered absent', () => {
    expect(seen({ biopsy: 'absent' })).toBe('excluded')
    expect(seen({ biopsy: 'unknown' })).toBe('not-excluded')
    expect(seen({ biopsy: 'present' })).toBe('not-excluded')
    expect(seen({ stain: 'absent', 'cells-elsewhere': 'absent' })).toBe('not-excluded')
  })

  it('fails while any exception is present, and takes no notice of exceptions that are absent or unknown', () => {
    expect(seen({ biopsy: 'absent', stain: 'present' })).toBe('not-excluded')
    expect(seen({ biopsy: 'absent', 'cells-elsewhere': 'present' })).toBe('not-excluded')
    expect(seen({ biopsy: 'absent', stain: 'absent', 'cells-elsewhere': 'unknown' })).toBe('excluded')
  })
})
