/**
 * `npm run bench:ask`: how many questions an interview takes. Drawn patients are asked until the order is firm or nothing left could change it,
 * by our planner, by the vocabulary in its order (all of it, and only what weighs in the context), and by the greatest expected fall of the entropy
 * alone. The answers that settle the context are given to all; only ours asks besides for what cannot wait.
 */
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { type Candidate, choose } from '../core/interview/candidates.ts'
import { type Interview, nextQuestion, type RawFindings, startInterview } from '../core/interview/interview.ts'
import { isOpen, isUndecided } from '../core/interview/open-questions.ts'
import { type Fixed, type Halt, plan, planWeighed, type Weighed } from '../core/interview/plan.ts'
import { type Situation, situationOf } from '../core/interview/situation.ts'
import type { Network } from '../core/network/noisy-or.ts'
import type { KnowledgeBase } from '../core/rules/knowledge-base.ts'
import type { Finding } from '../core/rules/schema/vocabulary.ts'
import { readCompiled } from '../io/compiled.ts'
import { type Draw, drawFrom, drawPatient, UNANSWERED } from './ask/patients.ts'

/** For each diagnosis and context. */
const PATIENTS = Number(process.argv[2] ?? 200)
const SEED = 20261120

/** By context, the answers that settle it. */
const STARTS: Readonly<Record<string, RawFindings>> = {
  'gist-on-imatinib': { 'underlying-disease': 'gist', 'imatinib-current': true, 'imatinib-stopped': false },
  'acute-leukemia-in-remission': {
    'underlying-disease': 'aml',
    'remission-state': 'complete-remission',
    'imatinib-current': false,
    'imatinib-stopped': false,
  },
}

type Planner = (situation: Situation) => Fixed | Weighed | Halt

const ours: Planner = (situation) => plan(situation, choose)

const byEntropy: Planner = (situation) =>
  planWeighed(situation, (mattering) =>
    mattering.reduce<Candidate | null>(
      (best, each) => (best && best.expectedGain >= each.expectedGain ? best : each),
      null,
    ),
  )

/** Every question of the vocabulary that applies and is not settled, or only those that weigh in the context. */
const inOrder =
  (onlyWeighing: boolean): Planner =>
  (situation) => {
    const next = planWeighed(situation, (mattering) => mattering[0] ?? null)
    if (next.kind === 'stop') return next
    const weighs = (finding: Finding): boolean =>
      situation.kb.network.some(
        ({ id, askedAs }) => askedAs === finding.id && situation.ranking?.network.entryOf[id] !== undefined,
      ) || finding.id === next.chosen.finding.id
    const finding = situation.kb.findings.find(
      (each) =>
        each.carriedBy === undefined &&
        isOpen(situation, each) &&
        isUndecided(situation, each) &&
        (!onlyWeighing || weighs(each)),
    )
    return finding === undefined ? next : { kind: 'context', finding, left: 0 }
  }

const PLANNERS: readonly (readonly [string, Planner])[] = [
  ['ours', ours],
  ['fixed order', inOrder(false)],
  ['fixed, weighing', inOrder(true)],
  ['entropy alone', byEntropy],
]

interface Run {
  readonly questions: number
  readonly invasive: number
  readonly among: boolean
  readonly reason: Halt['reason']
}

function interviewed({ kb, network, start }: Draw, patient: RawFindings, diagnosis: number, planner: Planner): Run {
  let interview: Interview = startInterview(start)
  let invasive = 0
  for (;;) {
    const situation = situationOf(kb, interview)
    const next = planner(situation)
    if (next.kind === 'stop')
      return {
        questions: interview.asked.length,
        invasive,
        among: isAmongFirstTwo(situation, network, diagnosis),
        reason: next.reason,
      }
    const { id, burden } = next.kind === 'planned' ? next.chosen.finding : next.finding
    if (burden === 'biopsy') invasive++
    interview = {
      ...interview,
      findings: { ...interview.findings, [id]: patient[id] },
      asked: [...interview.asked, id],
    }
  }
}

function isAmongFirstTwo({ ranking }: Situation, network: Network, diagnosis: number): boolean {
  const support = ranking?.posterior.support ?? []
  const own = support[diagnosis] ?? 0
  return network.diagnoses.filter((_, index) => index !== diagnosis && (support[index] ?? 0) > own).length < 2
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const COLUMNS = ['mean', 'median', 'invasive', 'first two', 'clear'] as const

function cells(runs: readonly Run[]): string {
  const questions = runs.map((run) => run.questions)
  const share = (is: (run: Run) => boolean): number => runs.filter(is).length / runs.length
  const figures = [
    mean(questions).toFixed(1),
    String(median(questions)),
    mean(runs.map((run) => run.invasive)).toFixed(2),
    share((run) => run.among).toFixed(3),
    share((run) => run.reason === 'clear').toFixed(3),
  ]
  return figures.map((figure) => figure.padStart(10)).join('')
}

function line(context: string, diagnosis: string, planner: string, rest: string): string {
  return `${context.padEnd(29)}${diagnosis.padEnd(24)}${planner.padEnd(17)}${rest}`
}

interface Row {
  readonly diagnosis: string
  readonly planner: string
  readonly runs: readonly Run[]
}

function rowsIn(kb: KnowledgeBase, id: string): readonly Row[] {
  const context = kb.contexts.find((each) => each.id === id)
  if (context === undefined) return []
  const draw = drawFrom(kb, context, STARTS[id] ?? {}, SEED)
  return draw.network.diagnoses.flatMap((diagnosis, index) => {
    const patients = Array.from({ length: PATIENTS }, () => drawPatient(draw, 1 << index))
    return PLANNERS.map(([planner, plan]) => ({
      diagnosis,
      planner,
      runs: patients.map((patient) => interviewed(draw, patient, index, plan)),
    }))
  })
}

/** Each context in a thread of its own: this file again, with the context as its work. */
function rowsElsewhere(context: string): Promise<readonly Row[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(process.argv[1] ?? '', { workerData: context, argv: process.argv.slice(2) })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

async function tableOf(contexts: readonly string[]): Promise<string> {
  const tables = await Promise.all(contexts.map(rowsElsewhere))
  const all = (name: string): readonly Run[] =>
    tables.flat().flatMap(({ planner, runs }) => (planner === name ? runs : []))
  return [
    line('context', 'diagnosis', 'planner', COLUMNS.map((column) => column.padStart(10)).join('')),
    ...tables.flatMap((rows, index) =>
      rows.map(({ diagnosis, planner, runs }) => line(contexts[index] ?? '', diagnosis, planner, cells(runs))),
    ),
    ...PLANNERS.map(([name]) => line('all', '', name, cells(all(name)))),
  ].join('\n')
}

/** In milliseconds, in this order and before anything else is planned: the very first question, and the first that is planned by its weight. */
function planningTimes(kb: KnowledgeBase): string {
  const timed = (findings: RawFindings): string => {
    const begun = performance.now()
    nextQuestion(kb, startInterview(findings))
    return (performance.now() - begun).toFixed(1)
  }
  const urgent = { fever: false, 'neurologic-deficit': false, dyspnea: false, 'imatinib-dose': 'unknown' }
  const [first, weighed] = [timed({}), timed({ ...STARTS['gist-on-imatinib'], ...urgent })]
  return `planning: first question ${first} ms, first question by weight ${weighed} ms (the figures of the context are read from the disk then)`
}

async function run(): Promise<void> {
  process.stdout.write(`${planningTimes(readCompiled('dist'))}\n`)
  process.stdout.write(`${await tableOf(Object.keys(STARTS))}\n`)
  process.stdout.write(`${PATIENTS} patients a cell, one answer in ${UNANSWERED} not known or not done, seed ${SEED}\n`)
}

if (typeof workerData === 'string') parentPort?.postMessage(rowsIn(readCompiled('dist'), workerData))
else run()
