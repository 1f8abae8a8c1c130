/**
 * The floor that `npm run bench` holds `marrowdx stream` against: a process of the same shape that reads lines, parses them, and writes results that
 * were made before. `bench-floor.cjs blocks|readline INPUT RESULTS`: the results are written one after the other, from the first again when they end.
 */
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { CHUNK_SIZE, fileChunks } from '../io/input-chunks.ts'
import { cutter } from '../io/line-blocks.ts'
import { type Output, standardWorld } from '../io/world.ts'

const LF = 10

type Print = () => string

/** JSON of the next result, made anew from its value. */
function printer(path: string): Print {
  const results: readonly unknown[] = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  let next = 0
  return () => {
    const text = JSON.stringify(results[next])
    next = next + 1 === results.length ? 0 : next + 1
    return `${text}\n`
  }
}

async function written(stdout: Output, text: string): Promise<void> {
  const code = await stdout.writeBytes(Buffer.from(text))
  if (code !== null) throw new Error(code)
}

function printedBlock(block: Uint8Array<ArrayBuffer>, print: Print): string {
  const bytes = Buffer.from(block.buffer)
  let out = ''
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(LF, start)
    const end = found === -1 ? bytes.length : found
    JSON.parse(bytes.toString('utf8', start, end))
    out += print()
    start = end + 1
  }
  return out
}

/** In the blocks that the product works in. */
async function inBlocks(input: string, print: Print, stdout: Output): Promise<void> {
  const chunks = await fileChunks(input)
  if ('code' in chunks) throw new Error(chunks.code)
  const { take, end } = cutter(1)
  for (;;) {
    const chunk = await chunks.next()
    if (chunk !== null && 'code' in chunk) throw new Error(chunk.code)
    for (const cut of chunk === null ? end() : take(chunk))
      if (cut.kind === 'lines') await written(stdout, printedBlock(cut.bytes, print))
    if (chunk === null) return chunks.close()
  }
}

/** As node's documentation shows it, with results written as many at once. */
async function inLines(input: string, print: Print, stdout: Output): Promise<void> {
  let out = ''
  for await (const line of createInterface({ input: createReadStream(input), crlfDelay: Number.POSITIVE_INFINITY })) {
    JSON.parse(line)
    out += print()
    if (out.length < CHUNK_SIZE) continue
    await written(stdout, out)
    out = ''
  }
  await written(stdout, out)
}

const [, , way, input = '', results = ''] = process.argv
const { stdout } = standardWorld(process.cwd())
const print = printer(results)
if (way === 'readline') inLines(input, print, stdout)
else inBlocks(input, print, stdout)
