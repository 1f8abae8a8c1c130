/** The names inside a condition, and whether they stand for something that a condition can ask. */
import { ANSWER_STATES } from '../../case/answers.ts'
import { nearest } from '../../text/did-you-mean.ts'
import { type Diagnostic, diagnostic, type Location } from '../diagnostic.ts'
import type { Path } from '../parse/positions.ts'
import type { Condition } from '../schema/terms.ts'
import type { Finding } from '../schema/vocabulary.ts'
import { at, checkName, isAskedYesNo, type Pack, type Placed } from './pack.ts'

/** A network finding, or an enumeration with the options asked for; `path` leads to it inside the condition. */
interface Leaf {
  readonly finding: string
  readonly options: readonly string[] | null
  readonly path: Path
}

function several(conditions: readonly Condition[], path: Path): readonly Leaf[] {
  return conditions.flatMap((part, index) => leavesOf(part, [...path, index]))
}

function leavesOf(condition: Condition, path: Path = []): readonly Leaf[] {
  if (typeof condition === 'string') return [{ finding: condition, options: null, path }]
  if ('finding' in condition) return [{ finding: condition.finding, options: condition.is, path }]
  if ('all' in condition) return several(condition.all, [...path, 'all'])
  if ('any' in condition) return several(condition.any, [...path, 'any'])
  return leavesOf(condition.not, [...path, 'not'])
}

/** Ids of the findings that a condition looks at. */
export function findingsIn(condition: Condition): readonly string[] {
  return leavesOf(condition).map((leaf) => leaf.finding)
}

/** What a finding is to somebody who refers to it. */
function kindOf(finding: Finding): string {
  return finding.carriedBy ? 'carried' : finding.type
}

/** A reference to a network finding; a vocabulary finding that is not yes/no is told from an unknown name. */
export function checkNetworkName(pack: Pack, id: string, where: Location): readonly Diagnostic[] {
  const finding = pack.vocabulary.get(id)
  if (finding && !isAskedYesNo(finding) && !pack.names.network.has(id)) {
    return [diagnostic('wrong-finding-type', where, { id, type: kindOf(finding), expected: 'boolean' })]
  }
  return checkName(pack, 'network', id, where)
}

/** A reference to a vocabulary finding that must be of one of these types; it must have answers of its own. */
export function checkVocabularyName(
  pack: Pack,
  id: string,
  types: readonly Finding['type'][],
  where: Location,
): readonly Diagnostic[] {
  const finding = pack.vocabulary.get(id)
  if (finding === undefined) return checkName(pack, 'vocabulary', id, where)
  if (!finding.carriedBy && types.includes(finding.type)) return []
  return [diagnostic('wrong-finding-type', where, { id, type: kindOf(finding), expected: types.join(' or ') })]
}

/** Options that the finding does not have; nothing when it is not an enumeration, for that is told elsewhere. */
export function checkOptions(
  pack: Pack,
  id: string,
  options: readonly string[],
  where: (index: number) => Location,
): readonly Diagnostic[] {
  const finding = pack.vocabulary.get(id)
  if (finding?.type !== 'enum' || finding.options === undefined) return []
  const known = finding.options.map((option) => option.value)
  return options.flatMap((option, index) =>
    known.includes(option)
      ? []
      : [
          diagnostic('unknown-option', where(index), {
            finding: id,
            id: option,
            nearest: nearest(option, known) ?? '',
          }),
        ],
  )
}

/** A yes/no finding can be asked for its states too: an equivocal answer, say. */
const isState = (option: string): boolean => ANSWER_STATES.some((state) => state === option)

/** Every name in the condition that stands at `path` of an entry. */
export function checkCondition(
  pack: Pack,
  entry: Placed<unknown>,
  condition: Condition | undefined,
  path: Path,
): readonly Diagnostic[] {
  if (condition === undefined) return []
  return leavesOf(condition, path).flatMap((leaf) => {
    if (leaf.options === null) return checkNetworkName(pack, leaf.finding, at(entry, ...leaf.path))
    return [
      ...checkVocabularyName(
        pack,
        leaf.finding,
        leaf.options.every(isState) ? ['enum', 'boolean'] : ['enum'],
        at(entry, ...leaf.path, 'finding'),
      ),
      ...checkOptions(pack, leaf.finding, leaf.options, (index) => at(entry, ...leaf.path, 'is', index)),
    ]
  })
}
