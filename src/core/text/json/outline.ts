/** How much a JSON text holds, counted in one pass without reading any of it: what it would cost to read is known before it is. */

export interface TextOutline {
  /** Outside strings; in JSON, how many names are given. */
  readonly colons: number
  /** At least as many as the values that the text holds. */
  readonly values: number
  /** Lists and objects inside each other, at the deepest place. */
  readonly depth: number
}

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c]
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d]

/** Of a text that is no JSON it means nothing, but ends as soon. */
export function outlineOf(text: string): TextOutline {
  let colons = 0
  let values = 1
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === COLON) colons += 1
    else if (code === COMMA) values += 1
    else {
      const inwards = nesting(code)
      depth += inwards
      if (inwards === 1) values += 1
      if (depth > deepest) deepest = depth
    }
  }
  return { colons, values, depth: deepest }
}

function nesting(code: number): number {
  if (code === OPEN || code === OPEN_LIST) return 1
  return code === CLOSE || code === CLOSE_LIST ? -1 : 0
}

/** Position of the closing quote, or the last of the text. */
function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1)
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at === -1 ? text.length : at
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === BACKSLASH) before -= 1
  return (at - before) % 2 === 0
}
