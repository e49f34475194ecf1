import { transact } from '@/lib/server/audit'
import { db, writeTransaction } from '@/lib/server/db'
import { ok } from '@/lib/shared/result'
import { axeEverywhere, expect, test } from './fixtures'

test('an admin filters the log, reads what changed, verifies the chain and exports it @postgres', async ({
  page,
  world,
}) => {
  const admin = await world.signInAs('admin', { name: 'Ada Marsh' })
  await transact(admin, async (tx, record) => {
    await tx.workspace.update({ where: { id: world.workspaceId }, data: { zone: 'Europe/Paris' } })
    record({
      action: 'workspace.updated',
      subject: { kind: 'workspace', id: world.workspaceId },
      before: { zone: 'Europe/London' },
      after: { zone: 'Europe/Paris' },
    })
    return ok(undefined)
  })

  await page.goto('/audit')
  await page.getByRole('row').filter({ hasText: 'changed the workspace settings' }).click()
  const panel = page.getByRole('complementary', { name: /Ada Marsh changed the workspace settings/ })
  await expect(panel.getByRole('row').filter({ hasText: 'zone' })).toContainText('Europe/LondonEurope/Paris')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  await page.getByRole('button', { name: 'Verify the chain' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'whole' })).toBeVisible()

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toBe('audit.csv')
  const actions = await db.auditEvent.findMany({ where: { workspaceId: world.workspaceId }, orderBy: { seq: 'asc' } })
  expect(actions.map((event) => event.action)).toEqual(['workspace.updated', 'audit.verified', 'audit.exported'])
})

test('a changed entry is named', async ({ page, world }) => {
  const admin = await world.signInAs('admin')
  await transact(admin, async (_tx, record) => {
    record({ action: 'audit.verified', subject: { kind: 'audit', id: null } })
    return ok(undefined)
  })
  await writeTransaction((tx) =>
    tx.auditEvent.updateMany({ where: { workspaceId: world.workspaceId, seq: 1 }, data: { origin: '203.0.113.9' } }),
  )
  await page.goto('/audit')
  await page.getByRole('button', { name: 'Verify the chain' }).click()
  await expect(page.getByText('Entry 1: an entry was changed after it was written.')).toBeVisible()
})

test('the log is accessible, wide and on a phone, in both themes', async ({ page, world }) => {
  const admin = await world.signInAs('admin')
  await transact(admin, async (_tx, record) => {
    record({ action: 'audit.verified', subject: { kind: 'audit', id: null } })
    return ok(undefined)
  })
  await page.goto('/audit')
  await axeEverywhere(page)
})
