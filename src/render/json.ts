/** A value as JSON for other programs: two spaces, one line break at the end, control and direction characters escaped. */
import { cleanJson } from '../core/text/printable.ts'

export const renderJson = (value: unknown): string => `${cleanJson(JSON.stringify(value, null, 2))}\n`
