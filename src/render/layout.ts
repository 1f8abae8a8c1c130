/**
 * Widths, wrapping and padding of plain text. Nothing is ever cut off: what does not fit goes on in the next line. All foreign text becomes lines
 * here, so here it is made safe to print.
 */
import { cleanText, isPlain } from '../core/text/printable.ts'

/** Columns that a text takes: combining marks none, East Asian and emoji two. */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

function characterWidth(character: string): number {
  if (/^\p{M}$/u.test(character)) return 0
  return /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\uff01-\uff60]$/u.test(character)
    ? 2
    : 1
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)))

/**
 * Breaks a text at spaces into lines of at most `width` columns; a word that is longer has a line of its own and overhangs. Control characters
 * are shown escaped, line breaks among them.
 * A number stays with the word behind it (its unit, or the "of 7" of a count), so both are bound by U+00A0 by whoever writes them.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines = isPlain(text) && isTight(text) ? cutSimple(text, width) : cutByWords(cleanText(text), width)
  return text.includes('\u00a0') ? lines.map((line) => line.replaceAll('\u00a0', ' ')) : lines
}

/** No more spaces than those between two words. */
const isTight = (text: string): boolean => !(text.includes('  ') || text.startsWith(' ') || text.endsWith(' '))

/** For a text of which each character takes one column, with single spaces: the last space that leaves no more than `width` columns before it. */
function cutSimple(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let start = 0
  while (text.length - start > width) {
    const fitting = text.lastIndexOf(' ', start + width)
    const end = fitting > start ? fitting : text.indexOf(' ', start)
    if (end === -1) break
    lines.push(text.slice(start, end))
    start = end + 1
  }
  if (start < text.length) lines.push(text.slice(start))
  return lines
}

function cutByWords(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  let columns = 0
  for (const word of text.split(' ')) {
    if (word === '') continue
    const more = displayWidth(word)
    const joins = line !== '' && columns + 1 + more <= width
    if (line !== '' && !joins) lines.push(line)
    line = joins ? `${line} ${word}` : word
    columns = joins ? columns + 1 + more : more
  }
  if (line !== '') lines.push(line)
  return lines
}

/** A wrapped paragraph behind `first` ("  + "); the further lines are set in by `margin` columns, at least as many as `first` takes. */
export function hang(
  first: string,
  text: string,
  width: number,
  margin: number = displayWidth(first),
): readonly string[] {
  const lines = wrap(text, Math.max(10, width - margin))
  return lines.length === 0
    ? [first.trimEnd()]
    : lines.map((line, at) => (at === 0 ? first : ' '.repeat(margin)) + line)
}

/** As hang(), behind a mark of its own look. */
export function hangMarked(
  mark: string,
  paint: (mark: string) => string,
  text: string,
  width: number,
): readonly string[] {
  const [line = '', ...more] = hang(`${mark} `, text, width)
  return [paint(mark) + line.slice(mark.length), ...more]
}

/** Keeps words on one line in wrap(). */
export const bound = (text: string): string => text.replaceAll(' ', '\u00a0')

/** Joins blocks by one empty line each and leaves out empty blocks. */
export const blocks = (parts: readonly (readonly string[])[]): readonly string[] =>
  parts.filter((part) => part.length > 0).flatMap((part, at) => (at === 0 ? part : ['', ...part]))

/** A label as it stands within a sentence; one that begins with an abbreviation stays as it is. */
export const withinSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.slice(0, 1).toLowerCase() + label.slice(1) : label

export const sentenceStart = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
