/** What is wrong or odd in a case file, as lines that name the place. */
import type { CaseProblem } from '../core/answers.ts'
import { cleanText } from '../core/clean.ts'
import { positionOf } from '../core/json.ts'

/** Problems printed in full; the rest is only counted. */
const MOST_PROBLEMS = 20

/** `case.json:12:7: findings.bone-pian  unknown finding; did you mean "bone-pain"?` */
function problemLine(file: string, { position, path, message, severity }: CaseProblem): string {
  const place = position === null ? file : `${file}:${position.line}:${position.col}`
  const subject = path === '' ? '' : `${cleanText(path)}  `
  return `${place}: ${subject}${severity === 'warning' ? 'warning: ' : ''}${cleanText(message)}`
}

export function problemLines(file: string, problems: readonly CaseProblem[]): readonly string[] {
  const lines = problems.slice(0, MOST_PROBLEMS).map((problem) => problemLine(file, problem))
  const more = problems.length - lines.length
  return more === 0 ? lines : [...lines, `${file}: and ${more} more of ${problems.length} problems`]
}

/** Contradictions are found after reading; their place is looked up only then. */
export function placed(text: string, problem: CaseProblem): CaseProblem {
  return { ...problem, position: positionOf(text, problem.path.split('.')) }
}

const isError = ({ severity }: CaseProblem): boolean => severity === 'error'

/** Without the warnings. */
export const errorLines = (file: string, problems: readonly CaseProblem[]): readonly string[] =>
  problemLines(file, problems.filter(isError))
