#!/usr/bin/env node
// Starts the built program. CommonJS, and compiled through the code caches that the build left, since loading and compiling are most of a cold
// start. V8 refuses a cache that was made by another version or with other flags; the program is then compiled as usual.
const { closeSync, existsSync, openSync, readSync } = require('node:fs')
const { dirname } = require('node:path')
const { Script } = require('node:vm')

const packageFolder = dirname(__dirname)
const dist = `${packageFolder}/dist`

// A page of memory costs most when it is first touched, so that one file is read over the other.
let room = Buffer.allocUnsafe(1024 * 1024)

function read(file) {
  const fd = openSync(file)
  const length = readSync(fd, room, 0, room.length, 0)
  closeSync(fd)
  if (length < room.length) return room.subarray(0, length)
  room = Buffer.allocUnsafe(2 * room.length)
  return read(file)
}

function codeCache(file) {
  try {
    return read(file)
  } catch {
    return undefined
  }
}

// What the program requires: a bundle beside it, which is a function of what a module is given; or a module of node.
function load(id) {
  if (!id.startsWith('./')) return require(id)
  const filename = `${dist}/${id.slice(2)}`
  const bundle = { exports: {} }
  const text = read(filename).toString()
  const script = new Script(text, { filename, cachedData: codeCache(`${filename.slice(0, -3)}.cache`) })
  script.runInThisContext()(bundle.exports, load, bundle)
  return bundle.exports
}

if (existsSync(`${dist}/marrowdx.js`)) {
  const { main, standardWorld } = load('./marrowdx.js')
  // Everything is written by then, and tidying up behind it takes longer than ending.
  main(process.argv.slice(2), standardWorld(packageFolder)).then(process.exit)
} else {
  process.stderr.write('marrowdx: not built yet; run npm ci, or npm run build\n')
  process.exitCode = 70
}
