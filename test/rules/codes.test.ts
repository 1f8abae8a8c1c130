/** Codes of other systems: every option that is a disease has them, and a code says whether it means its entry or a part of it. */
import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { CODE_MEANINGS } from '../../src/core/rules/schema/code-meanings.ts'
import type { Code } from '../../src/core/rules/schema/terms.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { aWorld, REPOSITORY } from '../support/world.ts'

const kb = realKnowledge()
const entries: readonly (readonly [string, readonly Code[]])[] = [
  ...kb.findings.map(({ id, codes = [] }) => [id, codes] as const),
  ...kb.findings.flatMap(({ id, options = [] }) =>
    options.map(({ value, codes = [] }) => [`${id}=${value}`, codes] as const),
  ),
  ...kb.diagnoses.map(({ id, codes = [] }) => [id, codes] as const),
]
const codesOf = (entry: string): readonly Code[] => entries.find(([id]) => id === entry)?.[1] ?? []
const meansOf = (entry: string, code: string): string | undefined => {
  const found = codesOf(entry).find((each) => each.code === code)
  return found === undefined ? undefined : (found.means ?? 'same')
}

interface Listed {
  readonly codes?: readonly { readonly system: string; readonly code: string; readonly means: string }[]
}
interface Listing {
  readonly findings?: readonly (Listed & { readonly options?: readonly Listed[] })[]
  readonly diagnoses?: readonly Listed[]
  readonly codeMeanings: Readonly<Record<string, { readonly skos: string; readonly says: string }>>
  readonly codeSystems: readonly { readonly system: string }[]
}

async function listing(name: string): Promise<Listing> {
  const world = aWorld({ packageFolder: REPOSITORY })
  await main([name, '--format', 'json'], world)
  return JSON.parse(world.written.stdout)
}

describe('codes of each option that is a disease', () => {
  it.each(['gist', 'cml', 'all', 'ph-positive-all', 'aml'])(
    'stand in the vocabulary: %s in SNOMED CT, ICD-10, MONDO and NCIt',
    (disease) => {
      const systems = codesOf(`underlying-disease=${disease}`).map(({ system }) => system)
      expect(systems).toEqual(expect.arrayContaining(['SNOMED CT', 'ICD-10', 'MONDO', 'NCIt']))
    },
  )

  it('are pointed at by no text that leads nowhere', () => {
    expect(kb.findings.filter(({ note = '' }) => note.includes('`diseases`'))).toEqual([])
  })
})

describe('a LOINC code that is narrower than its finding says so', () => {
  it.each([
    ['fusion-transcript-result', '21821-4'],
    ['fusion-transcript-result', '21822-2'],
    ['fusion-transcript-result', '21823-0'],
    ['fusion-transcript-result', '49490-6'],
    ['blasts-blood-count', '30444-4'],
    ['cultures', '600-7'],
  ])('%s: %s', (finding, code) => expect(meansOf(finding, code)).toBe('narrower'))
})

describe('a LOINC code that was missing is there, with what it measures', () => {
  it.each([
    ['calcium-ionized', '1995-0', 'same'],
    ['calcium-ionized', '1994-3', 'same'],
    ['calcium-ionized', '13959-2', 'method'],
    ['esr', '30341-2', 'same'],
    ['esr', '4537-7', 'method'],
    ['phosphate-low', '14879-1', 'measure'],
    ['vitamin-d-low', '1989-3', 'measure'],
    ['eosinophilia', '711-2', 'measure'],
  ])('%s: %s, %s', (finding, code, means) => expect(meansOf(finding, code)).toBe(means))
})

describe('a code that is wider than its entry, or of another specimen or record, says so', () => {
  it.each([
    ['pain-severity=severe', 'HP:0012828', 'broader'],
    ['pain-onset=acute', 'HP:0011009', 'broader'],
    ['remission-state=complete-remission', 'remission', 'status'],
    ['kit-immunohistochemistry', '51183-2', 'related'],
    ['kit-immunohistochemistry', '51185-7', 'broader'],
    ['underlying-disease=cml', '92818009', 'broader'],
    ['bone-metastasis', 'C79.51', 'narrower'],
  ])('%s: %s, %s', (entry, code, means) => expect(meansOf(entry, code)).toBe(means))
})

describe('every code', () => {
  const all = entries.flatMap(([entry, codes]) => codes.map((code) => ({ entry, ...code })))

  it('names a system that the rules describe, and where it was seen', () => {
    const systems = new Set(kb.codeSystems.map(({ system }) => system))
    expect(all.filter(({ system, seen }) => !systems.has(system) || seen === undefined)).toEqual([])
  })

  it('of one method is not called the same', () => {
    const narrow = /by (Automated count|High sensitivity|calculation|Westergren|Pulse oximetry|Lactate to|Pyruvate to)/
    expect(
      all.filter(({ display = '', means }) => narrow.test(display) && !['method', 'measure'].includes(means ?? 'same')),
    ).toEqual([])
  })

  it.each(['findings', 'diagnoses'])(
    'in %s --format json carries its relation, which is explained there with its SKOS property',
    async (name) => {
      const { findings = [], diagnoses = [], codeMeanings, codeSystems } = await listing(name)
      const codes = [...findings, ...findings.flatMap(({ options = [] }) => options), ...diagnoses].flatMap(
        (each) => each.codes ?? [],
      )
      expect(codes.length).toBeGreaterThan(20)
      expect(codes.filter(({ means }) => codeMeanings[means] === undefined)).toEqual([])
      expect(codeMeanings).toEqual(CODE_MEANINGS)
      expect(codeSystems.length).toBeGreaterThan(10)
    },
  )
})
