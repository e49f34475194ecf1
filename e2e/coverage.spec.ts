import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import { stage } from '@/lib/duplicates/testing/stage'
import { seedNumber } from '@/lib/server/testing/seed'
import { axeEverywhere, expect, test } from './fixtures'

test('the CRM owner sees who would split, by number, with a forecast, and who they are', async ({ page, world }) => {
  const { workspaceId } = world
  const owner = await world.signInAs('crm_owner')
  const number = await seedNumber(workspaceId, { label: 'Main line' })
  await bulkUpsertContacts(owner, {
    contacts: [1, 2, 3].map((n) => ({ crmContactId: `C${n}`, name: `Person ${n}`, phones: [`+44770090070${n}`] })),
  })
  const { says } = stage(workspaceId)
  await says(number, { phone: '447700900701' })
  await says(number, { phone: '447700900702', bsuid: 'GB.1' })
  await says(number, { bsuid: 'GB.1', at: 60 })
  await page.goto('/contacts')
  await page.getByRole('link', { name: 'Coverage' }).click()
  await expect(
    page.getByText('33 % of those known would be found by a message without a phone; 2 would not.'),
  ).toBeVisible()
  await expect(page.getByRole('row', { name: /^So far 1/ })).toBeVisible()
  const line = page.getByRole('row', { name: /^Main line/ })
  await expect(line.getByRole('img', { name: /Mapped 1/ })).toBeVisible()
  await axeEverywhere(page)
  await line.getByRole('link', { name: '1' }).click()
  await expect(page).toHaveURL(/coverage=exposed&place=num_|place=num_.*coverage=exposed/)
  await expect(page.getByRole('link', { name: 'Person 1' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Person 3' })).toHaveCount(0)
})
