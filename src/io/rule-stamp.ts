/**
 * The short way to know that nothing under rules/ was touched since the build: inode, size and time of change of every file and folder, as git
 * tells a changed file. A stamp that does not fit proves nothing; rules.ts then compares the texts.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { attempt } from './faults.ts'

const STAMP = 'dist/rules.stamp'

/** The time of change cannot be set by hand, other than that of the last writing. */
function markOf(path: string): string {
  const { ino, size, ctimeMs } = statSync(path)
  return `${ino} ${size} ${ctimeMs}`
}

/** @param names rule files relative to the package, taken before they are read */
export function stampOf(packageFolder: string, names: readonly string[]): string {
  const folders = new Set(names.map((name) => dirname(name)))
  return [...folders, ...names].map((name) => `${markOf(join(packageFolder, name))} ${name}`).join('\n')
}

export function writeStamp(packageFolder: string, stamp: string): void {
  writeFileSync(join(packageFolder, STAMP), stamp)
}

/** False also where there is no stamp, or one from another place. */
export function isUntouched(packageFolder: string): boolean {
  const same = attempt(() =>
    readFileSync(join(packageFolder, STAMP), 'latin1')
      .split('\n')
      .every((line) => {
        const end = line.lastIndexOf(' ')
        return line.slice(0, end) === markOf(`${packageFolder}/${line.slice(end + 1)}`)
      }),
  )
  return 'value' in same && same.value
}
