/** Nothing that the engine needs is left out: the sections of a pack, the source of a file and its design, a prior or a reason for each diagnosis and context. */

import { NONE } from '../compile/pooling.ts'
import { type Diagnostic, diagnostic, fileAndLine } from '../diagnostic.ts'
import { locateKey } from '../parse/positions.ts'
import type { RuleFile } from '../schema.ts'
import { at, type Pack } from './pack.ts'

type Found = readonly Diagnostic[]

export function checkCompleteness(pack: Pack): Found {
  return [
    ...missingSources(pack),
    ...missingDesigns(pack),
    ...pack.contexts.flatMap(priorsTwice),
    ...(pack.whole ? [...missingSections(pack), ...missingDisease(pack), ...missingPriors(pack)] : []),
  ]
}

const NEEDED = [
  'version',
  'outOfScope',
  'findings',
  'diagnoses',
  'contexts',
] as const satisfies readonly (keyof RuleFile)[]

function missingSections(pack: Pack): Found {
  const where = { file: pack.files[0]?.name ?? '(no rule file)', line: 1, col: 1 }
  return NEEDED.filter((key) => !pack.files.some((file) => file.sound.rules[key] !== undefined)).map((key) =>
    diagnostic('missing-section', where, { key }),
  )
}

/** Diseases that advice names are options of a finding, which the rules have to name. */
function missingDisease(pack: Pack): Found {
  if (pack.files.some((file) => file.sound.rules.diseaseFinding !== undefined)) return []
  const named = pack.advice.find(({ value }) => value.givenIn !== 'any')
  return named === undefined ? [] : [diagnostic('missing-section', at(named, 'givenIn'), { key: 'diseaseFinding' })]
}

const NEED_SOURCE = [
  'appraisal',
  'evidence',
  'patterns',
  'advice',
  'notUsed',
] as const satisfies readonly (keyof RuleFile)[]

/** Evidence lives in its source's file; told at the first key that needs one. */
function missingSources(pack: Pack): Found {
  return pack.files.flatMap((file) => {
    const { rules, places, lostSections } = file.sound
    if (rules.source !== undefined || lostSections.includes('source')) return []
    const needing = NEED_SOURCE.filter((key) => Object.keys(rules[key] ?? []).length > 0).map((key) => ({
      key,
      where: locateKey(file.name, places, [key]),
    }))
    const [first] = needing.sort((a, b) => a.where.line - b.where.line)
    return first ? [diagnostic('missing-source', first.where, { key: first.key })] : []
  })
}

/** Without its design nobody knows whether a figure is one report's or a cohort's, and so what it may weigh. */
function missingDesigns(pack: Pack): Found {
  return pack.files.flatMap((file) => {
    const { rules, places, lostSections } = file.sound
    const told = rules.appraisal !== undefined || lostSections.includes('appraisal')
    if (rules.source === undefined || (rules.evidence ?? []).length === 0 || told) return []
    return [diagnostic('design-missing', locateKey(file.name, places, ['evidence']), {})]
  })
}

type ContextEntry = Pack['contexts'][number]

/** A diagnosis has one prior in a context, and none where it cannot occur. */
function priorsTwice(entry: ContextEntry): Found {
  const { id: context, priors, cannotOccur } = entry.value
  return priors.flatMap(({ diagnosis }, index) => {
    const where = at(entry, 'priors', index, 'diagnosis')
    const first = priors.findIndex((prior) => prior.diagnosis === diagnosis)
    const twice = { diagnosis, context, first: fileAndLine(at(entry, 'priors', first, 'diagnosis')) }
    return [
      ...(first < index ? [diagnostic('duplicate-prior', where, twice)] : []),
      ...(cannotOccur.some((one) => one.diagnosis === diagnosis)
        ? [diagnostic('prior-where-impossible', where, { diagnosis, context })]
        : []),
    ]
  })
}

function missingPriors(pack: Pack): Found {
  return pack.contexts.flatMap((entry) => {
    const { id: context, priors, cannotOccur } = entry.value
    const told = new Set([NONE, ...[...priors, ...cannotOccur].map((one) => one.diagnosis)])
    return [...pack.names.diagnosis]
      .filter((diagnosis) => !told.has(diagnosis))
      .map((diagnosis) => diagnostic('prior-missing', at(entry, 'id'), { diagnosis, context }))
  })
}
