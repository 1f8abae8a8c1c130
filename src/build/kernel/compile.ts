/** The AssemblyScript of src/kernel as the text of a TypeScript file that holds it compiled. */
import asc from 'assemblyscript/asc'

const FOLDER = 'src/kernel'
const SOURCE = `${FOLDER}/kernel.ts`
export const KERNEL = 'src/core/network/kernel/binary.ts'

const WORD = 4
const WORDS_A_LINE = 12

/** Must be run from the package's folder. */
export async function kernelText(): Promise<string> {
  const wasm = await compiled()
  const padded = new Uint8Array(Math.ceil(wasm.length / WORD) * WORD)
  padded.set(wasm)
  const words = [...new Int32Array(padded.buffer)]
  const lines: string[] = []
  while (words.length > 0) lines.push(words.splice(0, WORDS_A_LINE).join(', '))
  return [
    `/** Made from ${FOLDER} by \`npm run kernel\`; not to be edited. WebAssembly as words of 32 bits, which V8 keeps as they are: no text to decode. */`,
    `export const KERNEL_LENGTH = ${wasm.length}`,
    '// biome-ignore format: no one reads it',
    `export const KERNEL: readonly number[] = [`,
    ...lines.map((line) => `  ${line},`),
    ']',
    '',
  ].join('\n')
}

async function compiled(): Promise<Uint8Array> {
  let wasm: Uint8Array | null = null
  const { error, stderr } = await asc.main(
    [
      SOURCE,
      '-O2',
      '--runtime',
      'stub',
      '--noAssert',
      '--enable',
      'simd',
      '--initialMemory',
      '16',
      '-o',
      'kernel.wasm',
    ],
    {
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') wasm = contents
      },
    },
  )
  if (error !== null || wasm === null) throw new Error(`the kernel does not compile: ${stderr.toString()}`)
  return wasm
}
