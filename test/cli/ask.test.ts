import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findingsNamed } from '../../src/cli/ask/review.ts'
import { main } from '../../src/cli/main.ts'
import { command, hold, pick, type Step, typed } from '../support/conversation.ts'
import { aDialog } from '../support/dialog.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { aWorld, REPOSITORY } from '../support/world.ts'

const kb = realKnowledge()

const DISEASE: Step = ['underlying-disease', pick('gist')]
const TAKING: Step = ['imatinib-current', pick('present')]
const NOT_STOPPED: Step = ['imatinib-stopped', pick('absent')]

/** By way of the review, from whatever question is open. */
const volunteer = (asked: string, finding: string, reply: Step[1]): readonly Step[] => [
  [asked, command('review')],
  ['review', pick('review:another')],
  ['search', typed(finding)],
  [finding, reply],
]

describe('a conversation', () => {
  it('asks, keeps every answer at once, and leaves when it is told to', async () => {
    const { how, interview, kept } = await hold(kb, [DISEASE, TAKING, ['imatinib-stopped', command('quit')]])
    expect(how).toBe('left')
    expect(interview.findings).toEqual({ 'underlying-disease': 'gist', 'imatinib-current': true })
    expect(kept.map(({ findings }) => Object.keys(findings))).toEqual([
      ['underlying-disease'],
      ['underlying-disease', 'imatinib-current'],
    ])
  })

  it('offers "not known" first at every list, and the same commands everywhere', async () => {
    const { prompts } = await hold(kb, [
      DISEASE,
      TAKING,
      NOT_STOPPED,
      ['imatinib-dose', typed('400 mg/d')],
      ['fever', pick('unknown')],
    ])
    for (const prompt of prompts) {
      if (prompt.kind === 'choose') expect(prompt.choices[0]?.value).toBe('unknown')
      expect(prompt.commands.map(({ value }) => value).filter((value) => !value.startsWith('instead:'))).toEqual([
        'why',
        'back',
        'review',
        'rank',
        'quit',
      ])
    }
    expect(new Set(prompts.map(({ kind }) => kind))).toEqual(new Set(['choose', 'type']))
  })

  it('says in its status how many are answered, about how many are left, and who leads how firmly', async () => {
    const { prompts } = await hold(kb, [DISEASE, TAKING, NOT_STOPPED, ['imatinib-dose', typed('400 mg/d')]])
    expect(prompts[0]?.lines.join(' ')).toMatch(/^0 answered, about \d+ left\. No order yet\./)
    expect(prompts.at(-1)?.lines.join(' ')).toMatch(/^4 answered, about \d+ left\. First: .+; ahead of the rest\./)
  })

  it('echoes a typed value with what it is in the unit of the finding', async () => {
    const { said, interview } = await hold(kb, [
      ...volunteer('underlying-disease', 'wbc', typed('1060 /uL')),
      ['review', pick('review:another')],
      ['search', typed('hemoglobin')],
      ['hemoglobin', typed('105 g/L -> 98 g/L')],
    ])
    expect(said).toContain('1060 /uL (= 1.06 10*9/L)')
    expect(said).toContain('105 g/L -> 98 g/L (= 10.5 g/dL, then 9.8 g/dL)')
    expect(interview.findings['wbc']).toEqual({ value: 1060, unit: '/uL' })
  })

  it('asks for a unit that was not typed, and asks again when there is none', async () => {
    const { interview } = await hold(kb, [
      ...volunteer('underlying-disease', 'ldh', typed('677 -> 3257')),
      ['ldh:unit', pick('no-unit')],
      ['ldh', typed('677 -> 3257')],
      ['ldh:unit', pick('U/L')],
    ])
    expect(interview.findings['ldh']).toEqual([
      { value: 677, unit: 'U/L' },
      { value: 3257, unit: 'U/L' },
    ])
  })

  it('refuses what cannot be, takes what is odd with a word, and says which is which', async () => {
    const { said, interview } = await hold(kb, [
      ...volunteer('underlying-disease', 'hemoglobin', typed('900 g/dL')),
      ['hemoglobin', typed('105 g/dL')],
      ['hemoglobin', typed('10,5 g/dL')],
      ['hemoglobin', typed('23 g/dL')],
    ])
    expect(said.match(/Not taken: outside what is possible/g)).toHaveLength(2)
    expect(said).toContain('Not taken: a comma is not read')
    expect(said).toContain('Taken, but:')
    expect(interview.findings['hemoglobin']).toEqual({ value: 23, unit: 'g/dL' })
  })

  it('takes several options as a list', async () => {
    const { interview } = await hold(kb, volunteer('underlying-disease', 'lesion-site', pick('pelvis', 'spine')))
    expect(interview.findings['lesion-site']).toEqual(['pelvis', 'spine'])
  })

  it('says why a question is asked, and puts it again', async () => {
    const { said, prompts } = await hold(kb, [['underlying-disease', command('why')], DISEASE])
    expect(said).toContain('Why: Underlying malignant disease')
    expect(prompts[1]).toEqual(prompts[0])
  })

  it('says of a weighed question what yes and no would do and on which source that rests', async () => {
    const start = {
      'underlying-disease': 'gist',
      'imatinib-current': true,
      'imatinib-stopped': false,
      'imatinib-dose': 'unknown',
    }
    const settled = { fever: false, 'neurologic-deficit': false, dyspnea: false, hypoxemia: false }
    const { said } = await hold(kb, [['bone-pain', command('why')]], { ...start, ...settled })
    expect(said).toMatch(/Yes: speaks for [^;]+;\s+first\s+would\s+be/)
    expect(said).toMatch(/No: speaks against [^;]+;\s+first\s+would\s+be/)
    expect(said).toMatch(/What that rests on\n {2}- [^[]+\[1\]/)
    expect(said).toMatch(/\[1\] .+\n +https:\/\//)
  })

  it('takes back across several questions, and says where there is nothing to take back', async () => {
    const { interview, said, kept } = await hold(kb, [
      DISEASE,
      TAKING,
      NOT_STOPPED,
      ['imatinib-dose', command('back')],
      ['imatinib-stopped', command('back')],
      ['imatinib-current', command('back')],
      ['underlying-disease', command('back')],
    ])
    expect(interview.findings).toEqual({})
    expect(said).toContain('There is nothing to take back')
    expect(kept.at(-1)?.findings).toEqual({})
  })

  it('says at once what cannot wait, and says it once', async () => {
    const { said } = await hold(kb, [
      ...volunteer('underlying-disease', 'fever', pick('present')),
      ['review', pick('review:another')],
      ['search', typed('neutropenia')],
      ['neutropenia', pick('present')],
      ['review', pick('review:return')],
      DISEASE,
    ])
    expect(said.match(/Cannot wait: /g)).toHaveLength(1)
    expect(said.indexOf('Cannot wait')).toBeLessThan(said.indexOf('Underlying malignant disease'))
    expect(said).toContain('Source: ')
  })

  it('says what cannot wait of answers that came with the file', async () => {
    const { said } = await hold(kb, [], { fever: true, neutropenia: true })
    expect(said).toContain('Cannot wait: ')
  })

  it('sets aside what a change makes impossible, and says so', async () => {
    const { said, interview } = await hold(
      kb,
      [
        ['underlying-disease', command('review')],
        ['review', pick('mri-done')],
        ['mri-done', pick('absent')],
      ],
      { 'mri-done': true, 'mri-enhancement': 'rim' },
    )
    expect(said).toContain('Set aside: Contrast enhancement on MRI: rim.')
    expect(interview.findings).toEqual({ 'mri-done': false })
  })

  it('lists skipped answers in the review too, and leads back to it from a change', async () => {
    const { prompts, interview } = await hold(kb, [
      ['underlying-disease', pick('unknown')],
      ['fever', command('review')],
      ['review', pick('underlying-disease')],
      ['underlying-disease', command('back')],
      ['review', pick('underlying-disease')],
      ['underlying-disease', pick('cml')],
      ['review', pick('review:return')],
    ])
    const list = prompts.find(({ about }) => about === 'review')
    expect(list?.kind === 'choose' && list.choices.map(({ label }) => label)).toContain(
      'Underlying malignant disease: not known',
    )
    expect(interview.findings).toEqual({ 'underlying-disease': 'cml' })
  })

  it('offers the count in place of a yes or no', async () => {
    const start = {
      'underlying-disease': 'gist',
      'imatinib-current': true,
      'imatinib-stopped': false,
      'imatinib-dose': 'unknown',
    }
    const { interview } = await hold(
      kb,
      [
        ['fever', command('instead:body-temperature')],
        ['body-temperature', typed('38.6 °C')],
      ],
      start,
    )
    expect(interview.findings['body-temperature']).toEqual({ value: 38.6, unit: '°C' })
    expect(interview.findings['fever']).toBeUndefined()
  })

  it('ranks when it is asked to, and goes on', async () => {
    const { said, how, written } = await hold(kb, [
      DISEASE,
      ['imatinib-current', command('rank')],
      ['ending', pick('report')],
      ['ending:format', pick('json')],
      ['ending:report', typed('report.json')],
      ['ending', pick('report')],
      ['ending:format', pick('html')],
      ['ending:report', typed('report.html')],
      ['ending', pick('save')],
      ['ending:case', typed('copy.json')],
      ['ending', pick('go-on')],
      ['imatinib-current', command('rank')],
      ['ending', pick('leave')],
    ])
    expect(how).toBe('leave')
    expect(said).toContain('Case without a name')
    expect(JSON.parse(written['report.json'] ?? '')).toMatchObject({ status: 'insufficient' })
    expect(written['report.html']).toMatch(/^<!DOCTYPE html>[\s\S]*No ranking[\s\S]*<\/html>\n$/)
    expect(JSON.parse(written['copy.json'] ?? '')).toEqual({
      schemaVersion: 1,
      findings: { 'underlying-disease': 'gist' },
    })
  })

  it('ends with the reason and the report where no question is left', async () => {
    const { prompts } = await hold(kb, [['underlying-disease', pick('other')]])
    expect(prompts.at(-1)).toMatchObject({
      about: 'ending',
      lines: expect.arrayContaining([expect.stringContaining('does not speak of such patients')]),
    })
  })
})

describe('a search for a finding', () => {
  it.each([
    ['ldh', ['ldh']],
    ['LDH', ['ldh']],
    ['feverr', ['fever']],
    ['nothing like it at all', []],
  ])('"%s"', (text, ids) => {
    expect(findingsNamed(kb, text).map(({ id }) => id)).toEqual(ids)
  })

  it('by a part of the name finds all that hold it', () => {
    expect(findingsNamed(kb, 'enhance').map(({ id }) => id)).toContain('mri-enhancement')
  })
})

describe('marrowdx ask', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'marrowdx-ask-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const real = { packageFolder: REPOSITORY }

  it.each([
    ['standard input is none', ['stderr']],
    ['standard error is none', ['stdin', 'stdout']],
  ] as const)(
    'without a terminal, where %s, says so in one line, names score, and reads nothing',
    async (_, terminals) => {
      const read: string[] = []
      const world = aWorld({ ...real, cwd: folder, terminals, stdin: 'y\ny\n' })
      const watched = {
        ...world,
        stdin: { ...world.stdin, read: async () => ({ bytes: Buffer.from(String(read.push('read'))), more: false }) },
      }
      expect(await main(['ask'], watched)).toBe(2)
      expect(world.written.stdout).toBe('')
      expect(world.written.stderr).toMatch(/^[^\n]*marrowdx score[^\n]*\n$/)
      expect(read).toEqual([])
    },
  )

  it.each([
    ['a case on standard input', ['ask', '-'], 2, 'name a file'],
    ['a file that is not there', ['ask', 'missing.json'], 5, 'no such file'],
    ['a broken case', ['ask', 'broken.json'], 3, 'broken.json:1:'],
    ['a case that contradicts itself', ['ask', 'contrary.json'], 3, 'contrary.json: findings.mri-enhancement'],
    ['a file to save in that is there', ['ask', '--save', 'broken.json'], 2, 'is there already'],
    ['a folder to save in that is not there', ['ask', '--save', 'missing/case.json'], 5, 'no such file or folder'],
  ])('refuses %s', async (_, argv, status, message) => {
    writeFileSync(join(folder, 'broken.json'), '{')
    writeFileSync(
      join(folder, 'contrary.json'),
      '{"schemaVersion":1,"findings":{"mri-done":false,"mri-enhancement":"rim"}}',
    )
    const world = aWorld({ ...real, cwd: folder, terminals: ['stdin', 'stderr'] })
    expect(await main(argv, world)).toBe(status)
    expect(world.written.stdout).toBe('')
    expect(world.written.stderr).toContain(message)
  })

  it('talks over the streams it is given, in lists', async () => {
    const dialog = aDialog()
    const env = { XDG_STATE_HOME: folder }
    const world = aWorld({ ...real, env, cwd: folder, terminals: ['stdin', 'stderr'], dialog: () => dialog })
    const status = main(['ask', '--save', 'case.json', '--format', 'json', '--color', 'never'], world)
    await dialog.at('Which malignant disease')
    await dialog.at('then Enter.', '\u001b[B', '\r')
    await dialog.at('Is the patient taking imatinib')
    await dialog.at('then Enter.', 'r', 'a', 'n', 'k', '\r')
    await dialog.at('What now?')
    await dialog.at('then Enter.', 'l', '\r')
    expect(await status).toBe(0)
    expect(JSON.parse(world.written.stdout).schemaVersion).toBe(1)
    expect(world.written.stderr).toContain(`The case is saved in ${join(folder, 'case.json')}`)
    expect(JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')).findings).toEqual({
      'underlying-disease': 'gist',
    })
  })

  it('raises a signal again when the answers are safe', async () => {
    const dialog = aDialog()
    const env = { XDG_STATE_HOME: folder }
    const world = aWorld({ ...real, env, cwd: folder, terminals: ['stdin', 'stderr'], dialog: () => dialog })
    const status = main(['ask', '--accessible'], world)
    await dialog.at('Answer: ', 'gist\n')
    await dialog.at('Is the patient taking imatinib')
    await dialog.at('Answer: ')
    dialog.signal('SIGTERM')
    await status
    expect(dialog.raised).toEqual(['SIGTERM'])
    expect(world.written.stderr).toContain('To go on: marrowdx ask ')
    expect(readdirSync(join(folder, 'marrowdx'))).toHaveLength(1)
  })

  it('says so when the answers cannot be saved any more, and ends with the status for that', async () => {
    const dialog = aDialog()
    const save = join(folder, 'gone')
    const world = aWorld({
      ...real,
      env: { XDG_STATE_HOME: save },
      cwd: folder,
      terminals: ['stdin', 'stderr'],
      dialog: () => dialog,
    })
    const status = main(['ask', '--accessible'], world)
    await dialog.at('Answer: ')
    rmSync(save, { recursive: true })
    await dialog.at('', 'gist\n')
    await dialog.at('cannot be')
    await dialog.at('tried again after the next')
    await dialog.at('Answer: ', 'quit\n')
    await dialog.at('Into which other file?')
    await dialog.at('Answer: ', '\n')
    expect(await status).toBe(5)
  })

  it('goes on in the file it was given, keeping its name and its context', async () => {
    const dialog = aDialog()
    const file = join(folder, 'case.json')
    const context = 'gist-on-imatinib'
    writeFileSync(
      file,
      JSON.stringify({ schemaVersion: 1, id: 'A', context, findings: { fever: false, dyspnea: null } }),
    )
    const world = aWorld({ ...real, cwd: folder, terminals: ['stdin', 'stderr'], dialog: () => dialog })
    const status = main(['ask', '--accessible', 'case.json'], world)
    await dialog.at('will not be asked again')
    await dialog.at('Answer: ', 'review\n')
    await dialog.at('Answer: ', 'another\n')
    await dialog.at('Answer: ', 'ldh\n')
    await dialog.at('Answer: ', '300 U/L\n')
    await dialog.at('Answer: ', 'quit\n')
    expect(await status).toBe(130)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      schemaVersion: 1,
      id: 'A',
      context,
      findings: { fever: false, dyspnea: null, ldh: { value: 300, unit: 'U/L' } },
    })
  })
})
