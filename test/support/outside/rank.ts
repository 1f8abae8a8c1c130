/** The ranking of a case file by an outside program: the JSON of `rules export` and the case in, supports out. */
import { bruteForce } from '../brute-force.ts'
import type { CaseFile, Context, Export } from './export.ts'
import { type States, scopeOf, statesOf } from './states.ts'

export interface Outcome {
  readonly status: 'ranked' | 'insufficient' | 'out-of-scope' | 'refused'
  readonly context: string | null
  readonly states: Readonly<Record<string, string>>
  readonly support: Readonly<Record<string, number>> | null
  readonly none: number | null
}

export function rankOutside(network: Export, file: CaseFile): Outcome {
  const seen = statesOf(network, file)
  const states = Object.fromEntries(network.findings.map(({ id }) => [id, seen.truthOf(id)]))
  const scope = scopeOf(network, file, seen)
  const without = (status: Outcome['status']): Outcome => ({ status, context: null, states, support: null, none: null })
  if (seen.contradictions.length > 0) return without('refused')
  if (scope.status !== 'ranked') return without(scope.status)
  const counted = countedIn(network, scope.context, seen)
  if (counted.length === 0) return without('insufficient')
  const { support, none } = posteriorOf(network, scope.context, counted, seen)
  return { status: 'ranked', context: scope.context.id, states, support, none }
}

type Listed = Context['findings']

function countedIn(network: Export, context: Context, { truthOf }: States): Listed {
  const listed = new Set(context.findings.map(({ finding }) => finding))
  const patterns = network.findings.filter(({ id, pattern }) => pattern !== null && listed.has(id))
  const replaced = new Set(
    patterns.filter(({ id }) => truthOf(id) === 'present').flatMap(({ pattern }) => pattern?.replaces ?? []),
  )
  const isPattern = new Set(patterns.map(({ id }) => id))
  const counts = (id: string): boolean => truthOf(id) === 'present' || (truthOf(id) === 'absent' && !isPattern.has(id))
  return context.findings.filter(({ finding }) => !replaced.has(finding) && counts(finding))
}

function posteriorOf(
  network: Export,
  context: Context,
  counted: Listed,
  { truthOf }: States,
): ReturnType<typeof bruteForce> {
  const clusterOf = new Map(network.findings.map(({ id, cluster }) => [id, cluster]))
  return bruteForce(
    {
      priors: Object.fromEntries(context.priors.map(({ diagnosis, point }) => [diagnosis, point])),
      associations: context.associations.map(({ between: [a, b], factor }) => ({ a, b, factor })),
      findings: counted.map(({ finding, background, given }) => ({
        id: finding,
        cluster: clusterOf.get(finding) ?? '',
        background: background.point,
        q: Object.fromEntries(Object.entries(given).map(([diagnosis, { point }]) => [diagnosis, point])),
      })),
      independence: Object.fromEntries(network.clusters.map(({ id, independence }) => [id, independence])),
    },
    Object.fromEntries(counted.map(({ finding }) => [finding, truthOf(finding) === 'present'])),
  )
}
