import { describe, expect, it } from 'vitest'
import type { Truth } from '../../../src/core/case/answers.ts'
import {
  exclusionOf,
  inOrder,
  placeOfNone,
  rankAt,
  WORD_BOUNDS,
  wordFor,
} from '../../../src/core/result/support-words.ts'
import { aDiagnosis, anException } from '../../support/rules.ts'

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
  ])('at %d is %s', (support, word) => {
    expect(wordFor(support, false)).toBe(word)
  })

  it('is "not supported" for what is excluded, whatever support it keeps', () => {
    expect(wordFor(0.3, true)).toBe('not supported')
  })
})

describe('exclusion', () => {
  const metastasis = aDiagnosis('metastasis', {
    mustBeExcluded: {
      test: 'biopsy',
      named: 'biopsy of the lesion',
      unless: [anException('stain'), anException('necrosis', 'transcript', 'residual-disease')],
      source: 'doe',
      locator: 'p. 1',
    },
  })
  const lowered = { support: 0.1, priorSupport: 0.2, isFirst: false }
  const seen = (truths: Readonly<Record<string, Truth>>, standing = lowered) =>
    exclusionOf(metastasis, (finding) => truths[finding] ?? 'unknown', standing)

  it('is not asked for where no test is named', () => {
    expect(exclusionOf(aDiagnosis('edema'), () => 'absent', lowered)).toBe('not-required')
  })

  it('takes the named test, answered absent', () => {
    expect(seen({ biopsy: 'absent' })).toBe('excluded')
    expect(seen({ biopsy: 'unknown' })).toBe('not-excluded')
    expect(seen({ biopsy: 'present' })).toBe('not-excluded')
    expect(seen({ stain: 'absent', necrosis: 'absent' })).toBe('not-excluded')
  })

  it('fails while any exception is present, and takes no notice of exceptions that are absent or unknown', () => {
    expect(seen({ biopsy: 'absent', stain: 'present' })).toBe('not-excluded')
    expect(seen({ biopsy: 'absent', stain: 'absent', necrosis: 'unknown' })).toBe('excluded')
  })

  it('holds beside an exception that another test settles, and only where that test is known to be negative', () => {
    expect(seen({ biopsy: 'absent', necrosis: 'present' })).toBe('not-excluded')
    expect(seen({ biopsy: 'absent', necrosis: 'present', transcript: 'present' })).toBe('not-excluded')
    expect(seen({ biopsy: 'absent', necrosis: 'present', transcript: 'absent' })).toBe('excluded')
    expect(seen({ biopsy: 'absent', necrosis: 'present', 'residual-disease': 'absent' })).toBe('excluded')
  })

  it.each([
    ['is first', { ...lowered, isFirst: true }],
    ['leads', { support: leading, priorSupport: 0.9, isFirst: false }],
    ['is raised above its prior', { support: 0.21, priorSupport: 0.2, isFirst: false }],
  ])('never holds for what %s', (_, standing) => {
    expect(seen({ biopsy: 'absent' }, { ...lowered, ...standing })).toBe('not-excluded')
  })
})

describe('the order', () => {
  const at = (diagnosis: string, support: number, excluded = false) => ({ diagnosis, support, excluded })

  it('has what is excluded last, the others by support, then by id', () => {
    const ordered = [at('relapse', 0.3, true), at('b', 0.1), at('a', 0.1), at('c', 0.2)].sort(inOrder)
    expect(ordered.map(({ diagnosis }) => diagnosis)).toEqual(['c', 'a', 'b', 'relapse'])
  })

  it('has "none of these" first among equals and before what is excluded, with a rank of its own', () => {
    const ordered = [at('c', 0.2), at('a', 0.1), at('relapse', 0.3, true)]
    expect([0.2, 0.15, 0.1, 0.05].map((none) => placeOfNone(ordered, none))).toEqual([0, 1, 1, 2])
    expect([0, 1, 2].map((place) => rankAt(place, 1))).toEqual([1, 3, 4])
  })
})
