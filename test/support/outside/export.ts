/** The shape of `rules export` as rules/README.md describes it; written by hand, since this program takes nothing from the product. */
export type Truth = 'present' | 'absent' | 'unknown'
export type Level = 'low' | 'normal' | 'high'

export type Condition =
  | { readonly op: 'finding'; readonly finding: string }
  | { readonly op: 'option'; readonly finding: string; readonly options: readonly string[] }
  | { readonly op: 'all' | 'any' | 'negation'; readonly parts: readonly Condition[] }

export interface Cutoff {
  readonly kind: 'cutoff'
  readonly finding: string
  readonly read: 'last' | 'lowest' | 'highest'
  readonly side: 'above' | 'below'
  readonly inclusive: boolean
  readonly against: 'number' | 'upperLimit' | 'lowerLimit' | 'baseline'
  readonly value?: number
  readonly times?: number
  readonly baseline?: 'first' | 'lowest' | 'previous'
  readonly withoutLimit?: { readonly presentBeyond: number; readonly absentWithin: number }
  readonly onLevel?: Readonly<Record<Level, Truth>>
  readonly absentOnlyIf?: Condition
  readonly wordPrevails?: true
}

export type Origin =
  | { readonly kind: 'state'; readonly finding: string; readonly negated: boolean }
  | {
      readonly kind: 'options'
      readonly finding: string
      readonly present: readonly string[]
      readonly absent: readonly string[]
    }
  | {
      readonly kind: 'level'
      readonly finding: string
      readonly present: readonly Level[]
      readonly absent: readonly Level[]
    }
  | Cutoff

export interface Unit {
  readonly unit: string
  readonly spellings: readonly string[]
  readonly subtractFirst: number
  readonly multiplyBy: number
}

export interface Asked {
  readonly id: string
  readonly type: 'boolean' | 'enum' | 'quantity' | 'date-or-duration'
  readonly burden: string
  readonly optionsWithoutEvidence?: readonly string[]
  readonly many?: boolean
  readonly accepts?: readonly Unit[]
  readonly appliesIf?: Condition
}

interface NetworkFinding {
  readonly id: string
  readonly cluster: string
  readonly origins: readonly Origin[]
  readonly pattern: { readonly when: Condition; readonly replaces: readonly string[] } | null
}

export interface Context {
  readonly id: string
  readonly when: Condition
  readonly ways: readonly {
    readonly when: Condition
    readonly answers: readonly { readonly finding: string; readonly values: readonly string[] }[]
  }[]
  readonly priors: readonly { readonly diagnosis: string; readonly point: number }[]
  readonly associations: readonly { readonly between: readonly [string, string]; readonly factor: number }[]
  readonly findings: readonly {
    readonly finding: string
    readonly background: { readonly point: number }
    readonly given: Readonly<Record<string, { readonly point: number }>>
  }[]
}

export interface Export {
  readonly answerStates: Readonly<Record<'present' | 'absent' | 'withoutEvidence', readonly unknown[]>>
  readonly vocabulary: readonly Asked[]
  readonly contradictions: readonly { readonly id: string; readonly never: Condition; readonly unless?: Condition }[]
  readonly findings: readonly NetworkFinding[]
  readonly clusters: readonly { readonly id: string; readonly independence: number }[]
  readonly contexts: readonly Context[]
}

export interface CaseFile {
  readonly context?: string
  readonly findings: Readonly<Record<string, unknown>>
}
