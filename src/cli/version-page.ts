/** `marrowdx --version`: what a file that records a result must name. */
import type { Session } from './report.ts'
import { rulesVersion } from './rules-in-force.ts'
import { TOOL_VERSION } from './version.ts'

/** Version of the case and result formats. */
const SCHEMA_VERSION = 1

/** Broken rules do not hide the version of the tool. */
export async function versionPage(session: Session): Promise<string> {
  const rules = await rulesVersion(session)
  const pack = rules.ok ? `${rules.value.version} (${rules.value.digest})` : 'cannot be used; see: marrowdx rules check'
  return `marrowdx ${TOOL_VERSION}\nrules ${pack}\nschemaVersion ${SCHEMA_VERSION}\nnode ${session.world.nodeVersion}\n`
}
