/** No condition may end up asking for itself: patterns, cut-offs with a condition, and findings that apply only under one. */

import { byName } from '../../text/sort.ts'
import { type Diagnostic, diagnostic } from '../diagnostic.ts'
import { findingsIn } from './conditions.ts'
import { at, type Pack, type Placed } from './pack.ts'

interface Node {
  readonly entry: Placed<{ readonly id: string }>
  readonly asks: readonly string[]
}

function nodesOf(pack: Pack): ReadonlyMap<string, Node> {
  const findings = pack.findings.flatMap((entry) => {
    const { appliesIf } = entry.value
    return appliesIf === undefined ? [] : [{ entry, asks: findingsIn(appliesIf) }]
  })
  const derived = pack.derived.map((entry) => ({
    entry,
    asks: entry.value.from.flatMap((origin) => asksOf(origin, entry.value.id)),
  }))
  // A pattern with the id of something else has been told, and would seem to ask for itself.
  const own = pack.patterns.filter(
    ({ value: { id } }) => !pack.vocabulary.has(id) && !pack.derived.some((one) => one.value.id === id),
  )
  const patterns = own.map((entry) => ({ entry, asks: findingsIn(entry.value.when) }))
  const nodes = new Map<string, Node>()
  for (const node of [...findings, ...derived, ...patterns]) {
    const { id } = node.entry.value
    const known = nodes.get(id)
    nodes.set(id, known ? { entry: known.entry, asks: [...known.asks, ...node.asks] } : node)
  }
  return nodes
}

/** A derived finding that extends a yes/no finding of its own id reads that answer, not itself. */
function asksOf(origin: Pack['derived'][number]['value']['from'][number], id: string): readonly string[] {
  const condition = 'read' in origin && origin.absentOnlyIf !== undefined ? findingsIn(origin.absentOnlyIf) : []
  return [...(origin.finding === id ? [] : [origin.finding]), ...condition]
}

/** The shortest way from a node back to itself, as ids that begin with it; null when there is none. */
function wayBack(nodes: ReadonlyMap<string, Node>, start: string): readonly string[] | null {
  const from = new Map<string, string>()
  const queue = [start]
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    for (const next of nodes.get(id)?.asks ?? []) {
      if (next === start) return path(from, start, id)
      if (!from.has(next) && nodes.has(next)) {
        from.set(next, id)
        queue.push(next)
      }
    }
  }
  return null
}

function path(from: ReadonlyMap<string, string>, start: string, end: string): readonly string[] {
  const way = [end]
  for (let id = end; id !== start; ) {
    id = from.get(id) ?? start
    way.unshift(id)
  }
  return way
}

/** Each cycle once, at its first id by name. */
export function checkCycles(pack: Pack): readonly Diagnostic[] {
  const nodes = nodesOf(pack)
  const told = new Set<string>()
  return [...nodes.keys()].sort(byName).flatMap((id) => {
    const node = nodes.get(id)
    const way = told.has(id) ? null : wayBack(nodes, id)
    if (way === null || node === undefined) return []
    for (const member of way) told.add(member)
    return [diagnostic('pattern-cycle', at(node.entry, 'id'), { cycle: [...way, id].join(' → ') })]
  })
}
