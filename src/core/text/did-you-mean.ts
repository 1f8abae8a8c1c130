/** "Did you mean": the known name that a misspelt one is closest to. Only ever suggested, never acted on. */

const FURTHEST = 3
/** No name is as long; a word of a megabyte is not even folded. */
const LONGEST = 200

/** A name and the other words it goes by. */
export interface Named {
  readonly name: string
  readonly synonyms?: readonly string[] | undefined
}

/**
 * The candidate with the smallest edit distance (letters added, left out, changed or exchanged with the neighbour; case does not count), or null
 * when none is within 3, and within a third of the word's length for short words. Ties go to the first in alphabetical order.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  return nearestNamed(
    word,
    Array.from(candidates, (name) => ({ name })),
  )
}

/** As `nearest`, but a candidate's synonyms speak for it too; blanks, underscores and hyphens are alike. */
export function nearestNamed(word: string, candidates: readonly Named[]): string | null {
  if (word.length > LONGEST) return null
  const wanted = spellingOf(folded(word))
  const limit = Math.min(FURTHEST, Math.max(1, Math.floor(wanted.text.length / 3)))
  let best: { readonly name: string; readonly far: number } | null = null
  for (const candidate of candidates) {
    const { name } = candidate
    let far = limit + 1
    for (const each of spellingsOf(candidate)) {
      if (mayBeNear(wanted, each, limit)) far = Math.min(far, distance(wanted.text, each.text, limit))
    }
    if (far <= limit && (best === null || far < best.far || (far === best.far && name < best.name)))
      best = { name, far }
  }
  return best?.name ?? null
}

interface Spelling {
  readonly text: string
  readonly letters: number
}

/** Keyed by identity: the same candidates are compared with every unknown name of a case. */
const spellings = new WeakMap<Named, readonly Spelling[]>()

function spellingsOf(candidate: Named): readonly Spelling[] {
  const made = spellings.get(candidate) ?? [candidate.name, ...(candidate.synonyms ?? [])].map(folded).map(spellingOf)
  spellings.set(candidate, made)
  return made
}

const spellingOf = (text: string): Spelling => ({ text, letters: lettersIn(text) })

/** One bit for each of 32 classes of letters. */
function lettersIn(text: string): number {
  let letters = 0
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31)
  return letters
}

/** One change takes at most one letter away and brings one. */
function mayBeNear(a: Spelling, b: Spelling, limit: number): boolean {
  if (Math.abs(a.text.length - b.text.length) > limit) return false
  let differing = 0
  for (let bits = a.letters ^ b.letters; bits !== 0; bits &= bits - 1) differing += 1
  return differing <= 2 * limit
}

function folded(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
}

/** Optimal string alignment distance; any number above `limit` stands for "further". */
function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    if (Math.min(...row) > limit) return limit + 1
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
