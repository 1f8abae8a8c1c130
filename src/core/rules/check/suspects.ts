/** The names in a suspect: findings in its conditions, diagnoses, sources. */
import type { Diagnostic } from '../diagnostic.ts'
import type { Path } from '../parse/positions.ts'
import { checkCondition } from './conditions.ts'
import { at, checkName, type Pack } from './pack.ts'

type Entry = Pack['suspects'][number]

export function checkSuspects(pack: Pack): readonly Diagnostic[] {
  return pack.suspects.flatMap((entry) => [...conditionsOf(pack, entry), ...namesOf(pack, entry)])
}

function conditionsOf(pack: Pack, entry: Entry): readonly Diagnostic[] {
  const { suspectedWhen, given, items, reports, confounders, cautions, e2b } = entry.value
  const rows = (
    list: readonly { readonly when: Parameters<typeof checkCondition>[2] }[],
    ...path: Path
  ): readonly Diagnostic[] =>
    list.flatMap(({ when }, index) => checkCondition(pack, entry, when, [...path, index, 'when']))
  return [
    ...checkCondition(pack, entry, suspectedWhen, ['suspectedWhen']),
    ...checkCondition(pack, entry, given.yes, ['given', 'yes']),
    ...checkCondition(pack, entry, given.no, ['given', 'no']),
    ...Object.entries(items).flatMap(([key, item]) => [
      ...checkCondition(pack, entry, item?.yes, ['items', key, 'yes']),
      ...checkCondition(pack, entry, item?.no, ['items', key, 'no']),
    ]),
    ...rows(reports, 'reports'),
    ...rows(confounders, 'confounders'),
    ...rows(cautions, 'cautions'),
    ...Object.entries(e2b).flatMap(([key, list]) => rows(list, 'e2b', key)),
  ]
}

function namesOf(pack: Pack, entry: Entry): readonly Diagnostic[] {
  const { causes, mayCause, reports } = entry.value
  return [
    ...causes.flatMap((id, index) => checkName(pack, 'diagnosis', id, at(entry, 'causes', index))),
    ...mayCause.flatMap((id, index) => checkName(pack, 'diagnosis', id, at(entry, 'mayCause', index))),
    ...reports.flatMap(({ sources }, report) =>
      sources.flatMap(({ source }, index) =>
        checkName(pack, 'source', source, at(entry, 'reports', report, 'sources', index, 'source')),
      ),
    ),
  ]
}
