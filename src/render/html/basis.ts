/** What the page rests on: whom it is for, whom the figures speak of, what was not known, what it cannot know, and what it was made with. */

import { packNames } from '../../core/result/named-rules.ts'
import type { Result } from '../../core/result/schema.ts'
import { firstOf, knownText } from '../text/basis.ts'
import { caseName } from './case-name.ts'
import { type Html, html, list, NOTHING } from './markup.ts'

/** Folded; printed as if it were open. */
export function basisBlock({ basis, completeness }: Result): Html {
  const { of, missingThatMatters } = completeness
  const said: readonly (readonly [string, string | null])[] = [
    ['Intended for', basis.intendedFor],
    ['Population', basis.population],
    ['Known', of === 0 ? null : knownText(completeness)],
    ['Not known, and it matters', missingThatMatters.length === 0 ? null : firstOf(missingThatMatters)],
  ]
  const rows = said.map(([name, text]) =>
    text === null ? NOTHING : html`<div><dt>${name}</dt><dd>${text}</dd></div>\n`,
  )
  const limits = basis.limits.map((limit) => html`${limit}`)
  return html`<details class="basis">
<summary><h2>What this rests on, and its limits</h2></summary>
<dl>
${rows}<div><dt>Limits</dt><dd>${list(limits)}</dd></div>
</dl>
</details>
`
}

export function pageFooter(result: Result): Html {
  const { tool, rules } = result
  return html`<footer>
<p>${caseName(result)}. Made with ${tool.name} ${tool.version}, rules ${rules.version}, <span class="digest">${rules.digest}</span>${packNames(rules).map((pack) => html`, rule pack <span class="digest">${pack}</span>`)}</p>
</footer>
`
}
