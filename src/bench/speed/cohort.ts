/**
 * Lines of a cohort as a hospital might send them, for measuring. Patients are drawn from the network of each context; a line holds a part of what
 * they would answer, and its numbers are made anew for it, so that few of them come twice.
 */
import { readCaseValue } from '../../core/case/read.ts'
import { observe } from '../../core/findings/observe.ts'
import type { RawFindings } from '../../core/interview/interview.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import type { Finding } from '../../core/rules/schema/vocabulary.ts'
import { drawFrom, drawPatient, numbers } from '../ask/patients.ts'
import { below, lineOf, type Member, renewed, shuffled, type Unit } from './line.ts'

/** What the cohort is like, for whoever reads the figures. */
export const COHORT = [
  'seven contexts, patients drawn from their networks; 10 to 40 answers a line, its numbers and series of LDH made for it, with 2 to 4 digits;',
  'half the lines in the order of the vocabulary, a quarter with blanks; ids distinct, a quarter of them with names that are not ASCII, some escaped',
] as const

export interface CohortChoice {
  readonly seed: number
  readonly lines: number
  /** This context alone. */
  readonly context?: string
}

/** Patients drawn for each diagnosis of a context; their lines differ in what is told and in the numbers. */
const PATIENTS = 8
const [FEWEST, MOST] = [10, 40]
/** How much sooner than other answers a number is told: laboratories send what they have. */
const NUMBERS_FIRST = 2
/** Lines with numbers that are implausible, and give warnings: less than half of so many. */
const CARELESS = 1 / 50

/** Narrower than what is plausible: lower numbers bring the warning that they may be in another unit. */
const USUAL: Readonly<Record<string, readonly [number, number]>> = { ldh: [100, 15_000] }

const ON = { 'imatinib-current': true, 'imatinib-stopped': false }
const STOPPED = { 'imatinib-stopped': true, 'imatinib-stop-timing': 'before-event' }
const OFF = { 'imatinib-current': false, 'imatinib-stopped': false }
const REMISSION = { 'remission-state': 'complete-remission' }

/** By context, the answers that settle it. */
const STARTS: Readonly<Record<string, RawFindings>> = {
  'gist-on-imatinib': { 'underlying-disease': 'gist', ...ON },
  'gist-imatinib-stopped': { 'underlying-disease': 'gist', ...STOPPED },
  'gist-without-imatinib': { 'underlying-disease': 'gist', ...OFF },
  'cml-on-imatinib': { 'underlying-disease': 'cml', ...ON },
  'cml-tki-stopped': { 'underlying-disease': 'cml', ...STOPPED },
  'ph-leukemia-on-imatinib': { 'underlying-disease': 'ph-positive-all', ...REMISSION, ...ON },
  'acute-leukemia-in-remission': { 'underlying-disease': 'aml', ...REMISSION, ...OFF },
}

/** A patient with everything that could be told of them. */
interface Patient {
  readonly context: string
  readonly start: readonly Member[]
  readonly others: readonly Member[]
}

/** The same lines for the same choice, each without its line feed; all can be ranked. */
export function* cohort(kb: KnowledgeBase, { seed, lines, context }: CohortChoice): Generator<string> {
  const unit = numbers(seed)
  const chosen = kb.contexts.filter(({ id }) => context === undefined || context === id)
  const patients = chosen.flatMap(({ id }) => patientsOf(kb, id, seed, unit))
  const places = new Map(kb.findings.map(({ id }, place) => [id, place]))
  for (let index = 0; index < lines; ) {
    const patient = patients[below(unit, patients.length)]
    const told = patient && tell(kb, patient, unit)
    if (patient === undefined || told === null || told === undefined) continue
    const ordered = unit() < 0.5 ? told.toSorted(([a], [b]) => (places.get(a) ?? 0) - (places.get(b) ?? 0)) : told
    yield lineOf(ordered, patient.context, index, unit)
    index += 1
  }
}

function patientsOf(kb: KnowledgeBase, context: string, seed: number, unit: Unit): readonly Patient[] {
  const compiled = kb.contexts.find(({ id }) => id === context)
  const start = STARTS[context]
  if (compiled === undefined || start === undefined) throw new Error(`no answers are known that lead to ${context}`)
  const draw = drawFrom(kb, compiled, start, seed)
  const weightless = new Set(draw.ways.flatMap(([id, ways]) => (ways.length === 0 ? [id] : [])))
  const measured = kb.findings.filter((finding) => weightless.has(finding.id) && finding.type === 'quantity')
  const patientWith = (diagnosis: number): Patient => {
    const answers = {
      ...drawPatient(draw, 1 << diagnosis),
      ...Object.fromEntries(measured.map((finding) => [finding.id, anyValue(finding, unit)])),
    }
    const others = Object.entries(answers).filter(([id]) => !Object.hasOwn(start, id))
    return { context, start: Object.entries(start), others }
  }
  return draw.network.diagnoses.flatMap((_, diagnosis) =>
    Array.from({ length: PATIENTS }, () => patientWith(diagnosis)),
  )
}

/** No figure rests on it, and laboratories report it all the same. */
function anyValue({ unit, plausible: [low, high] = [1, 10] }: Finding, random: Unit): unknown {
  return { value: Math.ceil(low + (high - low) * random() ** 2), unit }
}

/** Part of what can be told, with numbers of its own; without what contradicts the rest. Null where nothing is left that could be. */
function tell(kb: KnowledgeBase, { start, others }: Patient, unit: Unit): readonly Member[] | null {
  const count = FEWEST + below(unit, MOST - FEWEST + 1) - start.length
  const part = shuffled(others, ([, value]) => (typeof value === 'object' ? NUMBERS_FIRST : 1), unit).slice(0, count)
  const careless = unit() < CARELESS
  const bounds = (id: string) =>
    careless ? undefined : (USUAL[id] ?? kb.findings.find((finding) => finding.id === id)?.plausible)
  let told: readonly Member[] = [
    ...start,
    ...part.map(([id, value]): Member => [id, renewed(id, value, bounds(id), unit)]),
  ]
  for (;;) {
    const wrong = contradicting(kb, told)
    if (wrong.size === 0) return told
    const left = told.filter(([id]) => !wrong.has(id))
    if (left.length === told.length || start.some(([id]) => wrong.has(id))) return null
    told = left
  }
}

/** The findings that errors are found in. */
function contradicting(kb: KnowledgeBase, told: readonly Member[]): ReadonlySet<string> {
  const read = readCaseValue({ schemaVersion: 1, findings: Object.fromEntries(told) }, kb)
  const problems =
    read.case === null ? read.problems.filter(({ severity }) => severity === 'error') : observe(kb, read.case).problems
  return new Set(problems.map(({ path }) => /^findings\.([a-z0-9-]+)/.exec(path)?.[1] ?? path))
}
