/** Which rules a result was made with, as every output names them. */
import type { KnowledgeBase, RulePack } from '../rules/knowledge-base.ts'

interface WithPacks {
  readonly packs?: readonly RulePack[] | undefined
}

/** Packs are named only where there are any. */
export function namedRules({ version, digest, packs = [] }: Pick<KnowledgeBase, 'version' | 'digest' | 'packs'>) {
  return {
    version,
    digest,
    ...(packs.length > 0 && { packs: packs.map(({ name, digest: own }) => ({ name, digest: own })) }),
  }
}

/** `garden (sha256-…)` for each pack; none where the built-in rules are alone. */
export const packNames = ({ packs = [] }: WithPacks): readonly string[] =>
  packs.map(({ name, digest }) => `${name} (${digest})`)

/** ` with the pack garden`, or nothing. */
export const withPacks = ({ packs = [] }: WithPacks): string =>
  packs.length === 0 ? '' : ` with the pack ${packs.map(({ name }) => name).join(', ')}`
