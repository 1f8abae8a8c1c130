/**
 * The short way to know that nothing under rules/ was touched since the build: inode, size and time of change of every file and folder, as git
 * tells a changed file. A stamp that does not fit proves nothing; rules.ts then compares the texts.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { attempt } from './system-errors.ts'

const STAMP = 'dist/rules.stamp'

/** The time of change cannot be set by hand, other than that of the last writing. */
type Mark = readonly [name: string, inode: number, size: number, changed: number]

/** @param names rule files relative to the package, taken before they are read */
export function stampOf(packageFolder: string, names: readonly string[]): string {
  const folders = new Set(names.map((name) => dirname(name)))
  const marks = [...folders, ...names].map((name): Mark => {
    const { ino, size, ctimeMs } = statSync(join(packageFolder, name))
    return [name, ino, size, ctimeMs]
  })
  return JSON.stringify(marks)
}

export function writeStamp(packageFolder: string, stamp: string): void {
  writeFileSync(join(packageFolder, STAMP), stamp)
}

/** False also where there is no stamp, or one from another place. */
export function isUntouched(packageFolder: string): boolean {
  const same = attempt(() => {
    const marks = JSON.parse(readFileSync(`${packageFolder}/${STAMP}`, 'utf8')) as readonly Mark[]
    return marks.every(([name, inode, size, changed]) => {
      const now = statSync(`${packageFolder}/${name}`)
      return now.ctimeMs === changed && now.size === size && now.ino === inode
    })
  })
  return 'value' in same && same.value
}
