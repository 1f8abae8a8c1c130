/** Nothing is defined twice, and no name stands for two things. */

import { NONE } from '../compile/pooling.ts'
import { type Diagnostic, diagnostic, fileAndLine, type Location } from '../diagnostic.ts'
import { locate, locateKey } from '../parse/positions.ts'
import type { RuleFile } from '../schema.ts'
import { at, isAskedYesNo, type Pack, type Placed } from './pack.ts'

/** Something that must be the only one of its name. */
interface Definition {
  readonly kind: string
  readonly id: string
  readonly where: Location
}

export function checkDuplicates(pack: Pack): readonly Diagnostic[] {
  return [
    ...repeated(definitions(pack.groups, 'group')),
    ...repeated(definitions(pack.findings, 'finding')),
    ...repeated(definitions(pack.clusters, 'cluster')),
    ...repeated(uninformative(pack)),
    ...repeated(definitions(pack.contradictions, 'contradiction')),
    ...repeated(definitions(pack.diagnoses, 'diagnosis')),
    ...repeated(definitions(pack.settings, 'setting')),
    ...repeated(definitions(pack.contexts, 'context')),
    ...repeated(definitions(pack.associations, 'association')),
    ...repeated(definitions(pack.suspects, 'suspect')),
    ...repeated(sources(pack)),
    ...repeated(conversions(pack)),
    // Whatever a ledger line or an advice can be traced to shares one space of names.
    ...repeated([
      ...definitions(pack.evidence, 'evidence'),
      ...definitions(pack.judgements, 'judgement'),
      ...definitions(pack.patterns, 'pattern'),
      ...definitions(pack.advice, 'advice'),
    ]),
    ...repeated(definitions(pack.derived, 'derived finding')),
    ...pack.findings.flatMap((entry) => repeated(options(entry))),
    ...clashes(pack),
    ...(['version', 'outOfScope', 'diseaseFinding'] as const).flatMap((key) => definedTwice(pack, key)),
  ]
}

function definitions(entries: readonly Placed<{ readonly id: string }>[], kind: string): readonly Definition[] {
  return entries.map((entry) => ({ kind, id: entry.value.id, where: at(entry, 'id') }))
}

function uninformative({ uninformativeOptions }: Pack): readonly Definition[] {
  return uninformativeOptions.map((entry) => ({
    kind: 'uninformative option',
    id: entry.value.option,
    where: at(entry, 'option'),
  }))
}

function options(entry: Pack['findings'][number]): readonly Definition[] {
  return (entry.value.options ?? []).map((option, index) => ({
    kind: 'option',
    id: option.value,
    where: at(entry, 'options', index, 'value'),
  }))
}

function sources(pack: Pack): readonly Definition[] {
  return pack.files.flatMap((file) => {
    const { rules, places } = file.sound
    const own = rules.source
      ? [{ kind: 'source' as const, id: rules.source.id, where: locate(file.name, places, ['source', 'id']) }]
      : []
    const cited = (rules.cited ?? []).map(({ id }, index) => ({
      kind: 'source' as const,
      id,
      where: locate(file.name, places, ['cited', index, 'id']),
    }))
    return [...own, ...cited]
  })
}

function conversions(pack: Pack): readonly Definition[] {
  return pack.files.flatMap((file) =>
    (file.sound.rules.units?.conversions ?? []).map((one, index) => ({
      kind: 'conversion',
      id: one.id,
      where: locate(file.name, file.sound.places, ['units', 'conversions', index, 'id']),
    })),
  )
}

function repeated(all: readonly Definition[]): readonly Diagnostic[] {
  const firsts = new Map<string, Definition>()
  return all.flatMap((one) => {
    const first = firsts.get(one.id)
    if (first === undefined) {
      firsts.set(one.id, one)
      return []
    }
    return [diagnostic('duplicate-id', one.where, { kind: one.kind, id: one.id, first: fileAndLine(first.where) })]
  })
}

/** A derived finding may extend a yes/no finding of its id; a pattern may share its id with neither; `none` is the background. */
function clashes(pack: Pack): readonly Diagnostic[] {
  const findings = firstOf(pack.findings)
  const derived = firstOf(pack.derived)
  const clash = (entry: Placed<{ readonly id: string }>, kind: string, other: string, first: Location): Diagnostic =>
    diagnostic('id-clash', at(entry, 'id'), { kind, id: entry.value.id, other, first: fileAndLine(first) })
  return [
    ...pack.diagnoses
      .filter((entry) => entry.value.id === NONE)
      .map((entry) => clash(entry, 'diagnosis', 'the background', at(entry, 'id'))),
    ...pack.derived.flatMap((entry) => {
      const other = findings.get(entry.value.id)
      if (other === undefined || isAskedYesNo(other.value)) return []
      return [clash(entry, 'derived finding', `a finding of type ${other.value.type}`, at(other, 'id'))]
    }),
    ...pack.patterns.flatMap((entry) => {
      const finding = findings.get(entry.value.id)
      if (finding) return [clash(entry, 'pattern', 'a finding', at(finding, 'id'))]
      const other = derived.get(entry.value.id)
      return other ? [clash(entry, 'pattern', 'a derived finding', at(other, 'id'))] : []
    }),
  ]
}

function firstOf<T extends { readonly id: string }>(entries: readonly Placed<T>[]): ReadonlyMap<string, Placed<T>> {
  return new Map(entries.toReversed().map((entry) => [entry.value.id, entry]))
}

function definedTwice(pack: Pack, key: keyof RuleFile): readonly Diagnostic[] {
  const places = pack.files
    .filter((file) => file.sound.rules[key] !== undefined)
    .map((file) => locateKey(file.name, file.sound.places, [key]))
  const [first, ...later] = places
  return first ? later.map((where) => diagnostic('defined-twice', where, { key, first: fileAndLine(first) })) : []
}
