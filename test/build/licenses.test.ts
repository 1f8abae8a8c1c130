/** Licence texts: what is bundled is shipped with its notice. The list is made anew here, by one bundling of everything. Needs `npm run build`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { REPOSITORY } from '../support/world.ts'

const shipped = readFileSync(join(REPOSITORY, 'THIRD-PARTY-LICENSES'), 'utf8')

async function bundledPackages(): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: REPOSITORY,
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    outfile: 'unwritten.js',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const inputs = Object.entries(metafile.outputs['unwritten.js']?.inputs ?? {}).filter(
    ([, { bytesInOutput }]) => bytesInOutput > 0,
  )
  return [...new Set(inputs.flatMap(([path]) => /^(node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.slice(1) ?? []))]
}

describe('licence texts of bundled packages', () => {
  it('are shipped in full, each with name and version', async () => {
    const folders = await bundledPackages()
    const missing = folders.filter((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(REPOSITORY, folder, 'package.json'), 'utf8'))
      const license = readdirSync(join(REPOSITORY, folder)).find((file) => /^licen[cs]e/i.test(file))
      if (license === undefined || !shipped.includes(`\n${name} ${version} (`)) return true
      return !shipped.includes(readFileSync(join(REPOSITORY, folder, license), 'utf8').trim())
    })
    expect(folders).toContain('node_modules/zod')
    expect(missing).toEqual([])
  })

  it('name every dependency, and are in the package', () => {
    for (const [name, version] of Object.entries(manifest.dependencies))
      expect(shipped).toContain(`\n${name} ${version} (`)
    expect(manifest.files).toContain('THIRD-PARTY-LICENSES')
  })
})

describe('package.json', () => {
  it('names repository, homepage, bugs and keywords', () => {
    expect(manifest.repository.url).toMatch(/^git\+https:\/\/.+\.git$/)
    expect(manifest.homepage).toMatch(/^https:/)
    expect(manifest.bugs.url).toMatch(/^https:/)
    expect(manifest.keywords).toContain('differential-diagnosis')
  })
})
