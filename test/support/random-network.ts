/** Random small networks for the property tests, and their translation into the product's own tables. */
import fc from 'fast-check'
import type { CompiledContext, Frequency, KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import type { PlainAnswers, PlainNetwork } from './brute-force.ts'

export interface RandomCase {
  readonly network: PlainNetwork
  readonly answers: PlainAnswers
}

/** Doubles alone are nearly all next to 0. */
const unit = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
)
const within = (low: number, high: number) => unit.map((x) => low + x * (high - low))

type Count = fc.Arbitrary<number>

/** Up to three clusters, and answers to some of the findings. */
export const randomCaseOf = (howMany: {
  readonly diagnoses: Count
  readonly findings: Count
}): fc.Arbitrary<RandomCase> =>
  fc
    .tuple(howMany.diagnoses, howMany.findings, fc.integer({ min: 1, max: 3 }))
    .chain(([diagnoses, findings, clusters]) => {
      const ids = Array.from({ length: diagnoses }, (_, i) => `d${i}`)
      const clusterIds = Array.from({ length: clusters }, (_, i) => `c${i}`)
      const finding = (index: number) =>
        fc
          .record({
            cluster: fc.constantFrom(...clusterIds),
            background: within(0.01, 0.9),
            q: fc.array(fc.option(unit, { nil: null }), { minLength: diagnoses, maxLength: diagnoses }),
          })
          .map((drawn) => ({
            id: `f${index}`,
            cluster: drawn.cluster,
            background: drawn.background,
            q: Object.fromEntries(
              ids.flatMap((id, i) =>
                typeof drawn.q[i] === 'number'
                  ? [[id, drawn.background + drawn.q[i] * (0.995 - drawn.background)]]
                  : [],
              ),
            ),
          }))
      return fc
        .record({
          priors: fc.tuple(...ids.map(() => within(0.005, 0.7))),
          pairs:
            diagnoses < 2
              ? fc.constant<[string[], number][]>([])
              : fc.array(fc.tuple(fc.subarray(ids, { minLength: 2, maxLength: 2 }), within(1, 10)), { maxLength: 2 }),
          findings: fc.tuple(...Array.from({ length: findings }, (_, i) => finding(i))),
          independence: fc.tuple(...clusterIds.map(() => unit)),
          answers: fc.array(fc.option(fc.boolean(), { nil: null }), { minLength: findings, maxLength: findings }),
        })
        .map((drawn) => ({
          network: {
            priors: Object.fromEntries(ids.map((id, i) => [id, drawn.priors[i] ?? 0.1])),
            associations: drawn.pairs.map(([pair, factor]) => ({ a: pair[0] ?? '', b: pair[1] ?? '', factor })),
            findings: drawn.findings,
            independence: Object.fromEntries(clusterIds.map((id, i) => [id, drawn.independence[i] ?? 0])),
          },
          answers: Object.fromEntries(
            drawn.answers.flatMap((answer, i) => (answer === null ? [] : [[`f${i}`, answer]])),
          ),
        }))
    })

export const randomCase = randomCaseOf({
  diagnoses: fc.integer({ min: 1, max: 4 }),
  findings: fc.integer({ min: 1, max: 8 }),
})

const exactly = (point: number): Frequency => ({
  point,
  band: { kind: 'interval', low: point, high: point },
  rules: [],
  patients: null,
})

/** The same tables in the product's form. */
export function asTables(network: PlainNetwork): { kb: KnowledgeBase; context: CompiledContext } {
  const diagnoses = Object.keys(network.priors).sort()
  const context: CompiledContext = {
    id: 'test',
    label: 'Test',
    population: 'drawn at random',
    when: 'f0',
    priors: diagnoses.map((diagnosis) => ({
      diagnosis,
      point: network.priors[diagnosis] ?? 0.1,
      low: 0.01,
      high: 0.9,
    })),
    cannotOccur: [],
    findings: network.findings.map((finding) => ({
      finding: finding.id,
      background: exactly(finding.background),
      given: Object.fromEntries(Object.entries(finding.q).map(([id, q]) => [id, exactly(q)])),
    })),
    associations: network.associations.map(({ a, b, factor }) => ({
      between: [a, b] as const,
      factor,
      low: factor,
      high: factor,
      rule: 'association:test',
    })),
    grounds: {},
  }
  const kb: KnowledgeBase = {
    version: '0',
    digest: 'sha256-test',
    findings: [],
    groups: [],
    retired: [],
    uninformativeOptions: [],
    opening: [],
    network: network.findings.map(({ id, cluster }) => ({
      id,
      label: id,
      cluster,
      origins: [{ finding: id }],
      pattern: null,
      askedAs: id,
      burden: 'history',
      group: 'signs',
      asksForExplanation: true,
      isExamination: false,
    })),
    clusters: Object.entries(network.independence).map(([id, independence]) => ({
      id,
      label: id,
      independence,
      why: 'drawn at random',
    })),
    contradictions: [],
    units: { aliases: [], conversions: [] },
    diagnoses: diagnoses.map((id) => ({ id, label: id, definition: id })),
    contexts: [context],
    outOfScope: 'out',
    sources: {},
    advice: [],
    suspects: [],
  }
  return { kb, context }
}
