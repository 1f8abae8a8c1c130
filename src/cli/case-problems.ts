/** What is wrong or odd in a case file, as lines that name the place. */
import type { CaseProblem } from '../core/case/answers.ts'
import { positionsOf } from '../core/text/json.ts'
import { cleanText } from '../core/text/printable.ts'

/** Problems printed in full; the rest is only counted. */
const MOST_PROBLEMS = 20

/** `case.json:12:7: findings.bone-pian  unknown finding; did you mean "bone-pain"?` */
function problemLine(file: string, { position, path, message, severity }: CaseProblem): string {
  const place = position === null ? file : `${file}:${position.line}:${position.col}`
  const subject = path === '' ? '' : `${cleanText(path)}  `
  return `${place}: ${subject}${severity === 'warning' ? 'warning: ' : ''}${cleanText(message)}`
}

export function problemLines(file: string, problems: readonly CaseProblem[]): readonly string[] {
  const listed = problems.filter(({ code }) => code !== 'too-many-problems')
  const lines = listed.slice(0, MOST_PROBLEMS).map((problem) => problemLine(file, problem))
  const more = listed.length - lines.length
  if (listed.length < problems.length) return [...lines, `${file}: and at least ${more} more problems`]
  return more === 0 ? lines : [...lines, `${file}: and ${more} more of ${problems.length} problems`]
}

/** Contradictions are found after reading; their places are looked up only then, all in one pass. */
export function placed(text: string, problems: readonly CaseProblem[]): readonly CaseProblem[] {
  const positions = positionsOf(
    text,
    problems.map(({ path }) => ({ path: path.split('.'), on: 'value' })),
  )
  return problems.map((problem, index) => ({ ...problem, position: positions[index] ?? null }))
}

const isError = ({ severity }: CaseProblem): boolean => severity === 'error'

/** Without the warnings. */
export const errorLines = (file: string, problems: readonly CaseProblem[]): readonly string[] =>
  problemLines(file, problems.filter(isError))
