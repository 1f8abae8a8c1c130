/** The yes/no findings of the network: boolean findings, findings derived from other answers, patterns. */

import { sortedBy } from '../../text/sort.ts'
import type { NetworkFinding } from '../knowledge-base.ts'
import type { Pattern } from '../schema/evidence.ts'
import type { Derived, Finding } from '../schema/vocabulary.ts'
import type { RuleFile } from '../schema.ts'

type Vocabulary = ReadonlyMap<string, Finding>

export function networkOf(rules: readonly RuleFile[]): readonly NetworkFinding[] {
  const findings = rules.flatMap((file) => file.findings ?? [])
  const derived = rules.flatMap((file) => file.derived ?? [])
  const patterns = rules.flatMap((file) => file.patterns ?? [])
  const vocabulary: Vocabulary = new Map(findings.map((finding) => [finding.id, finding]))
  const extensions = new Map(derived.map((one) => [one.id, one]))
  const asked = findings.filter((finding) => finding.type === 'boolean' && finding.carriedBy === undefined)
  const answered: readonly Undescribed[] = [
    ...asked.map((finding) => fromYesNo(finding, extensions.get(finding.id))),
    ...derived.filter((one) => !vocabulary.has(one.id)).map((one) => fromDerived(one, vocabulary)),
  ]
  const known = new Map(answered.map((one) => [one.id, one]))
  const all = [...answered, ...patterns.map((pattern) => fromPattern(pattern, known))]
  return sortedBy(all.map(described(rules)), (one) => one.id)
}

type Undescribed = Omit<NetworkFinding, 'isExamination'>

/** With what the finding's group and cluster say of all theirs. */
function described(rules: readonly RuleFile[]): (finding: Undescribed) => NetworkFinding {
  const circumstances = new Set(
    rules.flatMap(({ groups = [] }) => groups.filter((one) => one.circumstances).map(({ id }) => id)),
  )
  const examinations = new Set(
    rules.flatMap(({ clusters = [] }) => clusters.filter((one) => one.examinations).map(({ id }) => id)),
  )
  return (finding) => ({
    ...finding,
    asksForExplanation: finding.asksForExplanation && !circumstances.has(finding.group),
    isExamination: examinations.has(finding.cluster),
  })
}

/** A derived finding of the same id adds its readings to the answer to the question itself. */
function fromYesNo(finding: Finding, extension: Derived | undefined): Undescribed {
  return {
    id: finding.id,
    label: extension?.label ?? finding.label,
    cluster: extension?.cluster ?? finding.cluster ?? '',
    origins: [{ finding: finding.id }, ...(extension?.from ?? [])],
    pattern: null,
    askedAs: finding.id,
    burden: finding.burden,
    group: finding.group,
    asksForExplanation: finding.asksForExplanation !== false && extension?.asksForExplanation !== false,
  }
}

function fromDerived(derived: Derived, vocabulary: Vocabulary): Undescribed {
  const asked = vocabulary.get(derived.from[0]?.finding ?? '')
  return {
    id: derived.id,
    label: derived.label ?? derived.id,
    cluster: derived.cluster ?? '',
    origins: derived.from,
    pattern: null,
    askedAs: asked?.id ?? null,
    burden: asked?.burden ?? 'history',
    group: asked?.group ?? '',
    asksForExplanation: derived.asksForExplanation !== false,
  }
}

/** Burden and group are those of the first part that it replaces; a pattern is never asked as such, and its parts ask for the explanation. */
function fromPattern(pattern: Pattern, known: ReadonlyMap<string, Undescribed>): Undescribed {
  const part = known.get(pattern.replaces[0] ?? '')
  return {
    id: pattern.id,
    label: pattern.label,
    cluster: pattern.cluster,
    origins: [],
    pattern: { when: pattern.when, replaces: pattern.replaces },
    askedAs: null,
    burden: part?.burden ?? 'history',
    group: part?.group ?? '',
    asksForExplanation: false,
  }
}
