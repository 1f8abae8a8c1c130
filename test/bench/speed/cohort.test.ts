import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { cohort } from '../../../src/bench/speed/cohort.ts'
import { spoiled } from '../../../src/bench/speed/line.ts'
import { assess } from '../../../src/core/assessment/assess.ts'
import { readCase } from '../../../src/core/case/read.ts'
import { realKnowledge } from '../../support/real-rules.ts'

const LINES = 300

const kb = realKnowledge()
const lines = [...cohort(kb, { seed: 1, lines: LINES })]
const digest = (texts: Iterable<string>): string =>
  createHash('sha256')
    .update([...texts].join('\n'))
    .digest('hex')
const caseIn = (line: string) => readCase(line, kb).case

describe('the cohort that the speed is measured with', () => {
  it('has the same lines for the same seed, and others for another', () => {
    expect(digest(cohort(kb, { seed: 1, lines: LINES }))).toBe(digest(lines))
    expect(digest(cohort(kb, { seed: 2, lines: LINES }))).not.toBe(digest(lines))
  })

  it('has lines that can be read and ranked, one for each id', () => {
    const ids = lines.map((line) => {
      const kase = caseIn(line)
      if (kase === null) throw new Error(line)
      expect(assess(kb, kase, { toolVersion: '', warnings: [] })).toHaveProperty('ranking')
      return kase.id
    })
    expect(new Set(ids).size).toBe(LINES)
  })

  it('speaks of every context, in 10 to 40 answers less those that would contradict the rest', () => {
    const counts = lines.map((line) => Object.keys(caseIn(line)?.answers ?? {}).length)
    expect(Math.min(...counts)).toBeGreaterThan(5)
    expect(Math.max(...counts)).toBeLessThanOrEqual(40)
    const contexts = lines.flatMap((line) => /"context": ?"([^"]+)"/.exec(line)?.[1] ?? [])
    expect(new Set(contexts)).toEqual(new Set(kb.contexts.map(({ id }) => id)))
  })

  it('seldom repeats a number', () => {
    const numbers = lines.flatMap((line) => line.match(/"value": ?[\d.]+/g) ?? [])
    expect(numbers.length).toBeGreaterThan(2 * LINES)
    expect(new Set(numbers).size).toBeGreaterThan(numbers.length / 2)
  })

  it('is spoiled in every hundredth line, which then cannot be read', () => {
    const refused = lines.map((line, index) => readCase(spoiled(line, index + 1), kb).case === null)
    expect(refused.flatMap((wrong, index) => (wrong ? [index + 1] : []))).toEqual([100, 200, 300])
    const whole = lines[0] ?? ''
    for (const kind of [100, 200, 300, 400, 500]) expect(caseIn(spoiled(whole, kind))).toBeNull()
  })
})
