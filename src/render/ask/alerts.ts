/** What the conversation must say at once: what cannot wait, and answers that had to give way. */
import type { SetAside } from '../../core/interview/interview.ts'
import type { Result } from '../../core/result/schema.ts'
import { hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'

export function urgentAlert(urgent: Result['urgent'], style: TextStyle): readonly string[] {
  return urgent.flatMap(({ advice, sources }) => {
    const from = sources
      .map(({ title, year, locator }) => `${title}${year === null ? '' : ` (${year})`}, ${locator}`)
      .join('; ')
    const [first = '', ...more] = hang('! ', `Cannot wait: ${advice}`, style.width)
    return [
      style.paint.urgent(first),
      ...more.map(style.paint.urgent),
      ...hang('  ', `Source: ${from}`, style.width).map(style.paint.faint),
    ]
  })
}

/** @param answer in words @param label of the finding, or of the context */
export function setAsideAlert(
  label: string,
  answer: string,
  { because }: SetAside,
  style: TextStyle,
): readonly string[] {
  return hang('! ', `Set aside: ${label}: ${answer}. ${because}`, style.width).map(style.paint.strong)
}
