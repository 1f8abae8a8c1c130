#!/usr/bin/env node
// Starts the built program. CommonJS, and compiled through the code caches that the build left, since loading and compiling are most of a cold
// start. V8 refuses a cache that was made by another version or with other flags; the program is then compiled as usual.
const { existsSync, readFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const { Script } = require('node:vm')

const packageFolder = dirname(__dirname)
const dist = join(packageFolder, 'dist')

function codeCache(name) {
  try {
    return readFileSync(join(dist, name))
  } catch {
    return undefined
  }
}

// What the program requires: a bundle beside it, which is a function of what a module is given; or a module of node.
function load(id) {
  if (!id.startsWith('./')) return require(id)
  const filename = join(dist, id)
  const bundle = { exports: {} }
  const script = new Script(readFileSync(filename, 'utf8'), { filename, cachedData: codeCache(id.replace('.js', '.cache')) })
  script.runInThisContext()(bundle.exports, load, bundle)
  return bundle.exports
}

if (existsSync(join(dist, 'marrowdx.js'))) {
  const { main, standardWorld } = load('./marrowdx.js')
  main(process.argv.slice(2), standardWorld(packageFolder)).then((status) => {
    process.exitCode = status
  })
} else {
  process.stderr.write('marrowdx: not built yet; run npm ci, or npm run build\n')
  process.exitCode = 70
}
