import { seedContact } from '@/lib/contacts/testing/people'
import { stage } from '@/lib/duplicates/testing/stage'
import { db } from '@/lib/server/db'
import { seedNumber } from '@/lib/server/testing/seed'
import { axeEverywhere, expect, test, type World } from './fixtures'

const PHONE = '447700900831'

/** Ada of the CRM, and Ada as WhatsApp met her without a phone; then a payload shows the phone that the CRM claims. */
async function tell({ workspaceId }: World) {
  const number = await seedNumber(workspaceId)
  const { says } = stage(workspaceId)
  const identifiers = [{ kind: 'phone' as const, value: PHONE }]
  const known = await seedContact(workspaceId, {
    name: 'Ada Moss',
    crmContactId: 'CRM-1',
    labels: ['vip'],
    identifiers,
  })
  await says(number, { bsuid: 'GB.83100000000001', at: 0 })
  await says(number, { bsuid: 'GB.83100000000001', phone: PHONE, at: 10 })
  const { contactId } = await db.identifier.findFirstOrThrow({
    where: { workspaceId, kind: 'bsuid', activeKey: { not: null } },
  })
  return { number, says, known, shown: contactId }
}

test('@postgres from a conflict two contacts become one, a message arrives, and the merge is undone', async ({
  page,
  world,
}) => {
  const { number, says, known, shown } = await tell(world)
  const { workspaceId } = world
  const replies = () =>
    db.thread.findMany({ where: { workspaceId }, select: { id: true, replyTo: true, replyRecipient: true } })
  const before = await replies()
  await world.signInAs('crm_owner', { name: 'Cora Owner' })
  await page.goto('/duplicates/conflicts')
  await page.getByRole('link', { name: /BSUID of one contact, phone of another/ }).click()
  await page.getByRole('complementary').getByRole('link', { name: 'Compare and merge' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Merge two contacts' })).toBeVisible()
  if (!page.url().includes(`survivor=${known}`))
    await page.getByRole('link', { name: 'Let the other one stay' }).click()
  await expect(page).toHaveURL(new RegExp(`survivor=${known}`))
  await expect(page.getByLabel('Identity of Ada Moss, which stays')).toBeVisible()
  const table = page.getByRole('table', { name: 'Where replies go' })
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(table).toContainText('the same')
  await page.getByRole('group', { name: 'Name' }).getByLabel('Ada Moss').check()
  await page.getByLabel('Note').fill('She told us on the phone.')
  await page.getByRole('button', { name: 'Merge into Ada Moss' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /became part of Ada Moss/ })).toBeVisible()
  await expect(page.getByText('She told us on the phone.')).toBeVisible()

  await says(number, { bsuid: 'GB.83100000000001', at: 60, wamid: 'wamid.MERGED' })
  const arrived = () => db.event.findFirstOrThrow({ where: { workspaceId, wamid: 'wamid.MERGED' } })
  expect(await arrived()).toMatchObject({ outcome: 'matched', contactId: known })

  await page.getByRole('button', { name: 'Undo the merge' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the merge' }).click()
  await expect(page.getByText('Cora Owner undid the merge')).toBeVisible()
  expect(await arrived()).toMatchObject({ contactId: shown })
  expect(await replies()).toEqual(before)
  expect(await db.conflict.findFirstOrThrow({ where: { workspaceId } })).toMatchObject({ state: 'open' })
})

test('the other contact is searched for; a reason is asked for where two accounts speak against it; an edit is asked about', async ({
  page,
  world,
}) => {
  const { number, says, known, shown } = await tell(world)
  const { workspaceId } = world
  await says(number, { bsuid: 'GB.83100000000009', phone: '447700900839', at: 20 })
  await db.contact.updateMany({ where: { id: shown }, data: { name: 'Ada the second' } })
  await db.contact.updateMany({
    where: { workspaceId, name: 'Sheena Nelson' },
    data: { name: 'Ada at work', nameKey: 'ada at work' },
  })
  await world.signInAs('crm_owner')
  await page.goto(`/contacts/${shown}`)
  await page.getByRole('link', { name: 'Merge with another' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Who else is this?' })).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Contacts in conflict with it' }).getByRole('link', { name: 'Compare' }),
  ).toBeVisible()
  await page.getByLabel('Search contacts').fill('ada at')
  await page.getByLabel('Search contacts').press('Enter')
  const found = page.getByRole('table', { name: 'Contacts found' })
  await expect(found.getByRole('row')).toHaveCount(2)
  await found.getByRole('link', { name: 'Compare' }).click()
  const merge = page.getByRole('button', { name: 'Merge into Ada the second' })
  await expect(merge).toBeDisabled()
  await page.getByLabel('How you know that they are one person').fill('Wrote from both phones while we spoke.')
  await merge.click()
  await expect(page.getByText('Wrote from both phones while we spoke.')).toBeVisible()

  await db.contact.updateMany({ where: { id: shown }, data: { language: 'cy', version: { increment: 1 } } })
  await page.getByRole('button', { name: 'Undo the merge' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the merge' }).click()
  await expect(page.getByText('Language was changed after the merge, from nothing to cy.')).toBeVisible()
  await page.getByRole('button', { name: 'Bring the earlier value back' }).click()
  await expect(page.getByText(/Bring the earlier value back, decided by/)).toBeVisible()
  expect(await db.contact.findUniqueOrThrow({ where: { id: shown } })).toMatchObject({ language: null })
  await page.goto('/duplicates/merges')
  await expect(page.getByRole('row', { name: /Ada the second/ })).toContainText('undone')
  expect(known).not.toBe(shown)
})

test('the pages can be used by everybody; somebody who may only read finds no way to merge', async ({
  page,
  world,
}) => {
  const { known, shown } = await tell(world)
  await world.signInAs('crm_owner')
  for (const address of [`/duplicates/merge?survivor=${known}&other=${shown}`, `/duplicates/merge?survivor=${known}`]) {
    await page.goto(address)
    await axeEverywhere(page)
  }
  await page.goto(`/duplicates/merge?survivor=${known}&other=${shown}`)
  await page.getByRole('button', { name: /^Merge into/ }).click()
  await expect(page).toHaveURL(/\/duplicates\/merges\/mrg_/)
  await axeEverywhere(page)
  const id = page.url().split('/').at(-1)
  await page.goto(`/duplicates/merges?open=${id}`)
  await axeEverywhere(page)
  const { page: reader } = await world.person('viewer')
  await reader.goto(`/duplicates/merges/${id}`)
  await expect(reader.getByRole('heading', { level: 1, name: /became part of/ })).toBeVisible()
  await expect(reader.getByRole('button', { name: 'Undo the merge' })).toHaveCount(0)
  await reader.goto(`/contacts/${known}`)
  await expect(reader.getByRole('link', { name: 'Merge with another' })).toHaveCount(0)
})
