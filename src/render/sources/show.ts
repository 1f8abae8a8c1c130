/** One source in full, for people and for programs: the appraisal question by question, the weight that follows, and what the rules do with it. */

import type { SourceAccount } from '../../core/review/source.ts'
import { MOST_DECADES } from '../../core/rules/compile/case-report-weight.ts'
import { type Appraisal, QUESTIONS, type QuestionName } from '../../core/rules/schema/evidence.ts'
import { blocks, hang, sentenceStart } from '../layout.ts'
import { figureJson, sayAbout, sayStated } from '../rules/figure.ts'
import { sourceLines } from '../rules/sources.ts'
import { sayPatients } from '../sentences/counts.ts'
import type { TextStyle } from '../style.ts'

const MURAD = 'https://doi.org/10.1136/bmjebm-2017-110853'

/** Its questions in short. */
const ASKED: Readonly<Record<QuestionName, string>> = {
  selection: 'selection: all such patients of the center, or chosen in a way that is told',
  exposure: 'exposure adequately ascertained',
  outcome: 'outcome adequately ascertained',
  alternatives: 'alternative causes ruled out',
  rechallenge: 'challenge and rechallenge',
  doseResponse: 'dose and response',
  followUp: 'follow-up long enough',
  reporting: 'described in enough detail',
}

/** `unclear`, the longest answer, and two spaces. */
const ANSWER_COLUMNS = 9

export function accountText(account: SourceAccount, style: TextStyle): string {
  const { source, appraisal, evidence, patterns, advice, notUsed } = account
  return `${blocks([
    [...sourceLines(source, style), ...hang('    ', `read: ${source.verified}`, style.width, 6)],
    section('Appraisal', appraisalLines(appraisal, style), style),
    section(
      'Weight',
      weightLines(account).flatMap((line) => hang('  ', line, style.width)),
      style,
    ),
    section(
      'Taken from it',
      [
        ...evidence.flatMap((figure) => figureLines(figure, style)),
        ...patterns.flatMap(({ id, claim, locator }) =>
          hang('  ', `pattern ${id}: ${claim} (${locator})`, style.width, 6),
        ),
        ...advice.flatMap(({ id, text, locator }) => hang('  ', `advice ${id}: ${text} (${locator})`, style.width, 6)),
      ],
      style,
    ),
    section('Cited elsewhere by', citedLines(account, style), style),
    section(
      'Not used',
      notUsed.flatMap(({ dossier, reason }) => hang('  ', `${dossier.join(', ')}: ${reason}`, style.width, 6)),
      style,
    ),
  ]).join('\n')}\n`
}

const section = (heading: string, lines: readonly string[], style: TextStyle): readonly string[] =>
  lines.length === 0 ? [] : [style.paint.heading(heading), ...lines]

function appraisalLines(appraisal: Appraisal | null, style: TextStyle): readonly string[] {
  if (appraisal === null) return hang('  ', 'None: nothing is counted from it.', style.width)
  const { design, patients, note, questions } = appraisal
  const many =
    patients === undefined ? 'number of patients not seen' : `${patients} ${patients === 1 ? 'patient' : 'patients'}`
  const answered = QUESTIONS.flatMap((name, at) => {
    if (questions === undefined) return []
    const { answer, reason, locator } = questions[name]
    return [
      ...hang(`  ${at + 1} ${answer.padEnd(ANSWER_COLUMNS)}`, ASKED[name], style.width),
      ...hang(' '.repeat(ANSWER_COLUMNS + 4), `${reason} (${locator})`, style.width),
    ]
  })
  return [
    ...hang('  ', `${sentenceStart(design.replace('-', ' '))}; ${many}`, style.width),
    ...(note === undefined ? [] : hang('  ', note, style.width)),
    ...(answered.length === 0 ? [] : hang('  ', `By the questions of Murad 2018 (${MURAD}):`, style.width)),
    ...answered,
  ]
}

const part = (weight: number): string => weight.toFixed(2)

function weightLines({ appraisal, weight, used }: SourceAccount): readonly string[] {
  if (appraisal === null) return []
  if (weight === null) return ['Its patients count in full.']
  const by =
    appraisal.questions === undefined
      ? 'the eight questions, none of which is answered, so that all are unclear'
      : 'its answers'
  const lowered = used
    .filter(({ held }) => held < weight)
    .map((one) => ({ ...one, as: `As ${part(one.held)} for ${one.diagnosis}` }))
  const contextsOf = (as: string): string =>
    lowered
      .filter((one) => one.as === as)
      .map(({ context }) => context)
      .join(', ')
  return [
    `Its patient counts as ${part(weight)} of a patient, by ${by}.`,
    ...[...new Set(lowered.map(({ as }) => as))].map(
      (as) =>
        `${as} in ${contextsOf(as)}: with more, all its findings together would bring over ${MOST_DECADES} decades.`,
    ),
  ]
}

function figureLines(figure: SourceAccount['evidence'][number], style: TextStyle): readonly string[] {
  const { id, stated, population, claim, source, contexts } = figure
  const used = contexts.length === 0 ? 'used in no context' : `used in ${contexts.join(', ')}`
  return [
    ...hang(
      '  ',
      `${id}: ${sayAbout(figure)}: ${stated.kind === 'counts' ? sayPatients(stated) : sayStated(stated)} (${source.locator})`,
      style.width,
      6,
    ),
    ...hang('      ', `${claim} Counted in: ${population ?? ''}.`, style.width),
    ...hang('      ', used, style.width).map(style.paint.faint),
  ]
}

function citedLines({ citedBy }: SourceAccount, style: TextStyle): readonly string[] {
  const kinds = [...new Set(citedBy.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const ids = citedBy.filter((use) => use.kind === kind).map(({ id }) => id)
    return hang('  ', `${kind}: ${ids.join(', ')}`, style.width, 6)
  })
}

/**
 * Keys: `source`; `appraisal` (null where nothing is counted); `weight` (part of a patient; null: in full); `used` (the weight in each context, and
 * what the report's findings bring there together, in decades, with the most that they may); `evidence`, `patterns`, `advice`, `citedBy`, `notUsed`.
 */
export function accountJson({ evidence, patterns, advice, citedBy, ...rest }: SourceAccount): object {
  return {
    ...rest,
    mostDecades: MOST_DECADES,
    evidence: evidence.map(figureJson),
    patterns: patterns.map(({ id, locator, claim }) => ({ id, locator, claim })),
    advice: advice.map(({ id, locator, text }) => ({ id, locator, text })),
    citedBy: citedBy.map(({ kind, id, parts }) => ({ kind, id, parts })),
  }
}
