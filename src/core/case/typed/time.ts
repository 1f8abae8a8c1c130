/** Dates and lengths of time as a person types them. */
import { isIsoDate, isoDuration } from '../read/iso-8601.ts'

const OTHER_DATE = /^\d{1,2}[./]\d{1,2}[./]\d{2,4}$|^\d{4}[./]\d{1,2}[./]\d{1,2}$|^\d{4}-\d-|^\d{4}-\d{2}-\d$/
const TWO_PARTS =
  /^(\d+)\s*(a|y|yrs?|years?|mo|months?|wks?|weeks?)\s*(?:,|and)?\s*(\d+)\s*(mo|months?|wks?|weeks?|d|days?)$/i

/** As the case file takes it; null where the text is neither an ISO date or duration nor two lengths of time. */
export function isoTime(text: string): string | null {
  if (isIsoDate(text) || isoDuration(text.toUpperCase()) !== null) return text.toUpperCase()
  const match = TWO_PARTS.exec(text)
  return match === null ? null : inOrder(`${match[1]}${letter(match[2])}`, `${match[3]}${letter(match[4])}`)
}

/** Day, month and year in an order that differs from country to country. */
export const isOtherDate = (text: string): boolean => OTHER_DATE.test(text)

/** "2 months ago" is 2 months where the finding counts back; "12 days later" is 12 days where it does not. */
export function withoutDirection(text: string, form: string): string {
  const direction = form.includes('before')
    ? /\s+(?:ago|before|earlier|before the (?:event|encounter))$/i
    : /\s+(?:later|after)$/i
  return text.replace(direction, '')
}

/** Months and years are M and Y; anything else begins as ISO 8601 writes it. */
function letter(unit = ''): string {
  const first = unit.slice(0, 1).toUpperCase()
  return first === 'A' ? 'Y' : first
}

function inOrder(first: string, second: string): string | null {
  const whole = `P${first}${second}`
  return isoDuration(whole) === null ? null : whole
}
