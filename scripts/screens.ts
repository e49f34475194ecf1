/**
 * `npm run screens`: a picture of every room in both themes and at phone width, in the git-ignored folder `screens/`.
 * Starts the built application with the demo workspace and walks it as its admin. `npm run screens -- contacts` takes
 * the pictures of one room only.
 */
import { mkdirSync } from 'node:fs'
import { type Browser, chromium } from '@playwright/test'
import { ROOMS } from '../components/shell/rooms'
import { startServer } from '../e2e/start-server'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../lib/members/demo-people'
import { ensureBuilt } from './build.mjs'

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run']
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
const MORE = [
  '/sign-in',
  '/contacts/import',
  '/contacts/coverage',
  '/entry-points/import',
  '/entry-points/kinds',
  '/entry-points/print',
  '/duplicates/conflicts',
  '/duplicates/merges',
  '/duplicates/rules',
  '/deliveries/not-understood',
  '/deliveries/failures',
  '/settings/connections',
  '/settings/approvals',
  '/account',
  '/account/notifications',
  '/policy/draft',
  '/policy/requests',
  '/policy/versions',
  '/field-map/fields',
  '/field-map/checks',
  '/lab/runs',
  '/lab/plans',
  '/lab/payloads',
  '/lab/payloads/bsuid-only-known',
  '/lab/targets',
  '/lab/matrix',
  '/lab/exceptions',
  '/lab/numbers',
  '/lab/first-workflow',
  '/inputs/systems',
  '/inputs/ownership',
  '/members/hand-over',
  '/calendar/waves',
  '/calendar/gates',
]

async function openAs(browser: Browser, look: { url: string; theme: 'light' | 'dark'; size: keyof typeof SIZES }) {
  const { url, theme, size } = look
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: theme, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('E-mail').fill(DEMO_PEOPLE[0]?.email ?? '')
  await page.getByLabel('Password').fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'))
  return page
}

async function main(): Promise<void> {
  const only = process.argv[2]
  await ensureBuilt(process.cwd(), { pages: true })
  mkdirSync('screens', { recursive: true })
  const server = await startServer({ HANDRAIL_DEMO: '1' })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: FLAGS,
  })
  const rooms = ROOMS.filter((room) => room.ready).map((room) => room.href)
  const paths = [...rooms, ...MORE].filter((path) => !only || path.includes(only))
  try {
    for (const theme of ['light', 'dark'] as const) {
      for (const size of ['wide', 'phone'] as const) {
        const page = await openAs(browser, { url: server.url, theme, size })
        for (const path of paths) {
          await page.goto(server.url + path)
          await page.waitForLoadState('networkidle')
          const file = `screens/${path.slice(1).replaceAll('/', '-')}-${theme}-${size}.png`
          await page.screenshot({ path: file })
          console.log(file)
        }
        await page.context().close()
      }
    }
  } finally {
    await browser.close()
    await server.stop()
  }
}

await main()
