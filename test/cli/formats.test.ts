import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { main } from '../../src/cli/main.ts'
import { aWorld, TOY } from '../support/world.ts'

async function output(...argv: readonly string[]): Promise<string> {
  const world = aWorld()
  expect(await main(argv, world)).toBe(0)
  return world.written.stdout
}

async function validator(name: string): Promise<(value: unknown) => unknown> {
  const validate = new Ajv2020({ strict: false, allErrors: true, formats: { date: true } }).compile(
    JSON.parse(await output('schema', name)),
  )
  return (value) => (validate(value) ? 'valid' : validate.errors)
}

const cases = readdirSync(join(TOY, 'cases')).filter((name) => name !== 'misspelt.json')

describe('the printed JSON Schema', () => {
  it.each(['case', 'result', 'rules'])('of a %s is of the 2020-12 edition', async (name) => {
    expect(JSON.parse(await output('schema', name)).$schema).toBe('https://json-schema.org/draft/2020-12/schema')
  })

  it.each(cases)('of a result accepts what score prints for %s', async (name) => {
    const validate = await validator('result')
    expect(validate(JSON.parse(await output('score', '--format', 'json', name)))).toBe('valid')
  })

  it('of a result refuses a key that no result has', async () => {
    const validate = await validator('result')
    const result = JSON.parse(await output('score', '--format', 'json', 'dry-fern.json'))
    expect(validate({ ...result, extra: 1 })).not.toBe('valid')
  })

  it('of a case accepts the template and every case that is accepted', async () => {
    const validate = await validator('case')
    expect(validate(JSON.parse(await output('template')))).toBe('valid')
    for (const name of cases) expect(validate(JSON.parse(readFileSync(join(TOY, 'cases', name), 'utf8')))).toBe('valid')
  })

  it('of a case refuses a finding that the rules do not know', async () => {
    const validate = await validator('case')
    expect(validate(JSON.parse(readFileSync(join(TOY, 'cases/misspelt.json'), 'utf8')))).not.toBe('valid')
  })

  it.each(['vocabulary.yaml', 'sources/handbook.yaml', 'sources/journal.yaml'])(
    'of the rules accepts %s',
    async (name) => {
      const validate = await validator('rules')
      expect(validate(parse(readFileSync(join(TOY, 'rules', name), 'utf8')))).toBe('valid')
    },
  )
})

describe('the template', () => {
  it('scores as it is printed, as insufficient', async () => {
    const world = aWorld({ stdin: await output('template') })
    expect(await main(['score', '--format', 'json'], world)).toBe(0)
    expect(JSON.parse(world.written.stdout).status).toBe('insufficient')
  })
})

describe('rules export', () => {
  it('has all that the posterior of a network needs', async () => {
    const network = JSON.parse(await output('rules', 'export'))
    const [context] = network.contexts
    const drooping = context.findings.find(({ finding }: { finding: string }) => finding === 'drooping')
    expect(context.priors.map(({ diagnosis }: { diagnosis: string }) => diagnosis)).toEqual(['aphids', 'drought'])
    expect(drooping.background.band.kind).toBe('beta')
    expect(drooping.given.drought.point).toBeGreaterThan(drooping.background.point)
    expect(drooping.given.aphids.band).toMatchObject({ kind: 'interval', high: 0.29 })
    expect(network.clusters.find(({ id }: { id: string }) => id === 'leaves').findings).toEqual([
      'brown-tips',
      'drooping',
    ])
    expect(network.findings.find(({ id }: { id: string }) => id === 'dry-soil').origins[0]).toMatchObject({
      kind: 'cutoff',
      finding: 'soil-moisture',
      side: 'below',
      value: 20,
    })
  })
})
