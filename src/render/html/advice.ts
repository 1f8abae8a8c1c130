/** What to ask or do next, what no diagnosis explains, and what the sources advise, with disagreements side by side. */
import type { Result } from '../../core/result/schema.ts'
import { groupsOf } from '../text/advice.ts'
import { answerSentences, BURDENS } from '../text/next.ts'
import type { HtmlCitations } from './citations.ts'
import { type Html, html, list, section } from './markup.ts'

type Advice = Result['advice'][number]

export const unexplainedSection = ({ unexplained }: Result, level: 2 | 3): Html =>
  section('unexplained', level, 'Unexplained', [
    unexplained.length === 0 ? list([]) : html`<p>Present, and made likelier by no diagnosis on the list:</p>\n`,
    list(unexplained.map(({ label }) => html`${label}`)),
  ])

export function nextSection(result: Result, level: 2 | 3): Html {
  const steps = result.next.map((step) => {
    const sentences = answerSentences(step, result)
    return html`<li>${step.question} <span class="status">${BURDENS[step.burden]}</span>
${list(sentences.map((sentence) => html`${sentence}`))}</li>
`
  })
  return section('next', level, 'Next', steps.length === 0 ? [] : [html`<ol>\n${steps}</ol>\n`])
}

const cited = ({ text, sources }: Advice, { citeAll }: HtmlCitations): Html =>
  html`${text} <span class="of">${citeAll(sources)}</span>`

function disagreement(group: readonly Advice[], citations: HtmlCitations): Html {
  const differences = [...new Set(group.flatMap(({ difference }) => (difference === null ? [] : [difference])))]
  return html`<div class="disagreement">
<p><strong>The sources disagree</strong></p>
<ul class="sides">
${group.map((item) => html`<li>${cited(item, citations)}</li>\n`)}</ul>
${differences.map((difference) => html`<p><strong>Why:</strong> ${difference}</p>\n`)}</div>
`
}

export function adviceSection({ advice }: Result, level: 2 | 3, citations: HtmlCitations): Html {
  const groups = groupsOf(advice)
  return section('advice', level, 'Advice from the sources', [
    list(groups.flatMap((group) => (group.length === 1 ? group : [])).map((item) => cited(item, citations))),
    ...groups.filter((group) => group.length > 1).map((group) => disagreement(group, citations)),
  ])
}
