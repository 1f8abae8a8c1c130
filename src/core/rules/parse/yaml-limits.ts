/**
 * What of YAML a rule file may use, checked on the flat syntax tree before anything is composed: no directives, tags, anchors or aliases, bounded
 * depth and size. Composing recurses and resolves, so none of this may reach it.
 */
import type { CST } from 'yaml'
import { type Diagnostic, diagnostic, type Location } from '../diagnostic.ts'

const MAX_DEPTH = 32
const MAX_NODES = 20_000

type Where = (offset: number) => Location
type Token = CST.Token

interface Visit {
  readonly token: Token
  readonly depth: number
}

/** Everything directly inside a token, in order of the text. */
function inside(token: Token): readonly Token[] {
  switch (token.type) {
    case 'document':
      return [...token.start, ...(token.value ? [token.value] : []), ...(token.end ?? [])]
    case 'block-map':
    case 'block-seq':
    case 'flow-collection':
      return token.items.flatMap((item) => [
        ...item.start,
        ...(item.key ? [item.key] : []),
        ...(item.sep ?? []),
        ...(item.value ? [item.value] : []),
      ])
    case 'block-scalar':
      return token.props
    default:
      return []
  }
}

function isCollection(token: Token): boolean {
  return token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection'
}

/** An alias inside a flow collection comes as a scalar of that type, an anchor and a tag as marks before a value. */
function refused(token: Token, where: Where): Diagnostic | null {
  switch (token.type) {
    case 'directive':
      return diagnostic('yaml-directive', where(token.offset), { text: token.source })
    case 'anchor':
    case 'alias':
      return diagnostic('yaml-alias', where(token.offset), { text: token.source })
    case 'tag':
      return diagnostic('yaml-tag', where(token.offset), { text: token.source })
    default:
      return null
  }
}

function isNode(token: Token): boolean {
  return isCollection(token) || token.type.endsWith('scalar')
}

/** Problems of the syntax tree; when there is one, the tree must not be composed. Walks without recursion, for any depth. */
export function checkLimits(tokens: readonly Token[], where: Where): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const open: Visit[] = tokens.map((token) => ({ token, depth: 0 })).reverse()
  let nodes = 0
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { token } = visit
    const problem = refused(token, where)
    if (problem) found.push(problem)
    if (isNode(token)) nodes += 1
    if (nodes > MAX_NODES) return [...found, diagnostic('too-many-nodes', where(token.offset), { limit: MAX_NODES })]
    const depth = visit.depth + (isCollection(token) ? 1 : 0)
    if (depth > MAX_DEPTH) return [...found, diagnostic('too-deep', where(token.offset), { limit: MAX_DEPTH })]
    for (const child of inside(token).toReversed()) open.push({ token: child, depth })
  }
  return found
}
