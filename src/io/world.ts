/**
 * Everything outside that a command may touch, as one value, so that a test can hand in another one.
 * The standard streams of node are built only when they are needed: writing to the file descriptor spares every start the cost of a stream.
 */
import { closeSync, fstatSync, openSync, readSync, write, writeSync } from 'node:fs'
import type { Dialog } from './dialog.ts'
import type { Chunks } from './input-chunks.ts'
import { type Signals, standardSignals } from './signals.ts'
import { attempt, attemptLater } from './system-errors.ts'
import type { Threads } from './threads.ts'

/** Bytes up to a limit; `more` when the limit was passed (reading stops there). */
export type Bytes = { readonly bytes: Buffer; readonly more: boolean }
export type Read = Bytes | { readonly code: string }

interface Input {
  readonly isTTY: boolean
  /** Reads at most `limit` bytes and one more. */
  read(limit: number): Promise<Read>
  /** Reads in pieces, to the end. */
  chunks(): Promise<Chunks>
}

export interface Output {
  readonly isTTY: boolean
  readonly columns: number | undefined
  /** Writes all of it; the system's code (EPIPE, ENOSPC) where that failed, else null. */
  write(text: string): Promise<string | null>
  /** As `write`, but while the other end takes its time, signals are heard. */
  writeBytes(bytes: Uint8Array): Promise<string | null>
}

/** Where the build leaves what it makes. */
export const distOf = ({ packageFolder }: Pick<World, 'packageFolder'>): string => `${packageFolder}/dist`

export interface World {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Folder of the package: `rules/` and `dist/` stand in it. */
  readonly packageFolder: string
  readonly nodeVersion: string
  /** For a conversation; its streams are touched no earlier. */
  readonly dialog: () => Promise<Dialog>
  readonly signals: Signals
  readonly threads: () => Promise<Threads>
  /** Milliseconds from any origin; never runs back. */
  readonly clock: () => number
  /** Tells the process that it ends soon, once everything that it runs is loaded. Not for a command that goes on as long as input comes. */
  endSoon(): Promise<void>
  /** Takes that back: there is much to be read. */
  endLater(): Promise<void>
  /** Tells the process that it goes on as long as input comes, once everything that it runs is loaded. */
  goOn(): Promise<void>
}

const isDevice = (fd: number): boolean => {
  const stat = attempt(() => fstatSync(fd))
  return 'value' in stat && stat.value.isCharacterDevice()
}

function writeThrough(stream: NodeJS.WriteStream, bytes: Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error.code ?? 'EIO')
    stream.once('error', failed)
    stream.write(bytes, (error) => {
      // The event comes after this call, and must find a listener.
      if (error) return failed(error)
      stream.removeListener('error', failed)
      resolve(null)
    })
  })
}

/** `writeSync` may write a part and say nothing, hence the loop; a pipe that would block is left to node's own stream. */
async function writeAll(fd: number, text: string, stream: () => NodeJS.WriteStream): Promise<string | null> {
  const bytes = Buffer.from(text)
  let done = 0
  while (done < bytes.length) {
    const step = attempt(() => writeSync(fd, bytes, done))
    if ('value' in step) done += step.value
    else if (step.code === 'EAGAIN') return writeThrough(stream(), bytes.subarray(done))
    else return step.code
  }
  return null
}

const writePart = (fd: number, bytes: Uint8Array, from: number): Promise<number> =>
  new Promise((resolve, reject) => {
    write(fd, bytes, from, undefined, undefined, (error, written) =>
      error === null ? resolve(written) : reject(error),
    )
  })

/** As `writeAll`, by a thread of node's own, so that this one can hear a signal while a reader keeps it waiting. */
async function writeAllLater(fd: number, bytes: Uint8Array, stream: () => NodeJS.WriteStream): Promise<string | null> {
  let done = 0
  while (done < bytes.length) {
    const step = await attemptLater(() => writePart(fd, bytes, done))
    if ('value' in step) done += step.value
    else if (step.code === 'EAGAIN') return writeThrough(stream(), bytes.subarray(done))
    else return step.code
  }
  return null
}

function output(fd: number, stream: () => NodeJS.WriteStream): Output {
  return {
    get isTTY() {
      return isDevice(fd) && stream().isTTY === true
    },
    get columns() {
      return isDevice(fd) ? stream().columns : undefined
    },
    write: (text) => writeAll(fd, text, stream),
    writeBytes: (bytes) => writeAllLater(fd, bytes, stream),
  }
}

function readStream(stream: NodeJS.ReadStream, limit: number): Promise<Read> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const finish = (): void => {
      stream.destroy()
      resolve({ bytes: Buffer.concat(chunks), more: length > limit })
    }
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.length
      if (length > limit) finish()
    })
    stream.once('end', finish)
    stream.once('error', (error: NodeJS.ErrnoException) => resolve({ code: error.code ?? 'EIO' }))
  })
}

/** Reads to the end or one byte past `limit`; a device or a named pipe has no size to trust, so the bytes are counted. */
function readDescriptor(fd: number, limit: number, size: number): Read {
  let buffer = Buffer.allocUnsafe(Math.min(size, limit) + 1)
  let length = 0
  for (;;) {
    const step = attempt(() => readSync(fd, buffer, length, buffer.length - length, null))
    if ('code' in step) return step
    length += step.value
    if (length > limit) return { bytes: buffer.subarray(0, limit), more: true }
    if (step.value === 0 || (size > 0 && length === size)) return { bytes: buffer.subarray(0, length), more: false }
    if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(buffer.length * 2 + 65_536, limit + 1))
  }
}

function readOpened(fd: number, limit: number): Read {
  const stat = attempt(() => fstatSync(fd))
  if ('code' in stat) return stat
  if (stat.value.isDirectory()) return { code: 'EISDIR' }
  return stat.value.size > limit ? { bytes: Buffer.alloc(0), more: true } : readDescriptor(fd, limit, stat.value.size)
}

/** A file of at most `limit` bytes; a larger one is not read at all. Folders and everything that cannot be opened give the system's code. */
export function readFileUpTo(path: string, limit: number): Read {
  const opened = attempt(() => openSync(path, 'r'))
  if ('code' in opened) return opened
  const read = readOpened(opened.value, limit)
  closeSync(opened.value)
  return read
}

/** Lengths of files, put into `buffer` one behind the other; null where one cannot be read or there is no byte of room left behind them. */
export function readInto(buffer: Buffer, paths: readonly string[]): readonly number[] | null {
  let end = 0
  const read = attempt(() =>
    paths.map((path) => {
      const fd = openSync(path, 'r')
      const length = readSync(fd, buffer, end, buffer.length - end, null)
      closeSync(fd)
      end += length
      return length
    }),
  )
  return 'value' in read && end < buffer.length ? read.value : null
}

/**
 * V8 compiles what runs often, and node waits at its end for compilations that nobody needs any more: in a run of some milliseconds that costs
 * more than it gains. Code caches are bound to the flags, so that nothing loaded after this is taken from one.
 */
async function compileNoMore(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--no-opt')
  setFlagsFromString('--no-sparkplug')
  setFlagsFromString('--liftoff-only')
}

/** Without compiled code a case of many megabytes takes four times as long. */
async function compileAgain(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--opt')
  setFlagsFromString('--sparkplug')
}

/**
 * What a line leaves behind dies young, and the room for the young need not grow: without this it does until a long stream takes a quarter more memory.
 * The flag that limits it at a start has no effect on a process that runs.
 */
async function stayNarrow(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8')
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** The streams, environment and folder of this process; `packageFolder` is known to whoever started it. */
export function standardWorld(packageFolder: string): World {
  const isTerminal = (): boolean => isDevice(0) && process.stdin.isTTY === true
  return {
    stdin: {
      get isTTY() {
        return isTerminal()
      },
      read: (limit) => readStream(process.stdin, limit),
      chunks: async () => (await import('./input-chunks.ts')).stdinChunks(isTerminal()),
    },
    stdout: output(1, () => process.stdout),
    stderr: output(2, () => process.stderr),
    env: process.env,
    cwd: process.cwd(),
    packageFolder,
    nodeVersion: process.version,
    dialog: async () => (await import('./dialog.ts')).standardDialog(),
    signals: standardSignals,
    threads: async () => (await import('./threads.ts')).standardThreads(packageFolder),
    clock: () => performance.now(),
    endSoon: compileNoMore,
    endLater: compileAgain,
    goOn: stayNarrow,
  }
}
