import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../src/core/rules/compile.ts'
import type { RuleText } from '../../src/core/rules/parse.ts'
import { WORDING } from '../../src/render/diagnostics/words.ts'
import { renderDiagnostics } from '../../src/render/diagnostics.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/invalid')
const CODES = Object.keys(WORDING).sort()

function yamlFiles(folder: string): readonly RuleText[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

const base = yamlFiles(join(FOLDER, 'base')).map((file) => ({ ...file, name: `base/${file.name}` }))

/** The fixture as it is loaded: its first line may say that it stands alone, or that its last line is repeated. */
function filesOf(fixture: RuleText): readonly RuleText[] {
  const [head = ''] = fixture.text.split('\n')
  if (head === '# fixture: alone') return [fixture]
  const times = /^# fixture: repeat (\d+)$/.exec(head)?.[1]
  if (times === undefined) return [...base, fixture]
  const last = fixture.text.trimEnd().split('\n').at(-1) ?? ''
  return [...base, { ...fixture, text: fixture.text + `${last}\n`.repeat(Number(times)) }]
}

describe('fixtures/invalid', () => {
  it('has no problem in the rules that the fixtures are loaded with', () => {
    expect(renderDiagnostics(loadKnowledge(base, 'sha256-0').diagnostics, base)).toBe('')
  })

  it('has one fixture for each code and none besides', () => {
    expect(yamlFiles(FOLDER).map((file) => file.name.replace(/\.yaml$/, ''))).toEqual(CODES)
  })

  it.each(yamlFiles(FOLDER))('$name gives what its .out says', (fixture) => {
    const code = fixture.name.replace(/\.yaml$/, '')
    const files = filesOf(fixture)
    const { kb, diagnostics } = loadKnowledge(files, 'sha256-0')
    const rendered = renderDiagnostics(diagnostics, files)
    const out = join(FOLDER, `${code}.out`)
    if (process.env['UPDATE_INVALID'] === '1') writeFileSync(out, rendered)
    expect(existsSync(out)).toBe(true)
    expect(rendered).toBe(readFileSync(out, 'utf8'))
    expect([...new Set(diagnostics.map((one) => one.code))]).toContain(code)
    expect(diagnostics.every((one) => one.location.file === fixture.name)).toBe(true)
    expect(kb === null).toBe(diagnostics.some((one) => one.severity === 'error'))
  })
})
