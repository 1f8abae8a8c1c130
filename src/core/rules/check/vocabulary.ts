/** The vocabulary hangs together: each type of finding has the keys that it needs and no others, every network finding has one cluster. */
import { type Diagnostic, diagnostic } from '../diagnostic.ts'
import type { Finding, LimitTest } from '../schema/vocabulary.ts'
import { at, atKey, isAskedYesNo, type Pack, type Placed } from './pack.ts'

type Found = readonly Diagnostic[]

/** Keys that say something about some types only, with those types. */
const TYPES_OF_KEY = {
  cluster: ['boolean'],
  asksForExplanation: ['boolean'],
  options: ['enum'],
  many: ['enum'],
  unit: ['quantity', 'date-or-duration'],
  possible: ['quantity', 'date-or-duration'],
  plausible: ['quantity', 'date-or-duration'],
  accepts: ['quantity', 'date-or-duration'],
  convert: ['quantity', 'date-or-duration'],
  integer: ['quantity'],
  mixups: ['quantity'],
  form: ['date-or-duration'],
} as const satisfies Partial<Record<keyof Finding, readonly Finding['type'][]>>

const NEEDED_KEY = {
  boolean: null,
  enum: 'options',
  quantity: 'unit',
  'date-or-duration': 'unit',
} as const satisfies Record<Finding['type'], keyof Finding | null>

export function checkVocabulary(pack: Pack): Found {
  return [
    ...pack.findings.flatMap((entry) => keysFitType(entry)),
    ...pack.findings.flatMap((entry) => findingHasCluster(pack, entry)),
    ...pack.derived.flatMap((entry) => [...derivedIsComplete(pack, entry), ...cutOffsAreClear(entry)]),
  ]
}

function keysFitType(entry: Placed<Finding>): Found {
  const { value } = entry
  const needed = NEEDED_KEY[value.type]
  const missing =
    needed !== null && value[needed] === undefined ? [diagnostic('missing-key', at(entry), { key: needed })] : []
  const foreign = Object.entries(TYPES_OF_KEY).flatMap(([key, types]) => {
    const fits = types.some((type) => type === value.type)
    if (fits || !Object.hasOwn(value, key)) return []
    return [diagnostic('wrong-key-for-type', atKey(entry, key), { id: value.id, type: value.type, key })]
  })
  return [...missing, ...foreign]
}

function findingHasCluster(pack: Pack, entry: Placed<Finding>): Found {
  const { value } = entry
  const extended = pack.derived.some((one) => one.value.id === value.id && one.value.cluster !== undefined)
  if (!isAskedYesNo(value) || value.cluster !== undefined || extended || pack.lostIds.has(value.id)) return []
  return [diagnostic('cluster-missing', at(entry, 'id'), { id: value.id })]
}

/** A derived finding that extends a yes/no finding takes what it does not say from that. */
function derivedIsComplete(pack: Pack, entry: Pack['derived'][number]): Found {
  const { id, cluster, label } = entry.value
  const finding = pack.vocabulary.get(id)
  if (finding !== undefined) {
    const differs = cluster !== undefined && finding.cluster !== undefined && cluster !== finding.cluster
    return differs
      ? [diagnostic('cluster-differs', at(entry, 'cluster'), { id, cluster, other: finding.cluster ?? '' })]
      : []
  }
  if (pack.lostIds.has(id) || !pack.readable) return []
  return [
    ...(cluster === undefined ? [diagnostic('cluster-missing', at(entry, 'id'), { id })] : []),
    ...(label === undefined ? [diagnostic('missing-key', at(entry), { key: 'label' })] : []),
  ]
}

const CUT_OFFS = [
  'above',
  'atLeast',
  'below',
  'timesUpperLimit',
  'timesLowerLimit',
  'timesBaseline',
] as const satisfies readonly (keyof LimitTest)[]

/** A reading is held against exactly one cut-off, and against a baseline only if it is said which. */
function cutOffsAreClear(entry: Pack['derived'][number]): Found {
  return entry.value.from.flatMap((origin, index) => {
    if (!('read' in origin)) return []
    const given = CUT_OFFS.filter((key) => origin[key] !== undefined)
    const baselineFits = (origin.timesBaseline === undefined) === (origin.baseline === undefined)
    if (given.length === 1 && baselineFits) return []
    const named = [...given, ...(origin.baseline === undefined ? [] : ['baseline'])].join(', ')
    return [diagnostic('cut-off-unclear', at(entry, 'from', index), { finding: origin.finding, given: named })]
  })
}
