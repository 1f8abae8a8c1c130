/** Advice: what cannot wait, what the sources recommend, and where they disagree, each such group side by side as a disagreement. */
import type { Result } from '../../core/result/schema.ts'
import { blocks, hang, hangMarked } from '../layout.ts'
import type { TextStyle } from '../style.ts'
import type { Citations } from './citations.ts'

type Advice = Result['advice'][number]

const cited = (text: string, sources: Advice['sources'], citations: Citations): string =>
  [text, ...sources.map((source) => citations.cite(source))].join(' ')

export function urgentLines(result: Result, style: TextStyle, citations: Citations): readonly string[] {
  if (result.urgent.length === 0) return []
  const { urgent } = style.paint
  const lines = result.urgent.flatMap(({ advice, sources }) =>
    hangMarked('  !', urgent, cited(advice, sources, citations), style.width),
  )
  return [urgent('Cannot wait'), ...lines]
}

/** Advice that contradicts each other, directly or through a third, in the order given; every other piece is a group of one. */
export function groupsOf(advice: readonly Advice[]): readonly (readonly Advice[])[] {
  const groups: Advice[][] = []
  for (const item of advice) {
    const joined = groups.filter((group) =>
      group.some((other) => item.disagreesWith.includes(other.id) || other.disagreesWith.includes(item.id)),
    )
    const [first, ...rest] = joined
    if (first === undefined) groups.push([item])
    else {
      first.push(...rest.flat(), item)
      for (const group of rest) groups.splice(groups.indexOf(group), 1)
    }
  }
  return groups.map((group) => group.toSorted((a, b) => advice.indexOf(a) - advice.indexOf(b)))
}

function disagreement(group: readonly Advice[], style: TextStyle, citations: Citations): readonly string[] {
  const differences = [...new Set(group.flatMap(({ difference }) => (difference === null ? [] : [difference])))]
  return [
    style.paint.strong('  The sources disagree'),
    ...group.flatMap(({ text, sources }, at) =>
      hang(`    ${at === 0 ? 'one:  ' : 'other:'} `, cited(text, sources, citations), style.width),
    ),
    ...differences.flatMap((difference) => hang('    why:   ', difference, style.width)),
  ]
}

export function adviceLines(result: Result, style: TextStyle, citations: Citations): readonly string[] {
  if (result.advice.length === 0) return []
  const groups = groupsOf(result.advice)
  const agreed = groups.flatMap((group) => (group.length === 1 ? group : []))
  const disputed = groups.filter((group) => group.length > 1)
  const list = agreed.flatMap(({ text, sources }) => hang('  - ', cited(text, sources, citations), style.width))
  return [
    style.paint.heading('Advice from the sources'),
    ...blocks([list, ...disputed.map((group) => disagreement(group, style, citations))]),
  ]
}
