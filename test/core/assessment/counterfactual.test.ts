import { describe, expect, it } from 'vitest'
import { assess } from '../../../src/core/assessment/assess.ts'
import { type FlipSet, flipSets } from '../../../src/core/assessment/counterfactual.ts'
import { differentiate } from '../../../src/core/assessment/differential.ts'
import type { Case } from '../../../src/core/case/answers.ts'
import { observe } from '../../../src/core/findings/observe.ts'
import { choicesFor, reachIn } from '../../../src/core/findings/possible-answers.ts'
import type { Result } from '../../../src/core/result/schema.ts'
import type { KnowledgeBase } from '../../../src/core/rules/knowledge-base.ts'
import type { Judgement } from '../../../src/core/rules/schema/evidence.ts'
import type { RuleFile } from '../../../src/core/rules/schema.ts'
import { caseOf, type Findings } from '../../support/answers-for.ts'
import { realKnowledge } from '../../support/real-rules.ts'
import {
  aContext,
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

const choicesIn = (kb: KnowledgeBase, id: string) => {
  const finding = kb.findings.find((each) => each.id === id)
  if (finding === undefined) throw new Error(`no finding ${id}`)
  return choicesFor(kb, finding, reachIn(kb)(id))
}

const settled = (kb: KnowledgeBase, id: string): readonly (readonly string[])[] =>
  choicesIn(kb, id).map(({ settles }) => settles.map(({ sign, present }) => `${sign.id}${present ? '+' : '-'}`))

describe('the answers that a question could get', () => {
  const askable = real.findings.filter(({ carriedBy }) => carriedBy === undefined)

  it('settle what they say they settle, by the rules', () => {
    for (const { id } of askable) {
      if (!reachIn(real)(id).direct) continue
      for (const { answer, settles } of choicesIn(real, id)) {
        const { truths } = observe(real, { id: null, context: null, answers: { [id]: answer } })
        const said = Object.fromEntries(settles.map(({ sign, present }) => [sign.id, present ? 'present' : 'absent']))
        for (const { id: sign } of reachIn(real)(id).readers)
          expect(truths[sign], `${id} ${sign}`).toBe(said[sign] ?? 'unknown')
      }
    }
  })

  it('reach both states of every network finding that is asked as a yes/no question or measured', () => {
    const measured = new Map(askable.map(({ id, type }) => [id, type]))
    for (const { id, askedAs } of real.network) {
      if (askedAs === null || measured.get(askedAs) === 'enum') continue
      const said = settled(real, askedAs).flat()
      expect(said, askedAs).toContain(`${id}+`)
      expect(said, askedAs).toContain(`${id}-`)
    }
  })

  it('of a quantity settle one cut-off and leave open what they can, those that say least first', () => {
    expect(settled(real, 'ldh').slice(0, 3)).toEqual([['ldh-above-10x-'], ['ldh-raised+'], ['ldh-rising-threefold+']])
    expect(settled(real, 'ldh')).toContainEqual(['ldh-above-2x+', 'ldh-raised+'])
    expect(settled(real, 'anc')).toEqual([
      ['neutropenia+'],
      ['neutrophils-below-500-'],
      ['neutropenia-', 'neutrophils-below-500-'],
      ['neutropenia+', 'neutrophils-below-500+'],
    ])
  })

  it('are every option that says something', () => {
    const options = choicesIn(real, 'mri-enhancement').map(({ answer }) =>
      answer.kind === 'options' ? answer.options.join() : answer.kind,
    )
    expect(options).toContain('rim')
    expect(options).not.toContain('not-given')
  })
})

/** A band of one value, so that the frequency is that value. */
const exactly = (finding: string, diagnosis: string, p: number): Judgement =>
  aJudgement(`j-${finding}-${diagnosis}`, finding, diagnosis, p - 1e-6, p + 1e-6)
const speaksFor = (diagnosis: string, finding: string, p = 0.9): readonly Judgement[] => [
  exactly(finding, diagnosis, p),
  exactly(finding, 'none', 0.1),
]

const CLUSTERS = ['facts', 'more', 'examinations'].map((id) => ({
  id,
  label: id,
  independence: 1,
  why: 'For a test.',
  ...(id === 'examinations' ? { examinations: true as const } : {}),
}))
const ON_DRUG = aFinding('on-drug', { group: 'context', asksForExplanation: false })

/** Alpha and beta, as common as each other; pain speaks for alpha. */
function knowledge(
  findings: RuleFile['findings'],
  judgements: readonly Judgement[],
  more: Partial<RuleFile> = {},
): KnowledgeBase {
  const rules = {
    clusters: CLUSTERS,
    findings: [ON_DRUG, aFinding('pain'), ...(findings ?? [])],
    judgements: [...speaksFor('alpha', 'pain', 0.5), ...judgements],
    contexts: [
      aContext('treated', ['alpha', 'beta'], { priors: [aPrior('alpha', 0.2, 0.2), aPrior('beta', 0.2, 0.2)] }),
    ],
  }
  return knowledgeOf(aVocabulary({ ...rules, ...more }))
}

function setsOf(kb: KnowledgeBase, kase: Case, most = 10): readonly FlipSet[] {
  const context = kb.contexts.find(({ id }) => id === 'treated') ?? kb.contexts[0]
  if (context === undefined) throw new Error('no context')
  const observation = observe(kb, kase)
  const differential = differentiate(kb, context, observation)
  const place = (id: string): number => differential.network.diagnoses.indexOf(id)
  return flipSets({ kb, kase, observation, differential }, context, [place('alpha'), place('beta')], most)
}

const said = ({ choices }: FlipSet): string =>
  choices
    .map(
      ({ finding, answer }) =>
        `${finding.id} ${answer.kind === 'state' ? answer.state : answer.kind === 'options' ? answer.options.join() : 'measured'}`,
    )
    .join(' & ')

const sets = (kb: KnowledgeBase, findings: Findings, context?: string): readonly string[] =>
  setsOf(kb, caseOf(kb, findings, context)).map(said)

const PAIN = { 'on-drug': true, pain: true }

describe('flip sets', () => {
  it('are open answers only: nothing that is answered, equivocal or cannot apply, but what was not done', () => {
    const ids = ['fever', 'rash', 'site']
    const kb = knowledge(
      [aFinding('fever'), aFinding('rash'), aFinding('scan'), aFinding('site', { appliesIf: 'fever' })],
      [...ids.flatMap((id) => speaksFor('beta', id)), exactly('scan', 'beta', 0.9), exactly('scan', 'none', 0.01)],
    )
    expect(sets(kb, PAIN)).toEqual(['fever present', 'rash present', 'scan present'])
    expect(sets(kb, { ...PAIN, fever: 'equivocal', rash: false, scan: 'not-done' })).toEqual(['scan present'])
  })

  it('leave out answers that contradict the case or each other', () => {
    const kb = knowledge(
      [aFinding('fever'), aFinding('rash')],
      [...speaksFor('beta', 'fever'), ...speaksFor('beta', 'rash')],
      {
        contradictions: [{ id: 'no-fever', never: { all: ['pain', 'fever'] }, say: 'no fever with pain here' }],
      },
    )
    expect(sets(kb, PAIN)).toEqual(['rash present'])
  })

  it('leave out answers under which another context would hold', () => {
    const priors = [aPrior('alpha', 0.2, 0.2), aPrior('beta', 0.2, 0.2)]
    const contexts = [
      aContext('left', ['alpha', 'beta'], { when: 'stopped', priors }),
      aContext('treated', ['alpha', 'beta'], { when: 'on-drug', priors }),
    ]
    const kb = knowledge(
      [aFinding('stopped'), aFinding('rash')],
      [...speaksFor('beta', 'stopped'), ...speaksFor('beta', 'rash')],
      {
        contexts,
      },
    )
    expect(sets(kb, PAIN)).toEqual(['rash present'])
  })

  it('leave out answers that the named context implies', () => {
    const contexts = [aContext('treated', ['alpha', 'beta'], { when: { all: ['on-drug', { not: 'stopped' }] } })]
    const kb = knowledge([aFinding('stopped'), aFinding('rash')], speaksFor('beta', 'rash'), { contexts })
    expect(caseOf(kb, PAIN, 'treated').answers['stopped']).toEqual({ kind: 'state', state: 'absent' })
    expect(sets(kb, PAIN, 'treated')).toEqual(['rash present'])
  })

  it('take an examination that had not been done as done where its result is among them', () => {
    const kb = knowledge(
      [
        aFinding('scan-done', { cluster: 'examinations' }),
        aFinding('mass', { appliesIf: 'scan-done', burden: 'imaging' }),
      ],
      speaksFor('beta', 'mass'),
    )
    expect(sets(kb, { ...PAIN, 'scan-done': false })).toEqual(['mass present'])
  })

  it('name of several answers that settle the same, or more, only the one that says least', () => {
    const derived: RuleFile['derived'] = [
      {
        id: 'mass',
        label: 'mass',
        cluster: 'facts',
        from: [{ finding: 'mri', present: ['mass', 'lump', 'huge'], absent: ['clear'] }],
      },
      {
        id: 'large',
        label: 'large',
        cluster: 'facts',
        from: [{ finding: 'mri', present: ['huge'], absent: ['clear'] }],
      },
    ]
    const kb = knowledge(
      [anEnumeration('mri', 'huge', 'mass', 'lump', 'clear')],
      [...speaksFor('beta', 'mass'), ...speaksFor('beta', 'large')],
      { derived },
    )
    expect(sets(kb, PAIN)).toEqual(['mri mass'])
  })

  it('see that a pattern which answers complete stands for its parts', () => {
    const kb = knowledge(
      [aFinding('fever'), aFinding('rash')],
      [...speaksFor('beta', 'fever', 0.11), ...speaksFor('beta', 'rash', 0.11), ...speaksFor('beta', 'both')],
      { patterns: [aPattern('both', { all: ['fever', 'rash'] }, ['fever', 'rash'])] },
    )
    expect(sets(kb, PAIN)).toEqual(['fever present & rash present'])
  })

  it('measure a quantity on the side of the cut-off that is needed', () => {
    const kb = knowledge([aQuantity('ldh')], speaksFor('beta', 'ldh-high'), {
      derived: [
        {
          id: 'ldh-high',
          label: 'ldh high',
          cluster: 'facts',
          from: [{ finding: 'ldh', read: 'highest', above: 250 }],
          source: 'doe',
          locator: 'p. 4',
        },
      ],
    })
    const [set] = setsOf(kb, caseOf(kb, PAIN))
    const answer = set?.choices[0]?.answer
    expect(answer).toMatchObject({ kind: 'readings', readings: [{ high: Number.POSITIVE_INFINITY, level: null }] })
    expect(
      observe(kb, { ...caseOf(kb, PAIN), answers: { ldh: answer ?? { kind: 'state', state: 'unknown' } } }).truths[
        'ldh-high'
      ],
    ).toBe('present')
  })
})

describe('what would change the order, in a result', () => {
  const kb = knowledge([aFinding('rash', { burden: 'examination' })], speaksFor('beta', 'rash'), {
    contexts: [
      aContext('treated', ['alpha', 'beta'], { priors: [aPrior('alpha', 0.6, 0.6), aPrior('beta', 0.6, 0.6)] }),
    ],
  })
  const resultOf = (findings: Findings): Result => {
    const result = assess(kb, caseOf(kb, findings), { toolVersion: '1', warnings: [] })
    if ('problems' in result) throw new Error(JSON.stringify(result.problems))
    return result
  }

  it('is the first set of the two that have most support, with the question and what it takes', () => {
    expect(resultOf(PAIN).ranking.map(({ diagnosis }) => diagnosis)).toEqual(['alpha', 'beta'])
    const settles = [{ finding: 'rash', label: 'Label of rash', answer: 'present' }]
    const answers = [
      {
        finding: 'rash',
        label: 'Label of rash',
        question: 'Is there rash?',
        burden: 'examination',
        answer: 'present',
        settles,
      },
    ]
    expect(resultOf(PAIN).whatWouldChange).toEqual({ exchanges: ['alpha', 'beta'], answers, thenLeads: 'beta' })
  })

  it('is null where nothing is ranked', () => {
    expect(resultOf({ 'on-drug': true }).whatWouldChange).toBeNull()
  })
})
