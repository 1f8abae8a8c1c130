/** The only table of exit statuses: what a command may end as, the number for it, and what `marrowdx help exit-codes` says of it. */
const TABLE = {
  done: {
    code: 0,
    means: 'done; the answer is on standard output ("insufficient" and "out of scope" are answers too)',
  },
  gate: {
    code: 1,
    means: 'done, and what the caller required did not hold: --require-scope without a ranking, a rule test',
  },
  usage: { code: 2, means: 'wrong usage: a command, an option or an argument, a questionnaire without a terminal' },
  case: { code: 3, means: 'a case, or a line of a stream, is unreadable, malformed, contradictory or too large' },
  rules: { code: 4, means: 'a rule file is malformed, inconsistent or too large' },
  io: { code: 5, means: 'reading or writing failed: not found, permission, disk full' },
  defect: {
    code: 70,
    means: 'a defect in the tool itself; MARROWDX_DEBUG=1 shows where, and that text may repeat parts of the case',
  },
  left: { code: 130, means: 'left at a prompt; the case is saved' },
} as const

export type Ending = keyof typeof TABLE

export const exitCode = (ending: Ending): number => TABLE[ending].code

/** Number and meaning, in the order of the numbers. */
export const exitCodes: readonly { readonly code: number; readonly means: string }[] = Object.values(TABLE)
