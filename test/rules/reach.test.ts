/**
 * No rule is dead: each fires in a case built for it, is silent in another where what it asks for is denied, and leaves a third, where nothing is
 * known, as if nothing had been asked. The cases are made by support/answers-for.ts; what cannot be reached by design is listed here, and only that.
 */
import { describe, expect, it } from 'vitest'
import { assess } from '../../src/core/assessment/assess.ts'
import type { Case } from '../../src/core/case/answers.ts'
import { leavesOf } from '../../src/core/findings/condition.ts'
import { observe } from '../../src/core/findings/observe.ts'
import type { LedgerLine, Result } from '../../src/core/result/schema.ts'
import { loadKnowledge } from '../../src/core/rules/compile.ts'
import { hasErrors } from '../../src/core/rules/diagnostic.ts'
import type { CompiledContext, KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import { absent, caseOf, type Findings, type Goal, present, solverFor } from '../support/answers-for.ts'
import { realKnowledge, ruleFiles, ruleTexts } from '../support/real-rules.ts'

const kb = realKnowledge()
const solver = solverFor(kb)
const sign = new Map(kb.network.map((finding) => [finding.id, finding]))

/** Read off lists of options, where an option that is not named is unknown: no answer denies these. */
const NEVER_ABSENT = [
  'lesion-in-femoral-head',
  'lesion-in-hand-or-foot',
  'lesion-in-long-bone',
  'lesion-in-pelvis',
  'lesion-in-spine',
  'mri-edema-like',
  'mri-fluid',
  'mri-focal-nonspecific',
  'mri-fracture-line',
  'mri-infarct-like',
  'mri-infiltrative',
  'mri-subchondral',
  'pain-at-hip',
  'pain-in-back',
  'pain-in-limb',
  'pain-in-pelvis',
  'pain-widespread',
  'rash-exfoliative',
]

const found = (...goals: readonly Goal[]): Findings => {
  const findings = solver.findingsFor(...goals)
  if (findings === null) throw new Error(`no case gives ${JSON.stringify(goals)}`)
  return findings
}

const outcome = (kase: Case, by: KnowledgeBase = kb) => assess(by, kase, { toolVersion: '0', warnings: [] })

function resultOf(findings: Findings, context?: string): Result {
  const result = outcome(solver.caseOf(findings, context))
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result
}

/** The same questions asked, and answered with "unknown". */
const unknowns = (findings: Findings): Findings =>
  Object.fromEntries(Object.keys(findings).map((id) => [id, 'unknown']))

/** What must be the same whether something is unknown or was never mentioned. */
const shown = ({ status, why, ranking, noneOfThese, urgent, advice, unexplained, next, completeness }: Result) => {
  return { status, why, ranking, noneOfThese, urgent, advice, unexplained, next, completeness }
}

const linesFor = ({ ranking }: Result, finding: string): readonly LedgerLine[] =>
  ranking.flatMap(({ evidence }) => evidence.filter((line) => line.finding === finding))
const rulesOf = (line: LedgerLine): readonly string[] => [line.rule, ...line.pooledWith.map(({ rule }) => rule)]

describe('findings of the network', () => {
  it('can all be denied, but for those read off lists of options', () => {
    const never = kb.network.filter(({ id }) => solver.findingsFor(absent(id)) === null).map(({ id }) => id)
    expect(never).toEqual(NEVER_ABSENT)
    for (const id of NEVER_ABSENT) {
      const asked = kb.findings.find((finding) => finding.id === sign.get(id)?.askedAs)
      expect(asked?.many).toBe(true)
    }
  })

  it.each(kb.network.map(({ id }) => id))('%s is present, absent and unknown', (id) => {
    const yes = found(present(id))
    expect(observe(kb, solver.caseOf(yes)).truths[id]).toBe('present')
    if (!NEVER_ABSENT.includes(id)) expect(observe(kb, solver.caseOf(found(absent(id)))).truths[id]).toBe('absent')
    expect(observe(kb, solver.caseOf({})).truths[id]).toBe('unknown')
    expect(observe(kb, solver.caseOf(unknowns(yes))).truths[id]).toBe('unknown')
  })

  const derived = ruleFiles.flatMap(({ value }) => value.derived ?? [])
  const options = derived.flatMap(({ id, from }) =>
    from.flatMap((origin) => ('present' in origin ? [{ id, ...origin }] : [])),
  )

  it.each(options)(
    '$id is read off the options of $finding as its table says',
    ({ id, finding, present: yes, absent: no }) => {
      const asked = kb.findings.find((entry) => entry.id === finding)
      const truths = (asked?.options ?? []).map(({ value }) => [
        value,
        observe(kb, solver.caseOf({ [finding]: value })).truths[id],
      ])
      const expected = (asked?.options ?? []).map(({ value }) => [
        value,
        yes.includes(value) ? 'present' : no.includes(value) ? 'absent' : 'unknown',
      ])
      expect(truths).toEqual(expected)
    },
  )
})

/** Hangs on an option of a list, which an answer can name but not deny. */
const CANNOT_BE_DENIED = ['erythroderma-or-exfoliation']

describe('advice', () => {
  it.each(kb.advice)(
    '$id is given, withheld where its condition is denied, and withheld where nothing is known',
    ({ id, when, urgency }) => {
      const listed = (result: Result) => (urgency === 'urgent' ? result.urgent : result.advice).map((entry) => entry.id)
      const firing = found(present(when))
      expect(listed(resultOf(firing))).toContain(id)
      if (!CANNOT_BE_DENIED.includes(id)) expect(listed(resultOf(found(absent(when))))).not.toContain(id)
      const unknown = resultOf(unknowns(firing))
      expect(listed(unknown)).not.toContain(id)
      expect(shown(unknown)).toEqual(shown(resultOf({})))
    },
  )

  it.each(kb.advice)(
    '$id is withheld while any single thing it rests on is unknown and nothing else makes up for it',
    ({ id, when, urgency }) => {
      const firing = found(present(when))
      for (const key of Object.keys(firing)) {
        const weaker = { ...firing, [key]: 'unknown' }
        const { urgent, advice } = resultOf(weaker)
        const shows = (urgency === 'urgent' ? urgent : advice).some((entry) => entry.id === id)
        expect(shows).toBe(solver.truthOf(when, weaker) === 'present')
      }
    },
  )

  it.each(kb.advice.filter(({ settledBy }) => settledBy !== undefined))(
    '$id is done once what it asks for is answered',
    (entry) => {
      for (const test of entry.settledBy ?? []) {
        for (const answer of [present(test), absent(test)]) {
          const { urgent, advice } = resultOf(found(present(entry.when), answer))
          expect([...urgent, ...advice].map(({ id }) => id)).not.toContain(entry.id)
        }
      }
    },
  )

  it.each(kb.advice.filter(({ disagreesWith }) => disagreesWith !== undefined))(
    '$id shows each disagreement in some case',
    (entry) => {
      for (const other of entry.disagreesWith ?? []) {
        const against = kb.advice.find(({ id }) => id === other)
        if (against === undefined) throw new Error(`no advice ${other}`)
        const { advice } = resultOf(found(present(entry.when), present(against.when)))
        const line = advice.find(({ id }) => id === entry.id)
        expect(line?.disagreesWith).toContain(other)
        expect(line?.difference).toBe(entry.difference)
      }
      const alone = resultOf(found(present(entry.when))).advice.find(({ id }) => id === entry.id)
      const shownBeside = resultOf(found(present(entry.when))).advice.map(({ id }) => id)
      expect(alone?.disagreesWith).toEqual((entry.disagreesWith ?? []).filter((id) => shownBeside.includes(id)))
    },
  )
})

describe('patterns', () => {
  const patterns = kb.network.flatMap(({ id, pattern }) => (pattern === null ? [] : [{ id, ...pattern }]))
  /** Contexts in which the pattern itself has figures. */
  const homes = (id: string): readonly CompiledContext[] =>
    kb.contexts.filter(({ findings }) => findings.some(({ finding }) => finding === id))

  it.each(patterns)('$id stands for its parts when it is present', ({ id, replaces }) => {
    const reached = homes(id).flatMap((home) => {
      const findings = solver.findingsFor(present(home.when), present(id))
      return findings === null ? [] : [{ home, findings }]
    })
    const [{ home, findings } = { home: null, findings: {} }] = reached
    if (home === null) throw new Error(`no context that has a figure for ${id} can hold together with it`)
    const observation = observe(kb, solver.caseOf(findings, home.id))
    const result = resultOf(findings, home.id)
    expect(linesFor(result, id).length).toBeGreaterThan(0)
    for (const part of replaces) {
      expect(linesFor(result, part)).toEqual([])
      expect(observation.replacedBy[part]).toBeDefined()
    }
  })

  it.each(patterns)('$id is neutral when it is denied, and its parts count', ({ id, replaces }) => {
    for (const home of homes(id)) {
      const findings = solver.findingsFor(present(home.when), absent(id))
      if (findings === null) continue
      const result = resultOf(findings, home.id)
      expect(linesFor(result, id)).toEqual([])
      const { truths } = observe(kb, solver.caseOf(findings, home.id))
      for (const part of replaces.filter((one) => truths[one] !== 'unknown')) {
        if (home.findings.some(({ finding }) => finding === part))
          expect(linesFor(result, part).length).toBeGreaterThan(0)
      }
    }
  })

  it.each(patterns)('$id is neutral when nothing is known', ({ id }) => {
    for (const home of homes(id)) {
      const base = found(present(home.when))
      expect(linesFor(resultOf(base, home.id), id)).toEqual([])
      const asked = Object.keys(found(present(id))).filter((key) => !(key in base))
      const unknown = { ...base, ...Object.fromEntries(asked.map((key) => [key, 'unknown'])) }
      expect(shown(resultOf(unknown, home.id))).toEqual(shown(resultOf(base, home.id)))
    }
  })
})

describe('contradictions', () => {
  it.each(kb.contradictions)('$id is reported', ({ id, never, say }) => {
    const lenient = solverFor({ ...kb, contradictions: kb.contradictions.filter((entry) => entry.id !== id) })
    const findings = lenient.findingsFor(present(never))
    if (findings === null) throw new Error(`no case contradicts itself by ${id}`)
    const result = outcome(caseOf(kb, findings))
    expect('problems' in result && result.problems.some(({ message }) => message.endsWith(say))).toBe(true)
  })

  it.each(kb.contradictions)('$id is silent where it is denied, and where nothing is known', ({ never }) => {
    expect(outcome(solver.caseOf(found(absent(never))))).not.toHaveProperty('problems')
    expect(outcome(solver.caseOf({}))).not.toHaveProperty('problems')
    const asked = Object.fromEntries(leavesOf(never).flatMap((leaf) => [[sign.get(leaf)?.askedAs ?? leaf, 'unknown']]))
    expect(outcome(solver.caseOf(asked))).not.toHaveProperty('problems')
  })
})

describe('contexts', () => {
  it.each(kb.contexts)('$id is chosen where the findings settle it', ({ id, when }) => {
    const result = resultOf(found(present(when)))
    expect(result.case.context).toBe(id)
  })

  it.each(kb.contexts)('$id is refused where the findings deny it, and not chosen', ({ id, when }) => {
    const findings = found(absent(when))
    expect(outcome(solver.caseOf(findings, id))).toMatchObject({
      problems: [{ code: 'contradiction', path: 'context' }],
    })
    expect(resultOf(findings).case.context).not.toBe(id)
  })

  it.each(kb.contexts)('$id is left open where nothing is known, and its question asked', ({ when }) => {
    const result = resultOf({})
    expect(result.status).toBe('insufficient')
    const asked = result.next.map(({ finding }) => finding)
    expect(leavesOf(when).filter((leaf) => asked.includes(leaf))).not.toEqual([])
  })

  it.each(kb.contexts)('$id ranks every diagnosis that can occur, each with its own prior, and no other', (context) => {
    const [home] = context.findings.filter(
      ({ finding }) => solver.findingsFor(present(context.when), present(finding)) !== null,
    )
    if (home === undefined) throw new Error('nothing weighs here')
    const { ranking } = resultOf(found(present(context.when), present(home.finding)), context.id)
    const declared = ruleFiles.flatMap(({ value }) => value.contexts ?? []).find(({ id }) => id === context.id)
    const priors = ranking.map(({ diagnosis, evidence }) => [diagnosis, evidence[0]?.finding, evidence[0]?.claim])
    expect(priors.toSorted()).toEqual(
      declared?.priors.map(({ diagnosis, reason }) => [diagnosis, 'prior', reason]).toSorted(),
    )
  })
})

describe('figures', () => {
  const rules = ruleFiles.flatMap(({ value }) => [...(value.evidence ?? []), ...(value.judgements ?? [])])

  /** The contexts whose tables rest on a rule, for the background or for a diagnosis. */
  const users = (id: string, finding: string, diagnosis: string): readonly CompiledContext[] =>
    kb.contexts.filter(({ findings }) => {
      const entry = findings.find((each) => each.finding === finding)
      const frequency = diagnosis === 'none' ? entry?.background : entry?.given[diagnosis]
      return frequency?.rules.includes(id) === true
    })

  it('give no warning: none is left unused', () => {
    const { diagnostics } = loadKnowledge(ruleTexts, 'sha256-test')
    expect(hasErrors(diagnostics)).toBe(false)
    expect(diagnostics).toEqual([])
  })

  it.each(rules)('$id is in use in some context', ({ id, finding, diagnosis }) => {
    expect(users(id, finding, diagnosis)).not.toEqual([])
  })

  /** One case for all rules of a finding in a context; null where the two cannot stand together. */
  const cases = new Map<string, Result | null>()
  function ranked(context: CompiledContext, goals: readonly Goal[]): Result | null {
    const key = JSON.stringify([context.id, goals])
    const known = cases.get(key)
    if (known !== undefined) return known
    const findings = solver.findingsFor(...goals)
    const made = findings === null ? null : outcome(solver.caseOf(findings, context.id))
    // Findings that deny a context which is only named are no case of it.
    const result = made === null || 'problems' in made ? null : made
    cases.set(key, result)
    return result
  }

  /** The line that rests on a rule, in a case of any context that uses it; in a context that is only named, a pattern may leave the part alone. */
  function lineFor({ id, finding, diagnosis }: (typeof rules)[number], truth: Goal): LedgerLine | undefined {
    const results = users(id, finding, diagnosis).flatMap((context) => [
      ranked(context, [present(context.when), truth]) ?? [],
      ranked(context, [truth]) ?? [],
    ])
    const lines = results
      .flat()
      .flatMap(({ ranking }) => ranking.find((entry) => entry.diagnosis === diagnosis)?.evidence ?? [])
    return lines.find((line) => line.finding === finding && rulesOf(line).includes(id))
  }

  const atTheBackground = rules.filter(({ id, finding, diagnosis }) => {
    const tables = users(id, finding, diagnosis).flatMap(
      ({ findings }) => findings.find((entry) => entry.finding === finding) ?? [],
    )
    return (
      diagnosis !== 'none' &&
      tables.every(({ background, given }) => (given[diagnosis]?.point ?? 0) <= background.point)
    )
  })

  it('rise above the background in some context, or they could weigh nothing', () => {
    expect(atTheBackground.map(({ id }) => id)).toEqual([])
  })

  // A named context implies the remission, with which a pattern of the same report stands for the rise of LDH.
  const STOOD_FOR_BY_A_PATTERN = ['dbmn-020']
  const likelihoods = rules.filter(({ id, diagnosis }) => diagnosis !== 'none' && !STOOD_FOR_BY_A_PATTERN.includes(id))

  it.each(likelihoods)('$id speaks for $diagnosis when $finding is present', (rule) => {
    const line = lineFor(rule, present(rule.finding))
    expect(line?.answer).toBe('present')
    expect(line?.weight).toBeGreaterThanOrEqual(0)
  })

  const deniable = likelihoods.filter(
    ({ finding }) => !NEVER_ABSENT.includes(finding) && sign.get(finding)?.pattern === null,
  )

  it.each(deniable)('$id never speaks for $diagnosis when $finding is absent', (rule) => {
    const line = lineFor(rule, absent(rule.finding))
    expect(line?.answer).toBe('absent')
    expect(line?.weight).toBeLessThanOrEqual(0)
  })

  it.each(kb.contexts)('of $id leave the result alone while their finding is unknown', (context) => {
    const base = found(present(context.when))
    const without = resultOf(base, context.id)
    for (const { finding } of context.findings) {
      const asked = Object.keys(solver.findingsFor(present(finding)) ?? {}).filter((key) => !(key in base))
      const unknown = resultOf({ ...base, ...Object.fromEntries(asked.map((key) => [key, 'unknown'])) }, context.id)
      expect(linesFor(unknown, finding)).toEqual(linesFor(without, finding))
      expect(shown(unknown)).toEqual(shown(without))
    }
  })

  it('of associations hold wherever both diagnoses can occur, and nowhere else', () => {
    const associations = ruleFiles.flatMap(({ value }) => value.associations ?? [])
    for (const { id, between } of associations) {
      const inForce = kb.contexts.filter((context) =>
        context.associations.some(({ rule }) => rule === `association:${id}`),
      )
      const possible = kb.contexts.filter(({ priors }) =>
        between.every((one) => priors.some(({ diagnosis }) => diagnosis === one)),
      )
      expect(inForce).toEqual(possible)
      expect(inForce).not.toEqual([])
    }
  })
})
