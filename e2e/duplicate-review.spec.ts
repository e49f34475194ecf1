import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import { scanWorkspace } from '@/lib/duplicates/scan'
import { stage } from '@/lib/duplicates/testing/stage'
import { db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSql } from '@/lib/server/sql'
import { seedNumber } from '@/lib/server/testing/seed'
import { axeEverywhere, expect, test, type World } from './fixtures'

const phone = (n: number) => `4477009007${String(n).padStart(2, '0')}`

/** Ten people who are in the CRM twice. The first of them wrote once, so that there is a reply to keep. */
async function seedTwins(world: World) {
  const { workspaceId } = world
  const owner = await world.member('crm_owner', { name: 'Cora Owner' })
  const contacts = Array.from({ length: 10 }, (_, n) => n).flatMap((n) => [
    { crmContactId: `CRM-${n}`, name: `Person Number ${n}`, phones: [`+${phone(n)}`] },
    { crmContactId: `WEB-${n}`, name: `Person Number ${n}`, phones: [`+${phone(n)}`] },
  ])
  expect(await bulkUpsertContacts(owner, { contacts })).toMatchObject({ ok: true })
  const sql = openSql(env().databaseUrl)
  await scanWorkspace({ sql, workspaceId, now: new Date() })
  await sql.close()
}

const replies = (workspaceId: string) =>
  db.thread.findMany({
    where: { workspaceId },
    orderBy: { id: 'asc' },
    select: { id: true, replyTo: true, replyRecipient: true },
  })

test('@postgres ten duplicates are cleared by keyboard alone; a message arrives, a merge is undone, and no reply moved', async ({
  page,
  world,
}) => {
  const { workspaceId } = world
  const number = await seedNumber(workspaceId)
  const { says } = stage(workspaceId)
  await seedTwins(world)
  await world.signInAs('crm_owner', { name: 'Imani Croft' })
  await page.goto('/duplicates')
  await expect(page.getByText(/^10 pairs to be decided\./)).toBeVisible()
  await axeEverywhere(page)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Pair 1 of 10/)).toBeVisible()
  await axeEverywhere(page)
  await page.keyboard.press('j')
  await expect(page.getByText(/^Pair 2 of 10/)).toBeVisible()
  await page.keyboard.press('k')
  await expect(page.getByText(/^Pair 1 of 10/)).toBeVisible()
  for (let left = 10; left > 0; left -= 1) {
    await expect(page.getByText(new RegExp(`^Pair 1 of ${left},`))).toBeVisible()
    await expect(page.getByRole('button', { name: /^Merge into/ })).toBeEnabled()
    await page.keyboard.press(left % 5 === 0 ? 'n' : 'm')
  }
  await expect(page.getByText(/^Nothing waits for a decision\./)).toBeVisible()
  expect(await db.merge.count({ where: { workspaceId } })).toBe(8)
  expect(await db.duplicatePair.count({ where: { workspaceId, state: 'dismissed' } })).toBe(2)

  const merged = await db.merge.findFirstOrThrow({ where: { workspaceId } })
  const held = await db.identifier.findFirstOrThrow({
    where: { workspaceId, contactId: merged.survivorId, kind: 'phone', active: true },
  })
  await says(number, { phone: held.value, bsuid: 'GB.90100000000001' })
  const before = await replies(workspaceId)
  expect(before).toMatchObject([{ replyTo: held.value }])
  await page.goto(`/duplicates/merges/${merged.id}`)
  await page.getByRole('button', { name: 'Undo the merge' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the merge' }).click()
  await expect(page.getByText('undone').first()).toBeVisible()
  expect(await replies(workspaceId)).toEqual(before)
  await page.goto('/duplicates')
  await expect(page.getByText(/^1 pair to be decided\./)).toBeVisible()
  await page.goto('/duplicates?state=dismissed')
  await expect(page.getByRole('row')).toHaveCount(3)
})

test('everybody is looked at in the background, and a viewer reads without deciding', async ({ page, world }) => {
  await seedTwins(world)
  await db.duplicatePair.deleteMany({ where: { workspaceId: world.workspaceId } })
  await world.signInAs('crm_owner')
  await page.goto('/duplicates')
  await page.getByRole('button', { name: 'Look at everybody now' }).first().click()
  await expect(page.getByText(/^10 pairs to be decided\./)).toBeVisible({ timeout: 30_000 })
  const viewer = await world.person('viewer')
  await viewer.page.goto('/duplicates')
  await viewer.page
    .getByRole('link', { name: /Person Number/ })
    .first()
    .click()
  await expect(viewer.page.getByRole('heading', { level: 1, name: 'Same person?' })).toBeVisible()
  await expect(viewer.page.getByRole('button', { name: /Merge|Not the same/ })).toHaveCount(0)
})

test('the rules are changed after counting what they would flag, and every version stays to be read', async ({
  page,
  world,
}) => {
  const { workspaceId } = world
  await seedTwins(world)
  await world.signInAs('crm_owner', { name: 'Imani Croft' })
  await page.goto('/duplicates')
  await page.getByRole('link', { name: 'Rules' }).click()
  await expect(page.getByText('As Handrail begins; nobody has written a version yet.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Put in force' })).toBeDisabled()
  await page.getByLabel('Same phone', { exact: true }).fill('many')
  await expect(page.getByText('Write a whole number from 0 to 100.')).toBeVisible()
  await page.getByLabel('Same phone', { exact: true }).fill('40')
  await page.getByLabel('Least points of a suggestion').fill('60')
  await page.getByRole('button', { name: 'Count what these would flag' }).click()
  await expect(page.getByText('10 pairs of 20 contacts')).toBeVisible()
  await expect(page.getByText('0 pairs of 0 contacts')).toBeVisible()
  await page.getByLabel('Why', { exact: true }).fill('Households share a phone.')
  await axeEverywhere(page)
  await page.getByRole('button', { name: 'Put in force' }).click()
  await expect(page.getByText(/^Version 1 is in force, written by Imani Croft/)).toBeVisible()
  await expect(page.getByText('“same phone” counts 40 points instead of 60.').first()).toBeVisible()
  await expect
    .poll(() => db.duplicatePair.count({ where: { workspaceId, state: 'open' } }), { timeout: 60_000 })
    .toBe(0)

  await world.signInAs('viewer')
  await page.goto('/duplicates/rules')
  await expect(page.getByText('The rules in force')).toBeVisible()
  await expect(page.getByText('40 points', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Put in force' })).toHaveCount(0)
  await axeEverywhere(page)
})
