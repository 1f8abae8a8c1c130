/**
 * `npm run kernel`: compiles the AssemblyScript of src/kernel and writes it into the sources as text, so that neither a build nor a test needs the
 * compiler. test/kernel.test.ts tells when that was forgotten.
 */
import { writeFileSync } from 'node:fs'
import { KERNEL, kernelText } from './kernel/compile.ts'

kernelText().then((text) => writeFileSync(KERNEL, text))
