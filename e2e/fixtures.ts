import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { closeDb, writeTransaction } from '@/lib/server/db'
import type { Role } from '@/lib/server/permissions'
import { encodeSession, SESSION_DAYS, sessionCookieName } from '@/lib/server/session-cookie'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'

/**
 * A test owns its world: a workspace of its own, written straight into the database the server under test uses
 * (DATABASE_URL and HANDRAIL_DATA_DIR come from scripts/test-suites.ts). A console error, an exception or a violation
 * of the content policy on any page of the test fails it.
 */
export type World = {
  workspaceId: string
  /** A member of this workspace (or of another one), not signed in anywhere. */
  member: (roles: Role | Role[], given?: { name?: string; workspaceId?: string }) => Promise<MemberActor>
  /** Signs the test's own `page` in as a new member with these roles. */
  signInAs: (roles: Role | Role[], given?: { name?: string; workspaceId?: string }) => Promise<MemberActor>
  /** A second person in a browser of their own, signed in. Closed after the test. */
  person: (
    roles: Role | Role[],
    given?: { name?: string; workspaceId?: string },
  ) => Promise<{ actor: MemberActor; page: Page }>
  /** An empty workspace beside this one. */
  otherWorkspace: () => Promise<string>
  /** Console errors that this test provokes on purpose, such as the browser's own line about a 403. */
  allowConsole: (pattern: RegExp) => void
}

/** The session row and its cookie's value, as signing in would make them. */
export async function mintSession(actor: MemberActor): Promise<{ sessionId: string; cookie: string }> {
  const sessionId = newId('ses')
  const now = new Date()
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000)
  const { userId, workspaceId } = actor
  await writeTransaction((tx) =>
    tx.session.create({
      data: { id: sessionId, userId, workspaceId, lastSeenAt: now, expiresAt, address: '127.0.0.1' },
    }),
  )
  return { sessionId, cookie: await encodeSession(sessionId) }
}

async function signIn(context: BrowserContext, actor: MemberActor, url: string): Promise<MemberActor> {
  const { sessionId, cookie } = await mintSession(actor)
  await context.addCookies([{ name: sessionCookieName(), value: cookie, url, httpOnly: true, sameSite: 'Lax' }])
  return { ...actor, sessionId }
}

type Watch = { problems: string[]; allowed: RegExp[] }

function watchContext(context: BrowserContext, watch: Watch): void {
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const text = `${message.text()} (${message.location().url})`
    if (!watch.allowed.some((pattern) => pattern.test(text))) watch.problems.push(`console: ${text}`)
  })
  context.on('weberror', (error) => watch.problems.push(`exception: ${error.error().message}`))
}

/** Chromium prints a violation, but not in every case; the event is the sure sign. */
async function watchPolicy(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      // biome-ignore lint/suspicious/noConsole: this runs in the page, and is how the test hears of it.
      console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
}

type Fixtures = { watch: Watch; world: World }

export const test = base.extend<Fixtures, { database: null }>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      await use(null)
      await closeDb()
    },
    { scope: 'worker', auto: true },
  ],
  watch: [
    async ({ context }, use) => {
      const watch: Watch = { problems: [], allowed: [] }
      watchContext(context, watch)
      await watchPolicy(context)
      await use(watch)
      expect(watch.problems, 'errors in the browser').toEqual([])
    },
    { auto: true },
  ],
  world: async ({ browser, context, watch, baseURL }, use) => {
    const url = baseURL ?? 'http://127.0.0.1:3000'
    const workspaceId = await seedWorkspace()
    const opened: BrowserContext[] = []
    const member: World['member'] = async (roles, given = {}) => {
      const actor = await seedMember(given.workspaceId ?? workspaceId, [roles].flat(), given.name)
      if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
      return actor
    }
    await use({
      workspaceId,
      member,
      signInAs: async (roles, given) => signIn(context, await member(roles, given), url),
      async person(roles, given) {
        const own = await browser.newContext({ baseURL: url })
        opened.push(own)
        watchContext(own, watch)
        await watchPolicy(own)
        const actor = await signIn(own, await member(roles, given), url)
        return { actor, page: await own.newPage() }
      },
      otherWorkspace: () => seedWorkspace('Quillhaven'),
      allowConsole: (pattern) => watch.allowed.push(pattern),
    })
    await Promise.all(opened.map((own) => own.close()))
  },
})

export { expect }

/** What the page tells as a problem. Next.js keeps an empty alert of its own on every page. */
export function problem(page: Page) {
  return page.locator('[role=alert]:not(#__next-route-announcer__)')
}

const OF_COLOUR = ['color-contrast', 'link-in-text-block']

/**
 * No accessibility violations (WCAG 2.2 AA and axe's best practices) on the page as it stands. Legacy mode leaves out a
 * second tab that only pages with frames need, only violations are described, and a page that holds axe already is not
 * sent its half megabyte again (twice): together more than half of the time.
 */
export async function axe(page: Page, about: 'everything' | 'colour' = 'everything'): Promise<void> {
  // The title is streamed behind the page it belongs to.
  await expect(page).toHaveTitle(/\S/)
  const there = await page.evaluate(() => 'axe' in window)
  const builder = new AxeBuilder({ page, ...(there ? { axeSource: 'void 0' } : {}) })
  builder.setLegacyMode(true).options({ resultTypes: ['violations'] })
  if (about === 'colour') builder.withRules(OF_COLOUR)
  const { violations } = await builder.analyze()
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ target }) => target.join(' ')),
  }))
  expect(found, 'accessibility violations').toEqual([])
}

/**
 * The page as it stands, in one visit: wide and at phone width, in both themes. Colours are judged in all four, every
 * other rule at both widths (a theme changes nothing but colours), and at neither width may the page move sideways.
 */
export async function axeEverywhere(page: Page): Promise<void> {
  const before = page.viewportSize()
  await inTheme(page, 'light')
  await atWidth(page, 1440)
  await axe(page)
  await inTheme(page, 'dark')
  await axe(page, 'colour')
  await atWidth(page, 390)
  await axe(page)
  await inTheme(page, 'light')
  await axe(page, 'colour')
  await page.emulateMedia({ colorScheme: null })
  if (before) await page.setViewportSize(before)
}

/** The layout of a width is there once it was drawn and what moves into place has arrived. */
async function atWidth(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  const sideways = await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    const arriving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(arriving.map(({ finished }) => finished))
    return document.documentElement.scrollWidth - document.documentElement.clientWidth
  })
  expect(sideways, `${page.url()} moves sideways at ${width} px`).toBeLessThanOrEqual(0)
}

/** As somebody's device would choose it. */
async function inTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}
