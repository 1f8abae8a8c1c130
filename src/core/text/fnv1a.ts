/** A number that stands for bytes, the same on every machine; bytes that differ seldom have the same. */

/** FNV-1a, 32 bits (draft-eastlake-fnv, https://datatracker.ietf.org/doc/draft-eastlake-fnv/). */
export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return hash
}
