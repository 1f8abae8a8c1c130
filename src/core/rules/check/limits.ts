/** What the arithmetic cannot hold: too many diagnoses in a context, too many findings in a cluster. */

import { LARGEST_CLUSTER, MOST_DIAGNOSES } from '../../network/noisy-or.ts'
import { type Diagnostic, diagnostic } from '../diagnostic.ts'
import { at, type Pack } from './pack.ts'

export function checkSize(pack: Pack): readonly Diagnostic[] {
  return [
    ...pack.contexts.flatMap(tooManyDiagnoses),
    ...[...pack.names.cluster].flatMap((cluster) => tooLargeCluster(pack, cluster)),
  ]
}

/** Told at the first that is too many. */
function tooManyDiagnoses(entry: Pack['contexts'][number]): readonly Diagnostic[] {
  const { id: context, priors } = entry.value
  if (priors.length <= MOST_DIAGNOSES) return []
  return [
    diagnostic('too-many-diagnoses', at(entry, 'priors', MOST_DIAGNOSES, 'diagnosis'), {
      context,
      limit: MOST_DIAGNOSES,
    }),
  ]
}

function tooLargeCluster({ findings, derived, patterns }: Pack, cluster: string): readonly Diagnostic[] {
  const inCluster = [...findings, ...derived, ...patterns].filter((entry) => entry.value.cluster === cluster)
  const beyond = inCluster[LARGEST_CLUSTER]
  return beyond ? [diagnostic('cluster-too-large', at(beyond, 'cluster'), { cluster, limit: LARGEST_CLUSTER })] : []
}
