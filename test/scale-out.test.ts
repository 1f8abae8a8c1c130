/** The recipes of docs/scale-out.md, run in their order in one folder: on hosts and databases of the test's own, where the programs are installed. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Daemon, type Hosts, startHosts, startPostgres } from './support/daemons.ts'
import { aPlace, asFarAsShown, type Block, blocks, missingFor, type Ran } from './support/documents.ts'

const MINUTES = 5 * 60_000

const recipes = blocks.filter(
  ({ document, language, notRun }) =>
    document === 'docs/scale-out.md' && /^(sh|sql)$/.test(language) && notRun === null,
)
const commandWith = (part: string): string =>
  recipes.find(({ text }) => text.includes(part))?.text ?? `docs/scale-out.md has no ${part}; exit 1`

const place = aPlace()
/** Short, since the path of a socket has at most 107 bytes. */
const daemons = mkdtempSync(join(tmpdir(), 'mdx-'))
let hosts: Hosts | null = null
let database: Daemon | null = null

beforeAll(async () => {
  chmodSync(daemons, 0o755)
  hosts = await startHosts(join(daemons, 'hosts'), place.bin)
  database = await startPostgres(join(daemons, 'pg'))
}, MINUTES)
afterAll(async () => {
  await Promise.all([hosts?.stop(), database?.stop()])
  place.remove()
  rmSync(daemons, { recursive: true, force: true })
})

const bash = (command: string): Ran => place.run(command, { ...hosts?.env, ...database?.env })
const file = (name: string): string => join(place.folder, name)
const duckdb = await import('@duckdb/node-api').catch(() => null)

/** As `duckdb -csv` prints it in the folder of the recipes. */
async function sql(query: string): Promise<Ran> {
  const connection = await (await duckdb?.DuckDBInstance.create(':memory:'))?.connect()
  await connection?.run(`set file_search_path = '${place.folder}'`)
  const reader = await connection?.runAndReadAll(`select columns(*)::varchar from (${query})`)
  const rows = [reader?.columnNames() ?? [], ...(reader?.getRowsJson() ?? [])]
  connection?.closeSync()
  return { stdout: rows.map((row) => `${row.join()}\n`).join(''), stderr: '', status: 0 }
}

/** What a recipe needs and this machine has not. */
function lacking({ language, text }: Pick<Block, 'language' | 'text'>): readonly string[] {
  const noHosts = text.includes('--sshlogin') && hosts === null ? ['sshd and ssh'] : []
  const noDatabase = text.includes('psql') && database === null ? ['a PostgreSQL server'] : []
  const noDuckdb = language === 'sql' && duckdb === null ? ['DuckDB'] : []
  return [...missingFor(text), ...noHosts, ...noDatabase, ...noDuckdb]
}

describe('the recipes for many cores and hosts', () => {
  let ofOneRun = ''

  for (const block of recipes)
    it(`run: ${block.text.trim()}`, { timeout: MINUTES }, async ({ skip }) => {
      const missing = lacking(block)
      skip(missing.length > 0, `not here: ${missing.join(', ')}`)
      const writes = block.text.includes('> results.ndjson')
      if (writes) rmSync(file('results.ndjson'), { force: true })
      const { stdout, stderr, status } = block.language === 'sql' ? await sql(block.text) : bash(block.text)
      expect({ status, stderr }).toMatchObject({ status: 0 })
      if (block.output !== null) expect(asFarAsShown(stdout, block)).toBe(block.output)
      if (!writes) return
      const results = readFileSync(file('results.ndjson'), 'utf8')
      if (ofOneRun === '') ofOneRun = results
      expect(results.split('\n').length).toBe(1001)
      expect(results === ofOneRun, 'the bytes of one run').toBe(true)
    })

  it('gave work to both hosts', ({ skip }) => {
    const missing = lacking({ language: 'sh', text: 'parallel --sshlogin' })
    skip(missing.length > 0, `not here: ${missing.join(', ')}`)
    expect(Math.min(...Object.values(hosts?.logins() ?? { none: 0 }))).toBeGreaterThan(1)
  })

  it('answer for bad lines as the document says: in place, counted within the part, and in the status', {
    timeout: MINUTES,
  }, ({ skip }) => {
    const [first = '', ...others] = readFileSync(file('cases.ndjson'), 'utf8').split('\n')
    writeFileSync(file('cases.ndjson'), ['{"schemaVersion": 1}', first, ...others.slice(1, -2), 'null', ''].join('\n'))
    const whole = bash('marrowdx stream --quiet cases.ndjson')
    expect(whole.status).toBe(3)
    expect(bash(commandWith('xargs -P')).status).toBe(123)
    skip(missingFor('parallel').length > 0, 'not here: parallel')
    const { status } = bash(commandWith('parallel --pipe'))
    const parts = readFileSync(file('results.ndjson'), 'utf8')
    expect(status).toBe(2)
    expect(parts).not.toBe(whole.stdout)
    expect(parts.replaceAll(/^\{"line":\d+/gm, '')).toBe(whole.stdout.replaceAll(/^\{"line":\d+/gm, ''))
  })
})
