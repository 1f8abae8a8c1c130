/** `marrowdx findings`, `diagnoses` and `sources`: the vocabulary, the hypotheses and the bibliography, for people or for programs. */

import { namedRules } from '../../core/result/named-rules.ts'
import type { WholeKnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { renderJson } from '../../render/json.ts'
import { diagnosesJson, diagnosesText } from '../../render/rules/diagnoses.ts'
import { findingsJson, findingsText } from '../../render/rules/findings.ts'
import { sourcesJson, sourcesText } from '../../render/rules/sources.ts'
import type { BibliographyFormat } from '../../render/sources/bibliography.ts'
import type { TextStyle } from '../../render/style.ts'
import { wholeRules } from '../load-rules/in-force.ts'
import { done, type Format, failed, type Report, type Session } from '../report.ts'
import { textStyle } from '../terminal.ts'

interface Listing {
  readonly text: (kb: WholeKnowledgeBase, style: TextStyle) => string
  /** The keys that follow the version of the rules. */
  readonly json: (kb: WholeKnowledgeBase) => object
}

export const LISTINGS = {
  findings: { text: findingsText, json: findingsJson },
  diagnoses: { text: diagnosesText, json: diagnosesJson },
  sources: { text: sourcesText, json: sourcesJson },
} as const satisfies Record<string, Listing>

/** By listing, the formats that it has besides text and JSON. */
export const FURTHER_FORMATS: Readonly<Record<keyof typeof LISTINGS, readonly BibliographyFormat[]>> = {
  findings: [],
  diagnoses: [],
  sources: ['csl-json', 'bibtex', 'ris'],
}

export async function list(
  name: keyof typeof LISTINGS,
  format: Format | BibliographyFormat,
  session: Session,
): Promise<Report> {
  const { world, options } = session
  const rules = await wholeRules(session)
  if (!rules.ok) return failed(rules.failure)
  const kb = rules.value
  if (format === 'text') return done(LISTINGS[name].text(kb, await textStyle(options, world.env, world.stdout)))
  if (format !== 'json') return done((await import('../../render/sources/bibliography.ts')).bibliography(kb, format))
  return done(renderJson({ schemaVersion: 1, rules: namedRules(kb), ...LISTINGS[name].json(kb) }))
}
