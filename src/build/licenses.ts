/** The notices of the packages that are bundled: MIT and ISC ask for their text in every copy. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Metafile } from 'esbuild'

const PACKAGE = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//

/** The folders of the packages that were read, also where little or nothing of one is left in the output. */
export const packagesIn = ({ inputs }: Metafile): readonly string[] =>
  Object.keys(inputs).flatMap((path) => PACKAGE.exec(path)?.slice(1) ?? [])

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
  if (files.length === 0) throw new Error(`${name} is bundled, and no licence text lies in ${folder}`)
  const texts = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim())
  return [`${name} ${version} (${license})`, '', ...texts, ''].join('\n')
}

/** @param folders of packages, also more than once */
export function licenseTexts(folders: readonly string[]): string {
  const notices = [...new Set(folders)].map(noticeOf).sort()
  const opening = 'The files in dist contain these packages, or parts of them.\n'
  return [opening, ...new Set(notices)].join(`\n${'-'.repeat(80)}\n\n`)
}
