/** Why a question is asked: what turns on it, what each answer would do to the order, and on which figures that rests. */
import type { AnswerEffect, Effect, Question, Shift, Why, WhySource } from '../../core/interview/interview.ts'
import type { Finding } from '../../core/rules/schema/vocabulary.ts'
import { blocks, bound, hang } from '../layout.ts'
import { sayPatients } from '../sentences/counts.ts'
import type { TextStyle } from '../style.ts'
import { type Citations, startCitations } from '../text/citations.ts'

/** More names in a row are hard to take in. */
const MOST_NAMES = 4
const MOST_SOURCES = 5
const MOST_URGENT = 2

const PHASES: Readonly<Record<Why['phase'], string>> = {
  context: 'It settles which patients the ranking should speak of.',
  urgent: 'It may show something that cannot wait.',
  planned: 'Of what is still open it tells most for what it takes to know.',
}

type Named = { readonly label: string }

const names = (list: readonly Named[]): string => {
  const more = list.length - MOST_NAMES
  return `${list
    .slice(0, MOST_NAMES)
    .map(({ label }) => label)
    .join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

export function whyLines({ finding, why }: Pick<Question, 'finding' | 'why'>, style: TextStyle): readonly string[] {
  const citations = startCitations()
  const body = [
    [
      style.paint.heading(`Why: ${finding.label}`),
      ...hang('  ', PHASES[why.phase], style.width),
      ...decidesLines(why, style, citations),
    ],
    effectLines(finding, why, style),
    sourceLines(why.sources, style, citations),
  ]
  return ['', ...blocks([...body, citations.list(style)]), '']
}

/** For a question that nobody planned: an answer that is changed or volunteered. */
export function plainWhyLines(finding: Finding, style: TextStyle): readonly string[] {
  const note = finding.note === undefined ? [] : hang('  ', finding.note, style.width)
  return [
    '',
    style.paint.heading(`Why: ${finding.label}`),
    ...hang('  ', 'You chose to answer it; the questionnaire did not ask.', style.width),
    ...note,
    '',
  ]
}

function decidesLines(
  { decides, required, separates }: Why,
  style: TextStyle,
  citations: Citations,
): readonly string[] {
  const say = (text: string): readonly string[] => hang('  ', text, style.width)
  return [
    ...(required ? say('It is part of the test that excludes a diagnosis which must not be missed.') : []),
    ...(separates.length > 1 ? say(`It tells apart: ${names(separates)}.`) : []),
    ...(decides.contexts.length > 0 ? say(`Patients it may decide on: ${names(decides.contexts)}.`) : []),
    ...(decides.questions.length > 0 ? say(`Questions that depend on it: ${names(decides.questions)}.`) : []),
    ...decides.urgent
      .slice(0, MOST_URGENT)
      .flatMap(({ advice, sources }) =>
        say(`May become urgent: ${[advice, ...sources.map(citations.cite)].join(' ')}`),
      ),
  ]
}

function effectLines(finding: Finding, why: Why, style: TextStyle): readonly string[] {
  const off = why.sign?.readOff === 'opened' ? `By the question that it opens: ${why.sign.label}` : null
  const yesNo =
    finding.type === 'boolean'
      ? (['Yes', 'No'] as const)
      : ([`${why.sign?.label ?? ''}`, `Not: ${why.sign?.label ?? ''}`] as const)
  const pairs =
    why.answers.length > 0
      ? why.answers.map((answer) => [answerName(answer), answer] as const)
      : [[yesNo[0], why.ifPresent] as const, [yesNo[1], why.ifAbsent] as const]
  const lines = pairs.flatMap(([name, effect]) =>
    effect === null ? [] : hang('  ', `${name}: ${effectText(effect)}`, style.width, 4),
  )
  if (off !== null) return hang('  ', `${off}.`, style.width)
  return lines.length === 0
    ? []
    : [
        'What an answer would do',
        ...lines,
        ...hang('  ', 'Not known, not done, equivocal: nothing; the question is closed.', style.width),
      ]
}

function answerName({ options, settles }: AnswerEffect): string {
  if (options.length > 0) return options.join(' or ')
  return settles.map(({ label, present }) => (present ? label : `not: ${label}`)).join('; ')
}

function effectText({ speaksFor, speaksAgainst, leader }: Effect): string {
  const moved = [side('for', speaksFor), side('against', speaksAgainst)].filter((text) => text !== '')
  const change = moved.length === 0 ? 'hardly changes anything' : `speaks ${moved.join('; ')}`
  return `${change}; first would be ${leader?.label ?? 'none of these'}`
}

const side = (word: string, shifts: readonly Shift[]): string => (shifts.length === 0 ? '' : `${word} ${names(shifts)}`)

function sourceLines(sources: readonly WhySource[], style: TextStyle, citations: Citations): readonly string[] {
  if (sources.length === 0) return []
  const more = sources.length - MOST_SOURCES
  return [
    'What that rests on',
    ...sources.slice(0, MOST_SOURCES).flatMap((source) => hang('  - ', sourceText(source, citations), style.width)),
    ...(more > 0 ? hang('  ', `and ${more} more figures`, style.width) : []),
  ]
}

function sourceText({ diagnosis, claim, patients, judged, source }: WhySource, citations: Citations): string {
  const counted = patients === null ? (judged ? 'judged' : 'a class of frequency') : bound(sayPatients(patients))
  return `${diagnosis?.label ?? 'without any of them'}: ${claim} (${counted}) ${citations.cite(source)}`
}
