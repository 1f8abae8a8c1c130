/** A real Chromium where there is one: the distribution's own, with a folder of its own that is new and empty. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Null where there is none. */
export const browserPath: string | null = PLACES.find((path) => existsSync(path)) ?? null

/** Without a sandbox, since containers run as root; it opens files of ours alone. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function startBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error('there is no Chromium')
  return chromium.launch({ executablePath: browserPath, args: QUIET })
}
