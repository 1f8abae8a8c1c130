/** What the reports let one expect of their cases. An expectation that honest figures do not meet stays, and stands here with its reason. */
import { describe, expect, it } from 'vitest'
import { type Result, resultSchema } from '../../src/core/result/schema.ts'
import { STANDING_WORDS } from '../../src/core/result/support-words.ts'
import { plain } from '../../src/render/style.ts'
import { renderText } from '../../src/render/text.ts'
import { type Expectation, expectationOf, ranked, slugs } from '../support/published-cases.ts'
import { realKnowledge } from '../support/real-rules.ts'

/** Unmet, by case and key of the expectation, with the reason. One that comes to be met must leave the table. */
const UNMET: Readonly<Record<string, string>> = {}

const kb = realKnowledge()
const groupOf = new Map(kb.findings.map(({ id, group }) => [id, group]))
const style = { width: 80, paint: plain, unicode: true, hyperlinks: false }

const order = ({ ranking }: Result): readonly string[] => ranking.map(({ diagnosis }) => diagnosis)
const entryOf = ({ ranking }: Result, id: string) => ranking.find(({ diagnosis }) => diagnosis === id)
const supportOf = (result: Result, id: string): number => entryOf(result, id)?.support ?? 0
const strength = (word: string | undefined): number => [...STANDING_WORDS].map(String).indexOf(word ?? '')

/** The titles of publications are theirs; what the report itself says is what the words are looked for in. */
function withoutTitles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTitles)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, withoutTitles(item)])
  return Object.fromEntries('locator' in value && 'title' in value ? [...entries, ['title', 'title']] : entries)
}

const ownWords = (result: Result): string => renderText(resultSchema.parse(withoutTitles(result)), style).toLowerCase()

/** Every key that fixtures/README.md knows, as a question to a result. */
const CHECKS: { readonly [Key in keyof Required<Expectation>]: (expected: Expectation, result: Result) => boolean } = {
  first: ({ first = [] }, result) =>
    first.every(
      (id) =>
        order(result).slice(0, first.length).includes(id) && supportOf(result, id) > (result.noneOfThese?.support ?? 1),
    ),
  amongFirstTwo: ({ amongFirstTwo = [] }, result) =>
    amongFirstTwo.every((id) => order(result).slice(0, 2).includes(id)),
  aheadOfOthers: ({ aheadOfOthers: { diagnoses, exceptFor } = { diagnoses: [], exceptFor: [] } }, result) => {
    const others = order(result).filter((id) => !exceptFor.includes(id))
    return diagnoses.every((id) => others.slice(0, diagnoses.length).includes(id))
  },
  words: ({ words = {} }, result) =>
    Object.entries(words).every(([id, word]) => {
      const said = strength(entryOf(result, id)?.words)
      return said >= 0 && said <= strength(word)
    }),
  notExcluded: ({ notExcluded = [] }, result) => notExcluded.every((id) => entryOf(result, id)?.notExcluded === true),
  excluded: ({ excluded = {} }, result) =>
    Object.entries(excluded).every(([id, test]) => entryOf(result, id)?.excludedBy?.finding === test),
  nextIncludesBurden: ({ nextIncludesBurden }, { next }) => next.some(({ burden }) => burden === nextIncludesBurden),
  nextIncludesGroup: ({ nextIncludesGroup }, { next }) =>
    next.some(({ finding }) => groupOf.get(finding) === nextIncludesGroup),
  urgent: ({ urgent: ids = [] }, { urgent }) => ids.every((id) => urgent.some((entry) => entry.id === id)),
  neverSays: ({ neverSays = [] }, result) => neverSays.every((word) => !ownWords(result).includes(word.toLowerCase())),
}

const isKey = (key: string): key is keyof Expectation => Object.hasOwn(CHECKS, key)

const expectations = slugs.flatMap((slug) => {
  const expectation = expectationOf(slug)
  return Object.keys(expectation).map((key) => ({ name: `${slug}: ${key}`, slug, key, expectation }))
})

describe('what the reports let one expect', () => {
  it.each(expectations)('$name', ({ name, slug, key, expectation }) => {
    if (!isKey(key)) throw new Error(`nobody knows how to check "${key}"`)
    const result = ranked(kb, slug)
    const seen = result.ranking
      .slice(0, 4)
      .map(({ diagnosis, words, support }) => `${diagnosis} ${words} ${support.toFixed(3)}`)
    const met = CHECKS[key](expectation, result)
    expect({ met, seen }).toEqual({ met: UNMET[name] === undefined, seen })
  })

  it('names as unmet only what is expected, each with its reason', () => {
    const names = expectations.map(({ name }) => name)
    expect(Object.keys(UNMET).filter((name) => !names.includes(name))).toEqual([])
    expect(Object.values(UNMET).filter((reason) => reason.length < 20)).toEqual([])
  })
})
