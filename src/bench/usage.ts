/** Loaded before a program that is measured (`node --require`): at its end it writes what the process used to file descriptor 3, as JSON. */
import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.on('exit', () => {
    writeSync(3, JSON.stringify(process.resourceUsage()))
  })
}
