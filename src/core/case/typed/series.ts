/** What stands around an amount: several readings in order, the day or date of each, and the limits of the laboratory. */

const ARROWS = /\s*(?:-+>|→|;|,?\s+then\s+)\s*/i
const DAY = /^(?:on\s+)?day\s+(-?\d+(?:\.\d+)?)\s*:?\s+/i
const DATE = /^(?:on\s+)?(\d{4}-\d{2}-\d{2})\s*:?\s+/
const LIMIT =
  /[\s(,[]+(?:(upper)(?:\s+(?:reference\s+)?limit)?|(lower)(?:\s+(?:reference\s+)?limit)?|(uln)|(lln))\s*[:=]?\s*(\d+(?:\.\d+)?)\s*[)\]]?\s*$/i

/** The parts of "677 -> 3257 U/L", in order. */
export const partsOf = (text: string): readonly string[] => text.split(ARROWS)

export interface Surrounded {
  readonly rest: string
  readonly time: { readonly day?: number; readonly date?: string }
  readonly limits: { readonly upperLimit?: number; readonly lowerLimit?: number }
}

/** Takes the time in front and the limits behind off one reading. */
export function surroundings(part: string): Surrounded {
  const { rest, ...time } = timeOf(part)
  return limitsOf(rest, time.time, {})
}

function timeOf(part: string): Pick<Surrounded, 'rest' | 'time'> {
  const day = DAY.exec(part)
  if (day !== null) return { rest: part.slice(day[0].length), time: { day: Number(day[1]) } }
  const date = DATE.exec(part)
  return date === null ? { rest: part, time: {} } : { rest: part.slice(date[0].length), time: { date: date[1] ?? '' } }
}

function limitsOf(text: string, time: Surrounded['time'], limits: Surrounded['limits']): Surrounded {
  const match = LIMIT.exec(text)
  if (match === null) return { rest: text, time, limits }
  const upper = match[1] !== undefined || match[3] !== undefined
  const found = upper ? { upperLimit: Number(match[5]) } : { lowerLimit: Number(match[5]) }
  return limitsOf(text.slice(0, match.index), time, { ...found, ...limits })
}
