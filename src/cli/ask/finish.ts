/** The report, at the end or when it was asked for, and what can be done with it. */
import type { Interview, Stop } from '../../core/interview/interview.ts'
import { standingOf } from '../../core/interview/interview.ts'
import type { Result } from '../../core/result/schema.ts'
import { standingText } from '../../render/ask/question.ts'
import { renderJson } from '../../render/json.ts'
import { hang } from '../../render/layout.ts'
import { renderMarkdown } from '../../render/markdown.ts'
import { plain } from '../../render/style.ts'
import { firmnessSentences } from '../../render/text/firmness.ts'
import { renderText } from '../../render/text.ts'
import { caseText } from './case-text.ts'
import { choice, fileName, note, type Talk, type Turn } from './session.ts'

const REASONS: Readonly<Record<Stop['reason'] | 'rank', string>> = {
  'nothing-left': 'No open question could change which two come first.',
  clear: 'One is well ahead of the rest.',
  'all-asked': 'Every question has been asked.',
  'out-of-scope': 'The ranking does not speak of such patients.',
  ended: 'You ended it.',
  rank: 'The order as it stands.',
}

/** @param reason why there are no more questions; `rank` where there are */
export async function ending(talk: Talk, interview: Interview, reason: Stop['reason'] | 'rank'): Promise<Turn> {
  showReport(talk, interview, reason)
  for (;;) {
    const style = talk.style()
    const reply = await talk.prompter.ask({
      kind: 'choose',
      about: 'ending',
      lines: [
        ...hang('', `${REASONS[reason]} ${whereItStands(talk, interview, reason)}`, style.width),
        style.paint.strong('What now?'),
      ],
      choices: [
        ...(reason === 'rank' ? [choice('go-on', 'go on with the questions')] : []),
        choice('review', 'change an answer', 'change'),
        choice('save', 'save the case', 'case'),
        choice('report', 'write the report', 'write'),
        choice('leave', 'leave', 'quit', 'q', 'exit'),
      ],
      together: [],
      commands: [],
    })
    if (reply.kind !== 'chosen') return { interview, next: 'left' }
    const [picked] = reply.values
    if (picked === 'go-on' || picked === 'review' || picked === 'leave') return { interview, next: picked }
    const left = picked === 'save' ? await saveCopy(talk, interview) : await writeReport(talk, interview, reason)
    if (left) return { interview, next: 'left' }
  }
}

/** How firm the order is, as in the report; where nothing was drawn again, who is ahead. */
function whereItStands(talk: Talk, interview: Interview, reason: string): string {
  const result = reportOf(talk, interview, reason)
  const [firmness = standingText(standingOf(talk.kb, interview))] =
    'problems' in result ? [] : firmnessSentences(result)
  return firmness
}

/** On the way the order is enough; at the end the suspected drug is assessed too. */
const reportOf = (talk: Talk, interview: Interview, reason: string): ReturnType<Talk['assess']> =>
  talk.assess(interview, reason !== 'rank')

function showReport(talk: Talk, interview: Interview, reason: string): void {
  if (!talk.showsReport) return
  const result = reportOf(talk, interview, reason)
  if ('problems' in result) note(talk, ...result.problems.map(({ path, message }) => `${path}: ${message}`))
  else
    talk.prompter.say([
      '',
      ...renderText(result, talk.style()).trimEnd().split('\n'),
      ...(reason === 'rank' ? [] : ['']),
    ])
}

/** True where the conversation was left. */
async function saveCopy(talk: Talk, interview: Interview): Promise<boolean> {
  const savedIn = talk.savedIn()
  const kept = savedIn === null ? '' : `The case is kept in ${savedIn} after every answer. `
  const file = await fileName(talk, 'ending:case', `${kept}Into which other file?`)
  if (file === null) return true
  if (file !== '') note(talk, talk.write(file, caseText(interview)))
  return false
}

async function writeReport(talk: Talk, interview: Interview, reason: string): Promise<boolean> {
  const result = reportOf(talk, interview, reason)
  if ('problems' in result) return false
  const reply = await talk.prompter.ask({
    kind: 'choose',
    about: 'ending:format',
    lines: ['In which form?'],
    choices: [
      choice('text', 'text'),
      choice('markdown', 'Markdown', 'markdown'),
      choice('html', 'one page for a tumor board (HTML)', 'html'),
      choice('json', 'JSON', 'json'),
    ],
    together: [],
    commands: [],
  })
  if (reply.kind !== 'chosen') return true
  const file = await fileName(talk, 'ending:report', 'Into which file?')
  if (file === null) return true
  if (file !== '') note(talk, talk.write(file, await reportText(talk, result, reply.values[0])))
  return false
}

async function reportText(talk: Talk, result: Result, form: string | undefined): Promise<string> {
  if (form === 'html') return (await import('../../render/html.ts')).renderHtml(result)
  if (form === 'markdown') return renderMarkdown(result)
  return form === 'json' ? renderJson(result) : renderText(result, { ...talk.style(), paint: plain, hyperlinks: false })
}
