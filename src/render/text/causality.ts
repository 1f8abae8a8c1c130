/** Was it the drug: the Naranjo items as a table with what decided each, the WHO-UMC category with what would raise it, the E2B codes, the warnings. */
import type { Causality, NaranjoItem } from '../../core/result/causality.ts'
import type { Result } from '../../core/result/schema.ts'
import { hang } from '../layout.ts'
import type { TextStyle } from '../style.ts'
import type { Citations } from './citations.ts'

/** Longer lists are not read; the whole one stands in the JSON. */
const MOST_NAMES = 4
const ANSWER_WIDTH = 'confounded'.length
/** Below this width the answer stands before the question instead of beside it. */
const WIDE = 50

export const SCALES =
  'Naranjo CA et al., Clin Pharmacol Ther 1981;30:239-45, https://doi.org/10.1038/clpt.1981.154; WHO-UMC system for standardised case causality assessment; ICH E2B(R3). None of them proves a cause.'

const ELEMENT_NAMES: Readonly<Record<Causality['e2b'][number]['name'], string>> = {
  actionTaken: 'action taken',
  outcome: 'outcome',
  rechallenge: 'given again',
}

const REPORTED: Readonly<Record<Causality['e2b'][number]['reported'], string>> = {
  reported: '',
  'not-done': ' (not done)',
  'not-reported': ' (not reported)',
}

const MARKS = { met: '+', 'not-met': '-', unknown: '?' } as const
const STATES = { met: 'yes', 'not-met': 'no', unknown: 'not known' } as const

export const signed = (points: number): string => (points > 0 ? `+${points}` : String(points))

const firstOf = (names: readonly string[]): string => {
  const more = names.length - MOST_NAMES
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** What decided an item, or what would answer it. @param cite how a source is named in this format */
export function itemBasis(
  { decidedBy, openUntil, sources }: NaranjoItem,
  cite: (source: NaranjoItem['sources'][number]) => string,
): string {
  const said = firstOf(decidedBy.map(({ finding, answer }) => `${finding} ${answer}`))
  const reports = sources.map(cite).join(' ')
  const open = openUntil.length === 0 ? '' : `open until answered: ${firstOf(openUntil)}`
  return [`${said}${said !== '' && reports !== '' ? ' ' : ''}${reports}`, open].filter((part) => part !== '').join('; ')
}

/** A drug that was not given, or of which that is not known, has no score; what its items say is shown all the same. */
export function naranjoSummary(
  { score, category, reachable }: Causality['naranjo'],
  { say, openUntil }: Causality['given'],
): string {
  if (say !== null) return `${say}${openUntil.length > 0 ? ` Open until answered: ${firstOf(openUntil)}.` : ''}`
  const [low, high] = reachable ?? [score, score]
  return `Naranjo ${score}: ${category}. ${low === high ? 'No further answer can change it.' : `Further answers can bring it to anything from ${low} to ${high}.`}`
}

export const notAsked = ({ notAskable }: Causality['naranjo']): string =>
  notAskable.length === 0
    ? ''
    : `No finding asks for item ${notAskable.map(({ item }) => item).join(', ')}; the points stay at 0.`

export const e2bText = ({ name, element, code, meaning, reported, say }: Causality['e2b'][number]): string =>
  `${ELEMENT_NAMES[name]} (${element}): ${code === null ? meaning : `${code}, ${meaning}`}${REPORTED[reported]}${say === null ? '' : `. ${say}`}`

export const raisedText = ({ to, known, findings }: Causality['raisedBy'][number]): string =>
  `It would be ${to} if it were known ${known.join(', and ')}: ${firstOf(findings)}.`

export const criterionText = ({ asks, state, item }: Causality['whoUmcCriteria'][number]): string =>
  `${asks} (item ${item}): ${STATES[state]}`

function itemLines(item: NaranjoItem, style: TextStyle, citations: Citations): readonly string[] {
  const number = String(item.item).padStart(4)
  const points = signed(item.points).padStart(2)
  const wide = style.width >= WIDE
  const lead = wide ? `${number}  ${points}  ${item.answer.padEnd(ANSWER_WIDTH)}  ` : `${number}  ${points}  `
  const question = hang(lead, wide ? item.question : `${item.answer}: ${item.question}`, style.width)
  const basis = itemBasis(item, citations.cite)
  return basis === ''
    ? question
    : [...question, ...hang(' '.repeat(lead.length), basis, style.width).map(style.paint.faint)]
}

/** Nothing where no drug was asked for. */
export function causalityLines({ causality }: Result, style: TextStyle, citations: Citations): readonly string[] {
  if (causality === null) return []
  const { label, given, naranjo, whoUmc, whoUmcCriteria, raisedBy, e2b, warnings, differs } = causality
  const say = (text: string): readonly string[] => (text === '' ? [] : hang('  ', text, style.width, 4))
  return [
    style.paint.heading(`Causality of ${label}`),
    ...(differs === null ? [] : say(differs)),
    ...say(naranjoSummary(naranjo, given)),
    ...naranjo.items.flatMap((item) => itemLines(item, style, citations)),
    ...say(notAsked(naranjo)),
    ...say(`WHO-UMC: ${whoUmc}.`),
    ...whoUmcCriteria.flatMap((criterion) =>
      hang(`    ${MARKS[criterion.state]} `, criterionText(criterion), style.width),
    ),
    ...raisedBy.flatMap((one) => say(raisedText(one))),
    ...e2b.flatMap((element) => say(`E2B(R3) ${e2bText(element)}`)),
    ...warnings.flatMap((warning) => say(`Warning: ${warning}`)),
    ...say(`Scales: ${SCALES}`).map(style.paint.faint),
  ]
}
