import { describe, expect, it } from 'vitest'
import {
  answerQuestion,
  back,
  type Interview,
  nextQuestion,
  type Question,
  type RawFindings,
  type Stop,
  standingOf,
  startInterview,
} from '../../../src/core/interview/interview.ts'
import type { KnowledgeBase } from '../../../src/core/rules/knowledge-base.ts'
import type { Judgement } from '../../../src/core/rules/schema/evidence.ts'
import type { Finding } from '../../../src/core/rules/schema/vocabulary.ts'
import type { RuleFile } from '../../../src/core/rules/schema.ts'
import { realKnowledge } from '../../support/real-rules.ts'
import {
  aContext,
  aDiagnosis,
  aFinding,
  aJudgement,
  anEnumeration,
  aPattern,
  aPrior,
  aQuantity,
  aVocabulary,
  knowledgeOf,
} from '../../support/rules.ts'

const real = realKnowledge()

const exactly = (finding: string, diagnosis: string, p: number): Judgement =>
  aJudgement(`j-${finding}-${diagnosis}`, finding, diagnosis, p * 0.9999, p)
/** A finding as telling as it gets here. */
const telling = (finding: string, diagnosis = 'alpha', q = 0.9, background = 0.1): readonly Judgement[] => [
  exactly(finding, 'none', background),
  exactly(finding, diagnosis, q),
]

const CLUSTERS = ['facts', 'others', 'more', 'further', 'examinations'].map((id) => ({
  id,
  label: id,
  independence: 0.2,
  why: 'For a test.',
  ...(id === 'examinations' ? { examinations: true as const } : {}),
}))
const ON_DRUG = aFinding('on-drug', { group: 'context', asksForExplanation: false })

function knowledge(
  findings: readonly Finding[],
  judgements: readonly Judgement[],
  more: Partial<RuleFile> = {},
): KnowledgeBase {
  return knowledgeOf(
    aVocabulary({ findings: [ON_DRUG, ...findings], clusters: CLUSTERS, judgements: [...judgements], ...more }),
  )
}

const question = (kb: KnowledgeBase, interview: Interview): Question => {
  const next = nextQuestion(kb, interview)
  if (next.kind === 'stop') throw new Error(`stopped: ${next.reason}`)
  return next
}
const asks = (kb: KnowledgeBase, findings: RawFindings): string => {
  const next = nextQuestion(kb, startInterview(findings))
  return next.kind === 'stop' ? `stop: ${next.reason}` : next.finding.id
}
const whyAsked = (kb: KnowledgeBase, findings: RawFindings): Question['why'] =>
  question(kb, startInterview(findings)).why

function answered(
  kb: KnowledgeBase,
  interview: Interview,
  ...answers: readonly (readonly [string, unknown])[]
): Interview {
  return answers.reduce((before, [finding, value]) => {
    const { interview: after, problems } = answerQuestion(kb, before, finding, value)
    expect(problems).toEqual([])
    return after
  }, interview)
}

/** The questions up to the stop, each answered from `patient`, else "unknown". */
function conversation(
  kb: KnowledgeBase,
  patient: RawFindings,
): { readonly asked: readonly string[]; readonly stop: Stop['reason'] } {
  let interview = startInterview({})
  for (;;) {
    const next = nextQuestion(kb, interview)
    if (next.kind === 'stop') return { asked: interview.asked, stop: next.reason }
    interview = answered(kb, interview, [next.finding.id, patient[next.finding.id] ?? 'unknown'])
  }
}
const opening = (patient: RawFindings, most: number): readonly string[] =>
  conversation(real, patient).asked.slice(0, most)

const FIRST_OF_ALL = ['fever', 'neurologic-deficit', 'dyspnea']

describe('the opening of an interview', () => {
  it('asks of GIST what decides the context and the dose, then what cannot wait', () => {
    const patient = {
      'underlying-disease': 'gist',
      'imatinib-current': true,
      'imatinib-stopped': false,
      dyspnea: false,
    }
    expect(opening(patient, 7)).toEqual([
      'underlying-disease',
      'imatinib-current',
      'imatinib-stopped',
      'imatinib-dose',
      ...FIRST_OF_ALL,
    ])
  })

  it('asks when imatinib was stopped only where it was stopped before the event', () => {
    const stopped = { 'underlying-disease': 'gist', 'imatinib-current': false, 'imatinib-stopped': true }
    const course = ['underlying-disease', 'imatinib-current', 'imatinib-stopped', 'imatinib-stop-timing']
    expect(opening({ ...stopped, 'imatinib-stop-timing': 'before-event' }, 6)).toEqual([
      ...course,
      'imatinib-stopped-on',
      'imatinib-dose',
    ])
    expect(opening({ ...stopped, 'imatinib-stop-timing': 'because-of-event' }, 5)).toEqual([...course, 'imatinib-dose'])
  })

  it('asks of leukemia for its state, and of CML for other inhibitors', () => {
    expect(opening({ 'underlying-disease': 'aml', 'remission-state': 'complete-remission' }, 5)).toEqual([
      'underlying-disease',
      'remission-state',
      ...FIRST_OF_ALL,
    ])
    const cml = { 'underlying-disease': 'cml', 'imatinib-current': true, 'imatinib-stopped': false }
    expect(opening(cml, 6).slice(1)).toEqual([
      'imatinib-current',
      'imatinib-stopped',
      'other-tki-current',
      'tki-stopped',
      'imatinib-dose',
    ])
  })

  it('asks for neutrophils when there is fever, as a count and else in a word', () => {
    const context = { 'underlying-disease': 'aml', 'remission-state': 'complete-remission' }
    expect(opening({ ...context, fever: true, dyspnea: false }, 7).slice(2)).toEqual([
      ...FIRST_OF_ALL,
      'anc',
      'neutropenia',
    ])
    const count = { value: 0.3, unit: '10*9/L' }
    expect(opening({ ...context, fever: true, dyspnea: false, anc: count }, 7).slice(5)).not.toContain('neutropenia')
    expect(opening({ ...context, fever: false, dyspnea: true }, 6).slice(5)).toEqual(['hypoxemia'])
  })

  it('does not ask for the context that the case file names', () => {
    const interview = startInterview({}, null, 'acute-leukemia-in-remission')
    expect(question(real, interview)).toMatchObject({ finding: { id: 'fever' }, why: { phase: 'urgent' } })
  })

  it('says of each question which contexts, questions and urgent advice turn on it', () => {
    const disease = whyAsked(real, {})
    expect(disease).toMatchObject({ phase: 'context', sign: null, expectedGain: 0, ifPresent: null, sources: [] })
    expect(disease.decides.contexts.map(({ id }) => id)).toEqual(real.contexts.map(({ id }) => id))
    expect(disease.decides.questions.map(({ id }) => id)).toContain('cml-phase')
    const fever = whyAsked(real, { 'underlying-disease': 'aml', 'remission-state': 'complete-remission' })
    expect(fever.phase).toBe('urgent')
    expect(fever.decides.urgent.map(({ id }) => id)).toContain('fever-with-low-neutrophils')
    expect(fever.decides.urgent.every(({ sources }) => sources.length > 0)).toBe(true)
  })

  it('returns to the context when only circumstances keep a pattern open', () => {
    const kb = knowledge(
      [anEnumeration('stage', 'early', 'late'), aFinding('pain')],
      [...telling('pain'), ...telling('early-pain', 'alpha', 0.8)],
      { patterns: [aPattern('early-pain', { all: ['pain', { finding: 'stage', is: ['early'] }] }, ['pain'])] },
    )
    expect(asks(kb, { 'on-drug': true })).toBe('pain')
    expect(asks(kb, { 'on-drug': true, pain: true })).toBe('stage')
    expect(asks(kb, { 'on-drug': true, pain: false })).not.toBe('stage')
  })
})

describe('the question that weighs', () => {
  it('is the one with the best worth, and never what is answered, not known or settled otherwise', () => {
    const kb = knowledge(
      [aFinding('pain'), aFinding('chills', { cluster: 'others' }), aQuantity('heat')],
      [...telling('pain', 'alpha', 0.5), ...telling('chills')],
      {
        derived: [
          { id: 'chills', from: [{ finding: 'heat', read: 'highest', above: 38 }], source: 'doe', locator: 'p. 1' },
        ],
      },
    )
    expect(conversation(kb, { 'on-drug': true }).asked).toEqual(['on-drug', 'chills', 'pain'])
    expect(asks(kb, { 'on-drug': true, chills: 'unknown' })).toBe('pain')
    expect(asks(kb, { 'on-drug': true, heat: { value: 39, unit: 'U/L' } })).toBe('pain')
    expect(asks(kb, { 'on-drug': true, chills: null })).toBe('chills')
  })

  it('comes with the findings that would settle the same', () => {
    const kb = knowledge([aFinding('chills'), aQuantity('heat')], telling('chills'), {
      derived: [
        { id: 'chills', from: [{ finding: 'heat', read: 'highest', above: 38 }], source: 'doe', locator: 'p. 1' },
      ],
    })
    const { alternatives } = question(kb, startInterview({ 'on-drug': true }))
    expect(alternatives.map(({ id }) => id)).toEqual(['heat'])
  })

  it('is a biopsy only when nothing cheaper is worth about as much', () => {
    const asked = (q: number): string =>
      asks(
        knowledge(
          [aFinding('biopsy', { burden: 'biopsy' }), aFinding('pain', { cluster: 'others' })],
          [...telling('biopsy', 'alpha', 0.99, 0.01), ...telling('pain', 'alpha', q)],
        ),
        { 'on-drug': true },
      )
    expect(asked(0.9)).toBe('pain')
    expect(asked(0.3)).toBe('biopsy')
  })

  it('stays with the results of one examination while they are near the best', () => {
    const mri = (id: string, cluster: string): Finding =>
      aFinding(id, { cluster, appliesIf: 'mri-done', burden: 'imaging', group: 'imaging' })
    const kb = (q: number): KnowledgeBase =>
      knowledge(
        [
          aFinding('mri-done', { cluster: 'examinations', burden: 'imaging', group: 'imaging' }),
          mri('rim', 'facts'),
          mri('edge', 'others'),
          aFinding('pain', { cluster: 'more' }),
        ],
        [...telling('rim', 'alpha', 0.97), ...telling('edge', 'beta', q), ...telling('pain', 'beta', 0.85)],
      )
    const patient = { 'on-drug': true, 'mri-done': true, rim: false }
    const interview = (rules: KnowledgeBase): Interview =>
      answered(rules, startInterview({ 'on-drug': true, 'mri-done': true }), ['rim', false])
    expect(question(kb(0.8), interview(kb(0.8))).finding.id).toBe('edge')
    expect(asks(kb(0.8), patient)).toBe('pain')
    expect(question(kb(0.4), interview(kb(0.4))).finding.id).toBe('pain')
  })

  it('is the examination before its results, and a parent that is denied or not known closes them', () => {
    const kb = knowledge(
      [
        aFinding('marrow-study', { cluster: 'examinations', burden: 'biopsy', asksForExplanation: false }),
        aFinding('necrosis', { appliesIf: 'marrow-study', burden: 'biopsy' }),
        aFinding('pain', { cluster: 'others' }),
        aFinding('night-pain', { appliesIf: 'pain', cluster: 'more' }),
      ],
      [...telling('necrosis', 'alpha', 0.99, 0.01), ...telling('night-pain', 'beta')],
    )
    const why = whyAsked(kb, { 'on-drug': true, pain: 'unknown' })
    expect(why).toMatchObject({ sign: { id: 'necrosis', readOff: 'opened' }, ifPresent: null, answers: [] })
    expect(why.decides.questions.map(({ id }) => id)).toEqual(['necrosis'])
    expect(conversation(kb, { 'on-drug': true, pain: true }).asked).toEqual([
      'on-drug',
      'pain',
      'night-pain',
      'marrow-study',
    ])
    expect(conversation(kb, { 'on-drug': true, 'marrow-study': false }).asked).toEqual([
      'on-drug',
      'pain',
      'marrow-study',
    ])
    expect(conversation(kb, { 'on-drug': true, 'marrow-study': true }).asked).toContain('necrosis')
  })

  it('is never one whose answer the others leave no choice about', () => {
    const kb = knowledge(
      [aFinding('pain'), aFinding('all-over', { cluster: 'others' })],
      [...telling('pain', 'beta', 0.3), ...telling('all-over')],
      {
        contradictions: [
          { id: 'nowhere', never: { all: ['all-over', { not: 'pain' }] }, say: 'all over is somewhere' },
        ],
      },
    )
    expect(asks(kb, { 'on-drug': true })).toBe('all-over')
    expect(asks(kb, { 'on-drug': true, pain: false })).toBe('stop: nothing-left')
    expect(asks(kb, { 'on-drug': true, 'all-over': true })).not.toBe('pain')
  })
})

describe('why it is asked', () => {
  it('says what yes and no would do to which diagnoses, how many bits it is worth and on which sources that rests', () => {
    const kb = knowledge(
      [aFinding('pain'), aFinding('ache', { cluster: 'others' })],
      [...telling('pain'), ...telling('ache', 'beta', 0.2)],
    )
    const why = whyAsked(kb, { 'on-drug': true })
    expect(why).toMatchObject({
      phase: 'planned',
      sign: { id: 'pain', label: 'Label of pain', readOff: 'this' },
      required: false,
      answers: [],
    })
    expect(why.expectedGain).toBeGreaterThan(0.1)
    expect(why.separates).toMatchObject([{ id: 'alpha', label: 'Label of alpha' }])
    const [yes] = why.ifPresent?.speaksFor ?? []
    const [no] = why.ifAbsent?.speaksAgainst ?? []
    expect([yes?.id, no?.id, yes?.from === no?.from]).toEqual(['alpha', 'alpha', true])
    expect(yes?.to).toBeGreaterThan(0.6)
    expect(no?.to).toBeLessThan(0.05)
    expect([why.ifPresent?.leader?.id, why.ifAbsent?.leader]).toEqual(['alpha', null])
    expect(
      why.sources.map(({ diagnosis, rule, source }) => [diagnosis?.id ?? null, rule, source.id, source.locator]),
    ).toEqual([
      ['alpha', 'j-pain-alpha', 'doe', 'p. 2'],
      [null, 'j-pain-none', 'doe', 'p. 2'],
    ])
  })

  it('says of yes what yes means where the sign is stated the other way round', () => {
    const kb = knowledge([aFinding('film-normal')], telling('film-abnormal'), {
      derived: [
        { id: 'film-abnormal', label: 'Abnormal', cluster: 'facts', from: [{ finding: 'film-normal', not: true }] },
      ],
    })
    // The question is asked for a sign that is read off its denial.
    const why = whyAsked(kb, { 'on-drug': true })
    expect(why.sign?.id).toBe('film-abnormal')
    expect([why.ifPresent?.speaksAgainst[0]?.id, why.ifAbsent?.speaksFor[0]?.id]).toEqual(['alpha', 'alpha'])
  })

  it('gives options that say the same together, and leaves out those that say nothing', () => {
    const kb = knowledge(
      [anEnumeration('look', 'rim', 'line', 'dot', 'none', 'vague')],
      [...telling('rim'), ...telling('line', 'beta')],
      {
        derived: [
          {
            id: 'rim',
            label: 'Rim',
            cluster: 'facts',
            from: [{ finding: 'look', present: ['rim'], absent: ['line', 'dot', 'none'] }],
          },
          {
            id: 'line',
            label: 'Line',
            cluster: 'others',
            from: [{ finding: 'look', present: ['line'], absent: ['rim', 'dot', 'none'] }],
          },
        ],
      },
    )
    const { answers } = whyAsked(kb, { 'on-drug': true })
    expect(answers.map(({ options, speaksFor }) => [options, speaksFor.map(({ id }) => id)])).toEqual([
      [['rim'], ['alpha']],
      [['line'], ['beta']],
      [['dot', 'none'], []],
    ])
    expect(answers[0]?.settles).toEqual(
      expect.arrayContaining([
        { id: 'line', label: 'Line', present: false },
        { id: 'rim', label: 'Rim', present: true },
      ]),
    )
  })

  it('gives of a quantity what lies on either side of each cut-off', () => {
    const kb = knowledge([aQuantity('enzyme')], [...telling('raised'), ...telling('spike', 'beta')], {
      derived: [
        {
          id: 'raised',
          label: 'Raised',
          cluster: 'facts',
          from: [{ finding: 'enzyme', read: 'highest', timesUpperLimit: 1 }],
        },
        {
          id: 'spike',
          label: 'Spike',
          cluster: 'others',
          from: [{ finding: 'enzyme', read: 'highest', above: 900 }],
          source: 'doe',
          locator: 'p. 4',
        },
      ],
    })
    const { answers, ifPresent } = whyAsked(kb, { 'on-drug': true })
    expect(answers.map(({ options, settles }) => [options, settles.map(({ id, present }) => [id, present])])).toEqual([
      [[], [['raised', true]]],
      [[], [['raised', false]]],
      [[], [['spike', true]]],
      [[], [['spike', false]]],
    ])
    expect(ifPresent?.speaksFor[0]?.id).toBe('alpha')
  })

  it('counts what is answered with something, and says about how much is left', () => {
    const kb = knowledge(
      [aFinding('pain'), aFinding('chills', { cluster: 'others' })],
      [...telling('pain'), ...telling('chills', 'beta')],
    )
    const first = question(kb, startInterview({}))
    expect([first.finding.id, first.answered]).toEqual(['on-drug', 0])
    const later = question(kb, startInterview({ 'on-drug': true, pain: 'unknown' }))
    expect([later.finding.id, later.answered, later.aboutLeft]).toEqual(['chills', 1, 1])
  })
})

describe('the stop', () => {
  const mustBeExcluded = { test: 'biopsy', named: 'biopsy of the lesion', unless: [], source: 'doe', locator: 'p. 5' }
  const firmRules = (more: Partial<RuleFile> = {}): KnowledgeBase =>
    knowledge(
      [
        aFinding('pain'),
        aFinding('rash', { cluster: 'more' }),
        aFinding('biopsy', { cluster: 'others', burden: 'biopsy' }),
      ],
      [
        ...telling('pain', 'alpha', 0.95, 0.004),
        ...telling('rash', 'beta', 0.3),
        ...telling('biopsy', 'beta', 0.6, 0.02),
      ],
      more,
    )

  it('is that one is well ahead: enough support, far enough from the second', () => {
    expect(asks(firmRules(), { 'on-drug': true, pain: true })).toBe('stop: clear')
    expect(asks(firmRules(), { 'on-drug': true })).toBe('pain')
  })

  it('is not that while a diagnosis that must be excluded is plausible; its test is asked then', () => {
    const kb = firmRules({ diagnoses: [aDiagnosis('alpha'), aDiagnosis('beta', { mustBeExcluded })] })
    const next = nextQuestion(kb, startInterview({ 'on-drug': true, pain: true, rash: 'unknown' }))
    expect(next).toMatchObject({ kind: 'question', finding: { id: 'biopsy' }, why: { required: true } })
    expect(asks(kb, { 'on-drug': true, pain: true, biopsy: false })).toBe('stop: clear')
  })

  it('is that nothing left could change the order, when the open answers tell too little', () => {
    const kb = knowledge(
      [aFinding('pain'), aFinding('rash', { cluster: 'more' })],
      [...telling('pain', 'alpha', 0.5), ...telling('rash', 'beta', 0.105)],
      { contexts: [aContext('treated', ['alpha', 'beta'], { priors: [aPrior('alpha', 0.3, 0.4), aPrior('beta')] })] },
    )
    expect(asks(kb, { 'on-drug': true, pain: 'unknown' })).toBe('stop: nothing-left')
  })

  it('is not that while one answer, however unlikely, could exchange the first two', () => {
    const kb = knowledge([aFinding('proof', { cluster: 'more' })], telling('proof', 'beta', 0.0015, 0.00001), {
      contexts: [
        aContext('treated', ['alpha', 'beta'], { priors: [aPrior('alpha', 0.3, 0.4), aPrior('beta', 0.2, 0.3)] }),
      ],
    })
    const next = nextQuestion(kb, startInterview({ 'on-drug': true }))
    expect(next).toMatchObject({ kind: 'question', finding: { id: 'proof' } })
    if (next.kind === 'question') expect(next.why.expectedGain).toBeLessThan(0.02)
  })

  it('is that all has been asked, when no open question weighs', () => {
    expect(conversation(knowledge([aFinding('pain')], telling('pain', 'alpha', 0.5)), { 'on-drug': true })).toEqual({
      asked: ['on-drug', 'pain'],
      stop: 'all-asked',
    })
  })

  it('is at once that the patient is out of scope', () => {
    expect(asks(real, { 'underlying-disease': 'other' })).toBe('stop: out-of-scope')
  })

  it('comes after what cannot wait when the context cannot be settled', () => {
    const { asked, stop } = conversation(real, {})
    expect([asked, stop]).toEqual([['underlying-disease', ...FIRST_OF_ALL, 'hypoxemia'], 'nothing-left'])
  })
})

describe('an answer', () => {
  const gist = { 'underlying-disease': 'gist', 'imatinib-current': true }

  it('that does not read leaves the interview as it is and says what is wrong', () => {
    const start = startInterview(gist)
    for (const [finding, value, code] of [
      ['crp', 30, 'missing-unit'],
      ['no-such-finding', true, 'unknown-finding'],
      ['ldh-upper-limit', { value: 250, unit: 'U/L' }, 'unknown-finding'],
      ['mri-enhancement', 'purple', 'unknown-option'],
    ] as const) {
      const { interview, problems } = answerQuestion(real, start, finding, value)
      expect(interview).toBe(start)
      expect(problems.map((problem) => [problem.code, problem.severity])).toEqual([[code, 'error']])
    }
  })

  it('that is odd is taken, with a warning about it alone', () => {
    const odd = { value: 16_000, unit: 'U/L' }
    const first = answerQuestion(real, startInterview(gist), 'ldh', odd)
    expect(first.interview.findings['ldh']).toEqual(odd)
    expect(first.problems).toMatchObject([{ severity: 'warning' }])
    expect(answerQuestion(real, first.interview, 'fever', false).problems).toEqual([])
  })

  it('goes to the end of what was asked, each finding once', () => {
    const interview = answered(real, startInterview(gist), ['fever', true], ['dyspnea', 'unknown'], ['fever', false])
    expect(interview.asked).toEqual(['dyspnea', 'fever'])
    expect(interview.findings).toEqual({ ...gist, fever: false, dyspnea: 'unknown' })
  })

  it('sets aside what cannot stand beside it, with the reason, and asks for that again only where it applies', () => {
    const rash = answered(
      real,
      startInterview(gist),
      ['skin-rash', true],
      ['skin-rash-kind', ['exfoliative']],
      ['skin-reaction-grade', '3'],
    )
    const edited = answered(real, rash, ['skin-rash', false])
    expect(edited.findings).toEqual({ ...gist, 'skin-rash': false })
    expect(edited.asked).toEqual(['skin-rash'])
    expect(edited.setAside.map(({ finding, value }) => [finding, value])).toEqual([
      ['skin-rash-kind', ['exfoliative']],
      ['skin-reaction-grade', '3'],
    ])
    for (const { because } of edited.setAside) expect(because).toContain('skin-rash')
  })

  it('keeps the newest: a count sets aside the word that it contradicts, and a result the denial of its test', () => {
    const word = answered(real, startInterview(gist), ['anemia', false], ['hemoglobin', { value: 8, unit: 'g/dL' }])
    expect([word.findings['anemia'], word.setAside.map(({ finding }) => finding)]).toEqual([undefined, ['anemia']])
    const result = answered(real, startInterview(gist), ['mri-done', false], ['mri-enhancement', 'rim'])
    expect(result.setAside).toMatchObject([{ finding: 'mri-done', value: false }])
  })

  it('given again takes back that it was set aside', () => {
    const start = answered(real, startInterview(gist), ['anemia', false], ['hemoglobin', { value: 8, unit: 'g/dL' }])
    expect(answered(real, start, ['anemia', true]).setAside).toEqual([])
  })

  it('sets aside one of three that cannot be true together, the one that comes last in the vocabulary', () => {
    const start = startInterview({ 'underlying-disease': 'gist', 'imatinib-stopped': true })
    const both = answered(real, start, ['imatinib-stop-timing', 'because-of-event'], ['imatinib-restarted', false])
    expect(answered(real, both, ['imatinib-current', true]).setAside).toMatchObject([
      { finding: 'imatinib-restarted', value: false },
    ])
  })

  it('that denies the context which the case file names sets the context aside', () => {
    const start = startInterview({}, 'a patient', 'gist-on-imatinib')
    const interview = answered(real, start, ['fever', false], ['underlying-disease', 'aml'])
    expect([interview.id, interview.context]).toEqual(['a patient', null])
    expect(interview.setAside).toMatchObject([{ finding: 'context', value: 'gist-on-imatinib' }])
    expect(back(interview).context).toBe('gist-on-imatinib')
  })
})

describe('going back', () => {
  it('takes the last answer back with all that it set aside, as far as the start', () => {
    const start = startInterview({ 'underlying-disease': 'gist' })
    const first = answered(real, start, ['skin-rash', true])
    const second = answered(real, first, ['skin-reaction-grade', '3'])
    const third = answered(real, second, ['skin-rash', false])
    expect(back(third)).toEqual(second)
    expect(back(back(third))).toEqual(first)
    expect(back(back(back(third)))).toEqual(start)
    expect(back(start)).toBe(start)
  })
})

describe('how it stands', () => {
  it('is open and without a leader while no context holds or nothing weighs', () => {
    const nothing = { ranked: false, leader: null, label: null, words: null, lead: 'open', urgent: [] }
    expect(standingOf(real, startInterview({}))).toEqual(nothing)
    expect(
      standingOf(real, startInterview({ 'underlying-disease': 'aml', 'remission-state': 'complete-remission' })),
    ).toEqual(nothing)
  })

  it('names who leads and how far ahead', () => {
    const kb = knowledge(
      [aFinding('pain'), aFinding('rash', { cluster: 'more' })],
      [...telling('pain', 'alpha', 0.95, 0.004), ...telling('rash')],
    )
    const standing = (findings: RawFindings) => standingOf(kb, startInterview({ 'on-drug': true, ...findings }))
    expect(standing({ pain: true })).toMatchObject({
      ranked: true,
      leader: 'alpha',
      label: 'Label of alpha',
      words: 'leading',
      lead: 'clear',
    })
    expect(standing({ rash: true })).toMatchObject({ leader: 'alpha', words: 'leading', lead: 'narrow' })
    expect(standing({ pain: false })).toMatchObject({ ranked: true, leader: null, words: null })
  })

  it('has what cannot wait as soon as it is true, also without a context', () => {
    expect(standingOf(real, startInterview({ 'neurologic-deficit': true })).urgent.map(({ id }) => id)).toEqual([
      'cord-compression-signs',
    ])
  })

  it('refuses answers that do not read', () => {
    expect(() => standingOf(real, startInterview({ crp: 30 }))).toThrow(RangeError)
    expect(() => nextQuestion(real, startInterview({ crp: 30 }))).toThrow('findings.crp')
  })
})
