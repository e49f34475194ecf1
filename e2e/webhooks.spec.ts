import { setLabels } from '@/lib/contacts/edit-contact'
import { seedContact } from '@/lib/contacts/testing/people'
import { db } from '@/lib/server/db'
import { seedMember } from '@/lib/server/testing/seed'
import { axeEverywhere, expect, test } from './fixtures'

test('@postgres a developer adds a webhook, sees its secret once, tests it, and an address that fails is shown as failing', async ({
  page,
  world,
}) => {
  await world.signInAs('developer', { name: 'Noor Bell' })
  await page.goto('/settings/webhooks')
  await page.getByRole('button', { name: 'Add webhook' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address').fill('http://169.254.169.254/latest')
  await dialog.getByRole('button', { name: 'Add webhook' }).click()
  await expect(dialog.getByText('This address cannot be reached from here')).toBeVisible()
  // Reserved for examples (RFC 6761): it never resolves.
  await dialog.getByLabel('Address').fill('https://crm.example.invalid/hook')
  await dialog.getByLabel('a contact was made').uncheck()
  await axeEverywhere(page)
  await dialog.getByRole('button', { name: 'Add webhook' }).click()
  await expect(dialog.getByText(/^whsec_/)).toBeVisible()
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  await expect(page.getByText('1 address of your own systems told when contacts change.')).toBeVisible()
  await expect(page.getByText(/^whsec_/)).toHaveCount(0)

  const { workspaceId } = world
  const id = await seedContact(workspaceId, { name: 'Ada Moss', crmContactId: 'CRM-1' })
  await setLabels(await seedMember(workspaceId, ['crm_owner']), { id, version: 1, labels: ['vip'] })
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByText('A test is on its way.', { exact: true })).toBeVisible()
  await expect
    .poll(() => db.outbox.count({ where: { workspaceId, lastError: { not: null } } }), { timeout: 20_000 })
    .toBeGreaterThan(0)
  await page.reload()
  await expect(page.getByText('does not take messages')).toBeVisible()
  await expect(page.getByRole('row', { name: /contact\.changed/ })).toContainText('waiting')
  await axeEverywhere(page)

  await page.getByRole('button', { name: 'Switch off' }).click()
  await expect(page.getByText('off', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click()
  await expect(page.getByText('0 addresses of your own systems told when contacts change.')).toBeVisible()
  expect(await db.outbox.count({ where: { workspaceId } })).toBe(0)
})

test('an operations lead has no way in', async ({ page, world }) => {
  await world.signInAs('operations')
  await page.goto('/settings')
  await expect(page.getByRole('link', { name: 'Webhooks' })).toHaveCount(0)
})
