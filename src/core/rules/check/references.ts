/** Every name that one entry uses for another must stand for something. */

import { NONE } from '../compile/pooling.ts'
import { type Diagnostic, diagnostic } from '../diagnostic.ts'
import type { Path } from '../parse/positions.ts'
import { FINDING_TYPES, type Finding, type Origin } from '../schema/vocabulary.ts'
import { checkCondition, checkNetworkName, checkOptions, checkVocabularyName } from './conditions.ts'
import { at, checkName, type Pack, type Placed } from './pack.ts'

type Found = readonly Diagnostic[]

export function checkReferences(pack: Pack): Found {
  return [
    ...pack.findings.flatMap((entry) => ofFinding(pack, entry)),
    ...pack.derived.flatMap((entry) => ofDerived(pack, entry)),
    ...pack.retired.flatMap((entry) => ofRetired(pack, entry)),
    ...pack.opening.flatMap((entry) => ofOpening(pack, entry)),
    ...pack.contradictions.flatMap((entry) => [
      ...checkCondition(pack, entry, entry.value.never, ['never']),
      ...checkCondition(pack, entry, entry.value.unless, ['unless']),
    ]),
    ...pack.diagnoses.flatMap((entry) => ofDiagnosis(pack, entry)),
    ...pack.contexts.flatMap((entry) => ofContext(pack, entry)),
    ...pack.associations.flatMap((entry) => ofAssociation(pack, entry)),
    ...pack.evidence.flatMap((entry) => [
      ...ofFigure(pack, entry),
      ...ofCitations(pack, entry, entry.value.also, 'also'),
    ]),
    ...pack.judgements.flatMap((entry) => [...ofFigure(pack, entry), ...ofSource(pack, entry, entry.value.source)]),
    ...pack.patterns.flatMap((entry) => ofPattern(pack, entry)),
    ...pack.advice.flatMap((entry) => ofAdvice(pack, entry)),
    ...ofUnits(pack),
    ...ofDisease(pack),
  ]
}

/** An optional name at a key of the entry. */
function named(
  pack: Pack,
  kind: Parameters<typeof checkName>[1],
  entry: Placed<unknown>,
  id: string | undefined,
  ...path: Path
): Found {
  return id === undefined ? [] : checkName(pack, kind, id, at(entry, ...path))
}

function ofSource(pack: Pack, entry: Placed<unknown>, source: string | undefined, ...path: Path): Found {
  return named(pack, 'source', entry, source, ...path, 'source')
}

function ofCitations(
  pack: Pack,
  entry: Placed<unknown>,
  citations: readonly { source: string }[] | undefined,
  ...path: Path
): Found {
  return (citations ?? []).flatMap((citation, index) => ofSource(pack, entry, citation.source, ...path, index))
}

function ofFinding(pack: Pack, entry: Placed<Finding>): Found {
  const { value } = entry
  const carrier = value.carriedBy
  return [
    ...named(pack, 'cluster', entry, value.cluster, 'cluster'),
    ...named(pack, 'conversion', entry, value.convert, 'convert'),
    ...named(pack, 'group', entry, value.group, 'group'),
    ...checkCondition(pack, entry, value.appliesIf, ['appliesIf']),
    ...(carrier ? checkVocabularyName(pack, carrier.finding, ['quantity'], at(entry, 'carriedBy', 'finding')) : []),
  ]
}

function ofRetired(pack: Pack, entry: Pack['retired'][number]): Found {
  return entry.value.answer.flatMap((id, index) =>
    checkVocabularyName(pack, id, FINDING_TYPES, at(entry, 'answer', index)),
  )
}

function ofOpening(pack: Pack, entry: Pack['opening'][number]): Found {
  const { finding, onlyIf, unless } = entry.value
  return [
    ...checkVocabularyName(pack, finding, FINDING_TYPES, at(entry, 'finding')),
    ...checkCondition(pack, entry, onlyIf, ['onlyIf']),
    ...checkCondition(pack, entry, unless, ['unless']),
  ]
}

function ofDerived(pack: Pack, entry: Pack['derived'][number]): Found {
  const { value } = entry
  return [
    ...named(pack, 'cluster', entry, value.cluster, 'cluster'),
    ...ofSource(pack, entry, value.source),
    ...value.from.flatMap((origin, index) => ofOrigin(pack, entry, origin, ['from', index])),
  ]
}

function ofOrigin(pack: Pack, entry: Placed<unknown>, origin: Origin, path: Path): Found {
  const check = (...types: Finding['type'][]): Found =>
    checkVocabularyName(pack, origin.finding, types, at(entry, ...path, 'finding'))
  if ('present' in origin) {
    const options = (key: 'present' | 'absent'): Found =>
      checkOptions(pack, origin.finding, origin[key], (index) => at(entry, ...path, key, index))
    return [...check('enum'), ...options('present'), ...options('absent')]
  }
  if ('level' in origin) return check('quantity')
  if ('read' in origin) {
    const condition = checkCondition(pack, entry, origin.absentOnlyIf, [...path, 'absentOnlyIf'])
    return [...check('quantity', 'date-or-duration'), ...condition]
  }
  return check('boolean')
}

function ofDiagnosis(pack: Pack, entry: Pack['diagnoses'][number]): Found {
  const test = entry.value.mustBeExcluded
  if (test === undefined) return []
  return [
    ...checkNetworkName(pack, test.test, at(entry, 'mustBeExcluded', 'test')),
    ...test.unless.flatMap(({ present, settledBy = [], source }, index) => [
      ...checkNetworkName(pack, present, at(entry, 'mustBeExcluded', 'unless', index, 'present')),
      ...settledBy.flatMap((id, place) =>
        checkNetworkName(pack, id, at(entry, 'mustBeExcluded', 'unless', index, 'settledBy', place)),
      ),
      ...ofSource(pack, entry, source, 'mustBeExcluded', 'unless', index),
    ]),
    ...ofSource(pack, entry, test.source, 'mustBeExcluded'),
  ]
}

function ofContext(pack: Pack, entry: Pack['contexts'][number]): Found {
  const { value } = entry
  return [
    ...checkCondition(pack, entry, value.when, ['when']),
    ...value.settings.flatMap((id, index) => named(pack, 'setting', entry, id, 'settings', index)),
    ...value.priors.flatMap((prior, index) => [
      ...named(pack, 'diagnosis', entry, prior.diagnosis, 'priors', index, 'diagnosis'),
      ...ofCitations(pack, entry, prior.citations, 'priors', index, 'citations'),
    ]),
    ...value.cannotOccur.flatMap((one, index) =>
      named(pack, 'diagnosis', entry, one.diagnosis, 'cannotOccur', index, 'diagnosis'),
    ),
  ]
}

function ofAssociation(pack: Pack, entry: Pack['associations'][number]): Found {
  const [first, second] = entry.value.between
  return [
    ...named(pack, 'diagnosis', entry, first, 'between', 0),
    ...named(pack, 'diagnosis', entry, second, 'between', 1),
    ...(first === second ? [diagnostic('self-association', at(entry, 'between', 1), { diagnosis: first })] : []),
    ...ofCitations(pack, entry, entry.value.citations, 'citations'),
  ]
}

function ofFigure(pack: Pack, entry: Placed<{ finding: string; diagnosis: string; setting: string }>): Found {
  const { finding, diagnosis, setting } = entry.value
  return [
    ...checkNetworkName(pack, finding, at(entry, 'finding')),
    ...checkName(pack, 'diagnosis', diagnosis, at(entry, 'diagnosis'), [NONE]),
    ...checkName(pack, 'setting', setting, at(entry, 'setting')),
  ]
}

function ofPattern(pack: Pack, entry: Pack['patterns'][number]): Found {
  const { value } = entry
  return [
    ...named(pack, 'cluster', entry, value.cluster, 'cluster'),
    ...checkCondition(pack, entry, value.when, ['when']),
    ...value.replaces.flatMap((id, index) => checkNetworkName(pack, id, at(entry, 'replaces', index))),
  ]
}

function ofAdvice(pack: Pack, entry: Pack['advice'][number]): Found {
  const { value } = entry
  const others = value.disagreesWith ?? []
  const answered = (other: string): boolean =>
    !pack.names.advice.has(other) ||
    pack.advice.some((one) => one.value.id === other && (one.value.disagreesWith ?? []).includes(value.id))
  return [
    ...checkCondition(pack, entry, value.when, ['when']),
    ...(value.unless === undefined ? [] : checkCondition(pack, entry, value.unless, ['unless'])),
    ...ofDiseases(pack, entry),
    ...(value.coveredBy ?? []).flatMap((id, index) => named(pack, 'advice', entry, id, 'coveredBy', index)),
    ...ofCitations(pack, entry, value.also, 'also'),
    ...others.flatMap((id, index) => named(pack, 'advice', entry, id, 'disagreesWith', index)),
    ...others.flatMap((other, index) =>
      answered(other)
        ? []
        : [diagnostic('one-sided-disagreement', at(entry, 'disagreesWith', index), { id: value.id, other })],
    ),
  ]
}

function ofDiseases(pack: Pack, entry: Pack['advice'][number]): Found {
  const { givenIn } = entry.value
  const finding = pack.files.map((file) => file.sound.rules.diseaseFinding).find((id) => id !== undefined)
  return givenIn === 'any' || finding === undefined
    ? []
    : checkOptions(pack, finding, givenIn, (index) => at(entry, 'givenIn', index))
}

function ofDisease(pack: Pack): Found {
  return pack.files.flatMap((file) => {
    const { diseaseFinding } = file.sound.rules
    const where = at({ value: diseaseFinding, file, path: ['diseaseFinding'] })
    return diseaseFinding === undefined ? [] : checkVocabularyName(pack, diseaseFinding, ['enum'], where)
  })
}

function ofUnits(pack: Pack): Found {
  return pack.files.flatMap((file) =>
    (file.sound.rules.units?.aliases ?? []).flatMap((alias, index) => {
      const entry = { value: alias, file, path: ['units', 'aliases', index] }
      return (alias.for ?? []).flatMap((id, place) => named(pack, 'vocabulary', entry, id, 'for', place))
    }),
  )
}
