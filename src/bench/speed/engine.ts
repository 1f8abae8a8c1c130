/**
 * The evidence of one context as rules of json-rules-engine, which adds up weights, against the stream. It has the easier job: its facts are the
 * network findings of the cases, read and observed before the clock starts; it knows no clusters and no states, gives no posterior, and prints nothing.
 */
import { Engine, type RuleProperties } from 'json-rules-engine'
import { blockScorer } from '../../cli/stream/block.ts'
import { readCase } from '../../core/case/read.ts'
import { observe } from '../../core/findings/observe.ts'
import { logRatio, type Network, type NetworkEntry, networkOf } from '../../core/network/noisy-or.ts'
import { DEFAULT_FIELDS } from '../../core/result/fields.ts'
import type { KnowledgeBase } from '../../core/rules/knowledge-base.ts'
import { formatterFor } from '../../render/formats.ts'
import { inTurns, median, ratio } from './children.ts'
import { cohort } from './cohort.ts'

const CONTEXT = 'gist-on-imatinib'

export interface EngineChoice {
  readonly seed: number
  /** For the stream; the engine takes the first of them. */
  readonly lines: number
  readonly engineCases: number
  readonly turns: number
}

/** By position of the diagnosis, what an answer adds to its log odds when it stands alone. */
type Weights = readonly number[]

interface Row {
  readonly finding: string
  readonly present: boolean
  readonly weights: Weights
}

function tableOf({ entries, diagnoses }: Network): readonly Row[] {
  const row = (entry: NetworkEntry, present: boolean): Row => ({
    finding: entry.id,
    present,
    weights: diagnoses.map((_, diagnosis) => logRatio({ entry, present }, 1 << diagnosis)),
  })
  return entries.flatMap((entry) => (entry.isPattern ? [row(entry, true)] : [row(entry, true), row(entry, false)]))
}

const ruleOf = ({ finding, present }: Row, params: Record<string, unknown>): RuleProperties => ({
  conditions: { all: [{ fact: finding, operator: 'equal', value: present }] },
  event: { type: 'weighs', params },
})

/** A rule for each finding, answer and diagnosis. */
const singly = (table: readonly Row[]): RuleProperties[] =>
  table.flatMap((row) =>
    row.weights.flatMap((weight, diagnosis) => (weight === 0 ? [] : [ruleOf(row, { diagnosis, weight })])),
  )

/** A rule for each finding and answer, with what it adds to all diagnoses. */
const together = (table: readonly Row[]): RuleProperties[] => table.map((row) => ruleOf(row, { weights: row.weights }))

type Facts = Readonly<Record<string, boolean>>

/** Findings that are unknown are no facts. */
function factsOf(kb: KnowledgeBase, line: string): Facts {
  const { case: kase } = readCase(line, kb)
  if (kase === null) throw new Error('a line of the cohort cannot be read')
  return Object.fromEntries(
    Object.entries(observe(kb, kase).truths).flatMap(([id, truth]) =>
      truth === 'unknown' ? [] : [[id, truth === 'present']],
    ),
  )
}

/** Sums of the weights of all rules that hold, by diagnosis. */
async function sumsOf(engine: Engine, facts: Facts, diagnoses: number): Promise<number[]> {
  const sums = Array.from({ length: diagnoses }, () => 0)
  const { events } = await engine.run(facts)
  for (const { params } of events) {
    const weights: Weights | undefined = params?.['weights']
    if (weights === undefined) sums[params?.['diagnosis']] += params?.['weight']
    else for (const [diagnosis, weight] of weights.entries()) sums[diagnosis] = (sums[diagnosis] ?? 0) + weight
  }
  return sums
}

/** Milliseconds for one case. */
async function timed(cases: number, work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / cases
}

export async function againstEngine(
  kb: KnowledgeBase,
  { seed, lines, engineCases, turns }: EngineChoice,
): Promise<readonly string[]> {
  const context = kb.contexts.find(({ id }) => id === CONTEXT)
  if (context === undefined) throw new Error(`the rules have no context ${CONTEXT}`)
  const network = networkOf(kb, context)
  const table = tableOf(network)
  const texts = [...cohort(kb, { seed, lines, context: CONTEXT })]
  const block = Buffer.from(texts.map((line) => `${line}\n`).join(''))
  const facts = texts.slice(0, engineCases).map((line) => factsOf(kb, line))
  const style = () => Promise.reject(new Error('asked for by text alone'))
  const formatter = await formatterFor('ndjson', { style, titled: true })
  const score = blockScorer(kb, {
    format: 'ndjson',
    formatter,
    fields: DEFAULT_FIELDS,
    failFast: false,
    toolVersion: '',
    redrawn: undefined,
  })
  const runEngine = (rules: RuleProperties[]) => {
    const engine = new Engine(rules, { allowUndefinedFacts: true })
    return () =>
      timed(facts.length, async () => {
        for (const each of facts) await sumsOf(engine, each, network.diagnoses.length)
      })
  }
  const taken = await inTurns(turns, {
    stream: () => timed(texts.length, async () => score(block, 1)),
    singly: runEngine(singly(table)),
    together: runEngine(together(table)),
  })
  const rate = (name: 'stream' | 'singly' | 'together'): string => (1000 / median(taken(name))).toFixed(0)
  const times = (name: 'singly' | 'together'): string => ratio(taken(name), taken('stream')).toFixed(0)
  return [
    `stream ${rate('stream')} cases/s, in one process: each from its line of JSON to its line of results`,
    `json-rules-engine, ${singly(table).length} rules, one for each finding, answer and diagnosis: ${rate('singly')} cases/s, stream ${times('singly')} times as fast`,
    `json-rules-engine, ${table.length} rules, one for each finding and answer:             ${rate('together')} cases/s, stream ${times('together')} times as fast`,
    `${CONTEXT}, the same evidence; the engine has the easier job: facts are ready, weights are only added up, nothing is printed; medians of ${turns} turns`,
  ]
}
