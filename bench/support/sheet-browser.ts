import { type Browser, chromium, type Page } from '@playwright/test'

/**
 * What a person at the sheet waits for, measured inside the page by the browser's own clock: from the input that asked
 * for something to the frame after the one that shows it.
 */
export type Interaction = { ms: number; what: string }

declare global {
  interface Window {
    /** Milliseconds from the start of the navigation until the first rows were painted and answer to input. */
    sheetOpenAt?: number
    /** The longest event of each interaction that took a frame or more, by the browser's id for it. */
    sheetInteractions: Map<number, Interaction>
    sheetPainted?: number
  }
}

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run']

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS })
}

/** A browser that has never been here: no cache, one session. */
export async function newPerson(browser: Browser, url: string, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const [name = '', ...value] = cookie.split('=')
  await context.addCookies([{ name, value: value.join('='), url, httpOnly: true, sameSite: 'Lax' }])
  // esbuild names the functions inside a function with a helper that the page does not have.
  await context.addInitScript('globalThis.__name = (named) => named')
  await context.addInitScript(watchPage)
  return context.newPage()
}

/** Runs in the page before anything of it. */
function watchPage(): void {
  window.sheetInteractions = new Map()
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      const id = (entry as PerformanceEventTiming & { interactionId?: number }).interactionId ?? 0
      if (id === 0) continue
      if (entry.duration > (window.sheetInteractions.get(id)?.ms ?? 0)) {
        const waited = Math.round(entry.processingStart - entry.startTime)
        const worked = Math.round(entry.processingEnd - entry.processingStart)
        const what = `${entry.name} (${waited} ms until heard, ${worked} ms at work)`
        window.sheetInteractions.set(id, { ms: entry.duration, what })
      }
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  const look = (): void => {
    const cell = document.querySelector('[role=rowheader]')
    // React marks what it has taken over: from then on a click is heard.
    const alive = cell !== null && Object.keys(cell).some((key) => key.startsWith('__reactFiber'))
    if (!alive || !cell.textContent) requestAnimationFrame(look)
    else setTimeout(() => (window.sheetOpenAt = performance.now()), 0)
  }
  requestAnimationFrame(look)
}

export async function openSheet(page: Page, url: string): Promise<number> {
  await page.goto(url)
  await page.waitForFunction(() => window.sheetOpenAt !== undefined)
  return page.evaluate(() => window.sheetOpenAt ?? 0)
}

/** Whether the grid shows what was asked for; everything that is not given does not matter. */
export type Wanted = { sorted?: string; rowsOtherThan?: string; lastRow?: boolean }

/** From the press of the mouse or key to the frame in which the wanted rows stand there and nothing is on its way. */
export async function untilPainted(page: Page, wanted: Wanted, act: () => Promise<void>): Promise<number> {
  await page.evaluate((want) => {
    delete window.sheetPainted
    let from = 0
    const begin = (event: Event): void => {
      from = event.timeStamp
    }
    for (const type of ['pointerup', 'keydown'] as const) {
      window.addEventListener(type, begin, { capture: true, once: true })
    }
    const shown = (): boolean => {
      const grid = document.querySelector('[role=grid]')
      if (!grid || grid.getAttribute('aria-busy')) return false
      const rows = grid.getAttribute('aria-rowcount')
      if (want.rowsOtherThan !== undefined && rows === want.rowsOtherThan) return false
      if (want.sorted !== undefined) {
        const heading = [...grid.querySelectorAll('[role=columnheader]')].find(
          (one) => one.textContent === want.sorted?.split(' ')[0],
        )
        if (heading?.getAttribute('aria-sort') !== want.sorted.split(' ')[1]) return false
      }
      const place = want.lastRow ? rows : '2'
      return Boolean(grid.querySelector(`[aria-rowindex="${place}"] [role=rowheader]`)?.textContent)
    }
    const look = (): void => {
      if (from === 0 || !shown()) requestAnimationFrame(look)
      else setTimeout(() => (window.sheetPainted = performance.now() - from), 0)
    }
    requestAnimationFrame(look)
  }, wanted)
  await act()
  await page.waitForFunction(() => window.sheetPainted !== undefined)
  return page.evaluate(() => window.sheetPainted ?? 0)
}

/** The interactions since the last call: how long each took to its next paint; those the browser calls too short are 16 ms. */
export async function takeInteractions(page: Page, made: number): Promise<Interaction[]> {
  await page.waitForTimeout(300)
  const seen = await page.evaluate(() => {
    const list = [...window.sheetInteractions.values()]
    window.sheetInteractions.clear()
    return list
  })
  return [...seen, ...Array.from({ length: Math.max(0, made - seen.length) }, () => ({ ms: 16, what: '' }))]
}
