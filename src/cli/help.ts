/** Every sentence of the help: one line of purpose and two examples that run, for each command; and the topics that are no commands. */
import { hang, wrap } from '../render/layout.ts'
import { exitCodes } from './exit-codes.ts'

interface HelpText {
  /** In the list of commands. */
  readonly summary: string
  readonly purpose: string
  readonly examples: readonly [string, string]
}

export const ROOT: HelpText = {
  summary: '',
  purpose:
    "Ranks marrow necrosis, marrow edema, bone metastasis, leukemia relapse and their mimics from a clinician's findings, every line with its source.\n" +
    'For clinicians who can check the sources. Not a medical device, not a calibrated risk, not for emergencies.',
  examples: ['marrowdx template > case.json', 'marrowdx score case.json'],
}

export const COMMANDS = {
  ask: {
    summary: 'answer questions and get the ranking',
    purpose:
      'Asks what tells most, in as few questions as it takes, says why, and ends with the ranking. Every answer is saved at once; with a case file it goes on from there.',
    examples: ['marrowdx ask', 'marrowdx ask case.json'],
  },
  score: {
    summary: 'rank one case',
    purpose: 'Ranks one case: what cannot wait, the order, what speaks for and against with sources, and what to ask next.',
    examples: ['marrowdx score case.json', 'marrowdx score --format json - < case.json'],
  },
  template: {
    summary: 'an empty case file to fill in',
    purpose: 'Prints a case file with every finding unanswered (null); what is left at null counts as unknown.',
    examples: ['marrowdx template > case.json', 'marrowdx template | marrowdx score'],
  },
  findings: {
    summary: 'what can be answered, how, and in which unit',
    purpose: 'Lists the findings that a case file may answer, in the order of asking.',
    examples: ['marrowdx findings', 'marrowdx findings --format json'],
  },
  diagnoses: {
    summary: 'what is ranked',
    purpose: 'Lists the diagnoses that are ranked, and the test that excludes those that must be excluded.',
    examples: ['marrowdx diagnoses', 'marrowdx diagnoses --format json'],
  },
  sources: {
    summary: 'the publications that the rules rest on',
    purpose: 'Lists the publications that the rules cite.',
    examples: ['marrowdx sources', 'marrowdx sources --format json'],
  },
  rules: {
    summary: 'check or export the rules',
    purpose: 'For authors of rules and for programs that compute with the same network.',
    examples: ['marrowdx rules check', 'marrowdx rules export > network.json'],
  },
  'rules check': {
    summary: 'every problem in every rule file',
    purpose: 'Reads every rule file and reports every problem with file, line, column and hint.',
    examples: ['marrowdx rules check', 'marrowdx rules check --quiet'],
  },
  'rules export': {
    summary: 'the compiled network as JSON',
    purpose: 'Prints contexts, priors, backgrounds, frequencies, clusters, cut-offs, patterns and formulas as one JSON document.',
    examples: ['marrowdx rules export', 'marrowdx rules export > network.json'],
  },
  schema: {
    summary: 'JSON Schema of a file format',
    purpose: 'Prints the JSON Schema (2020-12) of a case, a result or a rule file.',
    examples: ['marrowdx schema case', 'marrowdx schema result > result.schema.json'],
  },
  help: {
    summary: 'help on a command or a topic',
    purpose: 'Prints the help of a command, or a topic: exit-codes.',
    examples: ['marrowdx help score', 'marrowdx help exit-codes'],
  },
} as const satisfies Record<string, HelpText>

const exitCodesPage = (width: number): readonly string[] => [
  'Exit statuses',
  '',
  ...exitCodes.flatMap(({ code, means }) => hang(`${String(code).padStart(4)}  `, means, width)),
  '',
  ...wrap('A pipe that its reader closed ends quietly with 0. With any other status than 0 nothing is on standard output.', width),
]

/** By name; each makes its lines for a width in columns. */
export const TOPICS: ReadonlyMap<string, (width: number) => readonly string[]> = new Map([['exit-codes', exitCodesPage]])

/** What stands before the usage line. */
export const opening = ({ purpose, examples }: HelpText, width: number): string =>
  [...purpose.split('\n').flatMap((line) => wrap(line, width)), '', 'Examples:', ...examples.map((example) => `  ${example}`), ''].join(
    '\n',
  )
