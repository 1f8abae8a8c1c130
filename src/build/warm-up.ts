/**
 * The commands that are used most, run once as a user would, with a cache folder inside `dist`: what bin/marrowdx.cjs keeps there serves the node that
 * built, and no other. It is no part of the package.
 */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

const CASE = 'fixtures/cases/000-necrosis-after-biopsy.json'
const COMMANDS = [
  ['score', CASE],
  ['compare', 'bone-marrow-necrosis', 'osteomyelitis', CASE],
  ['stream', CASE],
]

/** A command that fails here keeps nothing, and fails where it is looked at: in the tests. */
export function warmUp(folder: string): void {
  const env = { ...process.env, XDG_CACHE_HOME: resolve(folder, 'cache') }
  for (const command of COMMANDS)
    spawnSync(process.execPath, ['bin/marrowdx.cjs', ...command], { env, stdio: 'ignore' })
}
