/**
 * Answers that differ in one number only, `"ldh": { "value": 677, "unit": "U/L" }`. Between two numbers that the rules or the vocabulary compare with,
 * every value means the same; so an answer is read once for each such stretch, and not for each number that a laboratory prints.
 */

import { isRecord } from '../case/troubles.ts'
import { vocabularyOf } from '../case/vocabulary.ts'
import { readMember } from '../case.ts'
import type { KnowledgeBase } from '../knowledge-base.ts'
import type { Finding } from '../model/vocabulary.ts'
import { product } from '../observe/cutoff.ts'
import { type Conversion, resolveUnit, toCanonical } from '../units.ts'
import type { Effects, EffectsOf } from './effects.ts'

/** The effects of the text `"name": value`; null where it cannot be read by itself, undefined where it is not of this kind. */
export type NumberEffects = (text: string) => Effects | null | undefined

/** A single quantity in the plainest way: one object with one value, written without an exponent. */
const PLAIN = /^("[a-z0-9-]+"\s*:\s*\{[^{}\\]*"value"\s*:\s*)(-?(?:0|[1-9]\d*)(?:\.\d+)?)(\s*(?:,[^{}\\]*)?\})$/

/** Wordings kept at once; limits of laboratories are part of them. */
const MOST_SHAPES = 4096

/** What all texts with the same words around the number have in common. */
interface Shape {
  readonly unit: Conversion
  /** Ascending: what is compared with the number as it is written, and with the canonical value. */
  readonly written: readonly number[]
  readonly canonical: readonly number[]
  /** By stretch. */
  readonly known: Map<string, Effects>
}

export function numberEffects(kb: KnowledgeBase, effectsOf: EffectsOf): NumberEffects {
  const shapes = new Map<string, Shape | null>()
  const shapeFor = (key: string, finding: Finding, text: string): Shape | null => {
    const known = shapes.get(key)
    if (known !== undefined) return known
    const shape = shapeOf(kb, finding, text)
    if (shapes.size === MOST_SHAPES) shapes.clear()
    shapes.set(key, shape)
    return shape
  }
  return (text) => {
    const plain = PLAIN.exec(text)
    if (plain === null) return undefined
    const [, before = '', digits = '', behind = ''] = plain
    const key = `${before}#${behind}`
    const number = Number(digits)
    const shape = shapes.get(key)
    if (shape === null) return undefined
    const known = shape?.known.get(stretchOf(shape, number))
    if (known) return known
    const member = readMember(text, kb)
    const made = member && shapeFor(key, member.finding, text)
    if (member === null) return null
    if (!made) return undefined
    const effects = effectsOf(member)
    made.known.set(stretchOf(made, number), effects)
    return effects
  }
}

/** Where a number lies among those that it is compared with; each of these is a stretch of its own. */
function stretchOf({ unit, written, canonical }: Shape, number: number): string {
  return `${placeIn(written, number)} ${placeIn(canonical, toCanonical(unit, number))}`
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
    Object.values({ ...origin, ...('withoutLimit' in origin ? origin.withoutLimit : {}) }).filter((value) => typeof value === 'number'),
  )
}

function ascending(numbers: readonly (number | undefined)[]): readonly number[] {
  return [...new Set(numbers.filter((number) => number !== undefined))].sort((a, b) => a - b)
}
