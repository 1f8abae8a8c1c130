import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { imageOf } from '../../src/core/network/kernel/tables.ts'
import { buildNetwork } from '../../src/core/network/noisy-or.ts'
import { partsOf, readCompiled, readCompiledWhole } from '../../src/io/compiled.ts'
import { packOf, readRuleFiles, rulesInForce } from '../../src/io/rules.ts'
import { TOY } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'marrowdx-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const names = () => {
  const files = readRuleFiles(folder, null)
  return files.ok ? files.value.map(({ name }) => name) : files.failure
}

const versionInForce = async () => {
  const rules = await rulesInForce(folder, null, readCompiled)
  return rules.ok ? rules.value.kb?.version : rules.failure
}

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'dist'), { recursive: true })
  cpSync(join(TOY, 'rules'), join(folder, 'rules'), { recursive: true })
})

describe('rule files', () => {
  it('come in the order of their names, whatever else lies beside them', () => {
    writeFileSync(join(folder, 'rules/README.md'), 'no rules')
    expect(names()).toEqual(['rules/sources/handbook.yaml', 'rules/sources/journal.yaml', 'rules/vocabulary.yaml'])
  })

  it('are refused when one is larger than 1 MiB', () => {
    truncateSync(join(folder, 'rules/vocabulary.yaml'), 1024 * 1024 + 1)
    expect(names()).toEqual({
      kind: 'rules',
      lines: ['rules/vocabulary.yaml: too large; a rule file has at most 1 MiB'],
    })
  })

  it('are refused when all together are larger than 16 MiB', () => {
    for (let at = 0; at < 17; at += 1) writeFileSync(join(folder, `rules/z${at}.yaml`), ' '.repeat(1024 * 1024))
    expect(names()).toMatchObject({ kind: 'rules', lines: [expect.stringContaining('a rule pack has at most 16 MiB')] })
  })

  it('are refused when one is not UTF-8', () => {
    writeFileSync(join(folder, 'rules/a.yaml'), Buffer.from([0x61, 0xff]))
    expect(names()).toEqual({ kind: 'rules', lines: ['rules/a.yaml: not UTF-8: invalid byte at offset 1'] })
  })

  it('that cannot be read are a failure of the world, not of the rules', () => {
    rmSync(join(folder, 'rules'), { recursive: true })
    expect(names()).toEqual({ kind: 'io', lines: ['rules: cannot be read: no such file or folder'] })
  })
})

describe('the compiled rules', () => {
  const compileAs = (version: string) => {
    const files = readRuleFiles(folder, null)
    if (!files.ok) throw new Error('no files')
    writeFileSync(join(folder, 'dist/rules.pack'), packOf(files.value))
    writeFileSync(join(folder, 'dist/rules.json'), JSON.stringify({ version, contexts: [] }))
    writeFileSync(join(folder, 'dist/sources.txt'), '')
  }

  it('are used for the files that they were compiled from', async () => {
    compileAs('compiled')
    expect(await versionInForce()).toBe('compiled')
  })

  it('are left aside when a file was added or renamed', async () => {
    compileAs('compiled')
    writeFileSync(join(folder, 'rules/more.yaml'), 'notUsed: []\n')
    expect(await versionInForce()).toBe('toy-1')
    compileAs('compiled')
    writeFileSync(join(folder, 'rules/zz.yaml'), 'notUsed: []\n')
    expect(await versionInForce()).toBe('toy-1')
    rmSync(join(folder, 'rules/zz.yaml'))
    cpSync(join(folder, 'rules/more.yaml'), join(folder, 'rules/most.yaml'))
    rmSync(join(folder, 'rules/more.yaml'))
    expect(await versionInForce()).toBe('toy-1')
  })

  it('are left aside when a single byte was edited', async () => {
    compileAs('compiled')
    const file = join(folder, 'rules/vocabulary.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('toy-1', 'toy-2'))
    expect(await versionInForce()).toBe('toy-2')
  })

  it('say the same as the files', async () => {
    const loaded = await rulesInForce(folder, null, readCompiledWhole)
    const files = readRuleFiles(folder, null)
    if (!files.ok || !loaded.ok || loaded.value.kb === null) throw new Error('no rules')
    for (const [name, part] of partsOf(loaded.value.kb)) writeFileSync(join(folder, 'dist', name), part)
    writeFileSync(join(folder, 'dist/rules.pack'), packOf(files.value))
    const compiled = await rulesInForce(folder, null, readCompiledWhole)
    expect(compiled.ok && compiled.value.files).toEqual([])
    expect(compiled.ok && JSON.parse(JSON.stringify(compiled.value.kb))).toEqual(
      JSON.parse(JSON.stringify(loaded.value.kb)),
    )
  })

  it('give the network that the files give, and the figures', async () => {
    const loaded = await rulesInForce(folder, null, readCompiledWhole)
    if (!loaded.ok || loaded.value.kb === null) throw new Error('no rules')
    const { kb } = loaded.value
    for (const [name, part] of partsOf(kb)) writeFileSync(join(folder, 'dist', name), part)
    const compiled = readCompiled(join(folder, 'dist'))
    expect(kb.contexts.length).toBeGreaterThan(0)
    for (const [at, context] of compiled.contexts.entries()) {
      const whole = kb.contexts[at]
      if (whole === undefined) throw new Error('no such context')
      expect(context.plan).toBeDefined()
      const { image, ...numbers } = buildNetwork(compiled, context)
      const { image: none, ...expected } = buildNetwork(kb, whole)
      expect(numbers).toEqual(expected)
      expect(none()).toBeNull()
      expect(Buffer.from(image() ?? [])).toEqual(Buffer.from(imageOf({ ...expected, image: none })))
      expect(JSON.parse(JSON.stringify(context.findings))).toMatchObject(
        whole.findings.map(({ finding, background }) => ({
          finding,
          background: { point: background.point, rules: background.rules },
        })),
      )
    }
  })

  it('are not needed', async () => {
    expect(await versionInForce()).toBe('toy-1')
  })
})
