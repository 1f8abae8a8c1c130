/**
 * Answers that differ in one number only, `"ldh": { "value": 677, "unit": "U/L" }`. Between two numbers that the rules or the vocabulary compare with,
 * every value means the same; so an answer is read once for each such stretch, and not for each number that a laboratory prints.
 */

import { isRecord } from '../case/read/problems.ts'
import { vocabularyOf } from '../case/read/vocabulary.ts'
import { readMember } from '../case/read.ts'
import { type Conversion, resolveUnit, toCanonical } from '../case/units.ts'
import type { Effects, EffectsOf } from '../findings/answer-effects.ts'
import { product } from '../findings/cut-off.ts'
import type { KnowledgeBase } from '../rules/knowledge-base.ts'
import type { Finding } from '../rules/schema/vocabulary.ts'
import { hashOf } from '../text/fnv1a.ts'
import { memoOf } from './byte-memo.ts'
import type { Decode } from './scan-line.ts'
import { type FoundNumber, findNumber } from './scan-number.ts'

/** The effects of the member `"name": value` between two positions; null where it cannot be read by itself, undefined where it is not of this kind. */
export type NumberEffects = (bytes: Uint8Array, from: number, to: number) => Effects | null | undefined

/** What all members with the same bytes around the number have in common. */
interface Shape {
  readonly unit: Conversion
  /** Ascending: what is compared with the number as it is written, and with the canonical value. */
  readonly written: readonly number[]
  readonly canonical: readonly number[]
  /** By stretch. */
  readonly known: Map<number, Effects>
}

const NOT_OF_THIS_KIND = 'not of this kind'

/** Longer members are read by themselves. */
const LONGEST = 512

export function numberEffects(kb: KnowledgeBase, effectsOf: EffectsOf, decode: Decode): NumberEffects {
  const shapes = memoOf<Shape | typeof NOT_OF_THIS_KIND>()
  const around = new Uint8Array(LONGEST)
  const found: FoundNumber = { from: 0, to: 0, value: 0 }
  const make = (text: string, length: number): Effects | null | undefined => {
    const member = readMember(text, kb)
    if (member === null) return null
    const hash = hashOf(around, 0, length)
    const known = shapes.find(hash, around, 0, length)
    const shape = known ?? shapeOf(kb, member.finding, text) ?? NOT_OF_THIS_KIND
    if (known === null) shapes.keep(hash, around, 0, length, shape)
    if (shape === NOT_OF_THIS_KIND) return undefined
    const effects = effectsOf(member)
    shape.known.set(stretchOf(shape, found.value), effects)
    return effects
  }
  return (bytes, from, to) => {
    if (to - from > LONGEST || !findNumber(bytes, from, to, found)) return undefined
    const length = withoutNumber(bytes, from, to, found, around)
    const shape = shapes.find(hashOf(around, 0, length), around, 0, length)
    if (shape === NOT_OF_THIS_KIND) return undefined
    return shape?.known.get(stretchOf(shape, found.value)) ?? make(decode(bytes, from, to) ?? '', length)
  }
}

/** The bytes before and behind the number, with a byte between them that is in no text. */
function withoutNumber(bytes: Uint8Array, from: number, to: number, found: FoundNumber, into: Uint8Array): number {
  let length = 0
  for (let at = from; at < found.from; at++) into[length++] = bytes[at] ?? 0
  into[length++] = 0
  for (let at = found.to; at < to; at++) into[length++] = bytes[at] ?? 0
  return length
}

/** Where a number lies among those that it is compared with; each of these is a stretch of its own. */
function stretchOf({ unit, written, canonical }: Shape, number: number): number {
  return placeIn(written, number) * (2 * canonical.length + 1) + placeIn(canonical, toCanonical(unit, number))
}

function placeIn(bounds: readonly number[], value: number): number {
  let place = 0
  for (const bound of bounds) {
    if (value < bound) break
    place += value === bound ? 1 : 2
  }
  return place
}

/** Null for a finding that asks more of a number than where it lies. */
function shapeOf(kb: KnowledgeBase, finding: Finding, text: string): Shape | null {
  const given: unknown = Object.values(JSON.parse(`{${text}}`) as Readonly<Record<string, unknown>>)[0]
  if (finding.integer === true || !isRecord(given) || typeof given['unit'] !== 'string') return null
  const unit = resolveUnit(vocabularyOf(kb).unitsFor(finding), given['unit'])
  if (unit === null) return null
  const limits = ['upperLimit', 'lowerLimit'].flatMap((key) => {
    const limit = given[key]
    return typeof limit === 'number' ? [toCanonical(unit, limit)] : []
  })
  return {
    unit,
    written: ascending([0, ...(finding.mixups ?? []).flatMap(({ from, to }) => [from, to])]),
    canonical: ascending([
      ...(finding.possible ?? []),
      ...(finding.plausible ?? []),
      ...limits,
      ...cutOffsOf(kb, finding.id).flatMap((number) => [number, ...limits.map((limit) => product(number, limit))]),
    ]),
    known: new Map(),
  }
}

/** Every number in the cut-offs that read a finding, whatever it is a multiple of. */
function cutOffsOf(kb: KnowledgeBase, finding: string): readonly number[] {
  const origins = kb.network.flatMap((sign) => sign.origins.filter((origin) => origin.finding === finding))
  return origins.flatMap((origin) =>
    Object.values({ ...origin, ...('withoutLimit' in origin ? origin.withoutLimit : {}) }).filter(
      (value) => typeof value === 'number',
    ),
  )
}

function ascending(numbers: readonly (number | undefined)[]): readonly number[] {
  return [...new Set(numbers.filter((number) => number !== undefined))].sort((a, b) => a - b)
}
