/**
 * Makes foreign text safe to print. Everything that a terminal or a reader's eye could be steered with (control characters, bidirectional
 * marks, zero-width and other invisible characters, line and paragraph separators, lone surrogates, tag characters) is shown escaped.
 * What is HTML, CSV or Markdown in the text is the business of those formats.
 */

/** Everything but ASCII and the Latin letters and signs next to it; among those only the soft hyphen is invisible. */
const SUSPECT = /[^\x20-\x7e\xa0-\xac\xae-\u02ff]/
const SUSPECT_IN_JSON = /[^\t-~\xa0-\xac\xae-\u02ff]/

/**
 * Cc is C0, DEL and C1; Cf has the bidirectional, zero-width and tag characters; Cs under `u` is a surrogate without its partner.
 * Made when the first suspect comes: working out what belongs to these classes is slow enough to be felt at every start.
 */
const unsafe = (): RegExp => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
/** As `unsafe` without C0: in JSON text those are the white space between tokens, and inside strings they are escaped already. */
const unsafeInJson = (): RegExp => /[\x7f-\x9f\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Longest piece of a case that a message may repeat, in characters. */
const SHORT = 40

/** Nothing but printable ASCII and the Latin letters and signs next to it, the space that does not break among them. */
export const isPlain = (text: string): boolean => !SUSPECT.test(text)

/** One line of text, fit for a terminal: U+202E becomes the six characters \u202e, anything beyond the basic plane \u{e0041}. */
export function cleanText(text: string): string {
  return isPlain(text) ? text : text.replace(unsafe(), shown)
}

/** The same JSON value in characters that are safe to print; `json` is what JSON.stringify returned, indented or not. */
export function cleanJson(json: string): string {
  return SUSPECT_IN_JSON.test(json) ? json.replace(unsafeInJson(), escapedInJson) : json
}

/** A name from a case as a message may show it: cleaned, at most 40 characters, the last of them `…` when some were left out. */
export function cleanName(name: string): string {
  const cleaned = cleanText(name.slice(0, SHORT + 1))
  return cleaned.length <= SHORT ? cleaned : `${cleaned.slice(0, SHORT - 1)}…`
}

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code > 0xffff ? `\\u{${code.toString(16)}}` : unit(code)
}

function escapedInJson(character: string): string {
  return Array.from({ length: character.length }, (_, at) => unit(character.charCodeAt(at))).join('')
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`
}
