import { describe, expect, it } from 'vitest'
import { nearest, nearestNamed } from '../../../src/core/text/did-you-mean.ts'

const NAMES = ['fever', 'bone-pain', 'joint-pain', 'ldh', 'marrow-study-done']

describe('the name that was meant', () => {
  it.each([
    ['fevr', 'fever'],
    ['feverr', 'fever'],
    ['fevre', 'fever'],
    ['bone-pian', 'bone-pain'],
    ['Bone_Pain ', 'bone-pain'],
    ['marow-studydoen', 'marrow-study-done'],
    ['ldg', 'ldh'],
  ])('%s is %s', (word, name) => {
    expect(nearest(word, NAMES)).toBe(name)
  })

  it.each(['', 'xyz', 'ast', 'marrow', 'marrow-study-undoing', 'fe'])('%j is none', (word) => {
    expect(nearest(word, NAMES)).toBeNull()
  })

  it('is the nearer one, and of two alike the first by name', () => {
    expect(nearest('pains', ['paint', 'gains', 'pain'])).toBe('gains')
    expect(nearest('mri-t1-signal', ['mri-t2-signal', 'mri-t1-signals'])).toBe('mri-t1-signals')
    expect(nearest('mri-t9-signal', ['mri-t2-signal', 'mri-t1-signal'])).toBe('mri-t1-signal')
  })

  it('may be known by another word', () => {
    const named = [{ name: 'ldh', synonyms: ['lactate dehydrogenase'] }, { name: 'alp' }]
    expect(nearestNamed('lactate-dehydrogenas', named)).toBe('ldh')
    expect(nearestNamed('lactate', named)).toBeNull()
  })
})
