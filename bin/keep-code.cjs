// Writes V8's code for the bundles that a run had to compile to the user's cache folder, for the next start. It holds the program and nothing that the
// program was given. Whatever fails here fails in silence: the next start compiles again.
const {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs')
const { dirname } = require('node:path')

// Some versions of this program on some versions of node.
const MOST_FILES = 64

const nearestThere = (path) => (existsSync(path) ? path : nearestThere(dirname(path)))

// One at a time: with `recursive` node never comes back from a file system that takes no folders, such as /proc.
function makeAll(folder) {
  if (existsSync(folder)) return
  makeAll(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

// As root in a user's home nothing is made that the user could not write to later.
function makeFolder(folder, user) {
  if (statSync(nearestThere(folder)).uid !== user) return false
  makeAll(folder)
  const made = lstatSync(folder)
  if (!made.isDirectory() || made.uid !== user) return false
  if ((made.mode & 0o777) !== 0o700) chmodSync(folder, 0o700)
  return true
}

// Under a name of its own first, so that another start never sees a part.
function put(path, text) {
  const unfinished = `${path}.${process.pid}`
  try {
    writeFileSync(unfinished, text, { flag: 'wx', mode: 0o600 })
    renameSync(unfinished, path)
  } catch {
    rmSync(unfinished, { force: true })
  }
}

function dropOldest(folder) {
  const files = readdirSync(folder).map((name) => ({
    path: `${folder}/${name}`,
    time: lstatSync(`${folder}/${name}`).mtimeMs,
  }))
  files.sort((one, other) => other.time - one.time)
  for (const { path } of files.slice(MOST_FILES)) rmSync(path, { force: true })
}

exports.keepCode = ({ folder, user, headOf }, compiled) => {
  if (folder === undefined || !makeFolder(folder, user)) return
  for (const { name, script } of compiled) {
    const data = script.createCachedData()
    put(`${folder}/${name}`, Buffer.concat([Buffer.from(headOf(name, data), 'latin1'), data]))
  }
  dropOldest(folder)
}
