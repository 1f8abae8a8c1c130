import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCaseValue } from '../../../src/core/case/read.ts'
import { compileKnowledge, loadKnowledge } from '../../../src/core/rules/compile.ts'
import type { KnowledgeBase } from '../../../src/core/rules/knowledge-base.ts'
import { parseRuleFile } from '../../../src/core/rules/parse.ts'
import type { RuleFile } from '../../../src/core/rules/schema.ts'
import {
  aContext,
  aDiagnosis,
  aFinding,
  aJudgement,
  anEnumeration,
  anEvidence,
  anException,
  aPattern,
  aPrior,
  aQuantity,
  aSource,
  aVocabulary,
  knowledgeOf,
  rulesOf,
} from '../../support/rules.ts'

const background = anEvidence('pain-none', 'pain', 'none', { n: 20, of: 99 })
const counted = anEvidence('pain-alpha', 'pain', 'alpha', { n: 8, of: 9 })

/** Codes with the file and line of each problem. */
const problems = (...parts: readonly RuleFile[]) =>
  loadKnowledge(rulesOf(...parts), 'sha256-0').diagnostics.map(({ code, location }) => `${location.file} ${code}`)

describe('loadKnowledge', () => {
  it('gives a knowledge base and no diagnostics for good rules', () => {
    const { kb, diagnostics } = loadKnowledge(rulesOf(aVocabulary({ evidence: [background, counted] })), 'sha256-7')
    expect(diagnostics).toEqual([])
    expect(kb).toMatchObject({ version: '1', digest: 'sha256-7', outOfScope: 'Not for this.' })
  })

  it('gives no knowledge base when anything is wrong', () => {
    const { kb, diagnostics } = loadKnowledge(
      rulesOf(aVocabulary({ evidence: [{ ...counted, finding: 'pian' }] })),
      'sha256-7',
    )
    expect(kb).toBeNull()
    expect(diagnostics).toMatchObject([{ code: 'unknown-finding', args: { id: 'pian', nearest: 'pain' } }])
  })

  it('still gives one with a warning', () => {
    const { kb, diagnostics } = loadKnowledge(rulesOf(aVocabulary({ evidence: [background] })), 'sha256-7')
    expect(kb).not.toBeNull()
    expect(diagnostics).toMatchObject([{ code: 'evidence-never-used', severity: 'warning', args: { id: 'pain-none' } }])
  })

  it('asks for what a pack cannot do without, also when there is no file', () => {
    expect(problems()).toEqual(Array.from({ length: 5 }, () => '(no rule file) missing-section'))
  })

  it('says the same whatever the order of the files', () => {
    const parts: readonly RuleFile[] = [
      aVocabulary({ evidence: [background, counted] }),
      {
        source: aSource('roe'),
        appraisal: { design: 'cohort' },
        evidence: [anEvidence('roe-pain', 'pain', 'alpha', { n: 1, of: 3 })],
        patterns: [aPattern('both', { all: ['pain', 'fever'] }, ['pain'])],
      },
      {
        judgements: [
          aJudgement('fever-none', 'fever', 'none', 0.1, 0.2),
          aJudgement('fever-beta', 'fever', 'beta', 0.4, 0.8),
        ],
        settings: [{ id: 'ward', label: 'W' }],
      },
      { judgements: [aJudgement('odd', 'fever', 'gamma', 0.1, 0.2)] },
    ]
    const good = rulesOf(...parts.slice(0, 3))
    const bad = rulesOf(...parts)
    const text = JSON.stringify([loadKnowledge(good, 'd'), loadKnowledge(bad, 'd')])
    expect(loadKnowledge(good, 'd').kb).not.toBeNull()
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...good], { minLength: 3 }),
        fc.shuffledSubarray([...bad], { minLength: 4 }),
        (a, b) => {
          expect(JSON.stringify([loadKnowledge(a, 'd'), loadKnowledge(b, 'd')])).toBe(text)
        },
      ),
    )
  })

  it('is the same after a round trip through JSON', () => {
    const kb = knowledgeOf(
      aVocabulary({
        evidence: [background, counted],
        patterns: [aPattern('both', { all: ['pain', 'fever'] }, ['pain'])],
      }),
    )
    expect(JSON.parse(JSON.stringify(kb))).toStrictEqual(kb)
  })
})

describe('one cause, one diagnostic', () => {
  it('does not miss an entry that is there but wrong', () => {
    const { label: _, ...unlabelled } = aFinding('rash')
    const text = JSON.stringify({ findings: [unlabelled], source: { id: 'roe' } })
    const files = [
      ...rulesOf(
        aVocabulary({
          evidence: [background, counted],
          judgements: [aJudgement('j', 'rash', 'alpha', 0.1, 0.2, { source: 'roe' })],
        }),
      ),
      { name: 'rules/broken.yaml', text },
    ]
    const { diagnostics } = loadKnowledge(files, 'd')
    expect(new Set(diagnostics.map((one) => `${one.location.file} ${one.code}`))).toEqual(
      new Set(['rules/broken.yaml missing-key']),
    )
  })

  it('does not complain of names when a file that may define them cannot be read', () => {
    const files = [
      ...rulesOf(aVocabulary({ evidence: [{ ...counted, finding: 'rash' }] })),
      { name: 'rules/broken.yaml', text: 'findings: [' },
    ]
    expect(loadKnowledge(files, 'd').diagnostics.map((one) => one.code)).toEqual(['yaml-syntax'])
  })

  it('does not miss a background whose entry has a wrong key', () => {
    const wrong = { ...background, note: 'not a key' }
    expect(problems(aVocabulary({ evidence: [counted, wrong] }))).toEqual(['rules/0.yaml unknown-key'])
  })

  it('does not ask for a background of a finding that does not exist', () => {
    expect(problems(aVocabulary({ evidence: [{ ...counted, finding: 'rash' }] }))).toEqual([
      'rules/0.yaml unknown-finding',
    ])
  })

  it('tells a figure below its background once for all contexts', () => {
    const contexts = [
      aContext('treated', ['alpha', 'beta']),
      aContext('stopped', ['alpha', 'beta'], { when: { not: 'on-drug' } }),
    ]
    const rare = anEvidence('rare', 'pain', 'alpha', { n: 0, of: 60 })
    expect(problems(aVocabulary({ contexts, evidence: [background, rare] }))).toEqual([
      'rules/0.yaml frequency-below-background',
    ])
  })

  it('tells a missing background once with all contexts', () => {
    const contexts = [
      aContext('treated', ['alpha', 'beta']),
      aContext('stopped', ['alpha', 'beta'], { when: { not: 'on-drug' } }),
    ]
    const more = anEvidence('pain-beta', 'pain', 'beta', { n: 3, of: 4 })
    const { diagnostics } = loadKnowledge(rulesOf(aVocabulary({ contexts, evidence: [counted, more] })), 'd')
    expect(diagnostics).toMatchObject([
      { code: 'background-missing', args: { finding: 'pain', contexts: 'treated, stopped' } },
    ])
  })
})

describe('the network findings', () => {
  const vocabulary = aVocabulary({
    findings: [
      aFinding('on-drug'),
      aFinding('fever', { burden: 'examination', group: 'signs' }),
      aQuantity('temperature'),
      aQuantity('temperature-limit', { carriedBy: { finding: 'temperature', field: 'upperLimit' } }),
      anEnumeration('density', 'lytic', 'normal'),
    ],
    derived: [
      { id: 'fever', from: [{ finding: 'temperature', read: 'highest', atLeast: 38 }] },
      {
        id: 'lytic',
        label: 'Lytic',
        cluster: 'facts',
        asksForExplanation: false,
        from: [{ finding: 'density', present: ['lytic'], absent: ['normal'] }],
      },
    ],
    patterns: [aPattern('hot', { all: ['fever', 'lytic'] }, ['fever']), aPattern('bare', 'fever', [])],
  })
  const network = new Map(knowledgeOf(vocabulary).network.map((one) => [one.id, one]))

  it('are the yes/no findings, the derived ones and the patterns, sorted by id', () => {
    expect([...network.keys()]).toEqual(['bare', 'fever', 'hot', 'lytic', 'on-drug'])
  })

  it('read a yes/no finding from its own answer and from what a derived finding of its id adds', () => {
    expect(network.get('fever')).toEqual({
      id: 'fever',
      label: 'Label of fever',
      cluster: 'facts',
      origins: [{ finding: 'fever' }, { finding: 'temperature', read: 'highest', atLeast: 38 }],
      pattern: null,
      askedAs: 'fever',
      burden: 'examination',
      group: 'signs',
      isExamination: false,
      asksForExplanation: true,
    })
  })

  it('ask for a derived finding by the first finding that it is read off', () => {
    expect(network.get('lytic')).toMatchObject({
      askedAs: 'density',
      burden: 'imaging',
      group: 'imaging',
      asksForExplanation: false,
    })
  })

  it('never ask for a pattern, which has the burden of the first part that it replaces', () => {
    expect(network.get('hot')).toMatchObject({ askedAs: null, burden: 'examination', group: 'signs', origins: [] })
    expect(network.get('bare')).toMatchObject({ askedAs: null, burden: 'history', group: '' })
  })
})

describe('a compiled context', () => {
  const compiled = (more: Partial<RuleFile>) => knowledgeOf(aVocabulary(more)).contexts[0]

  it('pools counts against its background', () => {
    const second = anEvidence('pain-alpha-2', 'pain', 'alpha', { n: 5, of: 10 }, { counts: 'absent' })
    const [pain] = compiled({ evidence: [background, counted, second] })?.findings ?? []
    expect(pain?.background).toMatchObject({ point: 0.205, rules: ['pain-none'] })
    expect(pain?.given).toEqual({
      alpha: {
        point: 13.205 / 20,
        band: { kind: 'beta', alpha: 13.205, beta: 20 - 13.205, atLeast: 0.205 },
        rules: ['pain-alpha-2', 'pain-alpha'],
        patients: { n: 13, of: 19 },
      },
    })
  })

  it('takes a figure from the nearest setting that has one', () => {
    const far = anEvidence('far', 'pain', 'alpha', { n: 99, of: 100 }, { setting: 'general' })
    const farther = anEvidence('farther', 'pain', 'beta', { n: 60, of: 100 }, { setting: 'general' })
    const contexts = [aContext('treated', ['alpha', 'beta'], { settings: ['trial', 'general'] })]
    const [pain] = compiled({ contexts, evidence: [background, counted, far, farther] })?.findings ?? []
    expect(pain?.given['alpha']?.rules).toEqual(['pain-alpha'])
    expect(pain?.given['beta']?.rules).toEqual(['farther'])
  })

  it('leaves out figures of a diagnosis that cannot occur', () => {
    const contexts = [aContext('treated', ['beta'], { cannotOccur: [{ diagnosis: 'alpha', reason: 'r' }] })]
    expect(compiled({ contexts, evidence: [background, counted] })).toMatchObject({
      findings: [],
      cannotOccur: [{ diagnosis: 'alpha' }],
    })
  })

  it('sorts priors and gives the mean of each band', () => {
    const contexts = [aContext('treated', [], { priors: [aPrior('beta', 0.2, 0.4), aPrior('alpha', 0.01, 0.03)] })]
    expect(compiled({ contexts })?.priors).toEqual([
      { diagnosis: 'alpha', point: 0.02, low: 0.01, high: 0.03 },
      { diagnosis: 'beta', point: expect.closeTo(0.3, 12), low: 0.2, high: 0.4 },
    ])
  })

  it('has an association, as the geometric mean of its band, only where both diagnoses can occur', () => {
    const associations = [
      {
        id: 'pair',
        between: ['alpha', 'beta'] as [string, string],
        low: 2,
        high: 8,
        reason: 'r',
        citations: [{ source: 'doe', locator: 'p. 1' }],
      },
    ]
    expect(compiled({ associations })?.associations).toEqual([
      { between: ['alpha', 'beta'], factor: 4, low: 2, high: 8, rule: 'association:pair' },
    ])
    const contexts = [aContext('treated', ['beta'], { cannotOccur: [{ diagnosis: 'alpha', reason: 'r' }] })]
    expect(compiled({ associations, contexts })?.associations).toEqual([])
  })
})

describe('names inside other entries', () => {
  const rich = (name: string): RuleFile =>
    aVocabulary({
      findings: [
        aFinding('on-drug'),
        aFinding('pain', { appliesIf: { not: 'hot' } }),
        aFinding('fever', { appliesIf: 'few' }),
        aQuantity('saturation'),
        aQuantity('cells'),
        anEnumeration('density', 'lytic', 'normal'),
      ],
      derived: [
        {
          id: 'hot',
          label: 'Hot',
          cluster: 'facts',
          from: [{ finding: 'cells', read: 'last', above: 3, absentOnlyIf: name }],
        },
        {
          id: 'few',
          label: 'Few',
          cluster: 'facts',
          from: [{ finding: 'cells', level: { present: ['low'], absent: ['normal'] } }],
        },
        { id: 'fever', from: [{ finding: 'cells', read: 'lowest', below: 1 }] },
        { id: 'painless', label: 'Painless', cluster: 'facts', from: [{ finding: 'pain', not: true }] },
      ],
      diagnoses: [
        aDiagnosis('alpha', {
          mustBeExcluded: {
            test: name,
            named: 'the test',
            unless: [anException('fever', name), anException(name)],
            source: 'doe',
            locator: 'p. 1',
          },
        }),
        aDiagnosis('beta'),
      ],
      contradictions: [
        {
          id: 'odd',
          never: { all: [{ finding: 'density', is: ['lytic'] }, { any: [name, { not: name }] }] },
          say: 'odd',
        },
      ],
    })

  it('are silent where all of them stand for something', () => {
    expect(problems(rich('few'))).toEqual([])
  })

  it('are each told where they stand for nothing', () => {
    expect(problems(rich('fewer'))).toEqual(Array.from({ length: 6 }, () => 'rules/0.yaml unknown-finding'))
  })

  it('may not lead back to themselves through a condition on when a finding applies or is absent', () => {
    const { diagnostics } = loadKnowledge(rulesOf(rich('pain')), 'd')
    expect(diagnostics).toMatchObject([{ code: 'pattern-cycle', args: { cycle: 'hot → pain → hot' } }])
  })
})

describe('the grounds of a context', () => {
  const groundsIn = (kb: KnowledgeBase) => kb.contexts[0]?.grounds ?? {}
  const kb = knowledgeOf(
    aVocabulary({
      evidence: [
        background,
        { ...counted, counts: 'absent', figure: { n: 1, of: 9 }, also: [{ source: 'doe', locator: 'p. 9' }] },
      ],
      judgements: [
        aJudgement('fever-none', 'fever', 'none', 0.1, 0.2),
        aJudgement('fever-beta', 'fever', 'beta', 0.4, 0.8),
      ],
      patterns: [aPattern('both', { all: ['pain', 'fever'] }, ['pain'])],
      associations: [
        {
          id: 'pair',
          between: ['alpha', 'beta'],
          low: 1,
          high: 2,
          reason: 'why',
          citations: [{ source: 'doe', locator: 'p. 1' }],
        },
      ],
      contexts: [aContext('treated', [], { priors: [aPrior('alpha'), { ...aPrior('beta'), basis: 'figure' }] })],
    }),
  )

  it('have one entry for all that a ledger line of the context can rest on', () => {
    expect(Object.keys(groundsIn(kb))).toEqual([
      'association:pair',
      'fever-beta',
      'fever-none',
      'pain-alpha',
      'pain-none',
      'prior:alpha',
      'prior:beta',
    ])
  })

  it('name every rule that a compiled figure rests on', () => {
    const rows = kb.contexts.flatMap((context) => context.findings)
    const rules = rows.flatMap((row) => [row.background, ...Object.values(row.given)].flatMap((one) => one.rules))
    expect(rules.length).toBeGreaterThan(0)
    expect(rules.filter((rule) => groundsIn(kb)[rule] === undefined)).toEqual([])
  })

  it('count the patients with the finding, also where the source counts those without', () => {
    expect(groundsIn(kb)['pain-alpha']).toEqual({
      claim: 'What pain-alpha says.',
      source: 'doe',
      locator: 'p. of pain-alpha',
      population: 'all',
      patients: { n: 8, of: 9 },
      judged: false,
      also: [{ source: 'doe', locator: 'p. 9' }],
    })
  })

  it('have no patients for a class', () => {
    const classed = knowledgeOf(
      aVocabulary({ evidence: [background, anEvidence('class', 'pain', 'alpha', { class: 'frequent' })] }),
    )
    expect(groundsIn(classed)['class']).toMatchObject({ patients: null, judged: false })
  })

  it('give the reason of what was judged', () => {
    expect(groundsIn(kb)['fever-beta']).toMatchObject({ judged: true, claim: 'Why fever-beta.', patients: null })
    expect(groundsIn(kb)['prior:alpha']).toMatchObject({ judged: true, claim: 'Why alpha.', source: 'doe' })
    expect(groundsIn(kb)['prior:beta']).toMatchObject({ judged: false, claim: 'Why beta.' })
    expect(groundsIn(kb)['association:pair']).toMatchObject({ judged: true, claim: 'why' })
  })
})

describe('the rest of the knowledge base', () => {
  it('joins lists of several files and gives advice the source of its file', () => {
    const advice = {
      id: 'wait',
      when: 'pain',
      givenIn: 'any' as const,
      urgency: 'routine' as const,
      text: 'Wait.',
      locator: 'p. 1',
      dossier: [],
    }
    const kb = knowledgeOf(aVocabulary({ units: { aliases: [{ ucum: 'U/L', also: ['IU/L'] }], conversions: [] } }), {
      source: aSource('roe'),
      advice: [advice],
      findings: [aFinding('rash')],
      units: { aliases: [{ ucum: 'mg/d', also: [] }], conversions: [] },
    })
    expect(kb.findings.map((one) => one.id)).toEqual(['on-drug', 'pain', 'fever', 'rash'])
    expect(kb.units.aliases.map((one) => one.ucum)).toEqual(['U/L', 'mg/d'])
    expect(kb.advice).toEqual([{ ...advice, source: 'roe' }])
    expect(Object.keys(kb.sources)).toEqual(['doe', 'roe'])
  })

  it('keeps diagnoses in the order of the files', () => {
    const contexts = [aContext('treated', ['alpha', 'beta', 'zeta', 'eta'])]
    const kb = knowledgeOf(aVocabulary({ contexts }), { diagnoses: [aDiagnosis('zeta'), aDiagnosis('eta')] })
    expect(kb.diagnoses.map((one) => one.id)).toEqual(['alpha', 'beta', 'zeta', 'eta'])
  })
})

describe('compileKnowledge', () => {
  it('makes what it can of rules with errors, and invents nothing', () => {
    const { cluster: _, ...bare } = aFinding('rash')
    const evidence = [
      anEvidence('lost-none', 'lost', 'none', { n: 1, of: 9 }),
      anEvidence('lost-alpha', 'lost', 'alpha', { n: 8, of: 9 }),
    ]
    const rules: RuleFile = {
      findings: [bare],
      derived: [{ id: 'lost', from: [{ finding: 'nothing' }] }],
      evidence,
      advice: [
        { id: 'wait', when: 'rash', givenIn: 'any', urgency: 'routine', text: 'Wait.', locator: 'p. 1', dossier: [] },
      ],
    }
    const kb = compileKnowledge(rulesOf(rules).map(parseRuleFile), 'd')
    expect(kb).toMatchObject({ version: '', outOfScope: '', contexts: [], sources: {}, advice: [{ source: '' }] })
    expect(kb.network).toMatchObject([
      { id: 'lost', label: 'lost', cluster: '', askedAs: null, burden: 'history', group: '' },
      { id: 'rash', cluster: '', askedAs: 'rash' },
    ])
  })
})

describe('a vocabulary for another drug', () => {
  const rules = aVocabulary({
    findings: [
      anEnumeration('scan', 'hot', 'not-looked', 'unclear'),
      aFinding('on-drug', { group: 'context' }),
      aFinding('pain', { cluster: 'looks' }),
      aFinding('fever'),
    ],
    clusters: ['facts', 'looks'].map((id) => ({
      id,
      label: id,
      independence: 1,
      why: 'For a test.',
      ...(id === 'looks' ? { examinations: true as const } : {}),
    })),
    uninformativeOptions: [
      { option: 'not-looked', means: 'not-done' },
      { option: 'unclear', means: 'undecided' },
    ],
    opening: [
      { stage: 'urgent', finding: 'fever', unless: 'pain' },
      { stage: 'context', finding: 'on-drug' },
    ],
    retired: [{ finding: 'ache', answer: ['pain'] }],
  })

  it('says itself what is asked first, which options are no evidence, what was given up and what is an examination', () => {
    const kb = knowledgeOf(rules)
    expect(kb.opening.map(({ finding }) => finding)).toEqual(['fever', 'on-drug'])
    expect(
      kb.network.map(({ id, isExamination, asksForExplanation }) => [id, isExamination, asksForExplanation]),
    ).toEqual([
      ['fever', false, true],
      ['on-drug', false, false],
      ['pain', true, true],
    ])
    const read = (value: string) => readCaseValue({ schemaVersion: 1, findings: { scan: value } }, kb).case?.answers
    expect(['hot', 'not-looked', 'unclear'].map((value) => read(value)?.['scan'])).toEqual([
      { kind: 'options', options: ['hot'] },
      { kind: 'options', options: ['not-looked'], noEvidence: 'not-done' },
      { kind: 'options', options: ['unclear'], noEvidence: 'undecided' },
    ])
    const { problems } = readCaseValue({ schemaVersion: 1, findings: { ache: true } }, kb)
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'retired-finding: this finding was given up; answer "pain" instead',
    ])
  })

  it('may name only findings that it has', () => {
    const { diagnostics } = loadKnowledge(
      rulesOf({
        ...rules,
        opening: [{ stage: 'urgent', finding: 'nowhere', onlyIf: 'nothing' }],
        retired: [{ finding: 'ache', answer: ['nought'] }],
        uninformativeOptions: [
          { option: 'unclear', means: 'undecided' },
          { option: 'unclear', means: 'not-done' },
        ],
      }),
      'd',
    )
    expect(
      diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ code, args }) => [code, 'id' in args ? args.id : null]),
    ).toEqual(
      expect.arrayContaining([
        ['unknown-finding', 'nowhere'],
        ['unknown-finding', 'nothing'],
        ['unknown-finding', 'nought'],
        ['duplicate-id', 'unclear'],
      ]),
    )
  })
})
