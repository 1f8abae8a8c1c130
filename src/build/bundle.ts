/**
 * The bundles: one file for the program, since resolving modules is what a cold start of node spends its time on. Every `import()` of a file of
 * ours becomes a file of its own beside it, so that a command loads only what it uses. bin/marrowdx.cjs loads them.
 */
import { rmSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'
import { packagesIn } from './licenses.ts'

/** Packages too slow to load for a command that does not need them; the build fails when one gets into a file that is loaded at many starts. */
const NEVER_AT_START = ['zod', 'yaml', 'inquirer', 'csv-stringify']
const AT_START = ['src/cli/main.ts', 'src/cli/program.ts', 'src/cli/commands/score.ts']

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // jsonc-parser's CommonJS form hides its requires from the bundler.
  mainFields: ['module', 'main'],
  // Kept as import() it would start the loader of ES modules.
  supported: { 'dynamic-import': false },
  alias: {
    // commander requires it for subcommands in files of their own, which there are none of.
    'node:child_process': './src/build/no-child-process.ts',
    // Only its scanner is used; the rest prepares a table of indentations at every start.
    'jsonc-parser': './node_modules/jsonc-parser/lib/esm/impl/scanner.js',
  },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions

/** What V8 is given to compile: already a function, so that the text need not be put together anew at every start. */
const AS_FUNCTION = {
  banner: { js: '(function (exports, require, module) {' },
  footer: { js: '})' },
} as const satisfies BuildOptions

/** Takes out `import('./x.ts')` as `require('./x.js')` and notes the file as a further entry. */
function separately(found: Set<string>): Plugin {
  return {
    name: 'separately',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\..*\.ts$/ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return null
        found.add(resolve(resolveDir, path))
        return { path: `./${basename(path, '.ts')}.js`, external: true }
      })
    },
  }
}

/** What a bundling found out. */
interface Bundled {
  /** Names of slow packages in what every start loads; there should be none. */
  readonly slow: readonly string[]
  /** Folders of the packages that are contained. */
  readonly packages: readonly string[]
}

const slowIn = (metafile: Metafile): readonly string[] =>
  NEVER_AT_START.filter((name) => Object.keys(metafile.inputs).some((input) => input.includes(`node_modules/${name}/`)))

/** Writes the program and what it imports on demand to `folder`. */
export async function bundleProgram(entry: string, folder: string): Promise<Bundled> {
  const slow = new Set<string>()
  const packages: string[] = []
  // A set may grow while it is walked: files that these import in turn come up as well.
  const entries = new Set([resolve(entry)])
  for (const file of entries) {
    const outfile = `${folder}/${file === resolve(entry) ? 'marrowdx' : basename(file, '.ts')}.js`
    const { metafile } = await build({
      ...OPTIONS,
      ...AS_FUNCTION,
      entryPoints: [file],
      outfile,
      plugins: [separately(entries)],
    })
    packages.push(...packagesIn(metafile))
    if (AT_START.includes(relative('.', file))) for (const name of slowIn(metafile)) slow.add(name)
  }
  return { slow: [...slow], packages }
}

/** Files and packages that an output imports, directly or through others: at once, or on demand as well. */
function importsOf(output: string, outputs: Metafile['outputs'], onDemand: boolean): ReadonlySet<string> {
  const found = new Set([output])
  // A set may grow while it is walked.
  for (const file of found)
    for (const { kind, path } of outputs[file]?.imports ?? [])
      if (onDemand || kind === 'import-statement') found.add(path)
  return found
}

/**
 * Writes the library to `folder` as ES modules. Packages are imported, not bundled: they are dependencies, and only who loads rules of their own
 * needs them.
 */
export async function bundleLibrary(entry: string, folder: string): Promise<Bundled> {
  const { supported, ...options } = OPTIONS
  const { metafile } = await build({
    ...options,
    format: 'esm',
    splitting: true,
    packages: 'external',
    entryPoints: { index: entry },
    outdir: folder,
  })
  const main = `${folder}/index.js`
  // What is imported on demand gets a file even where the import itself was left out as unused.
  const used = importsOf(main, metafile.outputs, true)
  for (const file of Object.keys(metafile.outputs)) if (!used.has(file)) rmSync(file)
  const atOnce = importsOf(main, metafile.outputs, false)
  return { slow: NEVER_AT_START.filter((name) => atOnce.has(name)), packages: packagesIn(metafile) }
}
