#!/usr/bin/env node
// Starts the built program. CommonJS, and compiled through caches of V8's code, since loading and compiling are most of a cold start.
// V8 takes a cache by the length of the text and the version of V8, which many versions of node share, and dies of one that is not its own or is
// damaged. So the name of a cache is a checksum of the text and of this very node, and a cache is used only when its own checksum holds and nobody
// else can have written it. Whatever is wrong, the program is compiled as usual; keep-code.cjs then writes the cache for the next start.
const { closeSync, existsSync, fstatSync, lstatSync, openSync, readSync, statSync } = require('node:fs')
const { dirname, isAbsolute } = require('node:path')
const { Script } = require('node:vm')

const packageFolder = dirname(__dirname)
const dist = `${packageFolder}/dist`

// A page of memory costs most when it is first touched, so that one file is read over the other.
let room = Buffer.allocUnsafe(1024 * 1024)

function readAll(fd) {
  const length = readSync(fd, room, 0, room.length, 0)
  if (length < room.length) return room.subarray(0, length)
  room = Buffer.allocUnsafe(2 * room.length)
  return readAll(fd)
}

function read(file, mayRead = () => true) {
  const fd = openSync(file)
  try {
    return mayRead(fstatSync(fd)) ? readAll(fd) : undefined
  } finally {
    closeSync(fd)
  }
}

// The program file of node stands for its flags and patches as well, as far as its version does not.
function thisNode() {
  const { size, mtimeMs } = statSync(process.execPath)
  const { version, arch, execPath, execArgv, env } = process
  return JSON.stringify([version, arch, process.versions, execPath, size, mtimeMs, execArgv, env.NODE_OPTIONS ?? ''])
}

// The user's own, or none: a path that is not absolute is to be ignored (XDG Base Directory Specification).
function userFolder({ XDG_CACHE_HOME: chosen = '', HOME: home = '' }) {
  if (isAbsolute(chosen)) return `${chosen}/marrowdx`
  return isAbsolute(home) ? `${home}/.cache/marrowdx` : undefined
}

const HEAD = 8

// Undefined where caches are switched off, or cannot be told to be sound.
function openCaches() {
  const { env, geteuid } = process
  const { crc32 } = require('node:zlib')
  if (env.MARROWDX_NO_CACHE || env.NODE_DISABLE_COMPILE_CACHE || !crc32 || !geteuid) return undefined
  const user = geteuid()
  const sumOfNode = crc32(thisNode())
  const own = userFolder(env)
  const ownedSafely = ({ uid, mode }) => (uid === user || uid === 0) && (mode & 0o022) === 0
  const usable = (folder) => {
    const found = folder === undefined ? undefined : lstatSync(folder, { throwIfNoEntry: false })
    return found?.isDirectory() && ownedSafely(found)
  }
  // The build leaves what the node that ran it can use.
  const folders = [`${dist}/cache/marrowdx`, own].filter(usable)
  return {
    folder: own,
    user,
    nameOf: (id, text) => `${id}-${crc32(text, sumOfNode).toString(16).padStart(8, '0')}-${text.length}.cache`,
    headOf: (name, data) => crc32(data, crc32(name)).toString(16).padStart(HEAD, '0'),
    read(name) {
      const folder = folders.find((each) => existsSync(`${each}/${name}`))
      const bytes = folder && read(`${folder}/${name}`, ownedSafely)
      if (bytes?.toString('latin1', 0, HEAD) !== this.headOf(name, bytes.subarray(HEAD))) return undefined
      return bytes.subarray(HEAD)
    },
  }
}

function orNothing(attempt) {
  try {
    return attempt()
  } catch {
    return undefined
  }
}

let caches = orNothing(openCaches)
let compiledAnew = []

function compile(id, filename) {
  const bytes = read(filename)
  const name = caches?.nameOf(id, bytes)
  const text = bytes.toString()
  const cachedData = name && orNothing(() => caches.read(name))
  const script = new Script(text, { filename, cachedData })
  if (name && (cachedData === undefined || script.cachedDataRejected)) compiledAnew.push({ name, script })
  return script
}

// What the program requires: a bundle beside it, which is a function of what a module is given; or a module of node.
function load(id) {
  if (!id.startsWith('./')) return require(id)
  const bundle = { exports: {} }
  const script = compile(id.slice(2, -3), `${dist}/${id.slice(2)}`)
  script.runInThisContext()(bundle.exports, load, bundle)
  return bundle.exports
}

function keepCode() {
  if (compiledAnew.length > 0) orNothing(() => require('./keep-code.cjs').keepCode(caches, compiledAnew))
  compiledAnew = []
}

// V8's code is bound to its flags: under others no cache is used and none is kept. A short run that has code to keep goes without them; a long one keeps
// what it has so far.
function keepingCode(world) {
  const underOtherFlags = (change) => {
    caches = undefined
    return change()
  }
  return {
    ...world,
    endSoon: async () => compiledAnew.length > 0 || underOtherFlags(world.endSoon),
    goOn: async () => {
      keepCode()
      return underOtherFlags(world.goOn)
    },
  }
}

if (existsSync(`${dist}/marrowdx.js`)) {
  const { main, standardWorld } = load('./marrowdx.js')
  main(process.argv.slice(2), keepingCode(standardWorld(packageFolder))).then((status) => {
    keepCode()
    // Everything is written by then, and tidying up behind it takes longer than ending.
    process.exit(status)
  })
} else {
  process.stderr.write('marrowdx: not built yet; run npm ci, or npm run build\n')
  process.exitCode = 70
}
