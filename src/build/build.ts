/** `npm run build`: the bundles, then the rules compiled to JSON by the same loader that reads them at run time. Run from the package's folder. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { partsOf } from '../io/compiled.ts'
import { drawsOf } from '../io/compiled-draws.ts'
import { stampOf, writeStamp } from '../io/rule-stamp.ts'
import { loadRuleFiles, packOf, readRuleFiles } from '../io/rules.ts'
import { renderDiagnostics } from '../render/diagnostics.ts'
import { bundleLibrary, bundleProgram } from './bundle.ts'
import { writeDeclarations } from './declarations.ts'
import { licenseTexts } from './licenses.ts'
import { warmUp } from './warm-up.ts'

const LIBRARY = 'dist/library'
const LICENSES = 'THIRD-PARTY-LICENSES'

const say = (text: string): unknown => process.stderr.write(`${text}\n`)

/** Compiled rules and the texts that they were compiled from; the rules in force at run time are recognised by the latter. */
async function compileRules(): Promise<number> {
  const names = readRuleFiles(process.cwd(), null)
  const stamp = names.ok
    ? stampOf(
        process.cwd(),
        names.value.map(({ name }) => name),
      )
    : ''
  // Read again behind the stamp: an edit in between must not pass for the text that was compiled.
  const files = readRuleFiles(process.cwd(), null)
  if (!files.ok) {
    say(files.failure.lines.join('\n'))
    return files.failure.kind === 'io' ? 5 : 4
  }
  const { kb, diagnostics, files: texts } = await loadRuleFiles(files.value)
  if (diagnostics.length > 0) say(renderDiagnostics(diagnostics, texts))
  if (kb === null) return 4
  for (const [name, part] of [...partsOf(kb), ...drawsOf(kb)]) writeFileSync(`dist/${name}`, part)
  writeFileSync('dist/rules.pack', packOf(files.value))
  writeStamp(process.cwd(), stamp)
  writeDeclarations(LIBRARY, kb)
  return 0
}

async function run(): Promise<number> {
  mkdirSync('dist', { recursive: true })
  for (const stale of readdirSync('dist')) if (stale !== 'build.cjs') rmSync(`dist/${stale}`, { recursive: true })
  const bundled = [
    await bundleProgram('src/cli/main.ts', 'dist'),
    await bundleLibrary('src/library/library.ts', LIBRARY),
  ]
  writeFileSync(LICENSES, licenseTexts(bundled.flatMap(({ packages }) => packages)))
  const slow = bundled.flatMap((each) => each.slow)
  if (slow.length > 0) {
    say(`what every start loads contains ${slow.join(', ')}; import it with import()`)
    return 1
  }
  const status = await compileRules()
  warmUp('dist')
  return status
}

run().then((status) => {
  process.exitCode = status
})
