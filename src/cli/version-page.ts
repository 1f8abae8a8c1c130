/** `marrowdx --version`: what a file that records a result must name. */

import { packNames } from '../core/result/named-rules.ts'
import { rulesVersion } from './load-rules/in-force.ts'
import type { Session } from './report.ts'
import { TOOL_VERSION } from './version.ts'

/** Version of the case and result formats. */
const SCHEMA_VERSION = 1

/** Broken rules do not hide the version of the tool. */
export async function versionPage(session: Session): Promise<string> {
  const rules = await rulesVersion(session)
  const named = rules.ok
    ? `${rules.value.version} (${rules.value.digest})`
    : 'cannot be used; see: marrowdx rules check'
  const packs = rules.ok
    ? packNames(rules.value)
        .map((pack) => `pack ${pack}\n`)
        .join('')
    : ''
  return `marrowdx ${TOOL_VERSION}\nrules ${named}\n${packs}schemaVersion ${SCHEMA_VERSION}\nnode ${session.world.nodeVersion}\n`
}
