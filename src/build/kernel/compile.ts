/** The AssemblyScript of src/kernel as the text of a TypeScript file that holds it compiled. */
import asc from 'assemblyscript/asc'

const SOURCE = 'src/kernel/redraws.ts'
export const KERNEL = 'src/core/kernel.ts'

const LINE = 120

/** Must be run from the package's folder. */
export async function kernelText(): Promise<string> {
  const wasm = await compiled()
  const base64 = Buffer.from(wasm).toString('base64')
  const lines = base64.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []
  return [
    `/** Made from ${SOURCE} by \`npm run kernel\`; not to be edited. WebAssembly in base64. */`,
    'export const KERNEL =',
    ...lines.map((line, index) => `  '${line}'${index < lines.length - 1 ? ' +' : ''}`),
    '',
  ].join('\n')
}

async function compiled(): Promise<Uint8Array> {
  let wasm: Uint8Array | null = null
  const { error, stderr } = await asc.main(
    [SOURCE, '-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--initialMemory', '16', '-o', 'kernel.wasm'],
    {
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') wasm = contents
      },
    },
  )
  if (error !== null || wasm === null) throw new Error(`the kernel does not compile: ${stderr.toString()}`)
  return wasm
}
