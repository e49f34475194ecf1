import type { Page } from '@playwright/test'
import { seedPlannedWave } from '@/lib/approvals/testing/world'
import { updateEntryPoint } from '@/lib/entry-points/update-entry-point'
import { db } from '@/lib/server/db'
import { axeEverywhere, expect, test } from './fixtures'

async function ask(page: Page, reason: string, button = 'Ask for a sign-off'): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByLabel('Why it should be signed off').fill(reason)
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for the sign-off' }).click()
  await expect(page.getByText(`“${reason}”`)).toBeVisible()
}

test('@postgres asked for, refused, asked again, signed by another person, edited, stale, and signed anew', async ({
  page,
  world,
}) => {
  const { workspaceId } = world
  const owner = await world.signInAs('operations', { name: 'Odo Marsh' })
  const waveId = await seedPlannedWave(workspaceId, owner.memberId)
  const approver = await world.person('approver', { name: 'Ines Vale' })
  const wave = `/calendar/waves/${waveId}`
  await page.goto(wave)
  await ask(page, 'The plan is complete.')
  await expect(page.getByText('Ines Vale can decide.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign off' })).toHaveCount(0)

  const desk = approver.page
  await desk.goto('/overview')
  await desk.getByRole('link', { name: /1 sign-off to decide/ }).click()
  await expect(desk).toHaveURL(/\/approvals\?whose=waiting$/)
  await expect(desk.getByText('1 sign-off waits for your decision.')).toBeVisible()
  await desk.getByRole('link', { name: 'Wave 1 · Website' }).click()
  const panel = desk.getByRole('complementary', { name: 'Wave 1 · Website' })
  await expect(panel).toContainText('wa.me/larkmoss')
  await panel.getByRole('button', { name: 'Refuse' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click()
  await expect(desk.getByRole('dialog')).toContainText('reason')
  await desk.getByLabel('Why it cannot be signed off').fill('Who calls the shops?')
  await desk.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click()
  await expect(desk.getByRole('dialog')).toBeHidden()
  await expect(desk.getByText('Nothing waits for your decision.').first()).toBeVisible()

  // Whoever asked is told, and reads it where it leads.
  await page.goto('/overview')
  await page.getByRole('button', { name: /^Waiting for you/ }).click()
  await page.getByRole('link', { name: /Notifications 1 new/ }).click()
  await axeEverywhere(page)
  await page.getByRole('link', { name: 'Ines Vale did not sign off “Wave 1 · Website”: Who calls the shops?' }).click()
  await expect(page).toHaveURL(/\/approvals\/apr_/)
  await page.goto('/notifications?show=unread')
  await expect(page.getByText('Everything was read.')).toBeVisible()
  await page.goto(wave)
  await expect(page.getByText('“Who calls the shops?”')).toBeVisible()
  await ask(page, 'Odo calls the shops.', 'Ask again')
  await desk.goto(wave)
  await desk.getByRole('button', { name: 'Sign off' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Sign off' }).click()
  await expect(desk.getByText('Your decision is recorded.', { exact: true })).toBeVisible()

  const point = await db.entryPoint.findFirstOrThrow({ where: { workspaceId, waveId } })
  const patch = { newDestination: 'wa.me/larkmoss.help' }
  expect(await updateEntryPoint(owner, { id: point.id, version: point.version, patch })).toMatchObject({ ok: true })
  await page.reload()
  await expect(page.getByText('Odo Marsh edited it. What was signed off is not what it says now.')).toBeVisible()
  await expect(page.getByText('What changed since the last sign-off')).toBeVisible()
  await ask(page, 'Only the address changed.', 'Ask again')
  await desk.goto('/approvals?whose=waiting')
  await desk.getByRole('link', { name: 'Wave 1 · Website' }).click()
  await expect(panel).toContainText('What changed since the last sign-off')
  await panel.getByRole('button', { name: 'Sign off' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: 'Sign off' }).click()
  await expect(desk.getByText('Your decision is recorded.', { exact: true })).toBeVisible()
  await desk.goto('/approvals')
  await expect(desk.getByRole('row')).toHaveCount(4)
  for (const state of ['signed off', 'stale', 'refused']) {
    await expect(desk.getByRole('row').filter({ hasText: state })).toHaveCount(1)
  }
})

test('two people decide at once: one decides, the other is told and changes nothing', async ({ page, world }) => {
  const { workspaceId } = world
  const owner = await world.person('operations', { name: 'Odo Marsh' })
  const waveId = await seedPlannedWave(workspaceId, owner.actor.memberId)
  await world.signInAs('approver', { name: 'Ines Vale' })
  const second = await world.person('approver', { name: 'Noor Haddad' })
  const wave = `/calendar/waves/${waveId}`
  await owner.page.goto(wave)
  await ask(owner.page, 'The plan is complete.')
  for (const one of [page, second.page]) {
    await one.goto(wave)
    await one.getByRole('button', { name: 'Sign off' }).click()
  }
  const press = (one: Page) => one.getByRole('dialog').getByRole('button', { name: 'Sign off' }).click()
  await Promise.all([press(page), press(second.page)])
  const told = (one: Page) => one.getByText(/was signed off already/)
  await expect(async () => {
    const all = await Promise.all([page, second.page].map((one) => told(one).count()))
    expect(all.reduce((sum, count) => sum + Math.min(count, 1), 0)).toBe(1)
  }).toPass()
  expect(await db.approvalVote.count({ where: { workspaceId } })).toBe(1)

  // Whoever is about to edit it is told before they do what that ends.
  await owner.page.goto('/calendar/waves')
  await owner.page.getByRole('button', { name: 'Change Wave 1 · Website' }).click()
  await expect(owner.page.getByRole('note')).toContainText('Saving a change makes the sign-off of this stale.')
})

test('the room can be used by everybody, a record is printed, and a viewer only reads', async ({ page, world }) => {
  const { workspaceId } = world
  const owner = await world.person('operations', { name: 'Odo Marsh' })
  const waveId = await seedPlannedWave(workspaceId, owner.actor.memberId)
  await world.signInAs('approver', { name: 'Ines Vale' })
  await page.goto('/approvals?whose=waiting')
  await axeEverywhere(page)
  await owner.page.goto(`/calendar/waves/${waveId}`)
  await ask(owner.page, 'The plan is complete.')
  const { id } = await db.approvalRequest.findFirstOrThrow({ where: { workspaceId } })
  for (const address of ['/approvals', `/approvals?open=${id}`, `/approvals/${id}`]) {
    await page.goto(address)
    await axeEverywhere(page)
  }
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { level: 1, name: 'Wave 1 · Website' })).toBeVisible()
  await expect(page.getByText('Fingerprint')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  const { page: reader } = await world.person('viewer')
  await reader.goto(`/approvals/${id}`)
  await expect(reader.getByRole('heading', { level: 1, name: 'Wave 1 · Website' })).toBeVisible()
  await expect(reader.getByRole('button', { name: 'Sign off' })).toHaveCount(0)
})
