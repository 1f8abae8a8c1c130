/** From a rule to the publication behind it: the ground of a ledger line, and the citation with the link a reader can open. */
import type { CitedSource, CompiledContext, Ground, KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Citation } from './schema.ts'

/** The DOI where one was seen, else PubMed, else the page; null when none was seen. */
export function urlOf(source: CitedSource): string | null {
  if (source.doi !== undefined) return `https://doi.org/${source.doi}`
  if (source.pmid !== undefined) return `https://pubmed.ncbi.nlm.nih.gov/${source.pmid}/`
  if (source.pmcid !== undefined) return `https://pmc.ncbi.nlm.nih.gov/articles/${source.pmcid}/`
  return source.url ?? null
}

/** @throws RangeError when the rules name a source that they do not hold; the rule checker refuses such rules. */
export function cite(kb: KnowledgeBase, id: string, locator: string): Citation {
  const source = kb.sources[id]
  if (!source) throw new RangeError(`no source ${id} in the rules`)
  return { id, title: source.title, year: source.year ?? null, locator, url: urlOf(source) }
}

/** @throws RangeError when the context rests on no such rule. */
export function groundOf(context: CompiledContext, rule: string): Ground {
  const ground = context.grounds[rule]
  if (!ground) throw new RangeError(`no rule ${rule} in the rules`)
  return ground
}
