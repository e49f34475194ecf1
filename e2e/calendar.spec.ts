import type { Page } from '@playwright/test'
import { memberOf, seedPoint, seedWave } from '@/lib/calendar/testing/world'
import { db, writeTransaction } from '@/lib/server/db'
import { addDays, dayAt } from '@/lib/shared/zone-time'
import { axeEverywhere, expect, test } from './fixtures'

const ZONE = 'Europe/London'
const today = (): string => dayAt(new Date(), ZONE)
const localAt = (day: string, clock: string): string => `${day}T${clock}`

test('@postgres two people move one date at once: the second is told, and nothing is overwritten', async ({
  page,
  world,
}) => {
  await world.signInAs('marketing', { name: 'Mara Quill' })
  const { page: other } = await world.person('operations', { name: 'Odo Marsh' })
  const id = await seedPoint(world.workspaceId, { name: 'Compost bag', updateDate: today() })
  await page.goto('/calendar?view=agenda')
  await other.goto('/calendar?view=agenda')
  const moveTo = async (on: Page, day: string) => {
    await on.getByRole('button', { name: 'Move Compost bag' }).click()
    await on.getByLabel('Day', { exact: true }).fill(day)
    // Stops the page from learning of the other's change before this one is sent.
    await on
      .getByRole('dialog', { name: 'Move Compost bag' })
      .getByRole('button', { name: 'Move', exact: true })
      .click()
  }
  await page.route('**/calendar/mark', (route) => route.abort())
  world.allowConsole(/calendar\/mark|Failed to load resource/)
  await moveTo(other, addDays(today(), 2))
  await expect(other.getByText(/“Compost bag” was moved to/).first()).toBeVisible()
  await moveTo(page, addDays(today(), 5))
  const dialog = page.getByRole('dialog', { name: '“Compost bag” changed meanwhile' })
  await expect(dialog).toContainText('Odo Marsh')
  expect((await db.entryPoint.findUniqueOrThrow({ where: { id } })).updateDate).toBe(addDays(today(), 2))
  await dialog.getByRole('button', { name: /all the same$/ }).click()
  await expect(page.getByText(/“Compost bag” was moved to/).first()).toBeVisible()
  expect((await db.entryPoint.findUniqueOrThrow({ where: { id } })).updateDate).toBe(addDays(today(), 5))
})

test('a date is dragged to another day and undone; the keyboard does the same', async ({ page, world }) => {
  await world.signInAs('marketing')
  // The middle of the month: both days are on the same grid, whatever today is.
  const day = `${today().slice(0, 7)}-15`
  const id = await seedPoint(world.workspaceId, { name: 'Till receipt', updateDate: day })
  const dateOf = async () => (await db.entryPoint.findUniqueOrThrow({ where: { id } })).updateDate
  await page.goto('/calendar')
  const chip = page.getByRole('button', { name: /^Update date of Till receipt/ })
  const target = page.getByRole('link', { name: /^\w+ 17 / }).first()
  await chip.dragTo(target)
  await expect(page.getByText(/“Till receipt” was moved to/).first()).toBeVisible()
  expect(await dateOf()).toBe(addDays(day, 2))
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(/“Till receipt” was moved back to/).first()).toBeVisible()
  expect(await dateOf()).toBe(day)
  // Drawn where it is again: a key moves what one sees.
  await expect(chip).toHaveAccessibleName(/\b15 [A-Z]/)
  await chip.press('Shift+ArrowRight')
  await expect.poll(dateOf).toBe(addDays(day, 1))
})

test('freeze windows are planned and clash with what falls into them; one person owns the calendar', async ({
  page,
  world,
}) => {
  await world.signInAs('operations', { name: 'Odo Marsh' })
  const day = addDays(today(), 3)
  await seedPoint(world.workspaceId, { name: 'Home page', updateDate: day })
  await page.goto('/calendar/waves')
  await page.getByRole('button', { name: 'Add a freeze window' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a freeze window' })
  await dialog.getByLabel('Name').fill('Stock count')
  await dialog.getByLabel('From').fill(localAt(day, '08:00'))
  await dialog.getByLabel('Until').fill(localAt(day, '07:00'))
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await expect(dialog).toContainText('The end is not after the beginning.')
  await dialog.getByLabel('Until').fill(localAt(day, '20:00'))
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await expect(page.getByRole('row', { name: /Stock count/ })).toContainText('planned')
  await page.goto('/calendar')
  await expect(
    page.getByRole('link', { name: '1 update date falls into the freeze window “Stock count”.' }),
  ).toBeVisible()
  await page.getByLabel('One person who answers for every date').selectOption({ label: 'Odo Marsh' })
  await expect(page.getByText('Odo Marsh owns the calendar now.', { exact: true })).toBeVisible()
})

test('an address is shown once, read by a calendar program, and revoked', async ({ page, world, request }) => {
  const actor = await world.signInAs('viewer')
  await seedPoint(world.workspaceId, { name: 'Mine', updateDate: today(), ownerMemberId: memberOf(actor) })
  await page.goto('/calendar/feeds')
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = (await page.locator('code', { hasText: '.ics' }).first().textContent()) ?? ''
  const read = await request.get(address)
  expect(read.headers()['content-type']).toBe('text/calendar; charset=utf-8')
  expect(await read.text()).toContain('SUMMARY:Mine')
  await page.getByRole('button', { name: /^Revoke the address/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByText('The address was revoked.', { exact: false }).first()).toBeVisible()
  expect((await request.get(address)).status()).toBe(404)
})

test('a view with filters is saved and exported', async ({ page, world }) => {
  await world.signInAs('operations')
  await seedWave(world.workspaceId, { number: 1, name: 'Website' })
  await seedPoint(world.workspaceId, { name: 'Home page', updateDate: today() })
  await page.goto('/calendar?view=agenda&show=update')
  await expect(page.getByRole('link', { name: 'Home page' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Wave 1 · Website', exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByLabel('Name of the view').fill('Dates only')
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page.getByRole('link', { name: 'Dates only' })).toHaveAttribute('aria-current', 'page')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export' }).click()
  const text = (await (await (await download).createReadStream()).toArray()).join('')
  expect(text).toContain('update date,Home page')
  expect(text).not.toContain('Website')
})

test('an empty calendar says what to do, and a viewer can change nothing', async ({ page, world }) => {
  await world.signInAs('viewer')
  await page.goto('/calendar/waves')
  await expect(page.getByText('A wave is a group of entry points that move together')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Plan a wave' })).toHaveCount(0)
  await seedPoint(world.workspaceId, { name: 'Home page', updateDate: today() })
  await page.goto('/calendar')
  const chip = page.getByRole('button', { name: /^Update date of Home page/ })
  await expect(chip).toHaveAttribute('draggable', 'false')
  await page.goto('/calendar?view=agenda')
  await expect(page.getByRole('button', { name: /^Move / })).toHaveCount(0)
})

test('the room is accessible, wide and on a phone, in both themes', async ({ page, world }) => {
  test.setTimeout(240_000)
  const actor = await world.signInAs(['admin', 'operations'])
  const { workspaceId } = world
  const owner = memberOf(actor)
  const done = await seedWave(workspaceId, {
    number: 1,
    name: 'Help pages',
    state: 'done',
    ownerMemberId: owner,
    releasedAt: new Date(),
    overrideReason: 'Agreed',
    overrideById: owner,
    overridden: [{ key: 'gate-tests', name: 'Tests', sentence: 'No.' }],
  })
  const out = await seedWave(workspaceId, {
    number: 2,
    name: 'Website and profiles',
    state: 'releasing',
    ownerMemberId: owner,
    releasedAt: new Date(),
  })
  const back = await seedWave(workspaceId, {
    number: 3,
    state: 'verifying',
    rollbackAt: new Date(),
    rollbackReason: 'Wrong inbox',
    releasedAt: new Date(),
  })
  const ready = await seedWave(workspaceId, { number: 4, name: 'Print, 41 codes', state: 'ready' })
  await seedPoint(workspaceId, { name: 'Home page', waveId: out, updateDate: today(), ownerName: null })
  await seedPoint(workspaceId, {
    name: 'Footer',
    waveId: out,
    moveState: 'moved',
    movedAt: new Date(),
    testResult: 'wrong',
  })
  await seedPoint(workspaceId, {
    name: 'Bio',
    waveId: back,
    moveState: 'moved',
    movedAt: new Date(),
    rollbackPath: 'Edit the bio.',
  })
  await seedPoint(workspaceId, {
    name: 'Bag',
    waveId: ready,
    kind: 'packaging',
    risk: 'printed',
    leadDays: 30,
    updateDate: addDays(today(), 5),
  })
  await writeTransaction((tx) =>
    tx.freezeWindow.create({
      data: {
        id: `fz_${workspaceId}`,
        workspaceId,
        name: 'Sale',
        startsAt: new Date(),
        endsAt: new Date(Date.now() + 9e7),
      },
    }),
  )
  const paths = [
    '/calendar',
    '/calendar?view=week',
    '/calendar?view=agenda',
    '/calendar/waves',
    '/calendar/gates',
    '/calendar/feeds',
    '/overview',
  ]
  for (const path of [...paths, ...[done, out, back, ready].map((id) => `/calendar/waves/${id}`)]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await axeEverywhere(page)
  }
})

test('the wave track reads as a list in the order of time, and shows every word on a phone', async ({
  page,
  world,
}) => {
  await world.signInAs('viewer')
  await seedWave(world.workspaceId, {
    number: 1,
    name: 'Website and profiles',
    state: 'releasing',
    releasedAt: new Date(),
  })
  const later = new Date(Date.now() + 20 * 86_400_000)
  await seedWave(world.workspaceId, {
    number: 2,
    name: 'Print, 41 codes',
    startsAt: later,
    endsAt: new Date(later.getTime() + 864e5),
  })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/overview')
  const track = page.getByRole('list', { name: /^Waves, freeze windows and today/ })
  const items = await track.getByRole('listitem').allTextContents()
  expect(items.map((text) => text.slice(0, 6))).toEqual(['Wave 1', 'todayT', 'Wave 2'])
  await expect(
    track.getByRole('link', { name: /^Wave 1 · Website and profiles, releasing, from .*, went live/ }),
  ).toBeVisible()
  await expect(
    track.getByRole('link', { name: /^Wave 2 · Print, 41 codes, planned, .*, 9 gates closed$/ }),
  ).toBeVisible()
  const cut = await track
    .locator('li > span[aria-hidden]')
    .evaluateAll((labels) =>
      labels.filter((label) => label.scrollWidth > label.clientWidth + 1).map((label) => label.textContent),
    )
  expect(cut).toEqual([])
})
