/** The compiled kernel stands in the sources as text; this tells when its own source was changed and it was not compiled again. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { KERNEL, kernelText } from '../../src/build/kernel/compile.ts'

it('is what its source compiles to; otherwise run: npm run kernel', async () => {
  expect(readFileSync(KERNEL, 'utf8')).toBe(await kernelText())
}, 60_000)
