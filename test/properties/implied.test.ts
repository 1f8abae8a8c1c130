/** A named context is the answers that define it: for every context, over random patients, in everything that reads a case. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockScorer } from '../../src/cli/stream/block.ts'
import { assess } from '../../src/core/assessment/assess.ts'
import { compare } from '../../src/core/assessment/compare.ts'
import type { Answer, Case } from '../../src/core/case/answers.ts'
import { readCaseValue } from '../../src/core/case/read.ts'
import { leavesOf } from '../../src/core/findings/condition.ts'
import { impliedBy } from '../../src/core/findings/implied-answers.ts'
import { nextQuestion, startInterview } from '../../src/core/interview/interview.ts'
import { DEFAULT_FIELDS } from '../../src/core/result/fields.ts'
import type { CompiledContext } from '../../src/core/rules/knowledge-base.ts'
import { loadRules, rank } from '../../src/library/library.ts'
import { formatterFor } from '../../src/render/formats.ts'
import { plain } from '../../src/render/style.ts'
import type { Findings } from '../support/answers-for.ts'
import { randomFindings } from '../support/random-case.ts'
import { realKnowledge, ruleTexts } from '../support/real-rules.ts'

const kb = realKnowledge()
const options = { toolVersion: '1.2.3', warnings: [] }
const SEED = 12
const RUNS = 60
/** The library draws the bands again for every result. */
const RUNS_WITH_STABILITY = 10
/** Half of the patients answer nothing that the context is read off, so that all of it is implied; of the others most are denied it. */
const named = fc
  .record({
    context: fc.constantFrom(...kb.contexts.map(({ id }) => id)),
    findings: randomFindings(kb),
    bare: fc.boolean(),
  })
  .map(({ context, findings, bare }) => {
    const defining = kb.contexts.filter(({ id }) => id === context).flatMap(({ when }) => leavesOf(when))
    const others = Object.entries(findings).filter(([id]) => !defining.includes(id))
    return { context, findings: bare ? Object.fromEntries(others) : findings }
  })

function read(context: string | null, findings: Findings): Case {
  const { case: kase, problems } = readCaseValue(
    { schemaVersion: 1, ...(context === null ? {} : { context }), findings },
    kb,
  )
  if (kase === null) throw new Error(JSON.stringify(problems))
  return kase
}

/** As a case file writes it; undefined for one of several options, which a case file cannot say. */
function written(answer: Answer): unknown {
  if (answer.kind === 'state') return answer.state
  return answer.kind === 'options' ? (answer.others === undefined ? answer.options[0] : answer.options) : undefined
}

/** With the answers that the context implies beside these, written out. */
function spelledOut({ when }: CompiledContext, findings: Findings): Findings {
  const implied = Object.entries(impliedBy(kb, when, read(null, findings).answers)).map(([id, answer]) => [
    id,
    written(answer),
  ])
  return { ...findings, ...Object.fromEntries(implied.filter(([, value]) => value !== undefined)) }
}

/** All but how much was answered and the answers as they were given; a refusal without the place. */
function outcomeOf(kase: Case): unknown {
  const result = assess(kb, kase, { ...options, causality: 'imatinib' })
  if ('problems' in result) return { refused: true }
  const { completeness, basis, causality, next, ...rest } = result
  return JSON.parse(
    JSON.stringify({ ...rest, next: next.map(({ finding }) => finding), given: causality?.given.answer }),
  )
}

const asked = (next: ReturnType<typeof nextQuestion> | undefined): string =>
  next?.kind === 'question' ? next.finding.id : 'stop'

const style = async () => ({ width: 80, paint: plain, unicode: true, hyperlinks: false })
const formatter = await formatterFor('ndjson', { style, titled: true })
const stream = blockScorer(kb, {
  format: 'ndjson',
  formatter,
  fields: DEFAULT_FIELDS,
  failFast: false,
  toolVersion: '1.2.3',
  redrawn: undefined,
})

function streamed(context: string, findings: Findings): unknown {
  const line = JSON.parse(
    Buffer.from(stream(Buffer.from(`${JSON.stringify({ schemaVersion: 1, context, findings })}\n`), 1).out).toString(),
  )
  const { basis, completeness, ...rest } = line
  return 'error' in line ? { refused: true } : rest
}

function forAll(check: (context: CompiledContext, findings: Findings) => void, numRuns = RUNS): void {
  fc.assert(
    fc.property(named, ({ context, findings }) => {
      for (const each of kb.contexts) if (each.id === context) check(each, findings)
    }),
    { seed: SEED, numRuns },
  )
}

describe('naming a context is giving the answers that define it', { timeout: 120_000 }, () => {
  it('in score: ranking, urgent items, advice, next steps, what would change, and whether the drug was given', () => {
    forAll((context, findings) => {
      expect(outcomeOf(read(context.id, findings))).toEqual(outcomeOf(read(context.id, spelledOut(context, findings))))
    })
  })

  it('in stream', () => {
    forAll((context, findings) => {
      expect(streamed(context.id, findings)).toEqual(streamed(context.id, spelledOut(context, findings)))
    })
  })

  it('in compare', () => {
    forAll((context, findings) => {
      const [first = '', second = ''] = context.priors.map(({ diagnosis }) => diagnosis)
      const [short, long] = [findings, spelledOut(context, findings)].map((given) => {
        const answered = compare(kb, read(context.id, given), [first, second], options)
        return 'problems' in answered ? null : answered.comparison
      })
      expect(short).toEqual(long)
    })
  })

  it('in the library', async () => {
    const loaded = await loadRules({ files: ruleTexts })
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    forAll((context, findings) => {
      const [short, long] = [findings, spelledOut(context, findings)].map((given) => {
        const ranked = rank(loaded.rules, { schemaVersion: 1, context: context.id, findings: given })
        return (
          ranked.ok && { ranking: ranked.result.ranking, urgent: ranked.result.urgent, advice: ranked.result.advice }
        )
      })
      expect(short).toEqual(long)
    }, RUNS_WITH_STABILITY)
  })

  it('in ask: the same question comes next, and none that is implied', () => {
    forAll((context, findings) => {
      if ('problems' in assess(kb, read(context.id, findings), options)) return
      const whole = spelledOut(context, findings)
      const [short, long] = [findings, whole].map((given) => nextQuestion(kb, startInterview(given, null, context.id)))
      expect(asked(short)).toBe(asked(long))
      expect(Object.keys(whole).includes(asked(short))).toBe(false)
    })
  })

  it.each(kb.contexts.map((context) => [context.id, context] as const))(
    'in ask: of %s nothing that is implied is asked',
    (_, context) => {
      const implied = Object.keys(impliedBy(kb, context.when, {}))
      expect(implied).not.toEqual([])
      const question = nextQuestion(kb, startInterview({}, null, context.id))
      const same = nextQuestion(kb, startInterview(spelledOut(context, {}), null, context.id))
      expect(question.kind === 'question' && question.finding.id).toBe(same.kind === 'question' && same.finding.id)
      expect(question.kind === 'question' && implied.includes(question.finding.id)).toBe(false)
    },
  )

  it.each(kb.contexts.map((context) => [context.id, context] as const))(
    'as the findings of %s do by themselves, where nothing is left open',
    (_, context) => {
      const findings = { 'bone-pain': true, 'pain-severity': 'severe', 'pain-site': ['back'], dyspnea: true }
      const whole = spelledOut(context, findings)
      const unnamed = assess(kb, read(null, whole), options)
      if ('problems' in unnamed || unnamed.case.context !== context.id) return
      expect(outcomeOf(read(context.id, findings))).toEqual(outcomeOf(read(null, whole)))
    },
  )
})

describe('of a context that holds in several ways', () => {
  const onImatinib = ['gist-on-imatinib', 'cml-on-imatinib', 'ph-leukemia-on-imatinib']

  it.each(onImatinib)('what %s raises is raised by each of them', (context) => {
    const findings = { 'bone-pain': true, 'skin-rash': true, 'skin-reaction-grade': '3' }
    const raised = (given: Findings): readonly string[] => {
      const result = assess(kb, read(context, given), options)
      if ('problems' in result) throw new Error(JSON.stringify(result.problems))
      return [...result.urgent, ...result.advice].map(({ id }) => id)
    }
    const current = raised({ ...findings, 'imatinib-current': true })
    const stopped = raised({ ...findings, 'imatinib-stopped': true, 'imatinib-stop-timing': 'because-of-event' })
    const either = raised(findings)
    for (const id of either) expect([current.includes(id), stopped.includes(id)], id).toEqual([true, true])
    for (const id of ['settle-the-stage-before-stopping', 'suspend-imatinib-and-image', 'lower-dose-rather-than-none'])
      expect(either.includes(id), id).toBe(context === 'gist-on-imatinib')
  })

  it.each(onImatinib)('imatinib counts as given and suspected in %s, though neither answer is given', (context) => {
    const result = assess(kb, read(context, { 'bone-pain': true }), { ...options, causalityOfSuspected: true })
    if ('problems' in result) throw new Error(JSON.stringify(result.problems))
    expect(result.causality?.drug).toBe('imatinib')
    expect(result.causality?.given).toMatchObject({ answer: 'yes', openUntil: [] })
  })
})
