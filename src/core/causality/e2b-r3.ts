/**
 * ICH E2B(R3) codes of a suspected drug: action taken (G.k.8), outcome (E.i.7), result of giving it again (G.k.9.i.4). Numbers as in the ICH ICSR
 * implementation guide of 12 April 2013, labels in our own words; which answers give which code stands in the rules.
 */

import type { Causality, E2bElement } from '../result/causality.ts'
import type { CodeRow, Suspect } from '../rules/schema/suspects.ts'
import type { Condition } from '../rules/schema/terms.ts'

interface Element {
  readonly element: string
  readonly meanings: Readonly<Record<number, string>>
  /** The code where nothing is reported; null: the standard wants the element left out. */
  readonly silent: number | null
}

const ELEMENTS: Readonly<Record<E2bElement['name'], Element>> = {
  actionTaken: {
    element: 'G.k.8',
    meanings: {
      0: 'unknown',
      1: 'drug withdrawn',
      2: 'dose reduced',
      3: 'dose increased',
      4: 'dose not changed',
      9: 'not applicable',
    },
    silent: 0,
  },
  outcome: {
    element: 'E.i.7',
    meanings: {
      0: 'unknown',
      1: 'recovered',
      2: 'recovering',
      3: 'not recovered or ongoing',
      4: 'recovered with lasting damage',
      5: 'fatal',
    },
    silent: 0,
  },
  rechallenge: {
    element: 'G.k.9.i.4',
    meanings: {
      1: 'given again, reaction came back',
      2: 'given again, reaction did not come back',
      3: 'given again, outcome unknown',
      4: 'not given again',
    },
    silent: null,
  },
}

const NAMES = ['actionTaken', 'outcome', 'rechallenge'] as const satisfies readonly E2bElement['name'][]

/** @param holds whether a condition is true; unknown is not */
export function e2bOf(
  { e2b }: Suspect,
  holds: (condition: Condition) => boolean,
): Pick<Causality, (typeof NAMES)[number] | 'e2b'> {
  const elements = NAMES.map((name) => elementOf(name, e2b[name].find(({ when }) => holds(when)) ?? null))
  const codeOf = (name: E2bElement['name']): number | null => elements.find((one) => one.name === name)?.code ?? null
  return {
    actionTaken: codeOf('actionTaken'),
    outcome: codeOf('outcome'),
    rechallenge: codeOf('rechallenge'),
    e2b: elements,
  }
}

function elementOf(name: E2bElement['name'], row: CodeRow | null): E2bElement {
  const { element, meanings, silent } = ELEMENTS[name]
  const code = row === null ? silent : row.code
  const meaning = code === null ? 'left out' : (meanings[code] ?? `code ${code}`)
  const reported = row === null ? 'not-reported' : row.notDone === true ? 'not-done' : 'reported'
  return { element, name, code, meaning, reported, say: row?.say ?? null }
}
