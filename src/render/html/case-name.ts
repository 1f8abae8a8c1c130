/** What the page calls the case: in its title, its heading, and on each sheet of paper. */
import type { Result } from '../../core/result/schema.ts'

export const caseName = ({ case: { id } }: Result): string =>
  id === null || id.trim() === '' ? 'Case without a name' : id
