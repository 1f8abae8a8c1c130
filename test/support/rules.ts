/** Small rule packs for tests: a vocabulary to build on, and builders for one entry each. JSON is YAML, so files are written as JSON. */

import { loadKnowledge } from '../../src/core/rules/compile.ts'
import type { KnowledgeBase } from '../../src/core/rules/knowledge-base.ts'
import type { RuleText } from '../../src/core/rules/parse.ts'
import type { Context } from '../../src/core/rules/schema/contexts.ts'
import type { Evidence, Judgement, Pattern, Source } from '../../src/core/rules/schema/evidence.ts'
import type { Diagnosis, Finding } from '../../src/core/rules/schema/vocabulary.ts'
import type { RuleFile } from '../../src/core/rules/schema.ts'
import { renderDiagnostics } from '../../src/render/diagnostics.ts'
import { UNINFORMATIVE } from './knowledge.ts'

/** One file for each part, in order: `rules/0.yaml`, `rules/1.yaml`, … */
export function rulesOf(...parts: readonly RuleFile[]): readonly RuleText[] {
  return parts.map((part, index) => ({ name: `rules/${index}.yaml`, text: JSON.stringify(part, null, 2) }))
}

/** The knowledge base of these parts; throws with the rendered diagnostics when they have an error. */
export function knowledgeOf(...parts: readonly RuleFile[]): KnowledgeBase {
  const files = rulesOf(...parts)
  const { kb, diagnostics } = loadKnowledge(files, 'sha256-0')
  if (kb === null) throw new Error(renderDiagnostics(diagnostics, files))
  return kb
}

/** A yes/no finding in the cluster `facts`. */
export function aFinding(id: string, more: Partial<Finding> = {}): Finding {
  return {
    id,
    label: `Label of ${id}`,
    ask: `Is there ${id}?`,
    group: 'pain',
    burden: 'history',
    type: 'boolean',
    cluster: 'facts',
    ...more,
  }
}

export function anEnumeration(id: string, ...values: readonly string[]): Finding {
  const { cluster: _, ...finding } = aFinding(id, {
    type: 'enum',
    options: values.map((value) => ({ value })),
    group: 'imaging',
    burden: 'imaging',
  })
  return finding
}

export function aQuantity(id: string, more: Partial<Finding> = {}): Finding {
  const { cluster: _, ...finding } = aFinding(id, {
    type: 'quantity',
    unit: 'U/L',
    group: 'blood',
    burden: 'blood-test',
    ...more,
  })
  return finding
}

export function aDiagnosis(id: string, more: Partial<Diagnosis> = {}): Diagnosis {
  return { id, label: `Label of ${id}`, definition: `What ${id} is.`, ...more }
}

export function aPrior(diagnosis: string, low = 0.1, high = 0.3): Context['priors'][number] {
  return {
    diagnosis,
    low,
    high,
    basis: 'judged',
    reason: `Why ${diagnosis}.`,
    citations: [{ source: 'doe', locator: 'p. 1' }],
  }
}

/** A context that holds when `on-drug` is present, with a prior for each diagnosis named. */
export function aContext(id: string, diagnoses: readonly string[], more: Partial<Context> = {}): Context {
  const priors = diagnoses.map((diagnosis) => aPrior(diagnosis))
  return {
    id,
    label: id,
    population: `Patients of ${id}`,
    when: 'on-drug',
    settings: ['trial'],
    priors,
    cannotOccur: [],
    ...more,
  }
}

export function anEvidence(
  id: string,
  finding: string,
  diagnosis: string,
  figure: Evidence['figure'],
  more: Partial<Evidence> = {},
): Evidence {
  const about = { dossier: [], setting: 'trial', population: 'all', locator: `p. of ${id}`, claim: `What ${id} says.` }
  return { id, finding, diagnosis, figure, ...about, ...more }
}

export function aJudgement(
  id: string,
  finding: string,
  diagnosis: string,
  low: number,
  high: number,
  more: Partial<Judgement> = {},
): Judgement {
  return {
    id,
    finding,
    diagnosis,
    setting: 'trial',
    low,
    high,
    reason: `Why ${id}.`,
    source: 'doe',
    locator: 'p. 2',
    ...more,
  }
}

export function aPattern(id: string, when: Pattern['when'], replaces: readonly string[]): Pattern {
  return {
    id,
    label: `Label of ${id}`,
    cluster: 'facts',
    when,
    replaces: [...replaces],
    locator: 'p. 3',
    claim: `What ${id} says.`,
    dossier: [],
  }
}

export function aSource(id: string): Source {
  return { id, type: 'cohort', title: `Title of ${id}`, verified: 'made up for a test' }
}

/** Vocabulary, source `doe`, diagnoses `alpha` and `beta`, settings `trial` and `general`, one context `treated`; findings `on-drug`, `pain` and `fever`. */
export function aVocabulary(more: Partial<RuleFile> = {}): RuleFile {
  return {
    version: '1',
    outOfScope: 'Not for this.',
    groups: [
      { id: 'context', label: 'context', circumstances: true },
      ...['pain', 'signs', 'blood', 'imaging'].map((id) => ({ id, label: id })),
    ],
    uninformativeOptions: [...UNINFORMATIVE],
    findings: [
      aFinding('on-drug', { group: 'context', asksForExplanation: false }),
      aFinding('pain'),
      aFinding('fever'),
    ],
    clusters: [{ id: 'facts', label: 'Facts', independence: 1, why: 'For a test.' }],
    settings: ['trial', 'general'].map((id) => ({ id, label: id })),
    diagnoses: [aDiagnosis('alpha'), aDiagnosis('beta')],
    contexts: [aContext('treated', ['alpha', 'beta'])],
    source: aSource('doe'),
    appraisal: { design: 'cohort' },
    ...more,
  }
}

/** A sign under which a negative test does not exclude. */
export const anException = (present: string, ...settledBy: string[]) => ({
  present,
  settledBy,
  because: 'Judged.',
  source: 'doe',
  locator: 'p. 1',
})
