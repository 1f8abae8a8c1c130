/** Characters that a reader of a rule file cannot see, or that move what he sees: control, format and separator characters, lone surrogates. */

/** Tab, line feed, and a carriage return before a line feed are white space of the file. */
const HIDDEN = /(?![\t\n]|\r\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

export interface HiddenCharacter {
  readonly index: number
  /** As `U+001B`. */
  readonly name: string
}

/** The first one of a text. */
export function firstHidden(text: string): HiddenCharacter | null {
  const match = HIDDEN.exec(text)
  if (match === null) return null
  const codePoint = match[0].codePointAt(0) ?? 0
  return { index: match.index, name: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}` }
}
