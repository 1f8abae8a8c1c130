/** What must hold of the built-in rules as a body: every claim has its place in a source, every judgement its reason, every context the whole list. */
import { describe, expect, it } from 'vitest'
import { evaluate, leavesOf } from '../../src/core/findings/condition.ts'
import { observe } from '../../src/core/findings/observe.ts'
import type { Condition } from '../../src/core/rules/schema/terms.ts'
import { caseOf, type Findings } from '../support/answers-for.ts'
import { realKnowledge, ruleFiles } from '../support/real-rules.ts'

const kb = realKnowledge()
const files = ruleFiles.map(({ name, value }) => ({ name, ...value }))
const evidence = files.flatMap((file) =>
  (file.evidence ?? []).map((entry) => ({ ...entry, source: file.source?.id ?? '' })),
)
const judgements = files.flatMap((file) => file.judgements ?? [])
const contexts = files.flatMap((file) => file.contexts ?? [])

const DIAGNOSES = [
  'bone-marrow-edema',
  'bone-marrow-necrosis',
  'bone-metastasis',
  'gcsf-bone-pain',
  'imatinib-toxicity',
  'imatinib-withdrawal-flare',
  'insufficiency-fracture',
  'leukemia-relapse',
  'osteomyelitis',
  'osteonecrosis',
  'tki-withdrawal-syndrome',
]

describe('citations', () => {
  interface Cited {
    readonly id: string
    readonly source: string
    readonly locator: string
  }
  const named = (
    id: string,
    { source = '', locator = '' }: { readonly source?: string | undefined; readonly locator?: string | undefined },
  ) => {
    return { id, source, locator }
  }
  const ofFiles = files.flatMap((file): Cited[] => {
    const here = (id: string, locator: string) => named(id, { source: file.source?.id, locator })
    return [
      ...[...(file.evidence ?? []), ...(file.patterns ?? []), ...(file.advice ?? [])].map(({ id, locator }) =>
        here(id, locator),
      ),
      ...[...(file.evidence ?? []), ...(file.advice ?? [])].flatMap(({ id, also }) =>
        (also ?? []).map((one) => named(`${id}, also`, one)),
      ),
      ...(file.judgements ?? []).map((one) => named(one.id, one)),
      ...(file.contexts ?? []).flatMap(({ id, priors }) =>
        priors.flatMap(({ diagnosis, citations }) => citations.map((one) => named(`${id}: ${diagnosis}`, one))),
      ),
      ...(file.associations ?? []).flatMap(({ id, citations }) => citations.map((one) => named(id, one))),
      ...(file.diagnoses ?? []).flatMap(({ id, mustBeExcluded }) =>
        mustBeExcluded === undefined ? [] : [named(id, mustBeExcluded)],
      ),
      ...(file.derived ?? []).flatMap((one) =>
        one.source === undefined && one.locator === undefined ? [] : [named(one.id, one)],
      ),
    ]
  })

  it('name a source of the bibliography and a place in it', () => {
    const broken = ofFiles.filter(
      ({ source, locator }) => kb.sources[source] === undefined || locator.trim().length < 3,
    )
    expect(broken).toEqual([])
    expect(ofFiles.length).toBeGreaterThan(900)
  })

  it('lead to every source: none stands in the bibliography for nothing', () => {
    const cited = new Set(ofFiles.map(({ source }) => source))
    const listed = new Set(
      files.flatMap(({ source, notUsed }) => (notUsed !== undefined && source !== undefined ? [source.id] : [])),
    )
    expect(Object.keys(kb.sources).filter((id) => !cited.has(id) && !listed.has(id))).toEqual([])
  })

  it('can be opened, or say what was seen instead', () => {
    const closed = Object.values(kb.sources).filter(
      ({ doi, pmid, pmcid, url }) => (doi ?? pmid ?? pmcid ?? url) === undefined,
    )
    expect(closed.filter(({ verified }) => verified.length < 20).map(({ id }) => id)).toEqual([])
  })

  it('are the five reports of the issue among others', () => {
    const reports = Object.values(kb.sources).flatMap(({ report }) => (report === undefined ? [] : [report]))
    expect(reports.sort()).toEqual(['000', '001', '002', '003', '004'])
    const used = files.filter(({ source }) => source?.report !== undefined)
    for (const { name, evidence: counted, patterns, advice } of used) {
      expect([name, (counted ?? []).length > 0, (patterns ?? []).length > 0, (advice ?? []).length > 0]).toEqual([
        name,
        true,
        true,
        true,
      ])
    }
  })
})

describe('judged bands', () => {
  const odds = (p: number): number => p / (1 - p)

  it('stand in one table', () => {
    expect(files.filter((file) => file.judgements !== undefined).map(({ name }) => name)).toEqual([
      'rules/judgements.yaml',
    ])
  })

  it('have a reason that says something', () => {
    expect(judgements.filter(({ reason }) => reason.trim().length < 20).map(({ id, reason }) => [id, reason])).toEqual(
      [],
    )
    const priors = contexts.flatMap((context) =>
      context.priors.map((prior) => ({ id: `${context.id}: ${prior.diagnosis}`, ...prior })),
    )
    const associations = files.flatMap((file) => file.associations ?? [])
    expect([...priors, ...associations].filter(({ reason }) => reason.trim().length < 20).map(({ id }) => id)).toEqual(
      [],
    )
  })

  it('are wide: the odds at the upper end are at least half as much again as at the lower', () => {
    const narrow = judgements.filter(({ low, high }) => !(low < high && odds(high) / odds(low) >= 1.5))
    expect(narrow.map(({ id, low, high }) => [id, low, high])).toEqual([])
  })

  it('of priors are wide as well', () => {
    const judged = contexts.flatMap(({ id, priors }) =>
      priors.filter(({ basis }) => basis === 'judged').map((prior) => ({ id, ...prior })),
    )
    const narrow = judged.filter(({ low, high }) => !(low < high && odds(high) / odds(low) >= 1.5))
    expect(narrow.map(({ id, diagnosis, low, high }) => [id, diagnosis, low, high])).toEqual([])
  })

  it('stand in for nothing that was counted: one judgement for each finding, diagnosis and setting', () => {
    const key = ({ finding, diagnosis, setting }: (typeof judgements)[number]) => `${finding} ${diagnosis} ${setting}`
    const keys = judgements.map(key)
    expect(keys.filter((one, index) => keys.indexOf(one) !== index)).toEqual([])
    const counted = new Set(evidence.map(({ finding, diagnosis, setting }) => `${finding} ${diagnosis} ${setting}`))
    expect(keys.filter((one) => counted.has(one))).toEqual([])
  })
})

describe('diagnoses', () => {
  it('are the eleven of the contract', () => {
    expect(kb.diagnoses.map(({ id }) => id).toSorted()).toEqual(DIAGNOSES)
  })

  it('each have evidence from a source', () => {
    const without = DIAGNOSES.filter(
      (id) => ![...evidence, ...judgements].some(({ diagnosis, source }) => diagnosis === id && source !== ''),
    )
    expect(without).toEqual([])
  })

  it('of which nobody has counted a finding are known', () => {
    const uncounted = DIAGNOSES.filter(
      (id) => !evidence.some(({ diagnosis, figure }) => diagnosis === id && 'of' in figure),
    )
    expect(uncounted).toEqual(['gcsf-bone-pain', 'imatinib-withdrawal-flare', 'tki-withdrawal-syndrome'])
  })

  it('that must be excluded are metastasis and relapse, each by a test whose answer weighs', () => {
    const required = kb.diagnoses.flatMap(({ id, mustBeExcluded }) =>
      mustBeExcluded === undefined ? [] : [{ id, ...mustBeExcluded }],
    )
    expect(required.map(({ id }) => id).toSorted()).toEqual(['bone-metastasis', 'leukemia-relapse'])
    for (const { id, test } of required) {
      const homes = kb.contexts.filter(({ priors }) => priors.some(({ diagnosis }) => diagnosis === id))
      for (const { findings } of homes)
        expect(findings.find(({ finding }) => finding === test)?.given).toHaveProperty(id)
    }
  })
})

describe('contexts', () => {
  it.each(contexts)(
    '$id names every diagnosis once: with a prior, or with the reason why it cannot occur',
    ({ priors, cannotOccur }) => {
      const named = [...priors, ...cannotOccur].map(({ diagnosis }) => diagnosis)
      expect(named.toSorted()).toEqual(DIAGNOSES)
      expect(cannotOccur.filter(({ reason }) => reason.trim().length < 20)).toEqual([])
    },
  )

  const optionsOf = (id: string): readonly (string | undefined)[] => [
    undefined,
    ...(kb.findings.find((finding) => finding.id === id)?.options ?? []).map(({ value }) => value),
  ]
  const anyOf = [undefined, true, false]
  const DIMENSIONS: readonly (readonly [string, readonly unknown[]])[] = [
    ['underlying-disease', optionsOf('underlying-disease')],
    ['remission-state', optionsOf('remission-state')],
    ['imatinib-current', anyOf],
    ['imatinib-stopped', anyOf],
    ['imatinib-stop-timing', optionsOf('imatinib-stop-timing')],
    ['imatinib-restarted', anyOf],
    ['tki-stopped', anyOf],
  ]
  const everyState = DIMENSIONS.reduce<readonly Findings[]>(
    (states, [id, answers]) =>
      states.flatMap((state) => answers.map((answer) => (answer === undefined ? state : { ...state, [id]: answer }))),
    [{}],
  )

  /** Held by a patient who stopped the drug before the event and takes it again: the declared order decides, the stop comes first. */
  const OVERLAPS = [
    ['gist-imatinib-stopped', 'gist-on-imatinib'],
    ['cml-tki-stopped', 'cml-on-imatinib'],
  ]

  it('exclude each other but for the declared order, over every state of disease, remission and drug', () => {
    const together = new Set<string>()
    const chosen = new Set<string>()
    for (const state of everyState) {
      const kase = caseOf(kb, state)
      const { problems, truths } = observe(kb, kase)
      if (problems.length > 0) continue
      const held = kb.contexts.filter(
        ({ when }) => evaluate(when, (id) => truths[id] ?? 'unknown', kase.answers) === 'present',
      )
      for (const { id } of held) chosen.add(id)
      if (held.length > 1) together.add(JSON.stringify(held.map(({ id }) => id)))
    }
    expect([...together].map((pair) => JSON.parse(pair))).toEqual(OVERLAPS)
    expect([...chosen].toSorted()).toEqual(kb.contexts.map(({ id }) => id).toSorted())
  })

  it('have associations that never speak against a pair', () => {
    for (const { associations } of kb.contexts) for (const { factor } of associations) expect(factor).toBeGreaterThan(1)
  })
})

describe('patterns and wording', () => {
  it('hold the patterns that the reports bring', () => {
    const patterns = kb.network.filter(({ pattern }) => pattern !== null).map(({ id }) => id)
    expect(patterns).toEqual([
      'bone-pain-with-new-lesion-on-imatinib',
      'fdg-back-after-stop',
      'gone-off-and-back-on-the-drug',
      'ldh-spike-in-remission',
      'response-lost-elsewhere',
      'toxicity-above-a-dose',
    ])
    // A rim without a core is one view of one image, so it is a finding and no pattern.
    expect(kb.network.map(({ id }) => id)).toContain('mri-rim-enhancement')
  })

  it('weigh every pattern, and every part that it replaces, in some context', () => {
    for (const { id, pattern } of kb.network) {
      for (const part of [id, ...(pattern?.replaces ?? [])]) {
        if (pattern === null) continue
        expect(kb.contexts.some(({ findings }) => findings.some(({ finding }) => finding === part))).toBe(true)
      }
    }
  })

  it('never call a flare benign', () => {
    const texts = (value: unknown): string[] => {
      if (typeof value === 'string') return [value]
      return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
    }
    const said = files.flatMap(({ name, ...file }) => texts(file).map((text) => ({ name, text })))
    expect(said.some(({ text }) => /flare/i.test(text))).toBe(true)
    expect(said.filter(({ text }) => /flare/i.test(text) && /benign|harmless|innocent/i.test(text))).toEqual([])
  })

  it('keep every rule id apart from every other', () => {
    const ids = [...evidence, ...judgements, ...kb.advice, ...files.flatMap((file) => file.patterns ?? [])].map(
      ({ id }) => id,
    )
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })
})

describe('the vocabulary', () => {
  /** Asked last: no source read so far gives a figure, and no condition needs them. */
  const KEPT_WITHOUT_EVIDENCE = [
    'age',
    'albumin',
    'alt',
    'anemia-kind',
    'ast',
    'bcr-abl1-ratio',
    'cml-phase',
    'days-since-last-chemotherapy',
    'dechallenge-days',
    'earlier-imatinib-reaction',
    'ecog-performance-status',
    'event-outcome',
    'fusion-transcript',
    'gcsf-given-again',
    'gcsf-to-onset',
    'heart-rate',
    'imatinib-interrupted',
    'imatinib-resistance',
    'imatinib-started-on',
    'lesion-size',
    'other-diagnosis-on-biopsy',
    'other-tki-current',
    'pain-score',
    'pain-side',
    'pain-started-on',
    'ph-positive-metaphases',
    'pregnancy-or-postpartum',
    'primary-resected-on',
    'rechallenge-days',
    'remission-duration',
    'respiratory-rate',
    'response-depth',
    'reticulocytes-corrected',
    'suv-max',
    'tki-stopped-on',
    'transplant-on',
    'trauma-history',
  ]

  it('is weighed, or used in a condition, but for the findings that are kept without evidence', () => {
    const weighing = new Set(kb.contexts.flatMap(({ findings }) => findings.map(({ finding }) => finding)))
    const conditions: readonly Condition[] = [
      ...kb.contexts.map(({ when }) => when),
      ...kb.contradictions.flatMap(({ never, unless }) => [never, ...(unless === undefined ? [] : [unless])]),
      ...kb.advice.flatMap(({ when, settledBy }) => [when, ...(settledBy ?? [])]),
      ...kb.findings.flatMap(({ appliesIf }) => appliesIf ?? []),
      ...kb.network.flatMap(({ origins, pattern }) => [
        ...(pattern === null ? [] : [pattern.when]),
        ...origins.flatMap((origin) =>
          'absentOnlyIf' in origin && origin.absentOnlyIf !== undefined ? [origin.absentOnlyIf] : [],
        ),
      ]),
      ...kb.diagnoses.flatMap(({ mustBeExcluded }) =>
        mustBeExcluded === undefined
          ? []
          : [
              mustBeExcluded.test,
              ...mustBeExcluded.unless.flatMap(({ present, settledBy = [] }) => [present, ...settledBy]),
            ],
      ),
    ]
    const named = new Set([...weighing, ...conditions.flatMap(leavesOf)])
    const readBy = kb.network
      .filter(({ id }) => named.has(id))
      .flatMap(({ origins }) => origins.map(({ finding }) => finding))
    const used = new Set([...named, ...readBy])
    const unused = kb.findings.filter(({ id, carriedBy }) => !used.has(id) && !used.has(carriedBy?.finding ?? ''))
    expect(unused.map(({ id }) => id).toSorted()).toEqual(KEPT_WITHOUT_EVIDENCE)
  })

  it('says of every finding what it is and how it is asked', () => {
    for (const { ask, type, options, unit, cluster } of kb.findings) {
      expect(ask.trim()).toMatch(/\?$/)
      if (type === 'enum') expect((options ?? []).length).toBeGreaterThan(1)
      if (type === 'quantity' || type === 'date-or-duration') expect(unit).toBeTruthy()
      expect(cluster !== undefined).toBe(type === 'boolean')
    }
  })
})
