/**
 * What is wrong between entries and between files: names, clusters, figures, contexts. Each cause is told once; what follows from a part
 * that could not be read is not told.
 */
import { checkCompleteness } from './check/completeness.ts'
import { checkCycles } from './check/cycles.ts'
import { checkDuplicates } from './check/duplicates.ts'
import { checkFigures } from './check/frequencies.ts'
import { checkSize } from './check/limits.ts'
import { gatherPack } from './check/pack.ts'
import { checkReferences } from './check/references.ts'
import { checkSuspects } from './check/suspects.ts'
import { checkVocabulary } from './check/vocabulary.ts'
import { type Diagnostic, sortDiagnostics } from './diagnostic.ts'
import type { ParsedFile } from './parse.ts'

/** Every problem of every file, those of the parser among them, in the order of diagnostic.ts whatever the order of the files. */
export function checkRules(files: readonly ParsedFile[]): readonly Diagnostic[] {
  const pack = gatherPack(files)
  return sortDiagnostics([
    ...files.flatMap((file) => file.diagnostics),
    ...checkDuplicates(pack),
    ...checkReferences(pack),
    ...checkSuspects(pack),
    ...checkVocabulary(pack),
    ...checkCycles(pack),
    ...checkFigures(pack),
    ...checkCompleteness(pack),
    ...checkSize(pack),
  ])
}
