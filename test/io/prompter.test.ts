import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inquirerPrompter } from '../../src/io/prompter/inquirer-prompter.ts'
import { linePrompter, promptLines } from '../../src/io/prompter/lines.ts'
import { scriptedPrompter } from '../../src/io/prompter/scripted.ts'
import {
  type ChoosePrompt,
  choiceNamed,
  commandNamed,
  type Look,
  type Prompter,
  type TypePrompt,
} from '../../src/io/prompter.ts'
import { aDialog, type FakeDialog } from '../support/dialog.ts'

const DOWN = '\u001b[B'
const PLAIN: Look = { highlight: (text) => text, faint: (text) => text, unicode: false }

const choice = (value: string, label = value, ...words: readonly string[]) => ({ value, label, detail: null, words })
const COMMANDS = [
  choice('why', 'why is this asked?', '?'),
  choice('back', 'back', 'b'),
  choice('quit', 'save and quit', 'q'),
]

const colours: ChoosePrompt = {
  kind: 'choose',
  about: 'colour',
  lines: ['Which colour?'],
  choices: [
    choice('unknown', 'not known'),
    choice('red'),
    { ...choice('green'), detail: 'like grass' },
    choice('blue'),
  ],
  together: [],
  commands: COMMANDS,
}
const several: ChoosePrompt = { ...colours, together: ['red', 'green', 'blue'] }
const number: TypePrompt = {
  kind: 'type',
  about: 'number',
  lines: ['How many?'],
  hint: ['A number.'],
  commands: COMMANDS,
}

let dialog: FakeDialog
let leave: AbortController
beforeEach(() => {
  dialog = aDialog()
  leave = new AbortController()
})

describe('a list with arrow keys', () => {
  const READY = 'then Enter.'
  let prompter: Prompter
  beforeEach(() => {
    prompter = inquirerPrompter(dialog, PLAIN, leave.signal)
  })

  it('gives the first choice for Enter alone', async () => {
    const reply = prompter.ask(colours)
    await dialog.at(READY, '\r')
    expect(await reply).toEqual({ kind: 'chosen', values: ['unknown'] })
  })

  it.each([
    ['arrow keys', [DOWN, DOWN, '\r'], 'green'],
    ['a number', ['4', '\r'], 'blue'],
    ['the beginning of a word', ['r', '\r'], 'red'],
  ])('takes %s', async (_, keys, value) => {
    const reply = prompter.ask(colours)
    await dialog.at(READY, ...keys)
    expect(await reply).toEqual({ kind: 'chosen', values: [value] })
  })

  it('takes ? as a key and back as a word', async () => {
    const why = prompter.ask(colours)
    await dialog.at(READY, '?')
    expect(await why).toEqual({ kind: 'command', command: 'why' })
    const back = prompter.ask(colours)
    await dialog.at(READY, 'b', 'a', 'c', 'k', '\r')
    expect(await back).toEqual({ kind: 'command', command: 'back' })
  })

  it('gathers several until that is all', async () => {
    const reply = prompter.ask(several)
    await dialog.at(READY, DOWN, '\r')
    await dialog.at('that is all: red')
    await dialog.at(READY, DOWN, '\r')
    await dialog.at('that is all: red, green')
    await dialog.at(READY, 't', '\r')
    expect(await reply).toEqual({ kind: 'chosen', values: ['red', 'green'] })
  })

  it('takes a choice that stands alone at once, also where several may be picked', async () => {
    const reply = prompter.ask(several)
    await dialog.at(READY, '\r')
    expect(await reply).toEqual({ kind: 'chosen', values: ['unknown'] })
  })

  it('explains the choice under the cursor', async () => {
    const reply = prompter.ask(colours)
    await dialog.at(READY, DOWN, DOWN)
    await dialog.at('like grass', '\r')
    await reply
  })

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('is left with %s', async (_, key) => {
    const reply = prompter.ask(colours)
    await dialog.at(READY, key)
    expect(await reply).toEqual({ kind: 'left' })
  })

  it('is left when the input ends, and when the conversation is aborted', async () => {
    const aborted = prompter.ask(colours)
    await dialog.at(READY)
    leave.abort()
    expect(await aborted).toEqual({ kind: 'left' })
    expect(await prompter.ask(colours)).toEqual({ kind: 'left' })
    const other = aDialog()
    const ended = inquirerPrompter(other, PLAIN, new AbortController().signal).ask(colours)
    await other.at(READY)
    other.endInput()
    expect(await ended).toEqual({ kind: 'left' })
  })

  it('shows the cursor again, however it ends', async () => {
    for (const key of ['\r', '?', '\u0003', '\u0004']) {
      const reply = prompter.ask(colours)
      await dialog.at(READY, key)
      await reply
      expect(dialog.drawn().lastIndexOf('\u001b[?25h')).toBeGreaterThan(dialog.drawn().lastIndexOf('\u001b[?25l'))
    }
  })
})

describe('a line to type at', () => {
  let prompter: Prompter
  beforeEach(() => {
    prompter = inquirerPrompter(dialog, PLAIN, leave.signal)
  })

  it.each([
    ['12 U/L', { kind: 'typed', text: '12 U/L' }],
    ['', { kind: 'typed', text: '' }],
    ['?', { kind: 'command', command: 'why' }],
    ['Back', { kind: 'command', command: 'back' }],
    ['save and quit', { kind: 'command', command: 'quit' }],
  ])('takes "%s"', async (text, expected) => {
    const reply = prompter.ask(number)
    await dialog.at('\n >', `${text}\r`)
    expect(await reply).toEqual(expected)
  })

  it('is left with Ctrl-D only while nothing is typed', async () => {
    const reply = prompter.ask(number)
    await dialog.at('\n >', '1', '\u0004', '2\r')
    expect(await reply).toEqual({ kind: 'typed', text: '12' })
    const left = prompter.ask(number)
    await dialog.at('\n >', '\u0004')
    expect(await left).toEqual({ kind: 'left' })
  })
})

describe('plain lines', () => {
  let prompter: Prompter
  beforeEach(() => {
    prompter = linePrompter(dialog, leave.signal)
  })
  afterEach(() => prompter.close())

  it.each([
    ['', ['unknown']],
    ['3', ['green']],
    ['Green', ['green']],
    ['gr', ['green']],
    ['not known', ['unknown']],
  ])('take "%s"', async (text, values) => {
    const reply = prompter.ask(colours)
    await dialog.at('Answer: ', `${text}\n`)
    expect(await reply).toEqual({ kind: 'chosen', values })
  })

  it('take several numbers where several may be picked, and nowhere else', async () => {
    const reply = prompter.ask(several)
    await dialog.at('Answer: ', '2, 4\n')
    expect(await reply).toEqual({ kind: 'chosen', values: ['red', 'blue'] })
    const one = prompter.ask(colours)
    await dialog.at('Answer: ', '2 4\n')
    await dialog.at('Not one of the answers')
    await dialog.at('Answer: ', '2\n')
    expect(await one).toEqual({ kind: 'chosen', values: ['red'] })
  })

  it('ask again after what is no answer, without drawing the question twice', async () => {
    const reply = prompter.ask(colours)
    await dialog.at('Answer: ', '9\n')
    await dialog.at('Not one of the answers')
    await dialog.at('Answer: ', 'b\n')
    expect(await reply).toEqual({ kind: 'command', command: 'back' })
    expect(dialog.drawn().split('Which colour?')).toHaveLength(2)
  })

  it('have no escape sequence', async () => {
    const reply = prompter.ask(several)
    await dialog.at('Answer: ', '\n')
    await reply
    expect(stripVTControlCharacters(dialog.drawn())).toBe(dialog.drawn())
    expect(dialog.drawn()).toContain('\n3 green (like grass)\n')
  })

  it('are left at the end of the input and when the conversation is aborted', async () => {
    const reply = prompter.ask(number)
    await dialog.at('Answer: ')
    dialog.endInput()
    expect(await reply).toEqual({ kind: 'left' })
    expect(await prompter.ask(number)).toEqual({ kind: 'left' })
    const other = aDialog()
    const aborted = linePrompter(other, leave.signal).ask(number)
    await other.at('Answer: ')
    leave.abort()
    expect(await aborted).toEqual({ kind: 'left' })
  })

  it('do not take what was typed before the question for its answer', async () => {
    const first = prompter.ask(number)
    await dialog.at('Answer: ', '1\n', '2\n')
    expect(await first).toEqual({ kind: 'typed', text: '1' })
    const second = prompter.ask(number)
    await dialog.at('Answer: ', '3\n')
    expect(await second).toEqual({ kind: 'typed', text: '3' })
  })
})

describe('a script', () => {
  it('answers by itself and shows what a person would have read', async () => {
    const shown: string[] = []
    const prompter = scriptedPrompter(
      () => ({ kind: 'typed', text: '12' }),
      (lines) => shown.push(...lines),
    )
    expect(await prompter.ask(number)).toEqual({ kind: 'typed', text: '12' })
    expect(shown).toEqual(['', ...promptLines(number), 'Answer: 12'])
  })
})

describe('a word', () => {
  it('names the choice that it is, or the only one that it begins', () => {
    expect(choiceNamed('blue', colours.choices)?.value).toBe('blue')
    expect(choiceNamed('bl', colours.choices)?.value).toBe('blue')
    expect(choiceNamed('pink', colours.choices)).toBeNull()
    expect(choiceNamed('r', [choice('red'), choice('rose')])).toBeNull()
    expect(choiceNamed('', colours.choices)).toBeNull()
  })

  it('names a command only when it is whole', () => {
    expect(commandNamed(' SAVE AND QUIT ', COMMANDS)).toEqual({ kind: 'command', command: 'quit' })
    expect(commandNamed('bac', COMMANDS)).toBeNull()
    expect(commandNamed('', COMMANDS)).toBeNull()
  })
})

describe('a list after the process was stopped and goes on', () => {
  it('is put again, not left', async () => {
    const prompter = inquirerPrompter(dialog, PLAIN, leave.signal)
    const reply = prompter.ask(colours)
    await dialog.at('then Enter.')
    dialog.goOn()
    await dialog.at('Which colour?')
    await dialog.at('then Enter.', DOWN, '\r')
    expect(await reply).toEqual({ kind: 'chosen', values: ['red'] })
  })

  it('is left where that was asked for meanwhile', async () => {
    const prompter = inquirerPrompter(dialog, PLAIN, leave.signal)
    const reply = prompter.ask(colours)
    await dialog.at('then Enter.')
    leave.abort()
    dialog.goOn()
    expect(await reply).toEqual({ kind: 'left' })
  })
})
