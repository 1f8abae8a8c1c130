import { describe, expect, it } from 'vitest'
import { diagnostic } from '../../src/core/rules/diagnostic.ts'
import { renderDiagnostics } from '../../src/render/diagnostics.ts'

const at = (line: number, col: number, file = 'a.yaml') => ({ file, line, col })

describe('renderDiagnostics', () => {
  it('shows place, severity, code, sentence, the line with a pointer, and a hint', () => {
    const one = diagnostic('unknown-finding', at(2, 10), { id: 'feverr', nearest: 'fever' })
    expect(renderDiagnostics([one], [{ name: 'a.yaml', text: 'x: 1\nfinding: feverr\n' }])).toBe(
      [
        'a.yaml:2:10 error unknown-finding  finding "feverr" is not defined',
        '  finding: feverr',
        '           ^',
        '  hint: did you mean "fever"?',
        '',
      ].join('\n'),
    )
  })

  it('shows no line of a file that is not there, and none that is empty', () => {
    const one = diagnostic('missing-section', at(1, 1), { key: 'version' })
    const head = 'a.yaml:1:1 error missing-section  no file of the rules has the key "version"\n'
    expect(renderDiagnostics([one], [])).toBe(head)
    expect(renderDiagnostics([one], [{ name: 'a.yaml', text: '\n' }])).toBe(head)
  })

  it('never lets a control character of a file, its name or its ids through', () => {
    const one = diagnostic('unknown-finding', at(1, 4, 'a\u001b[2J.yaml'), { id: 'x\u202e\u0007', nearest: '' })
    const text = renderDiagnostics([one], [{ name: 'a\u001b[2J.yaml', text: '\u001b\t\u0000x\u2028' }])
    expect(text).not.toMatch(/[^\n -~…]/)
    expect(text.split('\n').slice(1, 3)).toEqual(['  \\u001b\\u0009\\u0000x\\u2028', `  ${' '.repeat(18)}^`])
  })

  it('cuts a long line around the place, and a long name', () => {
    const one = diagnostic('unknown-finding', at(1, 501), { id: 'y'.repeat(100), nearest: '' })
    const [head = '', line = '', pointer = ''] = renderDiagnostics(
      [one],
      [{ name: 'a.yaml', text: `${'-'.repeat(500)}X${'-'.repeat(500)}` }],
    ).split('\n')
    expect(head).toContain(`"${'y'.repeat(59)}…"`)
    expect(line).toHaveLength(2 + 102)
    expect(line[pointer.indexOf('^')]).toBe('X')
  })
})
