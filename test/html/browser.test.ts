/**
 * The page for a tumor board in a real Chromium, for every published case: what assistive technology finds wrong with it, what it asks the network
 * for, how it prints, and how it fits a phone. Skipped where there is no Chromium.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redrawnBy, USUAL_REDRAWS } from '../../src/io/compiled-draws.ts'
import { renderHtml } from '../../src/render/html.ts'
import { browserPath, startBrowser } from '../support/browser.ts'
import { ranked, slugs } from '../support/published-cases.ts'
import { realKnowledge } from '../support/real-rules.ts'

const OPEN = `for (const folded of document.querySelectorAll('details')) folded.open = true`
const MOST_PAGES = 4
/** With the causality of a drug in it. */
const MOST_PAGES_WITH_CAUSALITY = 5

const folder = mkdtempSync(join(tmpdir(), 'marrowdx-'))
const kb = realKnowledge()
const redrawn = redrawnBy(kb, USUAL_REDRAWS, '')

/** Written when it is first asked for. */
function urlOf(slug: string, causality?: string): string {
  const file = join(folder, `${slug}${causality ?? ''}.html`)
  if (!existsSync(file)) writeFileSync(file, renderHtml(ranked(kb, slug, { redrawn, causality })))
  return pathToFileURL(file).href
}

/** Sheets of A4. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(new Set(pdf.match(/\/MediaBox \[[^\]]*\]/g))).toEqual(new Set(['/MediaBox [0 0 594.95996 841.91998]']))
  return pdf.match(/\/Type \/Page\b/g)?.length ?? 0
}

/** Other fonts are wider or narrower, and say nothing about the number of pages. */
const asWideAsArial = (page: Page): Promise<boolean> =>
  page.evaluate(`(() => {
    const probe = Object.assign(document.createElement('span'), { textContent: 'mmmmmmmmmm' })
    document.body.append(probe)
    probe.style.cssText = 'font-size: 100px; position: absolute'
    const { width } = probe.getBoundingClientRect()
    probe.remove()
    return Math.abs(width - 833) < 3
  })()`)

async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
  }>('axe.run()')
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const why = browserPath === null ? ' (skipped: there is no Chromium here)' : ''

describe.skipIf(browserPath === null)(`in a browser${why}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser.close())

  /** A new page on a file; `bypassCSP` lets the test run its own script there. */
  async function opened(url: string, { width = 1000, bypassCSP = false } = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP })
    const page = await context.newPage()
    if (bypassCSP) await page.addInitScript({ content: axe.source })
    await page.goto(url)
    return page
  }

  describe.each(slugs)('%s', (slug) => {
    it('has nothing that axe objects to, light or dark', async () => {
      const page = await opened(urlOf(slug, 'imatinib'), { bypassCSP: true })
      await page.evaluate(OPEN)
      expect(await violationsOf(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await violationsOf(page)).toEqual([])
      await page.context().close()
    })

    it('prints on four sheets of A4, on five with the causality of a drug', async ({ skip }) => {
      const page = await opened(urlOf(slug))
      if (!(await asWideAsArial(page))) skip('no font with the widths of Arial')
      expect(await pagesOf(page)).toBeLessThanOrEqual(MOST_PAGES)
      await page.goto(urlOf(slug, 'imatinib'))
      expect(await pagesOf(page)).toBeLessThanOrEqual(MOST_PAGES_WITH_CAUSALITY)
      await page.context().close()
    })

    it('needs no scrolling sideways at 320 pixels', async () => {
      const page = await opened(urlOf(slug, 'imatinib'), { width: 320 })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
      await page.evaluate(OPEN)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
      await page.context().close()
    })
  })

  const [slug = ''] = slugs

  it('has nothing that axe objects to while it is folded', async () => {
    const page = await opened(urlOf(slug), { bypassCSP: true })
    expect(await violationsOf(page)).toEqual([])
    await page.context().close()
  })

  it('asks for nothing but its own file, and keeps to its own policy', async () => {
    const page = await opened('about:blank')
    const [asked, said]: [string[], string[]] = [[], []]
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => said.push(message.text()))
    const url = urlOf(slug, 'imatinib')
    await page.goto(url)
    await page.evaluate(OPEN)
    await page.pdf()
    expect(asked).toEqual([url])
    expect(said).toEqual([])
    expect(await page.evaluate('getComputedStyle(document.body).maxWidth')).toBe('960px')
    await page.context().close()
  })

  it('shows the ranking when it is opened, and on paper whether it is open or not', async () => {
    const page = await opened(urlOf(slug))
    const shown = (): Promise<boolean> =>
      page.evaluate(`document.querySelector('.ranking table').checkVisibility({ contentVisibilityAuto: true })`)
    await expect.poll(shown, { timeout: 5000 }).toBe(false)
    await page.emulateMedia({ media: 'print' })
    await expect.poll(shown, { timeout: 5000 }).toBe(true)
    await page.emulateMedia({ media: 'screen' })
    await expect.poll(shown, { timeout: 5000 }).toBe(false)
    await page.click('.tool summary')
    await expect.poll(shown, { timeout: 5000 }).toBe(true)
    await page.context().close()
  })

  it('is worked by keyboard: to the lines to write on, to the summaries, and a visible focus', async () => {
    const page = await opened(urlOf(slug))
    const reached: unknown[] = []
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab')
      reached.push(await page.evaluate('document.activeElement.id || document.activeElement.localName'))
    }
    expect(
      reached.filter((name) => name === 'own-1' || name === 'own-change' || name === 'summary').slice(0, 4),
    ).toEqual(['own-1', 'own-change', 'summary', 'summary'])
    await page.focus('.tool summary')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(`document.querySelector('.tool').open`)).toBe(true)
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await page.context().close()
  })
})
