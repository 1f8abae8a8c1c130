/** Dates and durations as ISO 8601 writes them, without any clock or time zone. */

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/
const DURATION = /^P(?=\d)(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?$/

/** A calendar date to the year, month or day. */
export function isIsoDate(text: string): boolean {
  const match = DATE.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? '1'), Number(match[3] ?? '1')]
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/** The parts of a duration such as P2M or P1Y6M with the UCUM unit of each; null when the text is none. Times of day are not taken. */
export function isoDuration(
  text: string,
): readonly { readonly value: number; readonly unit: 'a' | 'mo' | 'wk' | 'd' }[] | null {
  const match = DURATION.exec(text)
  if (match === null) return null
  return (['a', 'mo', 'wk', 'd'] as const).flatMap((unit, index) => {
    const digits = match[index + 1]
    return digits === undefined ? [] : [{ value: Number(digits), unit }]
  })
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
