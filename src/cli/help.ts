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
    summary: 'rank one case or several',
    purpose:
      'Ranks each case: what cannot wait, the order, what speaks for and against with sources, and what to ask next. One that cannot be read does not stop the others. --format html is one page for a tumor board, about one case.',
    examples: ['marrowdx score case.json', 'marrowdx score --format csv *.json > table.csv'],
  },
  stream: {
    summary: 'rank one case a line, as many as there are',
    purpose:
      'Ranks a case a line (NDJSON) and prints a result a line, in the same order and in constant memory. A line that cannot be read gives an error in its place, and the run goes on.',
    examples: [
      'marrowdx stream cases.ndjson > results.ndjson',
      'marrowdx stream --jobs 2 --fields support < cases.ndjson | head -3',
    ],
  },
  compare: {
    summary: 'why one diagnosis and not the other',
    purpose:
      'Weighs two diagnoses of one case against each other, answer by answer with sources, and shows which open answers would exchange them, the cheapest first.',
    examples: [
      'marrowdx compare bone-marrow-necrosis bone-metastasis case.json',
      'marrowdx compare --format json bone-metastasis none-of-these < case.json',
    ],
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
    examples: ['marrowdx sources', 'marrowdx sources --format bibtex > marrowdx.bib'],
  },
  'sources show': {
    summary: 'one source in full, with its appraisal',
    purpose:
      'Prints the citation, the design, the eight questions on a case report, the weight that follows, what the rules take from it and what not.',
    examples: [
      'marrowdx sources show jnccn-2013-imatinib-bone-edema',
      'marrowdx sources show janssens-2000-bm-necrosis --format json',
    ],
  },
  rules: {
    summary: 'check, test, read, compare or export the rules',
    purpose: 'For authors and reviewers of rules, and for programs that compute with the same network.',
    examples: ['marrowdx rules check', 'marrowdx rules export > network.json'],
  },
  'rules check': {
    summary: 'every problem in every rule file',
    purpose: 'Reads every rule file and reports every problem with file, line, column and hint.',
    examples: ['marrowdx rules check', 'marrowdx rules check --quiet'],
  },
  'rules test': {
    summary: 'hold the rules against their tests',
    purpose: 'Ranks the case of every rule test and prints each expectation that does not hold; then the status is 1.',
    examples: ['marrowdx rules test', 'marrowdx rules test --format json'],
  },
  'rules show': {
    summary: 'everything the rules hold on one id',
    purpose:
      'Prints what an id is, where it is defined, the frequencies that turn on it with their sources, and what names it.',
    examples: ['marrowdx rules show fever', 'marrowdx rules show --format json bone-metastasis'],
  },
  'rules diff': {
    summary: 'what two sets of rules say differently',
    purpose:
      'Compares two folders of rules entry by entry, whatever the order and the files, and shows how cases move with it.',
    examples: ['marrowdx rules diff old-rules rules', 'marrowdx rules diff old-rules rules --case case.json'],
  },
  'rules trace': {
    summary: 'the way of every figure to its source',
    purpose:
      'Lists every figure that counts, source by source: how many patients, or judged; in whom; and where the source says it.',
    examples: ['marrowdx rules trace', 'marrowdx rules trace --format json fever'],
  },
  'rules export': {
    summary: 'the compiled network as JSON',
    purpose:
      'Prints contexts, priors, backgrounds, frequencies, clusters, cut-offs, patterns and formulas as one JSON document.',
    examples: ['marrowdx rules export', 'marrowdx rules export > network.json'],
  },
  schema: {
    summary: 'JSON Schema of a file format',
    purpose: 'Prints the JSON Schema (2020-12) of a case, a result or a rule file.',
    examples: ['marrowdx schema case', 'marrowdx schema result > result.schema.json'],
  },
  completion: {
    summary: 'a completion script for your shell',
    purpose: 'Prints a script that completes commands, options, their values and the ids of the rules.',
    examples: ['eval "$(marrowdx completion bash)"', 'marrowdx completion fish > marrowdx.fish'],
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
  ...wrap(
    'A pipe that its reader closed ends quietly with 0. With 0 and 1 the whole answer is on standard output, with any other status nothing. Of several cases those that could be ranked are there and the others are named in their places; the status is then the first of 5, 3 and 1 that one of them gave.',
    width,
  ),
]

/** By name; each makes its lines for a width in columns. */
export const TOPICS: ReadonlyMap<string, (width: number) => readonly string[]> = new Map([
  ['exit-codes', exitCodesPage],
])

/** What stands before the usage line. */
export const opening = ({ purpose, examples }: HelpText, width: number): string =>
  [
    ...purpose.split('\n').flatMap((line) => wrap(line, width)),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n')
