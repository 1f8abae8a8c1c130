/**
 * What the rules use, held against the evidence dossier where it lies beside the project: same n, same m, same population, same source, same
 * locator; and every figure that could be a likelihood is used or listed with the reason why not.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { ruleFiles } from '../support/real-rules.ts'

const DOSSIER = join(import.meta.dirname, '../../../shared/evidence/figures.yaml')
const here = existsSync(DOSSIER)

const dossierSchema = z.object({
  figures: z.array(
    z.object({
      id: z.string(),
      role: z.string(),
      context: z.string(),
      source: z.string(),
      locator: z.string(),
      figure: z.object({
        n: z.number().optional(),
        m: z.number().optional(),
        percent: z.number().optional(),
        hpo_class: z.string().optional(),
      }),
    }),
  ),
})
type Entry = z.infer<typeof dossierSchema>['figures'][number]

/** The dossier names some diseases and contexts by their ids, where the rules name them for a reader. */
const plainly = (population: string | undefined): string | undefined => population?.toLowerCase().replaceAll('-', ' ')

const entries: readonly Entry[] = here ? dossierSchema.parse(parse(readFileSync(DOSSIER, 'utf8'))).figures : []
const entryOf = new Map(entries.map((entry) => [entry.id, entry]))

const evidence = ruleFiles.flatMap(({ value }) =>
  (value.evidence ?? []).map((entry) => ({ ...entry, source: value.source?.id })),
)
const judgements = ruleFiles.flatMap(({ value }) => value.judgements ?? [])
const notUsed = ruleFiles.flatMap(({ value }) => value.notUsed ?? [])

describe.skipIf(!here)(
  `the rules against the dossier${here ? '' : ' (skipped: no ../shared/evidence beside this checkout)'}`,
  () => {
    const placesOf = (id: string): string[] => [
      ...evidence.filter(({ dossier }) => dossier.includes(id)).map((entry) => entry.id),
      ...judgements.filter(({ dossier }) => dossier?.includes(id)).map((entry) => entry.id),
      ...notUsed.filter(({ dossier }) => dossier.includes(id)).map(({ reason }) => `not used: ${reason}`),
    ]

    it('uses every figure of role likelihood, or says why not', () => {
      const forgotten = entries.filter(({ role, id }) => role === 'likelihood' && placesOf(id).length === 0)
      expect(forgotten.map(({ id }) => id)).toEqual([])
    })

    it('counts no figure twice, and lists none as not used that it uses', () => {
      const counted = evidence.flatMap(({ dossier }) => dossier)
      expect(counted.filter((id, index) => counted.indexOf(id) !== index)).toEqual([])
      const refused = notUsed.flatMap(({ dossier }) => dossier)
      expect(
        refused.filter((id) => counted.includes(id) || judgements.some(({ dossier }) => dossier?.includes(id))),
      ).toEqual([])
    })

    it('names only dossier entries that exist', () => {
      const named = [...evidence, ...judgements, ...notUsed].flatMap(({ dossier }) => dossier ?? [])
      expect(named.filter((id) => !entryOf.has(id))).toEqual([])
    })

    it.each(evidence.map((entry) => [entry.id, entry] as const))(
      '%s has the n, m, population, source and locator of its entry',
      (_, entry) => {
        for (const id of entry.dossier) {
          const original = entryOf.get(id)
          expect(original?.role).toMatch(/^(likelihood|background|exposure-rate)$/)
          if (original?.role === 'exposure-rate' || original?.role === 'background')
            expect(entry.diagnosis).toBe('none')
          expect(plainly(entry.population)).toBe(plainly(original?.context))
          expect(entry.source).toBe(original?.source)
          expect(entry.locator).toBe(original?.locator)
          if ('of' in entry.figure) {
            expect(entry.figure.of).toBe(original?.figure.m)
            const printed =
              original?.figure.n ??
              ((original?.figure.percent ?? Number.NaN) * (original?.figure.m ?? Number.NaN)) / 100
            expect(Math.abs(entry.figure.n - printed)).toBeLessThanOrEqual(original?.figure.n === undefined ? 0.06 : 0)
          } else if ('class' in entry.figure) {
            expect(entry.figure.class).toBe(original?.figure.hpo_class)
          }
        }
      },
    )
  },
)
