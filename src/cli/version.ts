/** The version of the tool, from the package's own manifest. */
import manifest from '../../package.json' with { type: 'json' }

export const TOOL_VERSION: string = manifest.version
