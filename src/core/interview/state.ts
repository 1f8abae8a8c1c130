/** An interview as plain data: what is answered, what was asked, and what had to be set aside. */

/** Answers as they stand in a case file; the same JSON that `score` reads. */
export type RawFindings = Readonly<Record<string, unknown>>

/** An answer that a later one made impossible. */
export interface SetAside {
  /** A finding, or `context` for the context that the case file named. */
  readonly finding: string
  readonly value: unknown
  /** What contradicted, as a sentence. */
  readonly because: string
}

export interface Interview {
  readonly id: string | null
  /** The context that the case file names; null where it leaves it to the findings. */
  readonly context: string | null
  /** Everything answered, `unknown` and `not-done` included, as written to the case file. */
  readonly findings: RawFindings
  /** In the order of asking, each once; a finding that is answered again goes to the end. */
  readonly asked: readonly string[]
  readonly setAside: readonly SetAside[]
  /** The interview before the last answer; null at the start. */
  readonly before: Interview | null
}
