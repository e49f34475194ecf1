import type { Browser, Page } from '@playwright/test'
import { quantile } from '../harness'
import { newPerson, openSheet, takeInteractions, untilPainted } from './sheet-browser'

/** One of the sheets that are measured: ours, or a peer that answers to the same roles and keys. */
export type Contender = { name: string; url: string; cookie: string; path: string }
export type Times = Record<string, number[]>

const OPENS = 9
const JUMPS = 7

/** Another contender begins each turn, so that a slow minute of the machine touches all of them. */
function turned<T>(list: readonly T[], by: number): T[] {
  const from = by % list.length
  return [...list.slice(from), ...list.slice(0, from)]
}

function noTimes(all: readonly { name: string }[]): Times {
  return Object.fromEntries(all.map(({ name }) => [name, []]))
}

export async function timeOpening(browser: Browser, all: readonly Contender[]): Promise<Times> {
  const times = noTimes(all)
  for (let round = 0; round <= OPENS; round += 1) {
    for (const { name, url, cookie, path } of turned(all, round)) {
      const page = await newPerson(browser, url, cookie)
      const ms = await openSheet(page, url + path)
      // The first one loads the page into the server.
      if (round > 0) times[name]?.push(ms)
      await page.context().close()
    }
  }
  return times
}

export type Opened = { name: string; page: Page }

export async function openAll(browser: Browser, all: readonly Contender[]): Promise<Opened[]> {
  const opened: Opened[] = []
  for (const { name, url, cookie, path } of all) {
    const page = await newPerson(browser, url, cookie)
    await openSheet(page, url + path)
    opened.push({ name, page })
  }
  return opened
}

/** One heading after the other, each up and down. */
export async function timeSorting(all: readonly Opened[]): Promise<Times> {
  const times = noTimes(all)
  for (const [turn, heading] of ['Name', 'Kind', 'Owner', 'Wave', 'Risk', 'Name'].entries()) {
    for (const { name, page } of turned(all, turn)) {
      await page.bringToFront()
      for (const order of ['ascending', 'descending']) {
        const cell = page.getByRole('columnheader', { name: heading, exact: true })
        times[name]?.push(await untilPainted(page, { sorted: `${heading} ${order}` }, () => cell.click()))
      }
    }
  }
  return times
}

const FILTERS = [
  ['Kind', ['ad', 'invoice', 'every kind']],
  ['Risk', ['printed', 'paid', 'any risk']],
  ['Wave', ['no wave', 'any wave']],
] as const

export async function timeFiltering(all: readonly Opened[]): Promise<Times> {
  const times = noTimes(all)
  for (const [turn, [menu, choices]] of FILTERS.entries()) {
    for (const { name, page } of turned(all, turn)) {
      await page.bringToFront()
      for (const choice of choices) {
        await page.getByRole('button', { name: new RegExp(`^${menu}: `) }).click()
        const rowsOtherThan = (await page.getByRole('grid').getAttribute('aria-rowcount')) ?? ''
        const option = page.getByRole('menu').getByText(choice, { exact: true })
        times[name]?.push(await untilPainted(page, { rowsOtherThan }, () => option.click()))
      }
    }
  }
  return times
}

/** On the cell beside the name; the name itself is a link to the row. */
const standOn = (page: Page, row: number): Promise<void> =>
  page.locator('[role=rowheader] + [role=gridcell]').nth(row).click()

export async function timeJumps(all: readonly Opened[]): Promise<Times> {
  const times = noTimes(all)
  for (let round = 0; round < JUMPS; round += 1) {
    for (const { name, page } of turned(all, round)) {
      await page.bringToFront()
      if (round === 0) await standOn(page, 0)
      times[name]?.push(await untilPainted(page, { lastRow: true }, () => page.keyboard.press('Control+End')))
      await page.keyboard.press('Control+Home')
      await page.waitForTimeout(300)
    }
  }
  return times
}

type Part = { name: string; keys?: string[]; act?: (page: Page, i: number) => Promise<void>; count?: number }

const repeat = (count: number, ...keys: string[]): string[] => Array.from({ length: count }, () => keys).flat()

/** What a person does at the sheet; each key and each click is one interaction. */
const PARTS: Part[] = [
  { name: 'clicks on cells', act: standOn, count: 10 },
  { name: 'arrows', keys: repeat(40, 'ArrowDown') },
  { name: 'pages', keys: [...repeat(15, 'PageDown'), ...repeat(10, 'PageUp')] },
  { name: 'marking', keys: repeat(10, 'Shift+ArrowDown') },
  { name: 'both ends', keys: repeat(5, 'Control+End', 'Control+Home') },
  { name: 'edits', keys: repeat(8, 'Enter', 'End', 'x', 'y', 'Enter', 'ArrowDown') },
  {
    name: 'choosing',
    act: (page, i) => page.getByRole('checkbox', { name: 'Select this row' }).nth(i).click(),
    count: 10,
  },
]

/** The work of a while at each sheet, part by part in turns. */
export async function timeWork(all: readonly Opened[], log: (line: string) => void): Promise<Times> {
  const times = noTimes(all)
  for (const { page } of all) await takeInteractions(page, 0)
  for (const [turn, part] of PARTS.entries()) {
    for (const { name, page } of turned(all, turn)) {
      const seen = await workPart(page, part)
      const slow = seen.filter(({ ms }) => ms > 100).map(({ ms, what }) => `${ms} ms ${what}`)
      const found = seen.map(({ ms }) => ms)
      times[name]?.push(...found)
      const [p50, p95] = [quantile(found, 0.5), quantile(found, 0.95)]
      log(`${name} ${part.name}: ${found.length}, p50 ${p50}, p95 ${p95} ms ${slow.join('; ')}`)
    }
  }
  return times
}

async function workPart(page: Page, { keys = [], act, count = 0 }: Part) {
  await page.bringToFront()
  for (const key of keys) {
    await page.keyboard.press(key, { delay: 15 })
    await page.waitForTimeout(50)
  }
  for (let i = 0; i < count; i += 1) await act?.(page, i + 1)
  return takeInteractions(page, keys.length + count)
}
