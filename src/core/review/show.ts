/** Everything that the rules hold on one id: what it is, where it stands, what names it, and the frequencies that turn on it. */

import type { WholeKnowledgeBase } from '../rules/knowledge-base.ts'
import type { ParsedFile } from '../rules/parse.ts'
import { nearest } from '../text/did-you-mean.ts'
import { entriesOf, type RuleEntry, type RuleUse, usesOf } from './rule-entries.ts'
import {
  type TracedFigure,
  type TracedPrior,
  tracedFigures,
  tracedPriors,
  type UsedFrequency,
  usedFrequencies,
} from './trace.ts'

export interface RuleLookup {
  readonly id: string
  /** More than one where a derived finding adds to a question of its id, or an entry of the dossier is cited by evidence of its id. */
  readonly entries: readonly RuleEntry[]
  /** By kind and id. */
  readonly usedBy: readonly RuleUse[]
  /** Those of the finding, those given the diagnosis, or those that the evidence takes part in; with the figures behind each. */
  readonly frequencies: readonly (UsedFrequency & { readonly figures: readonly TracedFigure[] })[]
  /** Of a diagnosis. */
  readonly priors: readonly TracedPrior[]
}

/** The lookup, or null with the id that was probably meant. A ledger's `prior:` or `association:` before the id is taken for the thing itself. */
export function lookUp(
  kb: WholeKnowledgeBase,
  parsed: readonly ParsedFile[],
  asked: string,
): RuleLookup | { readonly unknown: string; readonly nearest: string | null } {
  const id = asked.replace(/^(prior|association):/, '')
  const all = entriesOf(parsed)
  const entries = all.filter((entry) => entry.id === id)
  const usedBy = usesOf(all, id)
  if (entries.length === 0 && usedBy.length === 0)
    return {
      unknown: asked,
      nearest: nearest(
        id,
        all.map((entry) => entry.id),
      ),
    }
  return { id, entries, usedBy, frequencies: frequenciesOf(kb, parsed, id), priors: tracedPriors(kb, id) }
}

function frequenciesOf(kb: WholeKnowledgeBase, parsed: readonly ParsedFile[], id: string): RuleLookup['frequencies'] {
  const figures = new Map(tracedFigures(kb, parsed).map((figure) => [figure.id, figure]))
  return usedFrequencies(kb)
    .filter(({ finding, diagnosis, rules }) => finding === id || diagnosis === id || rules.includes(id))
    .map((frequency) => ({ ...frequency, figures: frequency.rules.flatMap((rule) => figures.get(rule) ?? []) }))
}
